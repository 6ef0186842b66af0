"""Replaying a student's calls on the mistakes of an exercise, to find the one that explains them."""

import types

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.authoring import Variant
from autograder.judge.hints import Diagnosis
from autograder.kit.calls import Call, Opaque
from autograder.kit.figures import Figure
from autograder.wall.sandbox import StudentCodeError

reference = types.ModuleType("reference")
exec("import numpy as np\ndef f(x):\n    return 2.0 * x\ndef g(x):\n    return f(x) + 1.0", vars(reference))


def find_hint(mistakes, reference, made, others=()):
    """Return the hint of the mistake behind the calls of a test, or an empty str; others are calls of other tests."""
    mistake = Diagnosis(mistakes, reference, [*made, *others], {}).mistake_behind(made)
    return mistake.hint if mistake else ""


def why_not(mistakes, made):
    """Return why each mistake is not named."""
    return Diagnosis(mistakes, reference, made, {}).objections(made)


def mistake(function, hint, of="f"):
    return Variant(function, hint, of)


def negates(x):
    return -2.0 * x


def loses_sign(x):
    return 2.0 * abs(x)


SQUARES = mistake(lambda x: x * x, "squares")
NEGATES, LOSES_SIGN = mistake(negates, "negates"), mistake(loses_sign, "loses the sign")


def calls(function, *values, of="f"):
    return [Call(of, (value,), {}, value=function(value)) for value in values]


def test_the_one_that_explains_all_calls_is_found():
    """Agreeing with the truth on some calls is no obstacle."""
    made = calls(SQUARES.function, 3.0, 2.0, np.array([1.0, 5.0]))
    assert find_hint([SQUARES, NEGATES], reference, made) == "squares"


def test_one_call_that_is_not_explained_is_enough_against_it():
    """A mistake that explains some of the calls says nothing."""
    made = calls(SQUARES.function, 3.0) + calls(lambda x: x + 1, 3.0)
    assert find_hint([SQUARES, NEGATES], reference, made) == ""


def test_two_that_explain_are_none():
    """For negative numbers alone, losing the sign and negating are the same."""
    assert find_hint([NEGATES, LOSES_SIGN], reference, calls(NEGATES.function, -1.0, -2.0)) == ""
    assert find_hint([NEGATES, LOSES_SIGN], reference, calls(NEGATES.function, -1.0, 2.0)) == "negates"


def test_right_calls_need_no_explanation():
    """Where nothing is wrong, no mistake is suggested."""
    assert find_hint([LOSES_SIGN], reference, calls(LOSES_SIGN.function, 1.0, 2.0)) == ""


def test_noise_does_not_hide_a_mistake():
    """A student's arithmetic may round otherwise; a tenth of the difference is too much."""
    noisy = calls(lambda x: x * x * (1 + 1e-9), 3.0)
    assert find_hint([SQUARES], reference, noisy) == "squares"
    assert find_hint([SQUARES], reference, calls(lambda x: x * x + 0.3, 3.0)) == ""


def test_noise_of_single_precision_does_not_hide_a_mistake_either():
    """In which order float32 numbers are added shows in their seventh digit."""
    x = np.array([1.0, 3.0], dtype=np.float32)
    made = [Call("f", (x,), {}, value=(x * x * (1 + 3e-7)).astype(np.float32))]
    assert find_hint([SQUARES, NEGATES], reference, made) == "squares"
    made = [Call("f", (x,), {}, value=(x * x * (1 + 3e-3)).astype(np.float32))]
    assert find_hint([SQUARES, NEGATES], reference, made) == ""


def along_rows(A, basis=lambda A: np.linalg.eigh(A)[1]):
    """Take rows of eigenvectors for eigenvectors: which they are for a repeated eigenvalue is anybody's choice."""
    V = basis(A)
    return V.T @ np.diag(np.arange(1.0, len(A) + 1)) @ V


def turned_basis(A):
    """Return the eigenvectors of another processor, those of the repeated eigenvalue turned by 30°."""
    V = np.linalg.eigh(A)[1]
    turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
    return V if np.ptp(np.linalg.eigvalsh(A)[1:]) > 1e-9 else np.hstack([V[:, :1], V[:, 1:] @ turn])


