"""Hints: a named mistake explains a failed test if it does, in the student's place, what the student's code did.

The calls of the test are replayed on each mistake of the exercise. If exactly one explains them all, its hint is shown;
a wrong hint is worse than none.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import CodeType, ModuleType

import numpy as np

from autograder.authoring import Variant
from autograder.kit.calls import Call, Opaque
from autograder.report import TestStatus

from .distance import CallOutcome
from .replay import Replay

SAME = 1e-7  # relative distance below which two results are one, numerical noise included
SHARE = 1e-3  # of the student's distance from the truth, or of the value where that is less, may a mistake leave open
# Whether a test of each status may get a hint.
IS_SOUGHT: Mapping[TestStatus, bool] = {
    TestStatus.PASSED: False,
    TestStatus.FAILED: True,
    TestStatus.NOT_ATTEMPTED: False,
    TestStatus.ERROR: True,
    TestStatus.TIMEOUT: False,
    TestStatus.CRASHED: False,
    TestStatus.SKIPPED: False,
    TestStatus.GRADER_ERROR: False,
}


def find_mistake(mistakes: Iterable[Variant], calls: Sequence[Call], right: Replay) -> Variant | None:
    """Return the one mistake that explains the calls of a failed test, or None.

    Args:
        mistakes: those that have a hint.
        calls: as they came out for the student.
        right: replays calls on the reference.

    """
    if not calls or not all(map(_has_outcome, calls)):
        return None
    used = _used_by({call.function for call in calls}, right.reference)
    explaining = [one for one in mistakes if one.of in used and _explains(right.with_mistake(one), calls, right)]
    return explaining[0] if len(explaining) == 1 else None


def _has_outcome(call: Call) -> bool:
    return not isinstance(call.value, Opaque) and (call.error is not None or call.value is not None)


def _explains(mistaken: Replay, calls: Sequence[Call], right: Replay) -> bool:
    told_apart = False
    for call in calls:
        student = CallOutcome(call.value, _kind(call.error), bool(call.changed))
        wrong = student.distance(right.outcome(call))
        left = student.distance(mistaken.outcome(call))
        if not (left <= SAME or (left <= SHARE * min(wrong, 1.0) and wrong < np.inf)):
            return False
        told_apart |= wrong > 10 * SAME
    return told_apart


def _kind(error: Exception | None) -> str:
    return str(getattr(error, "kind", type(error).__name__)) if error else ""


def _used_by(names: set[str], reference: ModuleType) -> set[str]:
    """Return these functions of the reference and all that they call, directly or not."""
    used, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        used.add(name)
        code = getattr(getattr(reference, name, None), "__code__", None)
        waiting |= (_names_in(code) & vars(reference).keys()) - used if code else set()
    return used


def _names_in(code: CodeType) -> set[str]:
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))
