"""Calls within calls: student code hands a function of its own to one of ours, which calls it while theirs waits."""

from textwrap import dedent

import numpy as np
import pytest

from autograder.wall.limits import Limits
from autograder.wall.outcomes import StudentCodeError, StudentCrashError, StudentTimeoutError
from tests.calling import call

FINE = "def fine():\n    return 1"


def slopes(function, x, h=1e-6):
    """Return the differences of a function, as a stand-in for a student's own function does."""
    steps = h * np.eye(x.size)
    return np.array([(function(x + step) - function(x - step)) / (2 * h) for step in steps])


def applied(function, *args):
    return function(*args)


def swallowing(function, *args):
    """Call a function, whatever comes of it."""
    try:
        return function(*args)
    except Exception:
        return 0.0


def test_a_function_of_theirs_is_called_while_they_wait(sandbox):
    """A wrapper around what they were given, handed on to what stands in for a function of theirs, is called."""
    source = dedent("""\
        import numpy as np
        def gradient_of_square(slopes, f, x):
            return slopes(lambda v: f(v) ** 2, x)
    """)
    x = np.array([1.0, 2.0])
    found = call(sandbox(source), "gradient_of_square", slopes, lambda v: v[0] * v[1], x)
    assert found == pytest.approx([2 * 2.0 * 2.0, 2 * 2.0 * 1.0], rel=1e-6)


def test_calls_go_deep(sandbox):
    """Theirs and ours take turns, as where the differences of differences are asked for."""
    source = dedent("""\
        def third(slopes, f, x):
            second = lambda a: slopes(lambda b: slopes(f, b, 1.0)[0], a, 1.0)[0]
            return slopes(second, x, 1.0)
    """)
    found = call(sandbox(source), "third", slopes, lambda v: float(v[0] ** 3), np.array([0.5]))
    assert found == pytest.approx([6.0])


def test_two_sides_that_call_each_other(sandbox):
    """A function of ours calls theirs, which calls ours with another of theirs."""
    box = sandbox("def f(g):\n    return g(lambda x: g(lambda y: y + x))")
    assert call(box, "f", lambda theirs: theirs(1)) == 2


def test_what_theirs_raises_within_is_theirs(sandbox):
    """It passes through our function as the very exception that it was, for whoever of theirs waits for it."""
    source = dedent("""\
        class Mine(ValueError):
            pass
        def refuses(x):
            raise Mine("words of their own")
        def f(g):
            try:
                g(refuses)
            except Mine as error:
                return str(error)
        def falls(g):
            return g(refuses)
    """)
    box = sandbox(source)
    assert call(box, "f", lambda theirs: theirs(1)) == "words of their own"
    with pytest.raises(StudentCodeError, match=r"Mine: words of their own \(line 4\)"):
        call(box, "falls", lambda theirs: theirs(1))


def test_what_ours_raises_after_theirs_is_ours(sandbox):
    """An error of ours that follows theirs is told as any other of ours: by its kind, in fixed words."""
    source = dedent("""\
        def refuses():
            raise ValueError("theirs")
        def f(g):
            try:
                g(refuses)
            except Exception as error:
                return repr(error)
    """)

    def ours(theirs):
        swallowing(theirs)
        raise KeyError("hidden")

    told = call(sandbox(source), "f", ours)
    assert told == "KeyError('the function that was handed over cannot be called with this')"


@pytest.mark.parametrize("ours", [applied, swallowing])
def test_without_end_it_is_a_recursion(sandbox, ours):
    """Functions that call each other without end come to what Python says of that, and cost no other call."""
    box = sandbox("def f(g):\n    def again():\n        return g(again) + 1\n    return again()", FINE)
    if ours is applied:
        with pytest.raises(StudentCodeError, match="RecursionError"):
            call(box, "f", ours)
    else:
        assert call(box, "f", ours) > 10  # the innermost one came to nothing, and the others went on
    assert call(box, "fine") == 1


HANGS = {
    "within": "def f(g):\n    def theirs():\n        while True: pass\n    return g(theirs)",
    "a little each": "import time\ndef f(g):\n    def theirs():\n        end = time.process_time() + 0.03\n"
    "        while time.process_time() < end: pass\n    return [g(theirs) for _ in range(1000)]",
    "asleep": "import time\ndef f(g):\n    return g(lambda: time.sleep(10**6))",
    "around it": "def f(g):\n    g(lambda: 1)\n    while True: pass",
    "held up": "def f(g):\n    def theirs():\n        while True:\n            try:\n                while True: pass\n"
    "            except BaseException: pass\n    return g(theirs)",
}


@pytest.mark.parametrize("source", HANGS.values(), ids=HANGS)
@pytest.mark.parametrize("ours", [applied, swallowing])
def test_one_deadline_ends_all_of_them(sandbox, source, ours):
    """However deep it hangs, the call ends as any other that takes too long, and the next one is answered."""
    box = sandbox(source, FINE, limits=Limits(call=0.3, again=0.3, grace=0.2))
    with pytest.raises(StudentTimeoutError, match=r"within 0\.3 seconds"):
        call(box, "f", ours)
    assert call(box, "fine") == 1


