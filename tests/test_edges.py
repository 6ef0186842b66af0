"""Arguments at the edges of what may come in: each kind of edge reaches each argument."""

import contextlib
import itertools

import numpy as np
import pytest

from autograder import (
    agree_at_edges,
    agree_on,
    draw,
    edges,
    edges_of_many,
    in_kind_of,
    in_reach,
    in_single,
    symmetric_edges,
)
from autograder.judge.draws import Draws
from autograder.kit.compare import Disagreement
from autograder.kit.proxy import SubmissionProxy

SHAPES = "m n", "m", "n", ""
OF_ONE_SIZE = "n", "n", ""
EDGES = {
    "whole numbers": lambda a: np.asarray(a).dtype.kind == "i",
    "whole numbers stored as floats": lambda a: np.asarray(a).dtype.kind == "f" and bool(np.all(a == np.rint(a))),
    "tiny": lambda a: 0 < np.max(np.abs(a)) < 1e-6,
    "huge": lambda a: np.max(np.abs(a)) > 1e6,
    "all zero": lambda a: not np.any(a),
}
OF_ARRAYS = {
    "all equal": lambda a: a.size > 1 and np.ptp(a) == 0 and a.flat[0] != 0,
    "more than fifty": lambda a: min(a.shape) > 50,
    "one entry": lambda a: a.size == 1,
    "a zero among others": lambda a: bool(np.any(a == 0) and np.any(a)),
    "not in one piece": lambda a: not a.flags.c_contiguous,
}


def numbers_of(student):
    return Draws("00" * 32, str(student)).numbers(f"exercise/test_hidden.py::test_{student}")


@pytest.mark.parametrize("shape", [(), (0,), (1,), (1, 1), (2,), (3,), (2, 2), (1, 3)])
def test_what_ordinary_numbers_look_like_is_no_luck(shape):
    """In every draw, several have both signs and three are in no ascending order; one alone is positive."""
    for seed in range(200):
        values = np.asarray(draw(numbers_of(seed), *shape))
        assert values.shape == shape
        assert np.all((np.abs(values) >= 0.4) & (np.abs(values) <= 1.6))
        if values.size == 1:
            assert np.all(values > 0)
        if values.size > 1:
            assert np.any(values > 0) and np.any(values < 0)
        if values.ndim == 1 and values.size > 2:
            assert np.any(np.diff(values) < 0)


@pytest.fixture
def calls():
    """The arguments of all calls."""
    return list(edges(numbers_of(5), *SHAPES))


@pytest.mark.parametrize("shapes", [SHAPES, OF_ONE_SIZE])
@pytest.mark.parametrize("name", EDGES)
def test_each_edge_reaches_each_argument(name, shapes):
    """Over all calls, each argument was once of each kind."""
    calls = list(edges(numbers_of(5), *shapes))
    for place, shape in enumerate(shapes):
        assert any(EDGES[name](arguments[place]) for arguments in calls), shape


@pytest.mark.parametrize("name", OF_ARRAYS)
def test_each_edge_reaches_each_array(calls, name):
    """Over all calls, each array was once of each kind."""
    for place, shape in enumerate(SHAPES):
        if shape:
            assert any(OF_ARRAYS[name](np.asarray(arguments[place])) for arguments in calls), shape


def test_sizes_of_one_name_agree(calls):
    """Arguments fit each other in every call."""
    for X, y, w, number in calls:
        assert X.shape == (len(y), len(w))
        assert np.ndim(number) == 0


# Many arrays

OF_FOUR, OF_SEVEN = ("n d", "m d", "m e", "n e"), ("T i", "T", "h i", "h h", "h", "h", "h")


@pytest.mark.parametrize("shapes", [OF_FOUR, OF_SEVEN])
@pytest.mark.parametrize("name", [*EDGES, *OF_ARRAYS])
def test_each_edge_reaches_each_of_many_arrays(name, shapes):
    """Over few calls, each of four to seven arrays was once of each kind."""
    calls = list(edges_of_many(numbers_of(6), *shapes))
    for place, shape in enumerate(shapes):
        assert any((EDGES | OF_ARRAYS)[name](arguments[place]) for arguments in calls), shape