def test_what_hangs_on_rounding_does_not_speak_against_a_mistake():
    """Which basis of a repeated eigenvalue comes out depends on the processor; a basis of distinct ones does not."""
    Q = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    repeated, distinct = (Q * values @ Q.T for values in ([0.5, 1.3, 1.3], [0.5, 1.3, 2.0]))
    rows = mistake(along_rows, "rows")
    made = [Call("f", (A,), {}, value=along_rows(A, turned_basis)) for A in (repeated, distinct)]
    assert find_hint([rows], reference, made) == "rows"
    assert find_hint([rows], reference, made[:1]) == ""  # which says nothing for it, either
    made[1].value = made[1].value[::-1]
    assert find_hint([rows], reference, made) == ""


def test_a_sign_that_hangs_on_rounding_does_not_speak_against_a_mistake():
    """The sign of a determinant that is 0 is none: it changes where the numbers are moved, or where they move back."""
    signed = mistake(lambda M: np.where(np.linalg.det(M) < 0, -1.0, 1.0) * M, "signed")
    singular, regular = np.array([[0.1, 0.3], [0.2, 0.6]]), np.array([[0.1, 0.3], [0.2, 0.1]])
    sign = 1.0 if np.linalg.det(singular) < 0 else -1.0  # the one that does not come out here
    made = [Call("f", (singular,), {}, value=sign * singular), Call("f", (regular,), {}, value=-regular)]
    assert find_hint([signed], reference, made) == "signed"


def test_what_is_nothing_beside_the_right_value_is_rounding():
    """Two results of 1e-16 where 1 is right are the same 0; two of 1e-4 are two."""
    vanishing = mistake(lambda x: np.where(x > 2, 1e-16, -2.0 * x), "vanishes")
    for value, hint in ((3e-16, "vanishes"), (3e-4, "")):
        made = [Call("f", (3.0,), {}, value=value), Call("f", (1.0,), {}, value=-2.0)]
        assert find_hint([vanishing], reference, made) == hint


def test_infinity_beside_numbers_is_compared():
    """Where some entries overflow for both, the others may still differ by rounding."""
    overflowing = mistake(lambda x: np.where(x > 2, -np.inf, x), "overflows")
    x = np.array([1.0, 3.0])
    for value, hint in (([1 + 1e-12, -np.inf], "overflows"), ([1 + 1e-12, np.inf], ""), ([1.5, -np.inf], "")):
        assert find_hint([overflowing], reference, [Call("f", (x,), {}, value=np.array(value))]) == hint


def test_what_is_far_from_the_truth_is_not_explained_by_all_that_is_far():
    """However wrong a value is, a mistake must come to nearly the same one."""
    large, larger = (mistake(lambda x, by=by: by * x, f"{by} times") for by in (10_000.0, 12_000.0))
    assert find_hint([large, larger], reference, calls(large.function, 0.1)) == "10000.0 times"


def test_a_mistake_is_seen_through_the_functions_that_use_it():
    """What another function makes of the mistake is explained, too."""
    made = calls(lambda x: x * x + 1.0, 3.0, 5.0, of="g")
    assert find_hint([SQUARES], reference, made) == "squares"


def test_another_wrong_function_is_not_explained():
    """A mistake in f says nothing about a g that goes wrong by itself."""
    made = calls(SQUARES.function, 3.0) + calls(lambda x: x, 3.0, of="g")
    assert find_hint([SQUARES], reference, made) == ""


def raised(words, kind="ValueError"):
    """Return a call for which the student's code raised."""
    return Call("f", (np.ones(3),), {}, error=StudentCodeError(kind, words, 1))


def raises_or_squares(x):
    if np.ndim(x):
        raise ValueError("not enough values to unpack (expected 3, got 2)")
    return x * x


def test_an_exception_explains_nothing():
    """The same exception in the same words may have any cause."""
    made = [raised("not enough values to unpack (expected 3, got 2)")]
    assert find_hint([mistake(raises_or_squares, "raises")], reference, made) == ""
    assert why_not([mistake(raises_or_squares, "raises")], made) == {
        "raises_or_squares": "nothing but exceptions speaks for it"
    }


@pytest.mark.parametrize(
    ("words", "kind", "hint"),
    [
        ("not enough values to unpack (expected 3, got 2)", "ValueError", "raises"),
        ("not enough values to unpack (expected 4, got 2)", "ValueError", ""),
        ("not enough values to unpack (expected 3, got 2)", "TypeError", ""),
        ("", "ValueError", ""),
    ],
)
def test_an_exception_is_no_obstacle_where_values_explain(words, kind, hint):
    """It must be the same one, word for word; what explains is the wrong value of another call."""
    made, others = [raised(words, kind)], calls(lambda x: x * x, 3.0)
    assert find_hint([mistake(raises_or_squares, "raises")], reference, made, others) == hint


