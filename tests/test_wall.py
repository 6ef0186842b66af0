"""The wall: what is called behind it, what is called back, and what comes of it."""

import contextlib
import sys
from textwrap import dedent

import numpy as np
import pytest

from autograder.kit.calls import Call
from autograder.wall.limits import Limits
from autograder.wall.outcomes import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from autograder.wall.sandbox import Sandbox
from tests.calling import call


def test_a_function_is_called(sandbox):
    """Arguments go in, the value comes out, as plain data."""
    box = sandbox("def f(x, scale=1.0):\n    return scale * x.T")
    value = call(box, "f", np.arange(6.0).reshape(2, 3), scale=2.0)
    assert np.array_equal(value, 2.0 * np.arange(6.0).reshape(2, 3).T)


def test_an_environment_behind_a_link_is_seen(begin_zygote, monkeypatch, tmp_path):
    """Its own place is hidden with the course's folder; what students load late is there all the same."""
    (tmp_path / "venv").symlink_to(sys.prefix)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "bin" / "python"))
    with begin_zygote() as zygote:
        box = Sandbox(zygote, Limits())
        box.load(["import numpy.polynomial\ndef f():\n    return numpy.polynomial.Polynomial([1.0, 2.0])(3.0)"])
        assert call(box, "f") == 7.0
        box.close()


def test_student_code_may_compute_for_another_processor(begin_zygote):
    """So that proofs find what hangs on the last digits of one."""
    with begin_zygote(blas="Prescott") as zygote:
        box = Sandbox(zygote, Limits())
        box.load(["import os\ndef f():\n    return os.environ.get('OPENBLAS_CORETYPE')"])
        assert call(box, "f") == "Prescott"
        box.close()


def test_cells_are_executed_one_by_one(sandbox):
    """What one cell does wrong costs no other cell anything, and the last definition wins."""
    box = sandbox("def f():\n    return 1", "1 / 0", "def (", "import sys; sys.exit()", "def g():\n    return f() + 1")
    assert call(box, "g") == 2
    assert [type(loss.error) for loss in box.problems] == [StudentCodeError] * 3
    assert [loss.cell for loss in box.problems] == [1, 2, 3]


def test_functions_are_called_back(sandbox):
    """A function that is handed over stays here, and is called over the wire."""
    seen = []
    box = sandbox("def f(g, n):\n    return sum(g(k, shift=1) for k in range(n))")
    assert call(box, "f", lambda k, shift: seen.append(k) or k + shift, 4) == 10
    assert seen == [0, 1, 2, 3]


def test_how_often_functions_were_called_is_counted_on_our_side(sandbox):
    """Each by the position or the name of its argument, or by what it stood in for, as often as it was called back."""
    box = sandbox(
        "def g(x):\n    return x\ndef f(first, x, second):\n    return sum(map(first, [x] * 3)) + second(first) + g(x)"
    )
    asked = Call("f", (np.sin, 0.5), {"second": lambda function: function(1.0)}, replaced={"g": np.cos})
    assert box.call(asked) == pytest.approx(3 * np.sin(0.5) + np.sin(1.0) + np.cos(0.5))
    assert asked.asked == {"1": 3, "second": 1, "g": 1}


def test_complex_numbers_pass_through_callbacks(sandbox):
    """Complex step works across the wall."""
    box = sandbox("def slope(f, x):\n    return f(x + 1e-30j).imag / 1e-30")
    assert call(box, "slope", np.sin, 0.5) == pytest.approx(np.cos(0.5), rel=1e-15)


def test_a_function_that_is_handed_on_is_itself(sandbox):
    """What stands in for a student's function can call the functions that it is handed, those of ours included."""
    box = sandbox("def f(stand_in, first, second):\n    return stand_in(second, 3.0, [first])")
    seen = []

    def stand_in(function, x, others):
        seen.extend([function, *others])
        return function(x)

    assert call(box, "f", stand_in, abs, np.sqrt) == np.sqrt(3.0)
    assert seen == [np.sqrt, abs]


def test_a_number_of_no_function_of_ours_is_refused(sandbox):
    """A child that hands back what it was never given breaks the rules."""
    box = sandbox(
        "import sys\ndef f(stand_in):\n"
        "    child = next(o for o in __import__('gc').get_objects() if type(o).__name__ == 'Child')\n"
        "    child.given[id(f)] = f, 99\n"
        "    return stand_in(f)"
    )
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f", lambda function: 1.0)


def test_a_callback_that_raises_raises_in_the_students_code(sandbox):
    """Absurd arguments are answered as if the function were the student's own."""
    source = dedent("""\
        def f(g):
            try:
                g('text')
            except TypeError as error:
                return str(error)
    """)
    box = sandbox(source)
    assert "cannot be called" in call(box, "f", lambda x: x + 1)


def test_returned_functions_can_be_called(sandbox):
    """A closure or a callable object stays there, and is called over the wire."""
    box = sandbox("def adder(a):\n    return lambda x: x + a")
    assert call(box, "adder", 2)(3) == 5


