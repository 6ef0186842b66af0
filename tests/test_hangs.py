"""What hangs, dies or asks for too much behind the wall: each has its bound, and costs nothing else anything."""

import contextlib
import signal
from textwrap import dedent
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.judge.plugin import JudgePlugin
from autograder.kit.calls import Call
from autograder.wall import spawn
from autograder.wall.deadline import Interruption
from autograder.wall.hearing import Need
from autograder.wall.limits import Limits
from autograder.wall.outcomes import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from autograder.wall.patience import Patience
from autograder.wall.sandbox import MOST_PROBLEMS, Sandbox
from tests.calling import call


@pytest.mark.usefixtures("endless")
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
    box = sandbox(*cells, limits=Limits(statement=0.1, loading=4.0))
    assert call(box, "f") == 2
    assert [loss.cell for loss in box.problems] == [1, 3]
    assert "within 0.1 seconds" in str(box.problems[0].error)


def test_patience_shrinks_with_each_hang(sandbox):
    """A function that once took too long is given less time from then on."""
    box = sandbox("def f():\n    while True: pass", limits=Limits(call=0.2, again=0.1))
    for words in ("within 0.2 seconds", "within 0.1 seconds"):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, "f")


def test_what_did_not_come_back_twice_is_not_called_again(sandbox):
    """Further calls end at once, and so do no calls of another function, or of one that this has returned."""
    source = """
    seen = []
    def f(n):
        seen.append(n)
        while n: pass
        return lambda: 1
    def calls():
        return seen
    """
    box = sandbox(dedent(source), limits=Limits(call=0.1, again=0.1))
    made = call(box, "f", 0)
    for words in ("within 0.1 seconds", "within 0.1 seconds", "did not come back twice before", "not called again"):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, "f", 1)
    assert call(box, "calls") == [0, 1, 1] and made() == 1


@pytest.mark.usefixtures("endless")
def test_a_function_has_many_times_what_the_reference_takes(sandbox):
    """What is slow and right has its time, however little there is for what the reference does at once."""
    source = dedent("""\
        import time
        def slow():
            end = time.process_time() + 0.3
            while time.process_time() < end: pass
            return 1
        fast = faster = slow
    """)
    needs = {"slow": Need(seconds=0.02), "fast": Need(), "faster": Need(seconds=0.001)}
    box = sandbox(source, asked={"one": list(needs)}, needs=needs, limits=Limits(least=0.05))
    assert call(box, "slow") == 1
    for name, words in (("fast", r"within 0\.05 seconds"), ("faster", r"within 0\.12 seconds")):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, name)
    box.at_least = 20.0
    assert call(box, "fast") == 1


def test_a_second_call_has_a_part_of_the_time():
    """A function that once took too long has a tenth of the time from then on, and no less than a moment."""
    needs = {"slow": Need(seconds=0.1), "fast": Need(), "asking": Need(seconds=0.01, evaluations=30_000)}
    patience = Patience(Limits(), needs)
    for name, first, second in (("slow", 12.0, 1.2), ("fast", 0.4, 0.08), ("asking", 4.2, 0.42)):
        assert patience.seconds((name, False)) == pytest.approx(first)
        patience.lose((name, False), 0.0)
        assert patience.seconds((name, False)) == pytest.approx(second)


def test_several_calls_at_once_have_little_time(sandbox):
    """They have a few times what the reference takes; who takes longer makes them one by one, with time for each."""
    patience = Patience(Limits(again=0.1), {"slow": Need(seconds=0.1), "fast": Need()})
    assert [patience.seconds_together(name, 3) for name in ("slow", "fast", "unknown")] == pytest.approx(
        [1.5, 0.05, 0.1]
    )
    source = dedent("""\
        import time
        def f(n):
            end = time.process_time() + 0.1
            while time.process_time() < end: pass
            return n
    """)
    box = sandbox(source, needs={"f": Need()}, limits=Limits(least=5.0))
    calls = [Call("f", (n,), {}) for n in range(3)]
    assert box.call_ahead(calls) == 0
    assert [call(box, "f", n) for n in range(3)] == [0, 1, 2]