@pytest.mark.parametrize("shapes", [OF_FOUR, OF_SEVEN])
def test_each_of_many_arrays_is_whole_beside_each_that_is_not(shapes):
    """Of any two arrays there is a call in which the first holds whole numbers, and the second does not."""
    kinds = [[a.dtype.kind for a in arguments] for arguments in edges_of_many(numbers_of(6), *shapes)]
    for place, other in itertools.permutations(range(len(shapes)), 2):
        assert any(call[place] == "i" and call[other] == "f" for call in kinds), (place, other)


@pytest.mark.parametrize("shapes", [OF_FOUR, OF_SEVEN])
def test_each_size_of_many_arrays_is_one_once(shapes):
    """Each size is 1 in a call in which others are not, and shapes fit each other in every call."""
    alone = set()
    for arguments in edges_of_many(numbers_of(6), *shapes):
        names, lengths = " ".join(shapes).split(), [length for a in arguments for length in a.shape]
        pairs = list(zip(names, lengths, strict=True))
        sizes = dict(pairs)
        assert len(set(pairs)) == len(sizes)
        alone |= {name for name in sizes if sizes[name] == 1 < max(sizes.values())}
    assert alone == {name for shape in shapes for name in shape.split()}


# Several edges in one call

OF_PRODUCTS = [("m n",), ("m n", "m p"), ("m n", "n p", "m p")]
SIZES_OF_ONE = {
    "whole numbers": lambda a: a.dtype.kind == "i",
    "tiny": lambda a: 0 < np.max(np.abs(a)) < 1e-6,
    "huge": lambda a: np.max(np.abs(a)) > 1e6,
    "all zero": lambda a: not np.any(a),
    "float32": lambda a: a.dtype == np.float32,
    "stored backwards": lambda a: min(a.strides) < 0,
    "in Fortran's order": lambda a: a.flags.f_contiguous and not a.flags.c_contiguous,
    **OF_ARRAYS,
}


def total(*arrays):
    """Return the sum of the sizes of all entries."""
    return sum(float(np.sum(np.abs(a), dtype=float)) for a in arrays)


def dense_calls(*shapes, function=total, **options):
    """Return the arguments of all calls in which a function is held against the right one at the edges."""
    calls = []

    def student(*arguments):
        calls.append(arguments)
        return function(*arguments)

    agree_at_edges(student, function, numbers_of(5), *shapes, **options)
    return calls


@pytest.mark.parametrize("shapes", OF_PRODUCTS)
@pytest.mark.parametrize("name", SIZES_OF_ONE)
def test_each_edge_reaches_each_argument_of_a_product(name, shapes):
    """Over all calls, each array was once of each kind, in ten calls at most."""
    calls = dense_calls(*shapes)
    assert len(calls) <= 10
    for place, shape in enumerate(shapes):
        assert any(SIZES_OF_ONE[name](arguments[place]) for arguments in calls), shape


@pytest.mark.parametrize("shapes", OF_PRODUCTS)
def test_no_zeros_hide_a_size_of_one(shapes):
    """Each size is 1 in a call in which the first two arguments are not all zero, while others are not 1."""
    names = [name for shape in shapes for name in shape.split()]
    seen = set()
    for arguments in dense_calls(*shapes):
        sizes = dict(zip(names, [size for array in arguments for size in array.shape], strict=True))
        if all(np.any(array) for array in arguments[:2]) and max(sizes.values()) > 1:
            seen |= {name for name, size in sizes.items() if size == 1}
    assert seen == set(names)


def test_one_wrong_edge_is_seen():
    """A function that is wrong at a size of 1 alone does not agree."""
    with pytest.raises(Disagreement):
        agree_at_edges(lambda A: A.T if 1 in A.shape else A, lambda A: A, numbers_of(5), "m n")


def test_whole_numbers_of_linear_functions_take_more_than_32_bits():
    """Where a function is linear, some whole numbers do not fit in 32 bits, and tiny ones are below 1e-8."""
    calls = dense_calls("m n", "n", function=lambda A, x: 1.0 * A, linear=True)
    assert max(np.max(np.abs(A)) for A, _ in calls if A.dtype.kind == "i") > 2**31
    assert min(np.max(np.abs(A)) for A, _ in calls if np.any(A)) < 1e-8


# Symmetric matrices

