"""What crosses the wall: every kind of value comes back as it was, and no forged frame does any harm."""

import collections
import enum
import json

import numpy as np
import pytest

from autograder.kit.calls import Opaque
from autograder.kit.figures import Axes, Figure, Points
from autograder.wall import decoding, encoding, plain_text, wire


def there_and_back(value):
    encoder = encoding.Encoder()
    frame = wire.pack({"value": encoder.encode(value)}, encoder.payload)
    message, payload = wire.Receiver(reader(frame)).receive()
    return decoding.decode(message["value"], payload, lambda number: None)


def reader(data):
    position = 0

    def read(size):
        nonlocal position
        position += size
        return data[position - size : position]

    return read


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, -(10**50), 0.1, float("inf"), "é\n", 2 + 3j, [1, [2.0]], (1, "a"), {"a": (1, [2]), "": None}),
        *([0.1, -0.0, 1e308], [0.1, float("inf")], (0.1, 2.0)),
        *([("mul", 0, 1), (), (None, True)], [(1, 2**70), (0.5,)], [(1,), 2, [3]], [((1, 2), "a"), ([],)]),
    ],
)
def test_plain_values_come_back(value):
    """Value and type are the same on the other side."""
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


class Kind(enum.StrEnum):
    """The words of a student who likes enumerations."""

    SADDLE = "saddle"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.str_("saddle"), "saddle"),
        (Kind.SADDLE, "saddle"),
        (collections.OrderedDict(kind=Kind.SADDLE), {"kind": "saddle"}),
        (collections.defaultdict(float, {Kind.SADDLE: 1.0}), {"saddle": 1.0}),
    ],
)
def test_words_and_tables_of_other_types_come_back_as_plain_ones(value, plain):
    """A right word is right as a numpy string, and a right table as an ordered one."""
    back = there_and_back(value)
    assert back == plain and type(back) is type(plain)
    assert all(type(key) is str for key in (back if isinstance(back, dict) else ()))


@pytest.mark.parametrize("dtype", [*encoding.DTYPES, ">f8", ">i4"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 4)])
def test_arrays_come_back(dtype, shape):
    """Bytes, shape and kind survive; the byte order becomes the machine's own."""
    value = np.asarray(np.arange(np.prod(shape, dtype=int)).reshape(shape) % 2, dtype=dtype)
    back = there_and_back(value)
    assert type(back) is np.ndarray
    assert back.shape == shape and back.dtype == value.dtype.newbyteorder("=")
    assert np.array_equal(back, value)


@pytest.mark.parametrize(
    "value", [*map(np.float64, (0.1, 5e-324, "inf")), np.float32(2), np.int64(-3), np.complex128(1j)]
)
def test_numpy_scalars_come_back(value):
    """A numpy scalar stays one, so that ``lr /= 2`` in a student's function changes nothing of the caller's."""
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)
    assert there_and_back(np.True_) is True
    assert [*map(str, there_and_back([np.float64("nan"), np.float64(-0.0)]))] == ["nan", "-0.0"]


@pytest.mark.parametrize("view", [lambda a: a.T, lambda a: a[:, ::2], lambda a: a[::-1], lambda a: a[..., None]])
def test_the_layout_of_memory_survives(view):
    """Code that only works on contiguous arrays meets what it would meet at home."""
    value = view(np.arange(12.0).reshape(3, 4))
    back = there_and_back(value)
    assert np.array_equal(back, value)
    assert back.flags.c_contiguous == value.flags.c_contiguous
    assert back.flags.f_contiguous == value.flags.f_contiguous


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (np.matrix([1.0]), "numpy.matrix"),
        (np.ma.masked_array([1.0]), "numpy.ma.MaskedArray"),
        (np.array([None]), "array of object"),
        (np.zeros(2, dtype="f8,i4"), "array of"),
        (np.array(["text"]), "array of <U4"),
        ({1: 2}, "dict"),
        ({1}, "set"),
        (object(), "object"),
        (10**2000, "int"),
        (type("Float", (float,), {})(1.0), "Float"),
        (len, "builtin_function_or_method"),
    ],
)
def test_anything_else_crosses_as_the_name_of_its_type(value, name):
    """No type of the student's ever reaches a comparison."""
    back = there_and_back(value)
    assert type(back) is Opaque
    assert name in back.type_name


def test_names_of_types_are_made_printable():
    """What a type is called is the student's to choose, and a terminal's to show."""
    back = there_and_back(type("\x1b[2J a\n\u202e", (), {})())
    assert back.type_name.isprintable()


def test_a_truth_is_true_or_false():
    """A byte that is neither becomes one of them, so that comparing with it means something."""
    back = decoding.decode({"array": {"dtype": "b1", "shape": [3]}}, b"\x00\x01\x02", None)
    assert back.tobytes() == b"\x00\x01\x01"


