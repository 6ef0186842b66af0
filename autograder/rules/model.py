"""What ``rules.yaml`` and ``extensions.csv`` say, as data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from autograder.marks import SCORE
from autograder.tables import folded

DAY, HOUR, ONCE = "day", "hour", "once"  # for what lateness is deducted each time
LAST, IN_TIME, BEST = "last", "in time", "best"  # which attempt counts


@dataclass(frozen=True)
class Late:
    """What lateness in a set costs.

    Args:
        grace: how late nobody minds.
        deduct: percent for each started ``per``.
        per: day, hour, or once.
        of: what it is a percentage of, the score or the maximum.
        floor: percent of the maximum below which lateness takes nobody.
        cap: percent of the maximum that late work can come to.
        cut_off: when nothing is taken any more: a time in UTC, or how long after the deadline.
        late_days: how many of a student's late days may go into this set.
        attempt: which one counts: the last of all, the last in time, or the one that comes to most.

    """

    grace: timedelta = timedelta(0)
    deduct: float = 0.0
    per: str = DAY
    of: str = SCORE
    floor: float = 0.0
    cap: float = math.inf
    cut_off: datetime | timedelta | None = None
    late_days: float = math.inf
    attempt: str = LAST


@dataclass(frozen=True)
class SetRules:
    """The rules of one problem set; ``due`` is in UTC, at the end of its minute, or None."""

    due: datetime | None = None
    late: Late = Late()
    excused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rules:
    """The rules of a class; ``late_days`` is what each student has for all sets together."""

    path: str
    zone: tzinfo | None = None
    late_days: int = 0
    sets: Mapping[str, SetRules] = field(default_factory=dict)

    def of(self, problem_set: str) -> SetRules:
        """Return the rules of a set: none where the file does not name it."""
        return self.sets.get(problem_set, SetRules())

    @property
    def governed(self) -> set[str]:
        """The names of the sets whose lateness these rules decide about."""
        return {name for name, rules in self.sets.items() if rules.due}


@dataclass(frozen=True)
class Extension:
    """More time for a student or for a section: until a time in UTC, or by so much longer; in one set or in all."""

    student: str
    section: str
    problem_set: str
    until: datetime | timedelta
    reason: str = ""

    @property
    def whose(self) -> tuple[str, str]:
        """Whom it is for, as that is compared."""
        return ("student", folded(self.student)) if self.student else ("section", folded(self.section))
