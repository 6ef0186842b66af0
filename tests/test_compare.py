"""Holding a student's value against the right one: what passes, and the sentence for what does not."""

import numpy as np
import pytest

from autograder.kit.calls import Call, Opaque, brief, start_log
from autograder.kit.compare import Disagreement, agree, entry, expect, raises
from autograder.wall.sandbox import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError

RIGHT = np.array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (RIGHT.copy(), RIGHT),
        (RIGHT + 1e-12, RIGHT),
        (np.array([1, 2, 3]), RIGHT),
        (3, 3.0),
        (np.float64(3.0), 3.0),
        (np.array(3.0), 3.0),
        (np.int64(6), 6),
        (6.0, 6),
        ("saddle", "saddle"),
        ((1.0, "a"), (1.0, "a")),
        ([1.0, 2.0], (1.0, 2.0)),
        ({"a": 1.0, "more": 2}, {"a": 1.0}),
        (np.inf, np.inf),
        (1e200 * RIGHT, 1e200 * RIGHT * (1 + 1e-12)),
        (True, True),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_what_is_right_passes(got, expected):
    """Right values pass, in every form that is as good."""
    agree(got, expected)


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (None, RIGHT, r"returned nothing \(None\)"),
        (Opaque("numpy.matrix"), RIGHT, "a value of type numpy.matrix; expected an array of shape"),
        (np.matrix([1.0, 2.0, 3.0]), RIGHT, "a value of type matrix"),
        (np.ma.masked_array(RIGHT), RIGHT, "a value of type MaskedArray"),
        ([1.0, 2.0, 3.0], RIGHT, "a value of type list"),
        ("3", 3.0, "a value of type str; expected a number"),
        (RIGHT[:, None], RIGHT, r"shape \(3, 1\); expected an array of shape \(3,\)"),
        (3.0, RIGHT, "a single number"),
        (RIGHT, 3.0, r"an array of shape \(3,\); expected a number"),
        (RIGHT.astype(np.float32), RIGHT, "float32 numbers; expected float64"),
        (RIGHT.astype(complex), RIGHT, "complex128 values; expected real numbers"),
        (np.array([True, False, True]), RIGHT, "bool values"),
        (np.array(["a", "b", "c"]), RIGHT, "an array of <U1"),
        (np.array([1, None, 3]), RIGHT, "an array of object"),
        (np.array([1.0, np.nan, 3.0]), RIGHT, r"is nan at \[1\]; expected a finite number"),
        (np.inf, 3.0, "is inf; expected a finite number"),
        (-np.inf, np.inf, "is -inf; expected inf"),
        (RIGHT + np.array([0, 0.5, 0]), RIGHT, r"largest error is at \[1\]: expected 2, got 2.5"),
        (RIGHT + 1e-8, RIGHT, r"expected 1, got 1.0000000"),
        (10**400, 3.0, "expected a number"),
        ("minimum", "saddle", "is 'minimum'; expected 'saddle'"),
        (3, "saddle", "expected a str"),
        ((1.0,), (1.0, 2.0), "has 1 values; expected 2"),
        (3.0, (1.0, 2.0), "expected 2 values"),
        ({}, {"a": 1.0}, "has no key 'a'"),
        (3.0, {"a": 1.0}, "expected a dict"),
        ({"a": 2.0}, {"a": 1.0}, "'a' of the result is not right"),
        (1, True, "expected True or False"),
        (np.zeros((3, 0)), np.zeros((0, 3)), "expected an array of shape"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(got, expected, words):
    """The first thing that differs is what the sentence says."""
    with pytest.raises(Disagreement, match=words):
        agree(got, expected)


def test_the_sentence_names_the_call():
    """What was called, with what, comes first."""
    call = Call("gradient", (np.ones((7, 3)), 0.5), {}, value=np.zeros(2))
    start_log().append(call)
    with pytest.raises(Disagreement, match=r"^gradient\(array of shape \(7, 3\), 0.5\) is not right"):
        agree(call.value, np.ones(2))


def test_an_object_that_equals_everything_equals_nothing():
    """Comparing never asks the student's object for its opinion."""

    class Equal:
        __hash__ = None

        def __eq__(self, other):
            return True

    with pytest.raises(Disagreement):
        agree(Equal(), 3.0)


def test_float32_passes_where_the_tolerance_is_its_own():
    """Four digits are no reason to ask for sixteen."""
    agree(np.float32(1 / 3), 1 / 3, tol=1e-4)


def test_the_tolerance_is_relative_to_the_whole():
    """The error is a norm over a norm, at least one."""
    big = np.full(100, 1e6)
    agree(big + 1e-4, big, tol=1e-9)
    with pytest.raises(Disagreement):
        agree(big + 1e-2, big, tol=1e-9)


@pytest.mark.parametrize("size", [1e-200, 1e-9, 1e-3, 1e200])
def test_small_numbers_can_be_asked_as_exactly_as_others(size):
    """With ``relative``, no number is too small for an error of it to count, wherever it stands."""
    right = size * np.array([3.0, 4.0])
    agree({"a": (right * (1 + 1e-11), 0.0)}, {"a": (right, 0.0)}, relative=True)
    with pytest.raises(Disagreement, match="value 0 of 'a' of the result is not right"):
        agree({"a": (right * (1 + 1e-7), 0.0)}, {"a": (right, 0.0)}, relative=True)


def test_a_name_is_put_into_words_only_where_something_is_wrong():
    """Most values are right, and describing a call costs more than comparing them."""

    class Name(str):
        def __str__(self):
            raise AssertionError("nobody asked for it")

    agree({"a": [1.0, (2.0, np.ones(2))]}, {"a": [1.0, (2.0, np.ones(2))]}, what=Name("a name"))


def test_expect_returns_what_can_be_computed_with():
    """Integers become float64, and a number a float."""
    assert expect(np.array([1, 2]), (2,)).dtype == float
    assert type(expect(np.array(3), ())) is float
    with pytest.raises(Disagreement, match="expected an array of shape"):
        expect(None, (2,))
    with pytest.raises(Disagreement, match="nan"):
        expect(np.array([np.nan, 1]), (2,))


def test_entry_takes_one_key():
    """A missing key is a sentence, not a KeyError."""
    assert entry({"a": 1}, "a") == 1
    with pytest.raises(Disagreement, match="no key 'b'"):
        entry({"a": 1}, "b")


def test_raises_wants_an_exception_of_a_kind():
    """The right kind passes; a value and another kind fail, and the sentence says which kind is asked for."""
    raises(ValueError, int, "x")
    with pytest.raises(Disagreement, match=r"int\('3'\) returned 3; expected it to raise ValueError"):
        raises(ValueError, int, "3")
    with pytest.raises(Disagreement, match=r"int\(None\) raised TypeError; expected it to raise ValueError"):
        raises(ValueError, int, None)


@pytest.mark.parametrize(
    "error",
    [StudentCodeError("NotImplementedError", "", 1, ["NotImplementedError"]), StudentTimeoutError("x"),
     NotDefinedError("f"), StudentCrashError("x"), NotImplementedError()],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_what_is_no_refusal_goes_through_raises(error):
    """Code that is not written, or did not end, has refused nothing; nor has it raised the wrong thing."""

    def function():
        raise error

    with pytest.raises(type(error)):
        raises(ValueError, function)


def test_the_wrong_refusal_of_a_student_is_told_in_their_words():
    """An assert is no ValueError, whatever it says."""

    def refuse(x):
        raise StudentCodeError("AssertionError", "x is negative", 3, ["AssertionError", "Exception"])

    with pytest.raises(Disagreement) as caught:
        raises(ValueError, refuse, -1)
    told = "refuse(-1) raised AssertionError: x is negative (line 3); expected it to raise ValueError."
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (False, True, "expected True, got False."),
        (np.array([True, True]), np.array([True, False]), "at [1]: expected False, got True."),
        (2.0, 2.0000000123, "expected 2.00000001, got 2."),
        (1.23456789, 1.23456712, "expected 1.234567, got 1.234568."),
        (1.5, 1.25, "expected 1.25, got 1.5."),
    ],
)
def test_numbers_are_told_to_the_digit_in_which_they_differ(got, expected, words):
    """Nobody is told that 2 was expected and 2 came back."""
    with pytest.raises(Disagreement) as caught:
        agree(got, expected)
    assert str(caught.value).endswith(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([np.ones((2, 3)), np.ones((3, 4))], "[array of shape (2, 3), array of shape (3, 4)]"),
        ((1.0, "a", None), "(1.0, 'a', None)"),
        ((np.ones(2),), "(array of shape (2,),)"),
        ({"a": np.ones(2), "b": [1, 2]}, "{'a': array of shape (2,), 'b': [1, 2]}"),
        (np.zeros((0, 2)), "array of shape (0, 2)"),
        (-np.zeros((1, 2)), "[[0., 0.]]"),
        ([0] * 9, "[0, 0, 0, 0, 0, 0, ... 9 in all]"),
        ([[0] * 9, [[1]]], "[a list of 9, ...]"),
        (10**5000, "an integer of some 5000 digits"),
        ("x" * 2**20, "'" + "x" * 56 + "..."),
        ([], "[]"),
        ({}, "{}"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_described_in_a_few_words(value, words):
    """Arrays in a list by their shapes, and of what is large, how large it is."""
    assert brief(value) == words


class Counted(list):
    """A list that counts how many of its parts were looked at."""

    looked_at = 0

    def __iter__(self):
        for part in super().__iter__():
            self.looked_at += 1
            yield part


def test_of_what_is_large_only_the_beginning_is_looked_at():
    """Describing 8000 arrays costs what describing a few costs."""
    value = Counted([np.ones(2)] * 8000)
    brief(value)
    assert value.looked_at < 10
    assert len(brief([[[value]]])) < 100