MATRICES = {
    "whole numbers": lambda H: H.dtype.kind == "i",
    "whole numbers stored as floats": lambda H: H.dtype.kind == "f" and bool(np.all(np.rint(H) == H)),
    "tiny": lambda H: 0 < np.max(np.abs(H)) < 1e-6,
    "huge": lambda H: np.max(np.abs(H)) > 1e6,
    "more than fifty rows": lambda H: len(H) > 50,
    "one entry": lambda H: H.size == 1,
    "a zero among others": lambda H: bool(np.any(H == 0) and np.any(H)),
    "positive in every entry": lambda H: bool(np.all(H > 0)) and len(H) > 1,
    "not in one piece": lambda H: not H.flags.forc,
    "stored backwards": lambda H: min(H.strides) < 0,
    "in Fortran's order": lambda H: H.flags.f_contiguous and not H.flags.c_contiguous,
    "diagonal": lambda H: len(H) > 1 and bool(np.any(H)) and not np.any(H - np.diag(np.diag(H))),
    "definite": lambda H: len(H) > 1 and np.linalg.eigvalsh(H)[0] > 1e-12 * np.max(np.abs(H)),
    "with equal eigenvalues": lambda H: has_equal_eigenvalues(np.linalg.eigvalsh(H)),
    "of a condition above a thousand": lambda H: 1e3 < np.linalg.cond(H) < 1e5,
}
OF_ANY_SIGN = {
    "negative definite": lambda H: len(H) > 1 and np.linalg.eigvalsh(H)[-1] < -1e-12 * np.max(np.abs(H)),
    "indefinite": lambda H: np.linalg.eigvalsh(H)[0] < 0 < np.linalg.eigvalsh(H)[-1],
    "negative in every entry": lambda H: bool(np.all(H < 0)) and len(H) > 1,
    "adding up to zero": lambda H: bool(np.any(H)) and H.sum() == 0,
}
SINGULAR = {
    "all zero": lambda H: not np.any(H),
    "a row of zeros among others": lambda H: bool(np.any(H)) and not np.all(np.any(H, axis=1)),
    "all equal": lambda H: H.size > 1 and np.ptp(H) == 0 and H[0, 0] != 0,
}
BESIDE = EDGES | {
    "all equal": OF_ARRAYS["all equal"],
    "a zero among others": OF_ARRAYS["a zero among others"],
    "two equal entries among others": lambda a: 1 < np.unique(a).size < a.size,
}


def has_equal_eigenvalues(values):
    """Tell whether two eigenvalues are the same, and others are not."""
    gaps = np.diff(values) < 1e-9 * np.max(np.abs(values))
    return bool(np.any(gaps) and not np.all(gaps))


def matrices(**promised):
    """Return the symmetric matrices of some calls."""
    return [H for H, _ in symmetric_edges(numbers_of(7), "n", **promised)]


@pytest.mark.parametrize(
    ("kinds", "promised"),
    [
        (MATRICES | OF_ANY_SIGN | SINGULAR, {}),
        (MATRICES | OF_ANY_SIGN, {"invertible": True}),
        (MATRICES, {"definite": True}),
    ],
)
def test_each_edge_has_its_matrix(kinds, promised):
    """Every kind that the promise leaves room for has a matrix."""
    for name, applies in kinds.items():
        assert any(applies(H) for H in matrices(**promised)), name


@pytest.mark.parametrize("promised", [{}, {"invertible": True}, {"definite": True}])
def test_matrices_keep_their_promise(promised):
    """All matrices are exactly symmetric, and definite or invertible where that is asked for."""
    for H in matrices(**promised):
        assert np.array_equal(H, H.T)
        assert not promised or np.linalg.cond(H) < 3e4
        assert "definite" not in promised or np.linalg.eigvalsh(H)[0] > 0


@pytest.mark.parametrize("name", BESIDE)
def test_each_edge_stands_beside_a_matrix(name):
    """Over all calls, each of two vectors was once of each kind, and a number as far as it can be."""
    calls = list(symmetric_edges(numbers_of(8), "n", "n", ""))
    for place in (1, 2, 3) if name in EDGES else (1, 2):
        assert any(BESIDE[name](arguments[place]) for arguments in calls), place


def test_what_stands_beside_a_matrix_fits_it():
    """Vectors have the size of their matrix; whole numbers stand beside others, and all together once."""
    whole = []
    for arguments in symmetric_edges(numbers_of(8), "n", "n", "n"):
        assert {np.shape(vector) for vector in arguments[1:]} == {arguments[0].shape[:1]}
        whole.append(sum(vector.dtype.kind == "i" for vector in arguments))
    assert sorted(whole)[-2:] == [1, 4]


