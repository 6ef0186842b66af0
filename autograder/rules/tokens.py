"""Late days: each student has some for all sets together, and they are spent in the order in which work came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]  # names of a set and of a student


@dataclass(frozen=True)
class Claim:
    """Work that came in late; ``needed`` are the days that each of those needs who handed it in together.

    ``most`` is how many of anybody's late days may go into this set.
    """

    time: datetime
    problem_set: str
    needed: Mapping[str, int]
    most: float


@dataclass(frozen=True)
class Spent:
    """The late days that went into a set, and how many are left after it."""

    used: int
    left: int


def spend(claims: Iterable[Claim], budget: int) -> dict[Key, Spent]:
    """Return what is spent on each set by each student, as far as the days last.

    Whoever hands in together has no more days than the one of them who has fewest left.

    Args:
        claims: in any order; they are served in that of their times.
        budget: late days of each student.

    """
    left: dict[str, int] = {}
    spent: dict[Key, Spent] = {}
    for claim in sorted(claims, key=lambda claim: (claim.time, claim.problem_set, sorted(claim.needed))):
        there = min(left.get(student, budget) for student in claim.needed)
        for student, needed in claim.needed.items():
            used = int(min(needed, there, claim.most))
            left[student] = left.get(student, budget) - used
            spent[claim.problem_set, student] = Spent(used, left[student])
    return spent