def test_a_figure_comes_back():
    """Figures cross as data."""
    x = np.array([0.0, 1.0])
    axes = Axes("t", ["x", "y"], [0.0, 1.0], [0.0, 1.0], None, ["linear", "log"], ["a"], [Points(x, x, None, "l")])
    back = there_and_back(Figure([axes], "title", ["b"]))
    assert back.legend_texts == ["a", "b"]
    assert np.array_equal(back.lines[0].x, x)
    assert back.axes[0].scales == ["linear", "log"]


def test_functions_cross_as_numbers():
    """A function is registered on its side and called back by number."""
    kept = []
    encoder = encoding.Encoder(lambda function: kept.append(function) or 7)
    assert encoder.encode(len) == {"function": 7}
    assert decoding.decode({"function": 7}, b"", lambda number: number + 1) == 8


ARRAY = {"dtype": "f8", "shape": [2], "layout": "C"}


@pytest.mark.parametrize(
    "tree",
    [
        {"array": ARRAY | {"dtype": "O"}},
        {"array": ARRAY | {"dtype": ["f8"]}},
        {"array": ARRAY | {"dtype": "f8,f8"}},
        {"array": ARRAY | {"shape": [10**9, 10**9]}},
        {"array": ARRAY | {"shape": [-1]}},
        {"array": ARRAY | {"shape": [2.0]}},
        {"array": ARRAY | {"shape": [True]}},
        {"array": ARRAY | {"shape": [1] * 40}},
        {"array": ARRAY | {"shape": [3]}},
        {"array": {}},
        {"array": None},
        {"pickle": "gASV"},
        {"__class__": 1},
        {"_decode": 1},
        {},
        {"tuple": 3},
        {"tuples": 3},
        {"tuples": [[1], 2]},
        {"tuples": [[{"pickle": "gASV"}]]},
        {"tuples": [[]] * (decoding.ITEM_LIMIT + 1)},
        {"tuples": [[0] * (decoding.ITEM_LIMIT + 1)]},
        {"dict": [[1, 2]]},
        {"dict": [["a"]]},
        {"float64": [1.0]},
        {"float64": "much"},
        {"complex": [1]},
        {"complex": ["a", "b"]},
        {"function": "os.system"},
        {"opaque": 3},
        10**1300,
        {"figure": {"dict": [["axes", [None] * 101], ["title", ""], ["legend", []]]}},
        {"figure": {"dict": [["axes", [{"dict": [["lines", [0] * 3001], ["surfaces", []]]}]], ["title", ""]]}},
        {"figure": {"dict": []}},
        {"figure": {"dict": [["axes", 3], ["title", ""], ["legend", []]]}},
        {"figure": None},
        "x" * (plain_text.TEXT_LIMIT + 1),
        [0] * (decoding.ITEM_LIMIT + 1),
    ],
)
def test_a_forged_value_is_a_protocol_error(tree):
    """Whatever the tree holds, decoding it raises this and nothing else, and allocates nothing."""
    with pytest.raises(wire.ProtocolError):
        decoding.decode(tree, b"\0" * 16, lambda number: None)


def test_deep_nesting_is_a_protocol_error():
    """Nesting ends long before Python's stack does."""
    tree = 0
    for _ in range(1000):
        tree = [tree]
    with pytest.raises(wire.ProtocolError):
        decoding.decode(tree, b"", None)


@pytest.mark.parametrize(
    "frame",
    [
        wire.HEAD.pack(2**32 - 1, 0),
        wire.HEAD.pack(2, 2**32 - 1) + b"{}",
        wire.HEAD.pack(2, 0) + b"[]",
        wire.HEAD.pack(2, 0) + b"\xff\xff",
        wire.HEAD.pack(200_000, 0) + b"[" * 200_000,
        wire.HEAD.pack(5000, 0) + b"1" * 5000,
    ],
)
def test_a_forged_frame_is_a_protocol_error(frame):
    """Sizes are checked before anything is allocated, and a header is JSON or nothing."""
    with pytest.raises(wire.ProtocolError):
        wire.Receiver(reader(frame)).receive()


def test_frames_that_come_in_pieces_or_together_are_read():
    """However the stream is cut, the frames come out as they went in."""
    frames = [wire.pack({"n": n}, [bytes(n)]) for n in range(5)]
    stream = b"".join(frames)
    for size in (1, 3, 7, 1000):
        pieces = iter([stream[start : start + size] for start in range(0, len(stream), size)])
        receiver = wire.Receiver(lambda _, pieces=pieces: next(pieces, b""))
        assert [receiver.receive() for _ in range(5)] == [({"n": n}, bytes(n)) for n in range(5)]
        with pytest.raises(EOFError):
            receiver.receive()


def test_nothing_larger_than_the_limit_is_packed():
    """The sender is told, too."""
    with pytest.raises(wire.ProtocolError):
        encoding.Encoder().encode(np.zeros(wire.FRAME_LIMIT // 8 + 1))


def test_headers_are_plain_json():
    """What is on the wire can be read by anyone."""
    frame = wire.pack({"do": "call"})
    assert json.loads(frame[wire.HEAD.size :]) == {"do": "call"}