def test_calls_of_passed_tests_count():
    """A mistake that would have lost another test is not what the student's code does."""
    own = lambda x: x * x if x > 0 else 2.0 * x  # noqa: E731
    assert find_hint([SQUARES], reference, calls(own, 3.0)) == "squares"
    assert find_hint([SQUARES], reference, calls(own, 3.0), calls(own, -1.0)) == ""


def test_calls_of_passed_tests_tell_mistakes_apart():
    """Two mistakes that come to the same in the failed test are two only there."""
    made, others = calls(NEGATES.function, -1.0), calls(NEGATES.function, 2.0)
    assert find_hint([NEGATES, LOSES_SIGN], reference, made) == ""
    assert why_not([NEGATES, LOSES_SIGN], made) == {
        NEGATES.name: f"the same in all calls as {LOSES_SIGN.name}",
        LOSES_SIGN.name: f"the same in all calls as {NEGATES.name}",
    }
    assert find_hint([NEGATES, LOSES_SIGN], reference, made, others) == "negates"


def test_other_functions_of_other_tests_do_not_count():
    """A second mistake in another function, seen by another test, hides no hint."""
    others = calls(lambda x: x, 5.0, of="g")
    assert find_hint([SQUARES], reference, calls(SQUARES.function, 3.0), others) == "squares"


@pytest.mark.parametrize("value", [0.0, 1e-9, -1e-300])
def test_what_is_nearly_nothing_is_not_every_mistake_that_is_nearly_nothing(value):
    """Whatever comes to nearly 0 is as far from the truth; it is the same only in proportion to itself."""
    tiny = mistake(lambda x: 1e-30 * x, "divides nothing")
    assert find_hint([tiny], reference, [Call("f", (3.0,), {}, value=value)]) == ""
    assert find_hint([tiny], reference, [Call("f", (3.0,), {}, value=3e-30)]) == "divides nothing"


@pytest.mark.parametrize(("scale", "hint"), [(1e-8, "squares"), (1e-12, "")])
def test_a_small_value_that_is_wrong_in_proportion_counts(scale, hint):
    """A test may look at it in proportion; what is smaller still may be noise."""
    squares = mistake(lambda x: x * x / scale, "squares")
    assert find_hint([squares], reference, calls(squares.function, 3.0 * scale)) == hint


def test_a_mistake_may_be_a_value_where_an_exception_is_due():
    """What should have been refused came back, and came back as the mistake's."""
    exec("def r(x):\n    if x < 0:\n        raise ValueError('negative')\n    return x", vars(reference))
    lax = mistake(abs, "lax", of="r")
    refused = [Call("r", (2.0,), {}, value=2.0), Call("r", (-2.0,), {}, value=2.0)]
    assert find_hint([lax], reference, refused) == "lax"
    assert find_hint([lax], reference, [Call("r", (-2.0,), {}, value=-2.0)]) == ""


@pytest.mark.parametrize(("off", "count"), [(0.0, 1), (1e-12, 2)])
def test_equal_calls_are_made_once(off, count):
    """In whichever test they are asked; inputs that differ in their last digits, in a list too, are not equal."""
    made = []

    def counting(parts):
        made.append(parts)
        return float(np.sum(parts) ** 2)

    asked = calls(lambda parts: float(np.sum(parts) ** 2), [np.ones(2000)], [np.ones(2000) + off])
    Diagnosis([mistake(counting, "?")], reference, asked, {}).mistake_behind(asked[:1])
    assert len(made) == count


def test_changing_the_argument_is_an_outcome():
    """The value alone does not tell this mistake from the truth."""

    def doubles_in_place(x):
        x *= 2.0
        return x

    made = [Call("f", (np.ones(2),), {}, value=np.full(2, 2.0), changed=("1",))]
    assert find_hint([mistake(doubles_in_place, "in place")], reference, made) == "in place"


def returned(maker, place, function, *values):
    made = [Call(maker.function, (x,), {}, value=function(x), maker=maker, place=place) for x in values]
    return [maker, *made]


def test_a_returned_function_is_explained_by_what_it_returns():
    """That functions came back tells nothing; what they return does, be they alone or in a dict."""
    exec("def h(a):\n    return lambda x: x + a\ndef d(a):\n    return {'plus': lambda x: x + a}", vars(reference))
    less = mistake(lambda a: lambda x: x - a, "less", of="h")
    times = mistake(lambda a: lambda x: x * a, "times", of="h")
    made = returned(Call("h", (3.0,), {}, value=abs), (), lambda x: x - 3.0, 1.0, 2.0)
    assert find_hint([times, less], reference, made) == "less"
    assert find_hint([times, less], reference, made[:1]) == ""
    none = mistake(lambda a: {"plus": lambda x: x}, "none", of="d")
    made = returned(Call("d", (3.0,), {}, value={"plus": abs}), ("plus",), lambda x: x, 1.0)
    assert find_hint([none], reference, made) == "none"
    lost = mistake(lambda a: {}, "lost", of="d")
    assert find_hint([lost], reference, made) == ""