def test_a_returned_function_goes_with_its_process(sandbox):
    """After the process that made it has ended, another function does not answer in its place."""
    source = dedent("""\
        import os
        def f(a):
            return lambda x: x + a
        def dies():
            os._exit(0)
    """)
    box = sandbox(source)
    plus = call(box, "f", 1)
    with pytest.raises(StudentCrashError):
        call(box, "dies")
    assert call(box, "f", 2)(1) == 3
    with pytest.raises(StudentCrashError, match="gone"):
        plus(1)


def test_a_returned_function_goes_on_calling_what_was_given(sandbox):
    """A closure over a function of ours calls that one, beside what it is given itself."""
    box = sandbox("def twice(g):\n    return lambda h, x: h(g(g(x)))")
    double, square = call(box, "twice", lambda x: 2 * x), call(box, "twice", lambda x: x * x)
    assert [made(lambda x: -x, 3) for made in (double, square, double)] == [-12, -81, -12]


def test_a_callback_may_return_a_function(sandbox):
    """It is called back as the one that returned it is."""
    box = sandbox("def f(g):\n    return g(10)(1)")
    assert call(box, "f", lambda a: lambda x: a + x) == 11


def test_functions_of_ours_can_stand_in(sandbox):
    """A replaced function is the student's own again afterwards."""
    source = dedent("""\
        def f():
            return 1
        def g():
            return f()
    """)
    box = sandbox(source)
    assert box.call(Call("g", (), {}, replaced={"f": lambda: 5})) == 5
    assert call(box, "g") == 1


def test_what_stood_in_does_not_stay(sandbox):
    """A function that the student never wrote is not theirs because ours once stood in for it."""
    box = sandbox("def g():\n    return f()")
    assert box.call(Call("g", (), {}, replaced={"f": lambda: 5})) == 5
    with pytest.raises(NotDefinedError):
        call(box, "f")


def test_a_function_that_was_kept_is_no_oracle(sandbox):
    """What was given for one call cannot be called in another."""
    source = dedent("""\
        kept = []
        def f(g):
            kept.append(g)
        def cheat(x):
            return kept[0](x)
    """)
    box = sandbox(source)
    call(box, "f", lambda x: x + 1)
    with pytest.raises(StudentCrashError, match="nobody gave"):
        call(box, "cheat", 1)


def test_a_list_of_instructions_that_is_changed_is_noticed(sandbox):
    """One is exchanged for another one of the same length, in the list or in a list within a tuple."""
    box = sandbox("def f(program):\n    program[1] = ('add', 0, 1)\ndef g(pair):\n    pair[1].append(3)")
    for name, given, changed in (
        ("f", [("mul", 0, 1), ("mul", 0, 1)], ("1",)),
        ("f", [("mul", 0, 1), ("add", 0, 1)], ()),
        ("g", (1, [2]), ("1",)),
    ):
        made = Call(name, (given,), {})
        box.call(made)
        assert made.changed == changed


def test_changed_arguments_are_noticed(sandbox):
    """By value, by shape, and only where something changed."""
    box = sandbox("def f(a, b):\n    b[0] = 7")
    one = Call("f", (np.zeros(2), np.zeros(2)), {})
    box.call(one)
    assert one.changed == ("2",)


@pytest.mark.parametrize("change", ["a.reverse()", "a.pop()", "a[1] += 1"])
@pytest.mark.parametrize("given", [[np.zeros(2), np.ones(2)], [3, 5]])
def test_a_list_is_an_argument_that_can_be_changed(sandbox, change, given):
    """Its order, its length, and what stands in it."""
    one = Call("f", (given, 1), {})
    sandbox(f"def f(a, b):\n    {change}").call(one)
    assert one.changed == ("1",)


class Named(Exception):
    """An error of a hidden test's own."""


def raises_its_own(x):
    raise Named("the test of the third exercise")


def name_of(function):
    return function.__name__


@pytest.mark.parametrize("function", [len, raises_its_own, Named, lambda x: x, np.linalg.norm], ids=name_of)
def test_whatever_is_handed_over_looks_alike(sandbox, function):
    """Neither its name, nor its code, nor what is around it tells one function of ours from another."""
    names = ("__name__", "__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__dict__")
    box = sandbox(f"def look(f):\n    return str([getattr(f, name) for name in {names}] + [f.__code__.co_code])")
    assert call(box, "look", function) == call(box, "look", raises_its_own)


def test_what_a_callback_raises_tells_nothing_of_the_test(sandbox):
    """The student's code sees a built-in kind and always the same words, whichever function of a test raised."""

    class HiddenError(ValueError):
        """Of a test."""

    def refuse(x):
        raise HiddenError("the secret function of test_seven")

    source = dedent("""\
        def f(g):
            try:
                g(1)
            except Exception as error:
                return repr(error)
    """)
    box = sandbox(source)
    told = box.call(Call("f", (refuse,), {}))
    assert told == "ValueError('the function that was handed over cannot be called with this')"


# Several calls in one go


