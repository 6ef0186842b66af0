"""Hints: a named mistake explains a failed test if it does, in the student's place, what the student's code did.

All calls of the mistake's function count that the submission was asked for, those of passed tests too: on each of them
the mistake must come to what the student's code came to, and on some to the same wrong value: an exception, which may
have any cause, explains nothing. Where all values of a test are right, what was wrong is how often it called what
it was given, and the mistake must do so as often. If two mistakes do, none is named; a wrong hint is worse than none.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import CodeType, ModuleType
from typing import NamedTuple

from autograder.authoring import Variant
from autograder.kit.calls import Call
from autograder.kit.figures import Figure
from autograder.report import TestStatus

from .replay import Drawn, Replay, outcome_of
from .signs import CallOutcome, Sign, is_within_rounding, may_be_rounding, sign, sign_of_asking

Compare = Callable[[CallOutcome, CallOutcome, CallOutcome], Sign]

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

ELSEWHERE = "it comes to something else in"  # a call


class Objection(NamedTuple):
    """Why a mistake does not explain a failed test; put into words only for authors, since most mistakes do not."""

    why: str
    call: Call | None = None

    def __str__(self) -> str:
        return f"{self.why} {self.call}" if self.call else self.why


class Diagnosis:
    """Which of an exercise's mistakes explain what a submission did.

    Args:
        mistakes: those that have a hint.
        reference: the module of the reference.
        calls: all that the submission was asked for in this exercise, as they came out.
        drawn: figures that are known, of any submission.

    """

    def __init__(self, mistakes: Iterable[Variant], reference: ModuleType, calls: Iterable[Call], drawn: Drawn) -> None:
        self.right = Replay(reference, drawn)
        self.calls: dict[str, list[Call]] = {}  # by their functions; what is quickly made again comes first
        for call in sorted(calls, key=lambda call: type(call.value) is Figure):
            self.calls.setdefault(call.function, []).append(call)
        self.suspects = [Suspect(mistake, self.right) for mistake in mistakes]

    def mistake_behind(self, calls: Sequence[Call]) -> Variant | None:
        """Return the one mistake that explains the calls of a failed test, or None."""
        explaining = [suspect.mistake for suspect in self.suspects if not suspect.objection(calls, self.calls)]
        return explaining[0] if len(explaining) == 1 else None

    def objections(self, calls: Sequence[Call]) -> dict[str, str]:
        """Return, for authors, why each mistake is not named as what is behind the calls of a failed test."""
        found = {suspect.mistake.name: str(suspect.objection(calls, self.calls) or "") for suspect in self.suspects}
        explaining = [name for name, objection in found.items() if not objection]
        if len(explaining) > 1:
            for name in explaining:
                others = ", ".join(other for other in explaining if other != name)
                found[name] = f"the same in all calls as {others}"
        return {name: objection for name, objection in found.items() if objection}


class Suspect:
    """A mistake that may explain what a submission did.

    Args:
        mistake: one of the exercise's.
        right: replays calls on the reference.

    """

    def __init__(self, mistake: Variant, right: Replay) -> None:
        self.mistake, self.right = mistake, right
        self.mistaken = right.with_mistake(mistake)
        self._signs: dict[tuple[Call, Compare], Sign] = {}
        self._against: list[Call] = []  # calls that came to something else

    def objection(self, calls: Sequence[Call], everything: Mapping[str, Sequence[Call]]) -> Objection | None:
        """Return why the mistake does not explain the calls of a failed test, or None where it does.

        Args:
            calls: of the test.
            everything: all calls of the submission, by their functions.

        """
        asking = {call.function for call in calls if self._uses(call.function)}
        if not asking:
            return Objection(f"the test does not ask for {self.mistake.of}")
        concerned = {*asking, str(self.mistake.of)}
        if known := next((call for call in self._against if call.function in concerned or call in calls), None):
            return Objection(ELSEWHERE, known)
        # Its own function speaks for every test: most mistakes are ruled out by the first call that is made again.
        heard = [*everything.get(str(self.mistake.of), ()), *calls]
        heard += [call for name in sorted(asking) for call in everything.get(name, ()) if name != self.mistake.of]
        return self._objection(calls, heard)

    def _objection(self, calls: Sequence[Call], heard: Sequence[Call]) -> Objection | None:
        for call in heard:
            if self._sign(call, sign) is Sign.AGAINST:
                self._against.append(call)
                return Objection(ELSEWHERE, call)
        compares = self._compares(calls)
        if not compares:
            return Objection("it shows in no call of the test")
        seen = set()
        for call in heard:
            seen |= {self._sign(call, compare) for compare in compares}
            if Sign.AGAINST in seen:
                return Objection(ELSEWHERE, call)
        return None if Sign.VALUE in seen else Objection("nothing but exceptions speaks for it")

    def _compares(self, calls: Sequence[Call]) -> list[Compare]:
        """Return what has to agree for the mistake to explain a test: values, or where these are right, counts too."""
        if any(self._sign(call, sign) is not Sign.NOTHING for call in calls):
            return [sign]
        return (
            [sign, sign_of_asking]
            if any(self._sign(call, sign_of_asking) is not Sign.NOTHING for call in calls)
            else []
        )

    def _sign(self, call: Call, compare: Compare) -> Sign:
        if (call, compare) not in self._signs:
            self._signs[call, compare] = self._sign_of(outcome_of(call), call, compare)
        return self._signs[call, compare]

    def _sign_of(self, student: CallOutcome | None, call: Call, compare: Compare) -> Sign:
        if not student:
            return Sign.AGAINST
        mistaken = self.mistaken.outcome(call)
        found = compare(student, mistaken, self.right.outcome(call))
        if found is not Sign.AGAINST or compare is not sign or not may_be_rounding(student, mistaken):
            return found
        nearby = self.mistaken.outcomes_nearby(call)
        return Sign.NOTHING if any(is_within_rounding(student, mistaken, one) for one in nearby) else Sign.AGAINST

    def _uses(self, name: str) -> bool:
        return self.mistake.of in _used_by(name, self.right.reference)


@functools.cache
def _used_by(name: str, reference: ModuleType) -> set[str]:
    """Return a function of the reference and all that it calls, directly or not."""
    used, waiting = set(), {name}
    while waiting:
        name = waiting.pop()
        used.add(name)
        code = getattr(getattr(reference, name, None), "__code__", None)
        waiting |= (_names_in(code) & vars(reference).keys()) - used if code else set()
    return used


def _names_in(code: CodeType) -> set[str]:
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))
