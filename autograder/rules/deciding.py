"""What the rules make of a class: which attempt counts, how late it is, and who pays with late days or with points."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from autograder.course.roster import Person
from autograder.marks import MAXIMUM, Key, Ruling
from autograder.numbers import count, points
from autograder.report import Standing

from . import times
from .extensions import Extensions
from .model import BEST, DAY, HOUR, IN_TIME, Late, Rules, SetRules
from .tokens import Claim, Spent, spend

NONE_BETTER: Mapping[Key, str] = {}


@dataclass(frozen=True)
class Attempt:
    """Work that was handed in; ``time`` is in UTC, without a zone where the platform names none, or None.

    An earlier attempt has a ``label``; the last one has none.
    """

    folder: str
    time: datetime | None = None
    label: str = ""


@dataclass(frozen=True)
class HandIn:
    """All that somebody handed in for a set: the attempts, the last one last, and what the platform says about it."""

    person: Person
    problem_set: str
    attempts: tuple[Attempt, ...] = ()
    group: str = ""
    is_late: bool = False
    is_excused: bool = False

    @property
    def key(self) -> Key:
        """By what it is found."""
        return self.problem_set, self.person.student


@dataclass(frozen=True)
class Decision:
    """What the rules make of a HandIn.

    Args:
        hand_in: all that was handed in.
        ruling: what it comes to.
        folder: of the attempt that counts, or an empty str.
        look: for what somebody should look, or an empty str.

    """

    hand_in: HandIn
    ruling: Ruling = field(default_factory=Ruling)
    folder: str = ""
    look: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class _Case:
    """A HandIn beside its deadline; ``chosen`` counts, ``over`` is how late it is beyond grace."""

    hand_in: HandIn
    rules: SetRules
    ends: datetime | None = None
    chosen: Attempt | None = None
    time: datetime | None = None
    over: timedelta = timedelta(0)
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def is_cut_off(self) -> bool:
        """Whether it came when nothing was taken any more."""
        limit = self.rules.late.cut_off
        if limit is None or self.ends is None or self.time is None:
            return False
        return bool(self.over) and self.time > (
            self.ends + limit if isinstance(limit, timedelta) else max(limit, self.ends)
        )

    @property
    def standing(self) -> Standing:
        """Whether the set counts for them."""
        person = self.hand_in.person
        if person.has_left:
            return Standing.LEFT
        is_excused = self.hand_in.is_excused or person.student in self.rules.excused
        return Standing.EXCUSED if is_excused else Standing.COUNTS

    @property
    def may_pay_with_days(self) -> bool:
        """Whether late days can do anything for it."""
        late = self.rules.late
        return bool(self.over and not self.standing and not self.is_cut_off and (late.deduct or late.cap < math.inf))


def decide(
    rules: Rules, extensions: Extensions, hand_ins: Iterable[HandIn], best: Mapping[Key, str] = NONE_BETTER
) -> dict[Key, Decision]:
    """Return what the rules make of all that was handed in, by set and student.

    Args:
        rules: of the class.
        extensions: of the class.
        hand_ins: of everybody, for each set.
        best: labels of the attempts that come to most, where these are not the last ones.

    """
    cases = {hand_in.key: _case(hand_in, rules, extensions, best.get(hand_in.key, "")) for hand_in in hand_ins}
    spent = spend(_claims(cases.values()), rules.late_days)
    return {key: _decision(case, spent.get(key, Spent(0, rules.late_days)), rules) for key, case in cases.items()}


def of_attempts(rules: Rules, extensions: Extensions, hand_in: HandIn) -> list[tuple[Attempt, Ruling]]:
    """Return each attempt with what it would come to if it counted, and nobody had late days."""
    alone = [replace(hand_in, attempts=(attempt,)) for attempt in hand_in.attempts]
    decided = [decide(replace(rules, late_days=0), extensions, [own]) for own in alone]
    return [(attempt, found[hand_in.key].ruling) for attempt, found in zip(hand_in.attempts, decided, strict=True)]


def _case(hand_in: HandIn, rules: Rules, extensions: Extensions, best: str) -> _Case:
    own = rules.of(hand_in.problem_set)
    if not own.due or not hand_in.attempts:
        return _Case(hand_in, own, chosen=hand_in.attempts[-1] if hand_in.attempts else None)
    ends = extensions.deadline(own.due, hand_in.person, hand_in.problem_set)
    zone = rules.zone
    timed = [(attempt, times.in_utc(attempt.time, zone) if attempt.time and (attempt.time.tzinfo or zone) else None)
             for attempt in hand_in.attempts]  # fmt: skip
    chosen, time = _chosen(timed, ends + own.late.grace, own.late, best)
    over = time - ends if time and time - ends > own.late.grace else timedelta(0)
    notes = []
    if chosen is not hand_in.attempts[-1]:
        which = f"attempt of {times.spoken(time, zone)}" if time else "earlier attempt"
        notes.append(f"the {which} counts, the {'best' if own.late.attempt == BEST else 'last in time'}")
    if time and own.due < time <= ends:
        notes.append(f"handed in within your extension until {times.spoken(ends, zone)}")
    return _Case(hand_in, own, ends, chosen, time, over, notes)


def _chosen(
    timed: Sequence[tuple[Attempt, datetime | None]], ends: datetime, late: Late, best: str
) -> tuple[Attempt, datetime | None]:
    """Return the attempt that counts: the last one, also where all of them are late."""
    if late.attempt == BEST:
        return next((pair for pair in timed if pair[0].label == best), timed[-1])
    if late.attempt == IN_TIME:
        in_time = [(time, attempt) for attempt, time in timed if time and time <= ends]
        if in_time and timed[-1][1]:
            time, attempt = max(in_time, key=lambda pair: pair[0])
            return attempt, time
    return timed[-1]


def _claims(cases: Iterable[_Case]) -> Iterator[Claim]:
    """Yield what is asked of late days, once for those who handed in together."""
    together: dict[tuple[str, str, datetime | None], list[_Case]] = {}
    for case in cases:
        if case.may_pay_with_days:
            who = case.hand_in.group or f"\0{case.hand_in.person.student}"
            together.setdefault((case.hand_in.problem_set, who, case.time), []).append(case)
    for (problem_set, _, time), members in together.items():
        needed = {case.hand_in.person.student: -(-case.over // times.DAY) for case in members}
        assert time is not None, "what came late has a time"
        yield Claim(time, problem_set, needed, members[0].rules.late.late_days)


def _decision(case: _Case, spent: Spent, rules: Rules) -> Decision:
    folder = case.chosen.folder if case.chosen else ""
    if case.standing:
        return Decision(case.hand_in, Ruling(case.standing), folder)
    if not case.over:
        return Decision(case.hand_in, Ruling(why="; ".join(case.notes)), folder, _look(case))
    ruling = _cut_off(case) if case.is_cut_off else _paying(case, spent, rules.late_days)
    return Decision(case.hand_in, ruling, folder, is_late=True)


def _look(case: _Case) -> str:
    """Return what somebody should look at: work of which nobody knows when it came in."""
    if case.ends is None or case.chosen is None or case.time:
        return ""
    if case.chosen.time:
        return "handed in at a time without a zone: timezone: Europe/Berlin at the top of rules.yaml says which"
    if case.hand_in.is_late:
        return "handed in late, says the platform, and not when: nothing is deducted; see docs/late-work.md"
    return "nobody knows when this was handed in: nothing is deducted; see docs/late-work.md"


def _cut_off(case: _Case) -> Ruling:
    why = f"handed in {times.span(case.over)} late, when nothing was taken any more"
    return Ruling(deduct=100.0, why="; ".join([*case.notes, why]))


def _paying(case: _Case, spent: Spent, budget: int) -> Ruling:
    """Return the Ruling of work that is late: first with late days, then with points."""
    late = case.rules.late
    said = f"handed in {times.span(case.over)} late"
    parts = (
        [f"{said}: {spent.used} of your {count(budget, 'late day')}, {spent.left or 'none'} left"]
        if spent.used
        else [said]
    )
    rest = max(case.over - spent.used * times.DAY, timedelta(0))
    if not rest:
        return Ruling(why="; ".join([*case.notes, *parts]))
    units = {DAY: -(-rest // times.DAY), HOUR: -(-rest // times.HOUR)}.get(late.per, 1)
    deduct = min(late.deduct * units, 100.0)
    if deduct:
        of = "maximum" if late.of == MAXIMUM else "points"
        started = f" for {count(units, f'started {late.per}')}" if late.per in (DAY, HOUR) else ""
        parts.append(f"{points(deduct)} % of the {of} less{started}")
    if late.cap < math.inf:
        parts.append(f"late work comes to at most {points(late.cap)} %")
    return Ruling(deduct=deduct, of=late.of, floor=late.floor, cap=late.cap, why="; ".join([*case.notes, *parts]))


def rulings_of(decisions: Mapping[Key, Decision]) -> dict[Key, Ruling]:
    """Return the Rulings of those about whom there is anything to say."""
    return {key: decision.ruling for key, decision in decisions.items() if decision.ruling != Ruling()}