def in_one_go(box, name, *cases):
    """Make calls in one go; return the values of those that were made."""
    calls = [Call(name, case, {}) for case in cases]
    return [call.value for call in calls[: box.call_ahead(calls)]]


def test_calls_in_one_go_are_made_in_order(sandbox):
    """Each has its own arguments and value, whatever its kind, and they cross the wall once."""
    box = sandbox("seen = []\ndef f(x, y):\n    seen.append(y)\n    return x, y, len(seen)")
    before = box.child.number
    values = in_one_go(box, "f", (np.arange(3), "a"), (np.eye(2), 2.5), (None, [1]))
    assert [value[1:] for value in values] == [("a", 1), (2.5, 2), ([1], 3)]
    assert np.array_equal(values[0][0], np.arange(3))
    assert np.array_equal(values[1][0], np.eye(2))
    assert box.child.number == before + 1


def test_calls_in_one_go_ask_the_functions_that_each_was_handed(sandbox):
    """Each call has its own, those that stand in for others included, and they are counted call by call."""
    box = sandbox("def g(x):\n    return -1\ndef f(h, n):\n    return sum(h(k) for k in range(n)) + g(n)")
    calls = [Call("f", (function, n), {}, replaced={"g": abs}) for function, n in ((np.sqrt, 2), (float, 3))]
    assert box.call_ahead(calls) == 2
    assert [(one.value, one.asked) for one in calls] == [(3.0, {"1": 2, "g": 1}), (6.0, {"1": 3, "g": 1})]
    assert call(box, "g", 1) == -1


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("if x == 2: raise ValueError", [1]),
        ("if x == 2: raise SystemExit", [1]),
        ("if x == 2: y.append(1)", [1]),
        ("while x == 2 and time.process_time() < y[0] + 0.1: pass", [1, 2]),
    ],
)
def test_from_a_special_call_on_each_is_made_by_itself(sandbox, source, made):
    """What raises, changes its arguments or takes long, but less than all of them may, ends what is done in one go."""
    source = f"import time\ndef f(x, y):\n    {source}\n    return x\ndef now():\n    return time.process_time()"
    box = sandbox(source, limits=Limits(again=0.4))
    y = [call(box, "now")]
    assert in_one_go(box, "f", (1, y), (2, y), (3, y)) == made
    assert call(box, "f", 3, y) == 3


@pytest.mark.parametrize(
    "body", ["return g(1)", "while True: pass", "import os; os._exit(0)", "return [0] * 9**5", "return f"]
)
def test_what_cannot_be_done_in_one_go_is_done_call_by_call(sandbox, body):
    """Functions handed over, endless calls, lost processes: in the end each call comes to what it always does."""
    limits = Limits(call=0.3, again=0.2, answers=10**6)
    box = sandbox(f"def f(g):\n    {body}", limits=limits, asked={"e": ["f"]})
    again = sandbox(f"def f(g):\n    {body}", limits=limits, asked={"e": ["f"]})
    given = (lambda n: n) if "g(" in body else 0
    in_one_go(box, "f", (given,), (given,))
    kinds = []
    for one in (box, again):
        try:
            kinds.append(type(call(one, "f", given)))
        except (StudentCodeError, StudentCrashError, StudentTimeoutError) as error:
            kinds.append(str(error))
    assert kinds[0] == kinds[1]


def test_a_returned_function_is_called_in_one_go_too(sandbox):
    """It is known by its number, and what it returns may be functions again."""
    box = sandbox("def f():\n    return lambda x: lambda: x")
    made = call(box, "f")
    calls = [Call("f", (x,), {}, returned=made) for x in (1, 2)]
    assert box.call_ahead(calls) == 2
    assert [box.call(Call("f", (), {}, returned=one.value)) for one in calls] == [1, 2]


@pytest.mark.parametrize(("body", "error"), [("return x", None), ("1 / 0", StudentCodeError),
                                             ("while True: pass", StudentTimeoutError)])  # fmt: skip
def test_the_last_lines_that_a_call_prints_are_told(sandbox, body, error):
    """However it ends, each call's own, as printable text; what is printed while loading is nobody's."""
    source = "print('loading')\ndef f(x):\n    print('  x is', x, '\\x1b\\udcff')\n    print()\n    "
    box = sandbox(source + body, limits=Limits(call=0.2))
    for number in range(2):
        made = Call("f", (number,), {})
        with pytest.raises(error) if error else contextlib.nullcontext():
            box.call(made)
        assert made.printed == (f"  x is {number} ??",)


def test_what_several_calls_print_is_told_of_each(sandbox):
    """Of the first ones, where they are made in one go; and whoever prints much is heard as long as others."""
    box = sandbox("def f(x):\n    print(x)\n    return x\ndef g(x):\n    print('ä' * 9999 + '\\n' * x)\n    return x")
    calls = [Call("f", (number,), {}) for number in range(9)]
    assert box.call_ahead(calls) == 9
    assert [made.printed for made in calls] == [(str(number),) if number < 5 else () for number in range(9)]
    left = box.hearings[None].left
    assert [call(box, "g", number) for number in range(20)] == list(range(20))
    assert box.hearings[None].left == left
