"""Replaying a student's calls on the mistakes of an exercise, to find the one that explains them."""

import types

import numpy as np

from autograder.authoring import Variant
from autograder.judge.hints import find_mistake
from autograder.judge.replay import Replay
from autograder.kit.calls import Call, Opaque

reference = types.ModuleType("reference")
exec("import numpy as np\ndef f(x):\n    return 2.0 * x\ndef g(x):\n    return f(x) + 1.0", vars(reference))


def find_hint(mistakes, reference, made):
    """Return the hint of the mistake that is found, or an empty str."""
    mistake = find_mistake(mistakes, made, Replay(reference, {}))
    return mistake.hint if mistake else ""


def mistake(function, hint, of="f"):
    return Variant(function, hint, of)


SQUARES = mistake(lambda x: x * x, "squares")
NEGATES = mistake(lambda x: -2.0 * x, "negates")
LOSES_SIGN = mistake(lambda x: 2.0 * abs(x), "loses the sign")


def raising(x):
    raise KeyError("x")


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


def test_exceptions_are_outcomes():
    """The same exception explains; another does not."""
    made = [Call("f", (1.0,), {}, error=KeyError("y"))]
    assert find_hint([mistake(raising, "raises")], reference, made) == "raises"
    made = [Call("f", (1.0,), {}, error=TypeError("y"))]
    assert find_hint([mistake(raising, "raises")], reference, made) == ""


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