def test_where_much_hangs_each_function_is_waited_for_less():
    """All of them together cost little more than a few, and each has what a right answer may take."""
    needs = {f"f{n}": Need() for n in range(40)} | {"slow": Need(seconds=0.05)}
    patience, allowed = Patience(Limits(), needs), []
    for name in list(needs)[:40]:
        for _ in range(2):
            allowed.append(patience.seconds((name, False)))
            patience.lose((name, False), allowed[-1])
        assert patience.has_ended((name, False))
    assert allowed[0] == 0.4 and min(allowed) >= 0.08 and sum(allowed) < 20
    assert patience.seconds(("slow", False)) == pytest.approx(6.0)


def test_who_is_given_many_numbers_may_take_each_by_itself(sandbox):
    """Derivatives by differences take a step for each entry, however little the reference takes for all of them."""
    patience = Patience(Limits(), {"f": Need()})
    found = [patience.seconds(("f", False), numbers=numbers) for numbers in (9, 2000, 10**6)]
    assert found == pytest.approx([0.4027, 1.0, 1.4])
    source = dedent("""\
        import time
        def f(x):
            end = time.process_time() + 0.3
            while time.process_time() < end: pass
            return 1
    """)
    box = sandbox(source, needs={"f": Need()}, limits=Limits(least=0.1))
    assert call(box, "f", np.zeros((53, 53))) == 1
    with pytest.raises(StudentTimeoutError, match=r"within 0\.101 seconds"):
        call(box, "f", np.zeros(2))


def test_callbacks_are_bounded(sandbox):
    """Calling back for ever ends with a sentence."""
    box = sandbox("def f(g):\n    while True: g()", limits=Limits(callbacks=100))
    with pytest.raises(StudentTimeoutError, match="more than 100 times"):
        call(box, "f", lambda: 1)


def forever(x):
    while True:
        with contextlib.suppress(Exception):
            x += 1


@pytest.mark.usefixtures("endless")
def test_a_call_that_ends_within_a_callback_costs_no_other_one(sandbox):
    """Wherever a loop of callbacks is interrupted, what is asked next is asked of a child that listens."""
    source = "def f(g):\n    while True:\n        g(1.0)\ndef h():\n    return 7\n"
    names = [f"f{n}" for n in range(10)]  # one that does not come back is not called again and again
    box = sandbox(source + "".join(f"{name} = f\n" for name in names), limits=Limits(call=0.03))
    for name in names:
        with pytest.raises(StudentTimeoutError):
            call(box, name, lambda x: x)
        assert call(box, "h") == 7


@pytest.mark.parametrize("function", [forever, lambda x: forever(x) if x else None])
def test_a_callback_that_never_ends_is_interrupted(sandbox, function):
    """What is computed on our side for the student's code takes of the same time; afterwards all is as before."""
    box = sandbox("def f(g):\n    return g(1)", limits=Limits(call=0.2, again=0.2))
    with pytest.raises(StudentTimeoutError, match="called a function that it was given"):
        call(box, "f", function)
    assert call(box, "f", abs) == 1
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_all_answers_together_have_a_size(sandbox):
    """Whoever answers with one large array after another is not heard any more, and smaller ones still are."""
    source = "import numpy as np\ndef f(n):\n    return np.zeros(n)"
    box = sandbox(source, limits=Limits(answers=20 * 2**20))
    assert call(box, "f", 600_000).size == 600_000
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "f", 600_000)
    assert call(box, "f", 60_000).size == 60_000


def test_a_large_answer_ends_no_child(sandbox):
    """It is refused before it crosses, so that what the child knows is there for the next call."""
    source = "import numpy as np\nseen = []\ndef f(n):\n    seen.append(n)\n    return np.zeros(n), seen"
    box = sandbox(source, limits=Limits(answers=2**20))
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "f", 10**6)
    assert call(box, "f", 3)[1] == [10**6, 3]


