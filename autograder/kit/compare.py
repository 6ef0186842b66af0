"""How a student's value is held against the right one: always in the same order, and always answered in a sentence.

The order is: is there a value, its type, its shape, its dtype, are its numbers finite, and only then the numbers.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calls import Opaque, brief, caller_of

SMALLEST = 1e-140  # size of values whose squares, and those of what a tolerance is of them, are still exact
DOUBLE = 1e-5  # tolerances below this ask for more than float32 can hold


class Disagreement(AssertionError):
    """What came back is not what was expected. The message is one or two sentences, made for the student.

    ``where`` is the index of the entry that differs most, or None. ``compared`` holds what was compared, as dicts with
    ``got`` and, where there is one right value, ``expected`` and ``tol``: from the part that differs to the whole.
    """

    def __init__(self, message: str, where: tuple[int, ...] | None = None) -> None:
        super().__init__(message)
        self.where = where
        self.compared: list[dict[str, Any]] = []


def agree(
    got: Any, expected: Any, *, tol: float = 1e-9, relative: bool = False, what: "str | _Name | None" = None
) -> None:
    """Check that a student's value agrees with the right one.

    The error is ‖got − expected‖ / max(1, ‖expected‖), over the whole array (Euclidean or Frobenius norm).

    Args:
        got: what the student's function returned, or something computed from it.
        expected: a number, str, bool, array, or a tuple, list or dict of these, whose shape and kind ``got`` must have.
        tol: the largest error that passes. Below 1e-5 float32 numbers do not pass.
        relative: whether numbers below 1 are as exact as others: the error is ‖got − expected‖ / ‖expected‖, unless
            all that is expected is 0.
        what: what the value is, for the sentence; by default the call that returned it.

    Raises:
        Disagreement: they differ.

    """
    if _are_alike(got, expected) and _is_right(got, expected, tol, relative):
        return  # most values are right, and need no name
    name = _Name(got, what)
    try:
        if isinstance(expected, dict):
            _agree_on_dict(got, expected, tol, relative, name)
        elif isinstance(expected, tuple | list):
            _agree_on_sequence(got, expected, tol, relative, name)
        elif isinstance(expected, str):
            _agree_on_text(got, expected, name)
        else:
            _agree_on_numbers(got, np.asarray(expected), tol, relative, name)
    except Disagreement as error:
        error.compared.append({"got": got, "expected": expected, "tol": tol, "relative": relative})
        raise


def expect(got: Any, shape: Sequence[int] = (), *, tol: float = 1e-9, what: str | None = None) -> Any:
    """Check that a student's value is a finite real array of a shape, and return it as float64.

    Call it before computing with a student's value: whatever comes back is safe to compute with.

    Args:
        got: what the student's function returned.
        shape: the shape it must have; ``()`` for a number.
        tol: as for ``agree``: how exactly the value is going to be used.
        what: what the value is, for the sentence; by default the call that returned it.

    Returns:
        float64 array of that shape, or a float where the shape is ``()``.

    Raises:
        Disagreement: it is not.

    """
    name = _Name(got, what)
    try:
        values = _as_numbers(got, tuple(shape), "f", tol, name).astype(float)
        if not np.all(np.isfinite(values)):
            _check_finite(values, np.zeros(values.shape), name)
    except Disagreement as error:
        error.compared.append({"got": got})
        raise
    return values if values.ndim else float(values)


def raises(error: type[Exception], function: Callable[..., Any], *args: Any) -> None:
    """Check that a student's function refuses its arguments by raising an exception of a kind.

    Raises:
        Disagreement: it returned something, or raised an exception of another kind.
        NotImplementedError: nothing is written there yet.

    """
    cause: Exception | None = None
    try:
        value = function(*args)
    except Exception as raised:
        kinds: list[str] = getattr(raised, "bases", None) or [kind.__name__ for kind in type(raised).__mro__]
        if error.__name__ in kinds:
            return
        if "NotImplementedError" in kinds or _is_ours(raised):
            raise
        outcome, cause = f"raised {str(raised) if hasattr(raised, 'bases') else kinds[0]}", raised
    else:
        outcome = f"returned {brief(value)}"
    called = f"{function.__name__}({', '.join(map(brief, args))})"
    raise Disagreement(f"{called} {outcome}; expected it to raise {error.__name__}.") from cause


def _is_ours(raised: Exception) -> bool:
    """Tell whether an exception is the engine's own: the student's code took too long, or is not there."""
    return not hasattr(raised, "bases") and type(raised).__module__.startswith(__name__.partition(".")[0] + ".")


def norm(values: NDArray[Any]) -> float:
    """Return the Euclidean norm of all entries of an array, without overflow on the way."""
    largest = float(np.max(np.abs(values), initial=0.0))
    return largest * float(np.linalg.norm(np.ravel(values / largest))) if 0 < largest < np.inf else largest


class _Name:
    """What a value is called in a sentence; put into words only when it is asked, since most values are right."""

    def __init__(self, got: Any, what: "str | _Name | None", part: str = "") -> None:
        self.got, self.what, self.part = got, what, part

    def __str__(self) -> str:
        return f"{self.part}{self.what or caller_of(self.got) or 'the result'}"


def size_of(expected: NDArray[Any], relative: bool) -> float:
    """Return by what an error is divided: the norm of what is expected, or 1 where that is smaller and may be."""
    size = norm(expected)
    return (size or 1.0) if relative else max(1.0, size)


def _agree_on_numbers(got: Any, expected: NDArray[Any], tol: float, relative: bool, name: _Name) -> None:
    values = _as_numbers(got, expected.shape, expected.dtype.kind, tol, name)
    asked = expected.dtype.kind
    kind = complex if "c" in (values.dtype.kind, expected.dtype.kind) else float  # integers would wrap around
    values, expected = values.astype(kind, copy=False), expected.astype(kind, copy=False)
    if _is_right(values, expected, tol, relative):
        return
    with np.errstate(all="ignore"):
        _check_finite(values, expected, name)
        finite = np.isfinite(expected)
        wrong = np.where(finite, np.abs(values - np.where(finite, expected, 0)), 0)
        error = norm(wrong) / size_of(expected[finite], relative)
    if not error <= tol:
        at = _index(np.argmax(wrong), wrong.shape)
        where = f"the largest error is at [{', '.join(map(str, at))}]: " if wrong.ndim else ""
        want, have = _tell_apart(expected[at], values[at], asked)
        raise Disagreement(f"{name} is not right: {where}expected {want}, got {have}.", at)


def _are_alike(got: Any, expected: Any) -> bool:
    """Tell whether there is nothing to say of two values but how far they are apart: arrays of float64 of one shape."""
    if type(got) is not np.ndarray or type(expected) is not np.ndarray or got.shape != expected.shape:
        return False
    return bool(got.dtype.char == expected.dtype.char == "d")


def _is_right(values: NDArray[Any], expected: NDArray[Any], tol: float, relative: bool) -> bool:
    """Tell whether an error is small enough, by squares; where these overflow or are lost, nothing is known."""
    with np.errstate(all="ignore"):
        difference = values - expected
        size = max(float(not relative), math.sqrt(np.vdot(expected, expected).real))
        return bool(SMALLEST < size < math.inf and math.sqrt(np.vdot(difference, difference).real) <= tol * size)


def _as_numbers(got: Any, shape: tuple[int, ...], kind: str, tol: float, name: _Name) -> NDArray[Any]:
    """Return ``got`` as a plain array of a shape, with numbers of a kind that may stand for ``kind``."""
    wanted = _wanted(shape)
    if got is None:
        raise Disagreement(f"{name} returned nothing (None); expected {wanted}. Does the function end with a return?")
    if type(got) is not np.ndarray and not isinstance(got, np.generic | bool | int | float | complex):
        raise Disagreement(f"{name} is {_type_of(got)}; expected {wanted}.")
    values = np.asarray(got)
    if values.dtype.kind not in "biufc":
        raise Disagreement(f"{name} is an array of {values.dtype}; expected {wanted}.")
    if values.shape != shape:
        have = f"an array of shape {values.shape}" if values.ndim else "a single number"
        raise Disagreement(f"{name} is {have}; expected {wanted}.")
    allowed = {"b": "b", "c": "iufc"}.get(kind, "iuf")
    if values.dtype.kind not in allowed:
        want = {"b": "True or False", "c": "complex numbers"}.get(kind, "real numbers")
        raise Disagreement(f"{name} holds {values.dtype} values; expected {want}.")
    if values.dtype in (np.float16, np.float32, np.complex64) and tol < DOUBLE:
        raise Disagreement(f"{name} holds {values.dtype} numbers; expected float64, which keeps 16 digits.")
    return values


def _check_finite(values: NDArray[Any], expected: NDArray[Any], name: _Name) -> None:
    same = (values == expected) | (np.isnan(values) & np.isnan(expected))
    fine = np.where(np.isfinite(expected), np.isfinite(values), same)
    if not np.all(fine):
        at = _index(np.argmin(fine), fine.shape)
        where = f" at [{', '.join(map(str, at))}]" if fine.ndim else ""
        want = "a finite number" if np.isfinite(expected[at]) else brief(expected[at])
        raise Disagreement(f"{name} is {brief(values[at])}{where}; expected {want}.", at)


def _index(position: np.intp, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(position, shape))


def _agree_on_text(got: Any, expected: str, name: _Name) -> None:
    if not isinstance(got, str):
        raise Disagreement(f"{name} is {_type_of(got)}; expected a str, one of the words of the statement.")
    if got != expected:
        raise Disagreement(f"{name} is {brief(got)}; expected {expected!r}.")


def _agree_on_sequence(got: Any, expected: Sequence[Any], tol: float, relative: bool, name: _Name) -> None:
    if not isinstance(got, tuple | list):
        raise Disagreement(f"{name} is {_type_of(got)}; expected {len(expected)} values.")
    if len(got) != len(expected):
        raise Disagreement(f"{name} has {len(got)} values; expected {len(expected)}.")
    for number, (part, right) in enumerate(zip(got, expected, strict=True)):
        agree(part, right, tol=tol, relative=relative, what=_Name(part, name, f"value {number} of "))


def _agree_on_dict(got: Any, expected: dict[str, Any], tol: float, relative: bool, name: _Name) -> None:
    for key, right in expected.items():
        part = entry(got, key, what=name)
        agree(part, right, tol=tol, relative=relative, what=_Name(part, name, f"{key!r} of "))


def entry(got: Any, key: str, *, what: str | _Name | None = None) -> Any:
    """Return one entry of a dict that a student's function returned.

    Raises:
        Disagreement: it is no dict, or has no such key.

    """
    name = _Name(got, what)
    if not isinstance(got, dict):
        raise Disagreement(f"{name} is {_type_of(got)}; expected a dict.")
    if key not in got:
        raise Disagreement(f"{name} has no key {key!r}.")
    return got[key]


def _type_of(value: Any) -> str:
    if value is None:
        return "nothing (None)"
    if isinstance(value, Opaque):
        return f"a value of type {value.type_name}"
    return f"a value of type {type(value).__name__}"


def _wanted(shape: tuple[int, ...]) -> str:
    return f"an array of shape {shape}" if shape else "a number"


def _tell_apart(expected: Any, got: Any, kind: str) -> list[str]:
    """Return two numbers as text, with as many digits as it takes to see the difference."""
    texts = [str(bool(x)) for x in (expected, got)]
    for digits in range(6, 18) if kind != "b" else ():
        texts = [format(complex(x) if np.iscomplexobj(x) else float(x), f".{digits}g") for x in (expected, got)]
        if texts[0] != texts[1]:
            break
    return texts
