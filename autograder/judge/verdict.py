"""From what happened in a test to what a report says of it."""

import re

import pytest

from autograder.kit.compare import Disagreement
from autograder.report import TestStatus
from autograder.wall.sandbox import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError

NOT_ATTEMPTED = "Nothing is written here yet."
OURS = "Something went wrong on our side, not yours. Your teacher has been told and will look at it."


class SkippedBecause(Exception):
    """A test is not run: the one that it builds on, whose TestResult this takes, did not pass."""

    def __init__(self, earlier):
        untouched = earlier.status == TestStatus.NOT_ATTEMPTED
        self.status = TestStatus.NOT_ATTEMPTED if untouched else TestStatus.SKIPPED
        super().__init__(NOT_ATTEMPTED if untouched else f"This is looked at once this holds: {earlier.title}")


def of_test(error, sandbox, calls):
    """Return ``(status, rationale)`` of a hidden test.

    Args:
        error: the exception that ended it, or None.
        sandbox: Sandbox.
        calls: list of Call, made so far.

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
        return _of_missing(str(error), sandbox)
    return TestStatus.GRADER_ERROR, OURS


def _of_missing(name, sandbox):
    """Say why a function is not there: its cell did not run, or there is no such cell."""
    definition = re.compile(rf"^(?:def\s+{name}\b|{name}\s*=)", re.MULTILINE)
    for number, problem in sandbox.problems.items():
        if definition.search(sandbox.pieces[number]):
            status = {StudentTimeoutError: TestStatus.TIMEOUT, StudentCrashError: TestStatus.CRASHED}.get(
                type(problem), TestStatus.ERROR
            )
            return status, f"The cell that defines {name} did not run: {problem}"
    first = next(iter(sandbox.problems.values()), None)
    also = f" The first cell that did not run says: {first}" if first else ""
    return TestStatus.NOT_ATTEMPTED, f"There is no function {name} in what was handed in.{also}"
