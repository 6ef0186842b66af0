"""From what happened in a test to what a report says of it."""

import re

import pytest

from autograder.kit.compare import Disagreement
from autograder.wall.sandbox import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError

NOT_ATTEMPTED = "Nothing is written here yet."
OURS = "Something went wrong on our side, not yours. Your teacher has been told and will look at it."


class SkippedBecause(Exception):
    """A test is not run: the one that it builds on, whose TestResult this takes, did not pass."""

    def __init__(self, earlier):
        untouched = earlier.status == "not attempted"
        self.status = "not attempted" if untouched else "skipped"
        super().__init__(NOT_ATTEMPTED if untouched else f"This is looked at once this holds: {earlier.title}")


def of_test(error, sandbox, calls):
    """Return ``(status, rationale)`` of a hidden test.

    Args:
        error: the exception that ended it, or None.
        sandbox: Sandbox.
        calls: list of Call, made so far.

    """
    if error is None:
        return "passed", ""
    if isinstance(error, SkippedBecause):
        return error.status, str(error)
    call = str(calls[-1]) if calls else "Your code"
    if isinstance(error, Disagreement | AssertionError | pytest.fail.Exception):
        return "failed", str(error)
    if isinstance(error, StudentCodeError):
        if error.kind == "NotImplementedError":
            return "not attempted", NOT_ATTEMPTED
        return "error", f"{call} raised {error}."
    if isinstance(error, StudentTimeoutError):
        return "timeout", f"{call} took too long. {error}"
    if isinstance(error, StudentCrashError):
        return "crashed", f"{call} did not survive. {error}"
    if isinstance(error, NotDefinedError):
        return _of_missing(str(error), sandbox)
    return "grader error", OURS


def _of_missing(name, sandbox):
    """Say why a function is not there: its cell did not run, or there is no such cell."""
    definition = re.compile(rf"^(?:def\s+{name}\b|{name}\s*=)", re.MULTILINE)
    for number, problem in sandbox.problems.items():
        if definition.search(sandbox.pieces[number]):
            status = {StudentTimeoutError: "timeout", StudentCrashError: "crashed"}.get(type(problem), "error")
            return status, f"The cell that defines {name} did not run: {problem}"
    first = next(iter(sandbox.problems.values()), None)
    also = f" The first cell that did not run says: {first}" if first else ""
    return "not attempted", f"There is no function {name} in what was handed in.{also}"