def test_what_ours_computes_within_counts(sandbox):
    """A function of ours that does not end after it has called theirs is interrupted, for it was asked for."""

    def forever(theirs):
        while True:
            swallowing(theirs)
            for _ in range(10**4):
                pass

    box = sandbox("def f(g):\n    return g(lambda: 1)", FINE, limits=Limits(call=0.3, again=0.3))
    with pytest.raises(StudentTimeoutError):
        call(box, "f", forever)
    assert call(box, "fine") == 1


@pytest.mark.parametrize("ours", [applied, swallowing])
def test_whoever_ends_the_child_within_ends_the_call(sandbox, ours):
    """No function of ours can take the end of the process for an answer."""
    box = sandbox("import os\ndef f(g):\n    return g(lambda: os._exit(0))", FINE)
    with pytest.raises(StudentCrashError, match="ended Python itself"):
        call(box, "f", ours)
    assert call(box, "fine") == 1


@pytest.mark.usefixtures("hundreds")
def test_callbacks_are_counted_together(sandbox):
    """Those within calls within calls, too."""
    source = dedent("""\
        def f(g):
            def theirs(n):
                return sum(g(theirs, n - 1) for _ in range(4)) if n else 1
            return g(theirs, 6)
    """)
    with pytest.raises(StudentTimeoutError, match="more than 500 times"):
        call(sandbox(source, limits=Limits(callbacks=500)), "f", applied)
    assert call(sandbox(source, limits=Limits(callbacks=10_000)), "f", applied) == 4**6


SAY = """
import json, os, struct
def say(**message):
    header = json.dumps(message).encode()
    os.write(100, struct.pack("<II", len(header), 0) + header)
"""
FORGED = {
    "an answer to the outer call": "say(number=NUMBER, value=7)",
    "an answer to no call": "say(number=10**6, value=7)",
    "a call of ours": "say(do='call', function='f', number=99, args=[])",
    "a callback that was never given": "say(callback=10**6, asked=1, args=[])",
    "a callback without a number": "say(callback=0, args=[])",
    "a sign of life": "say(at=[0, 0])",
    "an error that is none": "say(number=NUMBER + 1, error=[1, 2])",
}


@pytest.mark.parametrize("said", FORGED.values(), ids=FORGED)
def test_a_forged_answer_within_is_no_answer(sandbox, said):
    """What breaks the rules while both sides wait ends this call with a sentence, and no other."""
    forged = said.replace("NUMBER", "1 + 1")  # loading was the first request, and the call the second
    box = sandbox(SAY, f"def f(g):\n    def theirs():\n        {forged}\n        return 1\n    return g(theirs)", FINE)
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f", swallowing)
    assert call(box, "fine") == 1


def test_a_forged_timeout_within_is_a_timeout(sandbox):
    """Whoever says that it took too long has taken too long."""
    box = sandbox(SAY, "def f(g):\n    return g(lambda: say(number=2, timeout=True))", FINE)
    with pytest.raises(StudentTimeoutError):
        call(box, "f", swallowing)
    assert call(box, "fine") == 1


def test_what_cannot_be_read_within_ends_the_call(sandbox):
    """A value from within that is too deeply nested is read by nobody."""
    box = sandbox("def f(g):\n    x = []\n    for _ in range(100): x = [x]\n    return g(lambda: x)", FINE)
    with pytest.raises(StudentCrashError, match="too deeply"):
        call(box, "f", swallowing)
    assert call(box, "fine") == 1


def test_an_answer_that_came_too_late_is_none(sandbox):
    """A question that was given up, for want of depth, is not answered in the place of the next one."""
    source = dedent("""\
        import sys
        def f(g):
            def deep(n):
                try:
                    return deep(n + 1)
                except RecursionError:
                    return g(n)
            deep(0)
            return [g(k) for k in range(5)]
    """)
    assert call(sandbox(source), "f", lambda n: n) == [0, 1, 2, 3, 4]


def test_a_function_from_an_earlier_call_is_called_within(sandbox):
    """It still calls what was given for that one, and what was given for this one is not taken for it."""
    box = sandbox("def make(f):\n    return lambda x: f(x)\ndef ask(g, x):\n    return [g(x), g(x)]")
    made = call(box, "make", lambda x: 10 * x)
    assert call(box, "ask", lambda x: made(x) + 1, 3) == [31, 31]


def test_what_was_given_within_is_no_oracle_later(sandbox):
    """What a function of theirs was handed within one call can be called in no other."""
    source = "kept = []\ndef f(g):\n    return g(kept.append)\ndef cheat(h):\n    return kept[0](1)"
    box = sandbox(source)
    call(box, "f", lambda theirs: theirs(lambda x: x + 1))
    with pytest.raises(StudentCrashError, match="nobody gave"):
        call(box, "cheat", lambda x: x)


def test_a_figure_stays_open_within(sandbox):
    """A picture that is being drawn is not closed by a call that another function makes meanwhile."""
    source = dedent("""\
        import matplotlib.pyplot as plt
        def f(g):
            plt.plot([0, 1], [0, g(lambda: 1)])
            g(lambda: 1)
            plt.title("the same")
    """)
    figure = call(sandbox(source), "f", applied)
    assert [axes.title for axes in figure.axes] == ["the same"]
    assert len(figure.lines) == 1