def test_a_large_answer_that_is_sent_nonetheless_is_not_read(sandbox):
    """A child that does not keep to what it is told is ended before its message is taken in."""
    source = """
    import os, struct
    def f():
        os.write(100, struct.pack("<II", 2, 2**25) + b"{}" + bytes(2**16))
        while True: os.write(100, bytes(2**16))
    def fine():
        return 1
    """
    box = sandbox(dedent(source), limits=Limits(answers=2**24))
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "f")
    assert call(box, "fine") == 1


def test_each_exercise_has_a_hearing_of_its_own(sandbox):
    """However much is said in one, the others are heard; and where right answers are large, all may be."""
    source = "import numpy as np\ndef f(n):\n    return np.zeros(n)\ng = f"
    needs = {"f": Need(), "g": Need(answered=2**26)}
    box = sandbox(source, asked={"small": ["f"], "large": ["g"]}, needs=needs)
    for _ in range(10):
        with pytest.raises(StudentCrashError, match="more values"):
            call(box, "f", 4_000_000)
    assert call(box, "g", 4_000_000).size == 4_000_000
    assert call(box, "f", 100_000).size == 100_000


@pytest.mark.usefixtures("hundreds")
def test_callbacks_are_as_many_as_a_right_answer_needs_and_more(sandbox):
    """Twenty times as often as the reference asks, and five times for each value, is none too often."""
    source = "def f(g, n):\n    return sum(g() for _ in range(n))"
    need = Need(questions=50, questions_in_all=100, evaluations=160, evaluations_in_all=1000)
    box = sandbox(source, asked={"one": ["f"]}, needs={"f": need})
    assert call(box, "f", lambda: 1, 2900) == 2900
    for words in (r"more than 4900 times", r"more than 490 times"):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, "f", lambda: 1, 5000)


def test_several_calls_at_once_ask_for_as_much_as_the_reference(sandbox):
    """Whoever asks for less at a time makes them one by one, and has lost next to nothing of what it may ask."""
    box = sandbox("def f(g):\n    return sum(g() for _ in range(n))\nn = 700", needs={"f": Need(questions=25)})
    calls = [Call("f", (lambda: 1,), {}) for _ in range(7)]
    assert box.call_ahead(calls) == 0
    assert [call(box, "f", lambda: 1) for _ in calls[:6]] == [700] * 6
    box = sandbox("def f(g):\n    return sum(g() for _ in range(n))\nn = 90", needs={"f": Need(questions=25)})
    assert box.call_ahead(calls) == 7


def test_callbacks_of_all_calls_are_counted(sandbox):
    """Whoever asks as often as one call may, and does so each time, is not heard for ever; others are all the same."""
    source = "def f(g, n):\n    return sum(g() for _ in range(n))\nh = f"
    need = Need(questions=50, questions_in_all=50, evaluations=160, evaluations_in_all=180)
    box = sandbox(source, asked={"one": ["f", "h"]}, needs={"f": need, "h": need})
    assert [call(box, "f", lambda: 1, 2300) for _ in range(3)] == [2300] * 3
    with pytest.raises(StudentTimeoutError, match="more than 100 times"):
        call(box, "f", lambda: 1, 2300)
    assert call(box, "h", lambda: 1, 2000) == 2000  # as its own need has it, of what all share is nothing left
    with pytest.raises(StudentTimeoutError, match="more than 0 times"):
        call(box, "h", lambda: 1, 1)


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
        call(box, "values", 5000)
    assert call(box, "values", 3) == [0, 0, 0]
    assert call(box, "array").size == 2000


def test_so_many_functions_are_remembered(sandbox):
    """Whoever returns more of them loses that call alone."""
    box = sandbox("def functions(n):\n    return [lambda: 1] * n", limits=Limits(answers=2**24))
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "functions", 1000)
    assert [function() for function in call(box, "functions", 3)] == [1, 1, 1]