def test_values_that_cannot_be_compared_are_not_explained():
    """Whatever comes back, the answer is a hint or none, never an error."""
    for value in (None, Opaque("x"), "text", 10**400, [1, "a"], {"a": 1}, lambda: 1, np.zeros((2, 2))):
        assert find_hint([SQUARES], reference, [Call("f", (3.0,), {}, value=value)]) == ""


def test_a_call_without_outcome_is_not_explained():
    """A call that hung or died is not looked into."""
    assert find_hint([SQUARES], reference, [*calls(SQUARES.function, 3.0), Call("f", (3.0,), {})]) == ""


def test_a_figure_is_drawn_once_for_all_submissions():
    """Whatever a student's code came to: to draw one takes longer than most of what is replayed."""
    drawn, times = {}, []

    def draws():
        times.append(1)
        axes = plt.figure().add_subplot()
        axes.plot([0.0, 1.0], [0.0, 1.0])
        return axes.figure

    drawing = types.ModuleType("drawing")
    vars(drawing)["picture"] = draws
    for value in (0.5, None, 1.5):
        call = Call(
            "picture", (), {}, value=value, error=None if value else StudentCodeError("ValueError", "no", 1, [])
        )
        assert type(Diagnosis([], drawing, [call], drawn).right.outcome(call).value) is Figure
    assert len(times) == 1


def repeated(f, x, n):
    for _ in range(n):
        x = f(x)
    return x


def steps_from_the_start(f, x, n):
    for k in range(1, n + 1):
        value = repeated(f, x, k)
    return value


counting = types.ModuleType("reference")
vars(counting)["steps"] = repeated


@pytest.mark.parametrize(
    ("value", "times"),
    [(0.5, 3), (np.zeros(3), 1), ("a word", 1), ([0.5, [0.5, "a word"]], 1), (Opaque("set"), 0)],
)
def test_a_value_of_another_form_is_no_matter_of_rounding(value, times):
    """Only what may be the mistake's value but for rounding is worth making the mistake again, twice."""
    made = []
    rounded = mistake(lambda x: made.append(x) or -2.0 * x, "negates")
    assert find_hint([rounded], reference, [Call("f", (0.3,), {}, value=value)]) == ""
    assert len(made) == times


def test_no_figure_is_a_matter_of_rounding():
    """A mistake that draws is drawn once, whatever the student's code came to."""
    drawn = []

    def draws(x):
        drawn.append(x)
        return plt.figure()

    assert find_hint([mistake(draws, "draws")], reference, [Call("f", (0.3,), {}, value=0.5)]) == ""
    assert len(drawn) == 1


TOO_OFTEN = Variant(steps_from_the_start, "too often", "steps")


@pytest.mark.parametrize(("asked", "hint"), [({"1": 6}, "too often"), ({"1": 3}, ""), ({"1": 5}, "")])
def test_how_often_a_function_was_called_is_explained_where_values_are_right(asked, hint):
    """The mistake calls what it is given as often as the student's code did, and not as often as it should."""
    made = [Call("steps", (lambda x: 2 * x, 1.0, 3), {}, value=8.0, asked=asked)]
    assert find_hint([TOO_OFTEN], counting, made) == hint


def test_how_often_a_function_was_called_is_no_matter_of_rounding():
    """A call that asks another number of times speaks against the mistake, though all values are the same."""
    made = [
        Call("steps", (lambda x: 2 * x, 1.0, n), {}, value=2.0**n, asked={"1": asked}) for n, asked in ((3, 6), (4, 5))
    ]
    assert find_hint([TOO_OFTEN], counting, made) == ""


def test_how_often_a_function_was_called_does_not_count_where_values_are_wrong():
    """Who makes the same mistake in another way may call what is given another number of times."""
    ends_early = Variant(lambda f, x, n: repeated(f, x, n - 1), "one too few", "steps")
    made = [Call("steps", (lambda x: 2 * x, 1.0, 3), {}, value=4.0, asked={"1": 7})]
    assert find_hint([ends_early, TOO_OFTEN], counting, made) == "one too few"
