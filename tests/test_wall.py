"""The wall: what is called behind it, what is called back, what it costs, and what becomes of the child afterwards."""

import contextlib
import signal
from textwrap import dedent

import numpy as np
import pytest

from autograder.kit.calls import Call
from autograder.wall import spawn
from autograder.wall.outcomes import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from autograder.wall.sandbox import MOST_PROBLEMS, Limits, Sandbox
from tests.calling import call


def test_a_function_is_called(sandbox):
    """Arguments go in, the value comes out, as plain data."""
    box = sandbox("def f(x, scale=1.0):\n    return scale * x.T")
    value = call(box, "f", np.arange(6.0).reshape(2, 3), scale=2.0)
    assert np.array_equal(value, 2.0 * np.arange(6.0).reshape(2, 3).T)


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


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("def f():\n    return [][0]", StudentCodeError, r"IndexError: .*\(line 2\)"),
        ("def f():\n    raise SystemExit(3)", StudentCodeError, "SystemExit"),
        ("def f():\n    raise KeyboardInterrupt", StudentCodeError, "KeyboardInterrupt"),
        ("def f():\n    return f()", StudentCodeError, "RecursionError"),
        ("import os\ndef f():\n    os._exit(0)", StudentCrashError, "ended Python"),
        ("import ctypes\ndef f():\n    ctypes.string_at(0)", StudentCrashError, "segmentation fault"),
        ("import os\ndef f():\n    os.close(100)", StudentCrashError, "It "),
        ("def f():\n    while True: pass", StudentTimeoutError, "within 0.5 seconds"),
        ("import time\ndef f():\n    time.sleep(10**6)", StudentTimeoutError, "within 0.5 seconds"),
        ("import numpy as np\ndef f():\n    return np.zeros(10**9)", StudentCodeError, "MemoryError"),
        ("import numpy as np\ndef f():\n    return np.zeros(10**7)", StudentCodeError, "more than 64 MB"),
        ("def f():\n    x = []\n    x.append(x)\n    return x", StudentCodeError, "RecursionError"),
        ("def f():\n    x = []\n    for _ in range(100): x = [x]\n    return x", StudentCrashError, "too deeply"),
        ("def g():\n    pass", NotDefinedError, "f"),
        ("f = 3", NotDefinedError, "f"),
    ],
)
def test_whatever_happens_has_a_name(sandbox, source, error, words):
    """Each way to fail is told from the others; the next call finds a working child."""
    box = sandbox(source, "def fine():\n    return 1", limits=Limits(call=0.5))
    with pytest.raises(error, match=words):
        call(box, "f")
    assert call(box, "fine") == 1


def test_a_cell_that_hangs_or_dies_costs_only_itself(sandbox):
    """The other cells are executed again, in a new child."""
    cells = ["x = 1", "while True: pass", "y = x + 1", "import os; os._exit(0)", "def f():\n    return y"]
    box = sandbox(*cells, limits=Limits(statement=0.5))
    assert call(box, "f") == 2
    assert [loss.cell for loss in box.problems] == [1, 3]


def test_patience_shrinks_with_each_hang(sandbox):
    """A function that once took too long is given less time from then on."""
    box = sandbox("def f():\n    while True: pass", limits=Limits(call=1.0, again=0.1))
    for words in ("within 1 seconds", "within 0.1 seconds"):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, "f")


def test_callbacks_are_bounded(sandbox):
    """Calling back for ever ends with a sentence."""
    box = sandbox("def f(g):\n    while True: g()", limits=Limits(callbacks=100))
    with pytest.raises(StudentTimeoutError, match="more than 100 times"):
        call(box, "f", lambda: 1)


def forever(x):
    while True:
        with contextlib.suppress(Exception):
            x += 1


@pytest.mark.parametrize("function", [forever, lambda x: forever(x) if x else None])
def test_a_callback_that_never_ends_is_interrupted(sandbox, function):
    """What is computed on our side for the student's code takes of the same time; afterwards all is as before."""
    box = sandbox("def f(g):\n    return g(1)", limits=Limits(call=0.2, again=0.2))
    with pytest.raises(StudentTimeoutError, match="called a function that it was given"):
        call(box, "f", function)
    assert call(box, "f", abs) == 1
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_two_sides_that_call_each_other_end(sandbox):
    """A function of ours that calls a function of theirs, while theirs waits for it, is no way to stop either."""
    source = dedent("""\
        def f(g):
            return g(lambda x: g(lambda y: y))
        def fine():
            return 1
    """)
    box = sandbox(source)
    with pytest.raises((StudentCodeError, StudentCrashError)):
        call(box, "f", lambda theirs: theirs(1))
    assert call(box, "fine") == 1