@pytest.mark.usefixtures("hundreds")
def test_hundreds_of_hanging_cells_leave_time_for_the_rest(sandbox):
    """Each takes a share of what is left, so that there is always something left, and never more than there was."""
    box = sandbox(*["while True: pass"] * 250, "def f():\n    return 1", limits=Limits(statement=2.0, loading=2.0))
    assert len(box.problems) == MOST_PROBLEMS
    assert call(box, "f") == 1


@pytest.mark.usefixtures("endless")
def test_no_function_spends_the_time_of_another(sandbox):
    """All calls of an exercise have one budget, of which each gets a share, and another exercise has its own."""
    source = dedent("""\
        def f():
            while True: pass
        def g():
            return 1
        f0 = f1 = f2 = f3 = f4 = f5 = f
        h = g
    """)
    names = [f"f{n}" for n in range(6)]
    box = sandbox(source, asked={"one": [*names, "g"], "two": ["h"]}, limits=Limits(call=0.3, exercise=1.0))
    for name in names:
        with pytest.raises(StudentTimeoutError):
            call(box, name)
    assert box.budgets["one"].left < 0.5
    assert box.budgets["two"].left == 1.0
    assert call(box, "g") == call(box, "h") == 1


@pytest.mark.parametrize(("restarts", "is_given_up"), [(5, True), (100, False)])
def test_a_submission_that_ends_every_child_is_given_up(sandbox, monkeypatch, restarts, is_given_up):
    """After so many children that were ended, nothing of it is executed any more."""
    monkeypatch.setattr("autograder.wall.sandbox.RESTARTS", restarts)
    box = sandbox(*["import os; os._exit(0)"] * 8, "def f():\n    return 1")
    if is_given_up:
        assert "given up" in str(box.problems[-1].error)
        with pytest.raises(NotDefinedError):
            call(box, "f")
    else:
        assert call(box, "f") == 1


@pytest.mark.usefixtures("endless")
def test_loading_that_holds_up_every_interruption_ends(sandbox):
    """A statement that nothing in its own process can end is ended from outside, and left out."""
    endless = "if True:\n    import signal\n    signal.setitimer(signal.ITIMER_PROF, 0)\n    while True: pass"
    box = sandbox(endless, "def f():\n    return 1", limits=Limits(statement=0.2, grace=0.1))
    assert call(box, "f") == 1
    assert [type(loss.error) for loss in box.problems] == [StudentTimeoutError]


def test_waiting_for_nothing_ends(sandbox):
    """A child that neither computes nor answers is waited for so long, and no longer."""
    box = sandbox("import select\ndef f():\n    select.select([], [], [])", limits=Limits(call=0.2, waiting=2.0))
    with pytest.raises(StudentTimeoutError):
        call(box, "f")


def test_what_a_test_computes_is_bounded():
    """A hidden test that does not end is interrupted, in whatever it makes of a student's values."""
    judge = SimpleNamespace(
        current=SimpleNamespace(start=lambda item: None),
        values=lambda item: {},
        materials=SimpleNamespace(limits=Limits(test=0.05)),
    )
    with pytest.raises(Interruption):
        JudgePlugin._run(judge, SimpleNamespace(obj=lambda: forever(1)))


def test_nothing_is_left_when_a_zygote_closes(begin_zygote):
    """Closing it ends its children, hanging or not; that a child is gone then is not blamed on the student."""
    zygote = begin_zygote()
    box = Sandbox(zygote, Limits(call=0.2))
    box.load(["def f():\n    return 1"])
    assert call(box, "f") == 1
    zygote.close()
    assert zygote.process.poll() == 0
    with pytest.raises(spawn.ZygoteError):
        call(box, "f")


@pytest.mark.usefixtures("endless")
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
    box = sandbox(source, limits=Limits(call=0.1))
    with pytest.raises(StudentTimeoutError):
        call(box, "f")