def test_tiny_and_huge_stand_beside_ordinary_numbers():
    """Where a matrix is tiny or huge, the first vector beside it is neither, so that nothing hides its size."""
    for H, vector in symmetric_edges(numbers_of(9), "n"):
        if np.any(H) and not 1e-6 < np.max(np.abs(H)) < 1e6:
            assert 0.4 <= np.max(np.abs(vector)) <= 10


def test_a_function_is_held_against_the_right_one_in_every_case():
    """What is wrong in the last of several calls is found, and small numbers count where that is asked."""
    cases = [(np.ones(2), 1), (np.ones(2), 2)]
    agree_on(lambda x, n: n * x, lambda x, n: n * x, cases)
    with pytest.raises(AssertionError):
        agree_on(lambda x, n: x, lambda x, n: n * x, iter(cases))
    agree_on(lambda x: 0.0 * x, lambda x: 1e-12 * x, [(3.0,)])
    with pytest.raises(AssertionError):
        agree_on(lambda x: 0.0 * x, lambda x: 1e-12 * x, [(3.0,)], relative=True)


def test_for_float32_answers_need_not_be_more_exact_than_it_is():
    """They may be off by 1e-4 where float32 comes in, be it in a list, and nowhere else."""
    double, single = np.array([0.3, 0.7]), np.array([0.3, 0.7], np.float32)
    agree_on(lambda a: 3 * a[0], lambda a: 3 * np.asarray(a[0], float) + 1e-6, [([single],)])
    with pytest.raises(AssertionError):
        agree_on(lambda a: 3 * a[0], lambda a: 3 * a[0] + 1e-6, [([single],), ([double],)])


def test_a_students_function_is_asked_in_one_go():
    """As many calls as can be are made at once, and a test sees one after the other, to the first that differs."""
    made, log = [], []

    def make_ahead(calls):
        made.append(len(calls))
        for call in calls[:2]:
            call.value = call.args[0]
        return 2

    def make(call):
        call.value = -1

    submission = SubmissionProxy(make, log, {}, make_ahead)
    assert list(submission.f.each([(1,), (2,), (3,), (4,), (5,), (6,)])) == [1, 2, 3, 4, 5, 6]
    assert made == [6, 4, 2]
    with pytest.raises(Disagreement):
        agree_on(submission.f, lambda x: 5, [(5,), (6,), (7,)])
    assert [call.args[0] for call in log] == [1, 2, 3, 4, 5, 6, 5, 6]
    assert made == [6, 4, 2, 3]


def test_values_are_kept_in_the_kind_of_an_array():
    """Whole numbers have no room for what is behind the point; a single value comes back as a number."""
    assert in_kind_of(np.array([3]), [1.5, -2.5]).tolist() == [1, -2]
    assert in_kind_of(np.array([3.0]), 1.5) == 1.5
    assert in_kind_of(np.array([1j]), [1.5]).dtype == complex


def test_a_function_that_is_wrong_alone_is_asked_again_with_help():
    """What right functions in the place of the student's own make right passes, and the rest fails with them too."""
    at_work = []

    @contextlib.contextmanager
    def help_of_others():
        at_work.append("help")
        yield
        at_work.pop()

    def needy(x):
        return x if at_work else 1 / 0

    agree_on(needy, lambda x: x, [(3.0,)], helped=help_of_others())
    agree_on(lambda x: 0.0 if at_work else x, lambda x: x, [(3.0,)], helped=help_of_others())
    with pytest.raises(Disagreement):
        agree_on(needy, lambda x: 2 * x, [(3.0,)], helped=help_of_others())


def test_arguments_in_float32():
    """Arrays are turned to float32, and what is no array stays."""
    X, number = in_single((np.arange(3), 2))
    assert X.dtype == np.float32
    assert type(number) is int


@pytest.mark.parametrize(
    ("length", "points"), [(-2, [np.ones(3)]), (0, [np.array([[100.0], [-3]])]), (0, [np.zeros(2)])]
)
def test_a_length_is_positive_and_reaches_the_points(length, points):
    """From such a length no coordinate is much more than three times as far."""
    got = in_reach(length, *points)
    assert got > 0
    assert all(np.max(np.abs(X)) <= 3.2 * got for X in points)