def test_all_answers_together_have_a_size(sandbox):
    """Whoever answers with one large array after another is not heard any more."""
    box = sandbox("import numpy as np\ndef f():\n    return np.zeros(10**6)", limits=Limits(answers=20 * 2**20))
    assert call(box, "f").size == call(box, "f").size == 10**6
    with pytest.raises(StudentCrashError, match="more than 20 MB in all"):
        call(box, "f")


def test_what_has_to_be_understood_weighs_more(sandbox):
    """A list of many small values costs the judge far more than an array of as many bytes."""
    text = dedent("""\
        import numpy as np
        def values(n):
            return [0] * n
        def array():
            return np.zeros(2000)
    """)
    box = sandbox(text, limits=Limits(answers=2**20))
    assert call(box, "array").size == 2000
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "values", 2000)
    assert call(box, "values", 3) == [0, 0, 0]
    assert call(box, "array").size == 2000


def test_so_many_functions_are_remembered(sandbox):
    """Whoever returns more of them loses that call alone."""
    box = sandbox("def functions(n):\n    return [lambda: 1] * n", limits=Limits(answers=2**24))
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "functions", 1000)
    assert [function() for function in call(box, "functions", 3)] == [1, 1, 1]


class Named(Exception):
    """An error of a hidden test's own."""


def raises_its_own(x):
    raise Named("the test of the third exercise")


@pytest.mark.parametrize("function", [len, raises_its_own, Named, lambda x: x, np.linalg.norm], ids=str)
def test_whatever_is_handed_over_looks_alike(sandbox, function):
    """Neither its name, nor its code, nor what is around it tells one function of ours from another."""
    names = ("__name__", "__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__dict__")
    box = sandbox(f"def look(f):\n    return str([getattr(f, name) for name in {names}] + [f.__code__.co_code])")
    assert call(box, "look", function) == call(box, "look", raises_its_own)


def test_hundreds_of_hanging_cells_leave_time_for_the_rest(sandbox):
    """Each takes a share of what is left, so that there is always something left, and never more than there was."""
    box = sandbox(*["while True: pass"] * 250, "def f():\n    return 1", limits=Limits(statement=2.0, loading=2.0))
    assert len(box.problems) == MOST_PROBLEMS
    assert call(box, "f") == 1


def test_no_function_spends_the_time_of_another(sandbox):
    """All calls of an exercise have one budget, of which each gets a share, and another exercise has its own."""
    source = dedent("""\
        def f():
            while True: pass
        def g():
            return 1
        h = g
    """)
    asked, limits = {"one": ["f", "g"], "two": ["h"]}, Limits(call=0.3, again=0.3, exercise=1.0)
    box = sandbox(source, asked=asked, limits=limits)
    for _ in range(8):
        with pytest.raises(StudentTimeoutError):
            call(box, "f")
    assert box.budgets["one"].left < 0.5
    assert box.budgets["two"].left == 1.0
    assert call(box, "g") == call(box, "h") == 1


def test_nothing_is_left_when_a_zygote_closes():
    """Closing it ends its children, hanging or not; that a child is gone then is not blamed on the student."""
    zygote = spawn.start(Limits())[0]
    box = Sandbox(zygote, Limits(call=0.2))
    box.load(["def f():\n    return 1"])
    assert call(box, "f") == 1
    zygote.close()
    assert zygote.process.poll() == 0
    with pytest.raises(spawn.ZygoteError):
        call(box, "f")


def test_a_hang_ends_in_time(sandbox):
    """Ignoring every signal does not help: the child is killed from outside."""
    source = dedent("""\
        import signal
        for n in range(1, 65):
            try:
                signal.signal(n, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        def f():
            while True: pass
    """)
    box = sandbox(source, limits=Limits(call=0.3))
    with pytest.raises(StudentTimeoutError):
        call(box, "f")


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
