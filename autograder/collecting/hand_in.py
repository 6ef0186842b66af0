"""What is asked of a platform, one attempt as it tells of it, and times as platforms write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from autograder.course.roster import Roster, letters_of

from .archives import Entry

WRITTEN = (
    "%Y-%m-%d-%H-%M-%S",  # Blackboard
    "%b %d, %Y %I%M %p",  # Brightspace
    "%A, %d %B %Y, %I:%M %p",  # Moodle, in English
)


@dataclass(frozen=True)
class Set:
    """The problem set that is collected; ``others`` goes from functions of the course's other sets to their names."""

    name: str
    title: str
    functions: frozenset[str]
    others: Mapping[str, str] = field(default_factory=dict)

    def is_called(self, text: str) -> bool:
        """Tell whether a platform's title of an assignment is this set's."""
        return letters_of(text) in (letters_of(self.name), letters_of(self.title))


@dataclass(frozen=True)
class Asked:
    """What is asked of a download: a set, of a class if it is known, until a deadline if there is one."""

    problem_set: Set
    roster: Roster | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class HandIn:
    """What one or more people handed in at one time.

    Args:
        called: what the platform calls it, for sentences.
        people: for each of them a mapping of name spaces to identifiers.
        files: the names that students gave to their files, and the files.
        handed_in: when; without a zone where the platform names none; None where it says nothing.
        is_late: by the platform's own word, or None.
        attempt: a number that is larger for later attempts, or 0.
        group: a group's name, or an empty str.
        is_text: whether they typed into a box, too.
        doubt: why it is not certain whose it is, or an empty str.

    """

    called: str
    people: tuple[Mapping[str, str], ...]
    files: tuple[tuple[str, Entry], ...]
    handed_in: datetime | None = None
    is_late: bool | None = None
    attempt: int = 0
    group: str = ""
    is_text: bool = False
    doubt: str = ""

    @property
    def packed(self) -> datetime | None:
        """When the newest of its files was put into the archive."""
        return max((entry.packed for _, entry in self.files if entry.packed), default=None)


def moment(text: str) -> datetime | None:
    """Return a time as platforms write it, in UTC where a zone is named; None where it cannot be read."""
    text = re.sub(r"(?<=\d) ?(?:UTC|Z)$", "+00:00", text.strip())
    text = re.sub(r"(\.\d{6})\d+", r"\1", text)
    text = re.sub(r"(?<=\d) (?=[+-]\d\d:?\d\d$)", "", text)
    try:
        return _in_utc(datetime.fromisoformat(text))
    except ValueError:
        return _as_written(text)


def _as_written(text: str) -> datetime | None:
    padded = re.sub(r"(?<= )(\d{3})(?= [AP]M$)", r"0\1", text)  # `900 AM`
    for form in WRITTEN:
        try:
            return datetime.strptime(padded, form)
        except ValueError:
            continue
    return None


def _in_utc(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time


def is_after(time: datetime, other: datetime) -> bool:
    """Tell whether a time is later than another; of two of which one names a zone and one does not, nobody knows."""
    return bool(time.tzinfo) == bool(other.tzinfo) and time > other
