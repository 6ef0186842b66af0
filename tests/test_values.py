"""Values of the evidence, in Python and as tables."""

import msgspec
import numpy as np
import pytest

from autograder.evidence import Call, Comparison, Value
from autograder.feedback import values
from autograder.judge import evidence
from autograder.numbers import apart, readable, significant


def kept(value):
    """Return a value as evidence keeps it, read back."""
    return msgspec.convert(evidence.value(value), Value)


def test_a_call_can_be_made_again():
    """The text of a call, executed, makes the same values."""
    given = (
        np.array([[1.0, 1 / 3], [np.nan, -np.inf]]),
        np.arange(3),
        "a'b",
        1e-300,
        (1, [2.5, None]),
        np.zeros((0, 2)),
    )
    made = Call("f", tuple(map(kept, given)), {"h": kept(True)})
    again, options = eval(values.code(made), {"np": np, "f": lambda *args, **options: (args, options)})
    for one, other in zip(given, again, strict=True):
        np.testing.assert_equal(one, other)
    assert options == {"h": True}


@pytest.mark.parametrize("value", [np.zeros((20, 20)), "x" * 500, abs, [[[1]]], np.zeros((2, 2, 2))])
def test_a_call_of_which_a_part_is_missing_is_not_offered(value):
    """Half an input would be another question."""
    assert values.code(Call("f", (kept(value),))) is None


def test_wrong_entries_are_marked_by_the_size_of_their_error():
    """Right entries are not, the largest error has the darkest shade and a frame."""
    got, expected = np.array([[1.0, 2.1, 8.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    comparison = Comparison(kept(got), expected=kept(expected), limit=1e-9)
    table = values.compared(comparison, "Came back")
    assert [[cell.level for cell in row] for row in table.cells] == [[0, 2, 4], [0, 0, 0]]
    assert [cell.expected for cell in table.cells[0]] == ["", "2", "3"]
    assert [cell.worst for cell in table.cells[0]] == [False, False, True]


def test_numbers_are_shown_apart():
    """As many digits as it takes to see that they differ."""
    assert apart(1.0, 1.0 + 1e-6) == ("1", "1.000001")
    assert apart(2.0, 3.0) == ("2", "3")


@pytest.mark.parametrize(("number", "read"), [
    (1e-5, "0.00001"), (-7.5066e-8, "-7.5066·10⁻⁸"), (1e-8, "10⁻⁸"), (-0.0, "0"), (12345.678, "12345.7"),
    (1234567.8, "1234568"), (1.5e300, "1.5·10³⁰⁰"), (float("nan"), "nan"), (2**40, str(2**40)), (True, "True"),
])  # fmt: skip
def test_a_number_is_read_as_people_write_it(number, read):
    """Without Python's exponents, and with all that stands before the decimal point."""
    assert significant(number) == read


def test_a_sentence_has_no_exponents():
    """Numbers in it change, names and versions do not."""
    said = "f([1.e-05, -2.5e+07], tol=1e-9) of x2e-3, v1.2e-3.4 and abs1e-5"
    assert readable(said) == "f([0.00001, -2.5·10⁷], tol=10⁻⁹) of x2e-3, v1.2e-3.4 and abs1e-5"


def test_a_function_that_came_back_is_called_by_its_call():
    """The text makes both calls, and picks the function where it stood."""
    maker = Call("make", (kept(2.0),))
    made = Call("make", (kept(np.ones(2)),), maker=maker, place=("'f'", "0"))
    assert values.call(made) == "make(2)['f'][0](an array of shape (2,))"
    again = eval(values.code(made), {"np": np, "make": lambda a: {"f": [lambda x: a * x]}})
    assert again.tolist() == [2.0, 2.0]
