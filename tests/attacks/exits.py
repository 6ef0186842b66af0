"""Ends of every kind: a test that does not come to its end must not count as passed."""

from .suite import FULL, attack, everywhere, instead

ONE = FULL - 4
WHY = "only slope does not answer"


def raising(expression, before=""):
    return instead("slope", f"raise {expression}", before)


@attack(ONE, WHY)
def system_exit():
    """Leave as if all were well."""
    return raising("SystemExit(0)")


@attack(ONE, WHY)
def keyboard_interrupt():
    """Pretend that the teacher pressed Ctrl-C."""
    return raising("KeyboardInterrupt")


@attack(ONE, WHY)
def generator_exit():
    """Raise what nobody expects to be raised."""
    return raising("GeneratorExit")


@attack(ONE, WHY)
def skipped_by_pytest():
    """Tell pytest to skip the test."""
    return raising("pytest.skip.Exception('x')", "import pytest")


@attack(ONE, WHY)
def expected_to_fail():
    """Tell pytest that failing was expected."""
    return raising("pytest.xfail.Exception('x')", "import pytest")


@attack(ONE, WHY)
def skipped_by_unittest():
    """Tell unittest to skip the test."""
    return raising("unittest.SkipTest", "import unittest")


@attack(ONE, WHY)
def pytest_exits():
    """Tell pytest to stop."""
    return raising("pytest.exit.Exception('x', returncode=0)", "import pytest")


@attack(ONE, WHY)
def base_exception():
    """Raise an exception of one's own that belongs to none of the usual ones."""
    return raising("type('Quiet', (BaseException,), {})()")


@attack(ONE, WHY)
def the_graders_own_exceptions():
    """Raise what the grader's own code raises."""
    return raising("type('NotDefinedError', (TimeoutError, EOFError, ConnectionError), {})('x')")


@attack(ONE, "no more than slope can be called not attempted")
def not_attempted():
    """Claim that nothing was tried, in the hope that it is not counted."""
    return raising("NotImplementedError")


@attack(ONE, WHY)
def exception_group():
    """Raise many exceptions at once, in each other."""
    return raising("BaseExceptionGroup('x', [KeyboardInterrupt(), ExceptionGroup('y', [ValueError()] * 99)])")


@attack(ONE, WHY)
def exception_with_a_long_history():
    """Raise an exception with a thousand causes, each of which is told."""
    return instead(
        "slope",
        """
error = ValueError('x')
for _ in range(10**4):
    new = ValueError('x' * 100)
    new.__cause__ = error
    error = new
raise error
""",
    )


@attack(ONE, WHY)
def exit_by_signal():
    """End by an alarm that rings while the answer is under way."""
    return instead(
        "slope",
        """
import signal
signal.setitimer(signal.ITIMER_REAL, 0.001)
while True: pass
""",
    )


@attack(FULL, "an alarm that is never heard does no harm")
def alarm_set_for_later():
    """Set an alarm that rings in the middle of the grader's own work in the child."""
    return instead(
        "slope",
        """
import signal
def ring(*args): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 60.0, 60.0)
return 2.0 * np.asarray(x)
""",
        "import numpy as np",
    )


@attack(0, "whoever is interrupted all the time answers nothing")
def alarms_all_the_time():
    """Ring a thousand times a second, and raise each time, wherever that is."""
    return everywhere(
        """
import signal
def ring(*args): raise SystemExit
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
while True: pass
"""
    )


@attack(ONE, "what is returned while tracing is what is returned")
def traced():
    """Trace every line of the grader's code in the child, and raise in it."""
    return instead(
        "slope",
        """
import sys
def trace(*args): raise SystemExit
sys.settrace(trace)
sys.setprofile(trace)
return 2 * x
""",
    )


@attack(ONE, WHY)
def interpreter_turned_off():
    """Take apart the interpreter from within."""
    return instead(
        "slope",
        """
import builtins, sys
for name in list(sys.modules): sys.modules[name] = None
for name in list(vars(builtins)):
    if name != 'delattr': delattr(builtins, name)
return 2 * x
""",
    )


@attack(0, "builtins in the child decide nothing")
def replaced_builtins():
    """Exchange the builtins that the grader's code in the child uses."""
    return """
import builtins
for name in ("callable", "isinstance", "type", "getattr", "len", "map", "sum", "str", "dict", "__import__", "exec"):
    setattr(builtins, name, lambda *args, **options: True)
def greet(name): return name
def slope(x): return x
"""


@attack(0, "no name changes what is called")
def another_name():
    """Call oneself by the grader's names."""
    return """
__name__ = "__main__"
__file__ = "test_hidden.py"
import sys
sys.modules["autograder"] = sys.modules["reference"] = sys.modules["__main__"] = sys.modules["submission"]
sys.meta_path.insert(0, None)
sys.path_hooks.clear()
def greet(name): return name
def test_greets(): pass
"""
