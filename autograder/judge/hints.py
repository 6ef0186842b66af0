"""Hints: a named mistake explains a failed test if it does, in the student's place, what the student's code did.

The calls of the test are replayed on each mistake of the exercise. If exactly one explains them all, its hint is shown;
a wrong hint is worse than none.
"""

import copy
import dataclasses
import types

import numpy as np

from autograder.kit import figures
from autograder.kit.calls import Opaque, standing_in
from autograder.kit.compare import norm
from autograder.kit.figures import Figure
from autograder.kit.proxy import key_of

MOST_DRAWN = 300  # figures that are kept
SAME = 1e-7  # relative distance below which two results are one, numerical noise included
SHARE = 1e-3  # of the student's distance from the truth, or of the value where that is less, may a mistake leave open


def find_mistake(mistakes, reference, calls, drawn=None):
    """Return the one mistake that explains the calls of a failed test, or None.

    Args:
        mistakes: list of Variant with a hint.
        reference: the module of the reference.
        calls: list of Call, as they came out for the student.
        drawn: dict, empty at first, of the figures drawn so far; shared by all submissions of a judge.

    """
    drawn = {} if drawn is None else drawn
    done = [call for call in calls if call.error is not None or call.value is not None]
    if not done or len(done) < len(calls) or any(_is_beyond_comparing(call.value) for call in done):
        return None
    used = _used_by({call.function for call in done}, reference)
    mistakes = [one for one in mistakes if one.of in used]
    right = list(_replayed(done, reference, drawn))
    own = [Outcome(call.value, _kind(call.error), bool(call.changed)) for call in done]
    explaining = [one for one in mistakes if _explains(one, done, own, right, reference, drawn)]
    return explaining[0] if len(explaining) == 1 else None


@dataclasses.dataclass
class Outcome:
    """What a call came to: a value, or the name of an exception; and whether it changed its arguments in place."""

    value: object = None
    error: str = ""
    changed: bool = False


def right_outcome(call, reference, drawn):
    """Return the Outcome of a call of the reference's own function. Arguments are as for ``find_mistake``."""
    chain = [call]
    while chain[0].maker is not None:
        chain.insert(0, chain[0].maker)
    return list(_replayed(chain, reference, drawn))[-1]


def _explains(mistake, calls, own, right, reference, drawn):
    told_apart = False
    replayed = _replayed(calls, reference, drawn, {mistake.of: mistake.function})
    for student, truth, outcome in zip(own, right, replayed, strict=True):
        wrong = _distance(student, truth)
        left = _distance(student, outcome)
        if not (left <= SAME or (left <= SHARE * min(wrong, 1.0) and wrong < np.inf)):
            return False
        told_apart |= wrong > 10 * SAME
    return told_apart


def _replayed(calls, reference, drawn, mistaken=types.MappingProxyType({})):
    """Yield the outcome of each call, made on the trusted side, with some functions in the place of the reference's."""
    outcomes = {}
    for call in calls:
        if call.maker is None:
            function = mistaken.get(call.function) or getattr(reference, call.function, None)
        else:
            function = _found(outcomes[id(call.maker)].value, call.place)
        outcomes[id(call)] = _replay(function, call, mistaken, reference, drawn)
        yield outcomes[id(call)]


def _found(value, place):
    """Return what stands at a place in nested dicts, lists and tuples, or None."""
    for key in place:
        try:
            value = value[key]
        except (TypeError, LookupError):
            return None
    return value


def _is_beyond_comparing(value):
    return isinstance(value, Opaque)


def _used_by(names, reference):
    """Return these functions of the reference and all that they call, directly or not."""
    used, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        used.add(name)
        code = getattr(getattr(reference, name, None), "__code__", None)
        waiting |= (_names_in(code) & vars(reference).keys()) - used if code else set()
    return used


def _names_in(code):
    inner = [one for one in code.co_consts if isinstance(one, types.CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))


def _replay(function, call, mistaken, reference, drawn):
    """Return the Outcome of a call. Figures take long, and many students are asked for the same: each is drawn once."""
    if type(call.value) is not Figure:
        return _outcome(function, call, mistaken, reference)
    key = function, *mistaken.values(), *key_of(call)
    if key not in drawn:
        if len(drawn) >= MOST_DRAWN:
            drawn.clear()
        drawn[key] = _outcome(function, call, mistaken, reference)
    return drawn[key]


def _outcome(function, call, mistaken, reference):
    """Make a call on the trusted side, with the names that it would find in a student's namespace."""
    names = {**mistaken, **call.replaced}
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    with _standing_in(reference.__dict__, names), _standing_in(getattr(function, "__globals__", {}), names):
        try:
            with np.errstate(all="ignore"):
                value = function(*args, **kwargs)
            changed = any(map(_differs, (*args, *kwargs.values()), (*call.args, *call.kwargs.values())))
            return Outcome(figures.describe(value) or value, "", changed)
        except Exception as error:
            return Outcome(None, type(error).__name__)
        finally:
            figures.close_all()


def _standing_in(namespace, functions):
    return standing_in(namespace, {name: function for name, function in functions.items() if name in namespace})


def _kind(error):
    return getattr(error, "kind", type(error).__name__) if error else ""


def _distance(one, other):
    """Return how far apart two outcomes are: 0 for the same, infinity where they cannot be compared."""
    if one.error or other.error:
        return 0.0 if one.error == other.error else np.inf
    return np.inf if one.changed != other.changed else _between(one.value, other.value)


def _between(one, other):
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return max((_between(one[key], other[key]) for key in one), default=0.0)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list) and len(one) == len(other):
        return max(map(_between, one, other), default=0.0)
    if isinstance(one, Figure) and isinstance(other, Figure):
        return _between(_shown(one), _shown(other))
    if isinstance(one, Opaque) or one is None or isinstance(one, str | bool):
        return 0.0 if type(one) is type(other) and one == other else np.inf
    if callable(one) and callable(other):
        return 0.0  # only what they return can tell them apart
    try:
        one, other = np.asarray(one, dtype=complex), np.asarray(other, dtype=complex)
    except (TypeError, ValueError, OverflowError):
        return np.inf
    if one.shape != other.shape:
        return np.inf
    with np.errstate(all="ignore"):
        if np.array_equal(one, other, equal_nan=True):
            return 0.0
        distance = norm(one - other) / max(1.0, norm(other))
    return distance if np.isfinite(distance) else np.inf


def _shown(figure):
    """Return what of a figure a mistake can get wrong."""
    points = [(p.x, p.y, [] if p.z is None else p.z) for p in figure.lines + figure.surfaces]
    frames = [(axes.labels, axes.xlim, axes.ylim) for axes in figure.axes]
    return points, frames, figure.legend_texts


def _differs(one, other):
    return not callable(one) and _between(one, other) > 0
