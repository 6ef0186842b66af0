"""From what happened in a test to what a report says of it."""

import re
from collections.abc import Sequence

import pytest

from autograder.kit.calls import Call
from autograder.kit.compare import Disagreement
from autograder.report import OUR_FAULT, TestResult, TestStatus
from autograder.wall.outcomes import Loss, NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError

from .rehearsal import Caller

NOT_ATTEMPTED = "Nothing is written here yet."
UNDEFINED = re.compile(r"name '(\w+)' is not defined")  # as Python says it
STATUSES = {StudentTimeoutError: TestStatus.TIMEOUT, StudentCrashError: TestStatus.CRASHED}


class SkippedBecause(Exception):
    """A test is not run: the one that it builds on did not pass."""

    def __init__(self, earlier: TestResult) -> None:
        untouched = earlier.status is TestStatus.NOT_ATTEMPTED
        self.status = TestStatus.NOT_ATTEMPTED if untouched else TestStatus.SKIPPED
        super().__init__(NOT_ATTEMPTED if untouched else f"This is looked at once this holds: {earlier.title}")


def of_test(error: BaseException | None, caller: Caller, calls: Sequence[Call]) -> tuple[TestStatus, str]:
    """Return status and rationale of a hidden test.

    Args:
        error: the exception that ended it, or None.
        caller: what made its calls.
        calls: made so far.

    """
    if error is None:
        return TestStatus.PASSED, ""
    if isinstance(error, SkippedBecause):
        return error.status, str(error)
    call = str(calls[-1]) if calls else "Your code"
    if isinstance(error, Disagreement | AssertionError | pytest.fail.Exception):
        return TestStatus.FAILED, str(error)
    if isinstance(error, StudentCodeError):
        if error.kind == "NotImplementedError":
            return TestStatus.NOT_ATTEMPTED, NOT_ATTEMPTED
        return TestStatus.ERROR, f"{call} raised {error}.{_why_undefined(error, caller)}"
    if isinstance(error, StudentTimeoutError):
        return TestStatus.TIMEOUT, f"{call} took too long. {error}"
    if isinstance(error, StudentCrashError):
        return TestStatus.CRASHED, f"{call} did not survive. {error}"
    if isinstance(error, NotDefinedError):
        return _of_missing(str(error), caller)
    return TestStatus.GRADER_ERROR, OUR_FAULT


def _of_missing(name: str, caller: Caller) -> tuple[TestStatus, str]:
    """Say why a function is not there: its definition did not run, or there is none."""
    loss = caller.loss_of(name)
    if loss:
        status = STATUSES.get(type(loss.error), TestStatus.ERROR)
        return status, f"The definition of {name} did not run ({_place(loss)}). {loss.problem}"
    first = next(iter(caller.problems), None)
    also = f" The first line that did not run is {_place(first)}: {first.problem}" if first else ""
    return TestStatus.NOT_ATTEMPTED, f"There is no function {name} in what was handed in.{also}"


def _why_undefined(error: StudentCodeError, caller: Caller) -> str:
    """Say of a name that is not there which statement would have made it, had it run."""
    found = UNDEFINED.search(error.message) if "NameError" in error.bases else None
    loss = caller.loss_of(found[1]) if found else None
    return f" {found[1]} is missing because this did not run: {_place(loss)}. {loss.problem}" if found and loss else ""


def _place(loss: Loss) -> str:
    return f"cell {loss.cell + 1}, line {loss.line}, `{loss.text}`" if loss.line else f"cell {loss.cell + 1}"
