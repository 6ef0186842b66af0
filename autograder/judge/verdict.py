"""From what happened in a test to what a report says of it."""

import re
from collections.abc import Sequence

import pytest

from autograder.kit.calls import Call
from autograder.kit.compare import Disagreement
from autograder.report import OUR_FAULT, TestResult, TestStatus
from autograder.wall.sandbox import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError

from .rehearsal import Caller

NOT_ATTEMPTED = "Nothing is written here yet."


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
        return TestStatus.ERROR, f"{call} raised {error}."
    if isinstance(error, StudentTimeoutError):
        return TestStatus.TIMEOUT, f"{call} took too long. {error}"
    if isinstance(error, StudentCrashError):
        return TestStatus.CRASHED, f"{call} did not survive. {error}"
    if isinstance(error, NotDefinedError):
        return _of_missing(str(error), caller)
    return TestStatus.GRADER_ERROR, OUR_FAULT


def _of_missing(name: str, caller: Caller) -> tuple[TestStatus, str]:
    """Say why a function is not there: its cell did not run, or there is no such cell."""
    definition = re.compile(rf"^(?:def\s+{name}\b|{name}\s*=)", re.MULTILINE)
    for number, problem in caller.problems.items():
        if definition.search(caller.pieces[number]):
            kinds = {StudentTimeoutError: TestStatus.TIMEOUT, StudentCrashError: TestStatus.CRASHED}
            status = kinds.get(type(problem), TestStatus.ERROR)
            return status, f"The cell that defines {name} did not run: {problem}"
    first = next(iter(caller.problems.values()), None)
    also = f" The first cell that did not run says: {first}" if first else ""
    return TestStatus.NOT_ATTEMPTED, f"There is no function {name} in what was handed in.{also}"
