"""What one call says of a mistake: it speaks against it, for it, or says nothing where all three come out alike."""

import dataclasses
import enum
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from autograder.kit.figures import Figure

from .distance import are_of_one_form, between, is_list, shown, size_of

# Relative distance below which two results are one, numerical noise included: of double precision, and of less.
SAME, SAME_IN_SINGLE = 1e-7, 1e-5
ROUNDING = 1e-11  # of the right value: two that differ by less, and are nothing beside it, are one but for rounding
REACH = 10  # times as far as a move of the last digits takes it may another processor's rounding take a result
SHARE = 1e-3  # of the student's distance from the truth, or of the value where that is less, may a mistake leave open
NOWHERE = object()  # stands for a part that the right value does not have


@dataclasses.dataclass(frozen=True)
class CallOutcome:
    """What a call came to: a value, or an exception's name and words; and whether it changed its arguments in place.

    ``asked`` says how often it called each function that was handed over.
    """

    value: Any = None
    error: str = ""
    words: str = ""
    changed: bool = False
    asked: Mapping[str, int] = dataclasses.field(default_factory=dict)


class Sign(enum.IntEnum):
    """What a call says of a mistake; of several parts, the largest counts."""

    NOTHING = 0  # the mistake shows nowhere in it
    EXCEPTION = 1  # it may be so: the same exception in the same words, where there should be none
    VALUE = 2  # for it: the same wrong value
    AGAINST = 3


def sign(student: CallOutcome, mistaken: CallOutcome, right: CallOutcome) -> Sign:
    """Return what a call says of a mistake.

    Args:
        student: what it came to for the student.
        mistaken: what it comes to with the mistake.
        right: what it should come to.

    """
    if student.error != mistaken.error or student.changed != mistaken.changed:
        return Sign.AGAINST
    if not student.error:
        seen = _sign_of_value(student.value, mistaken.value, NOWHERE if right.error else right.value)
        return max(seen, Sign.VALUE) if student.changed != right.changed else seen
    if student.error == right.error:
        return Sign.NOTHING
    return Sign.EXCEPTION if student.words == mistaken.words != "" else Sign.AGAINST


def sign_of_asking(student: CallOutcome, mistaken: CallOutcome, right: CallOutcome) -> Sign:
    """Return what a call says of a mistake by how often it called the functions that were handed over."""
    if student.asked != mistaken.asked:
        return Sign.AGAINST
    return Sign.NOTHING if student.asked == right.asked else Sign.VALUE


def may_be_rounding(student: CallOutcome, mistaken: CallOutcome) -> bool:
    """Tell whether rounding may be what tells two outcomes apart: a figure never hangs on it, nor the form of a value.

    Exceptions do: a system that can hardly be solved is singular on the next machine.
    """
    if any(type(one.value) is Figure for one in (student, mistaken)):
        return False
    return bool(student.error or mistaken.error) or are_of_one_form(student.value, mistaken.value)


def is_within_rounding(student: CallOutcome, mistaken: CallOutcome, nearby: CallOutcome) -> bool:
    """Tell whether a mistake is no further from what a student's call came to than rounding takes it.

    Args:
        student: what it came to for the student.
        mistaken: what it comes to with the mistake.
        nearby: what it comes to with the mistake where all numbers are rounded otherwise.

    """
    if student.error or mistaken.error or nearby.error:
        return mistaken.error != nearby.error == student.error
    moved = between(nearby.value, mistaken.value, unit=0.0)
    return student.changed == mistaken.changed and between(student.value, mistaken.value, unit=0.0) <= REACH * moved


def _sign_of_value(student: Any, mistaken: Any, right: Any) -> Sign:
    parts = _parts(student, mistaken, right)
    if parts is not None:
        return max((_sign_of_value(*part) for part in parts), default=Sign.NOTHING)
    left = between(student, mistaken)
    same = SAME_IN_SINGLE if _is_single(student) or _is_single(mistaken) else SAME
    if left > max(same, SHARE):
        return Sign.AGAINST  # whatever is right
    wrong = np.inf if right is NOWHERE else between(student, right)
    if not (left <= same or (left <= SHARE * min(wrong, 1.0) and wrong < np.inf)):
        return Sign.AGAINST
    # What is nearly 0 is near to all that is nearly 0: a wrong value has to agree in proportion to itself.
    agrees = between(student, mistaken, unit=0.0) <= SHARE
    if wrong > 10 * same:
        is_rounding = not agrees and between(student, mistaken, unit=size_of(right)) <= ROUNDING
        return Sign.NOTHING if is_rounding else Sign.VALUE if agrees else Sign.AGAINST
    is_noise = wrong <= SHARE * same or between(student, right, unit=0.0) <= SHARE
    return Sign.VALUE if agrees and not is_noise else Sign.NOTHING


def _parts(student: Any, mistaken: Any, right: Any) -> Iterable[tuple[Any, Any, Any]] | None:
    """Return the parts of three values that are made of parts, or None."""
    if isinstance(student, Figure) and isinstance(mistaken, Figure):
        return [(shown(student), shown(mistaken), shown(right) if isinstance(right, Figure) else NOWHERE)]
    if isinstance(student, dict) and isinstance(mistaken, dict) and student.keys() == mistaken.keys():
        truth = right if isinstance(right, dict) else {}
        return [(student[key], mistaken[key], truth.get(key, NOWHERE)) for key in student]
    if is_list(student) and is_list(mistaken) and len(student) == len(mistaken):
        whole = is_list(right) and len(right) == len(student)
        return zip(student, mistaken, right if whole else [NOWHERE] * len(student), strict=True)
    return None


def _is_single(value: Any) -> bool:
    """Tell whether a value has fewer digits than a Python float: the order of a sum shows in those that it has."""
    dtype = getattr(value, "dtype", None)
    return isinstance(dtype, np.dtype) and dtype.kind in "fc" and np.finfo(dtype).eps > np.finfo(np.float64).eps
