"""The folder of a class as a whole: who is in it, what came in when, and what its rules make of that.

When something came in says nbgrader's ``timestamp.txt`` beside it, or else the manifest.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from autograder import rules, submissions
from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.kit import cells, work
from autograder.marks import Key, Ruling
from autograder.numbers import count
from autograder.rules import extensions, reading
from autograder.rules.deciding import NONE_BETTER, Attempt, Decision, HandIn, decide, of_attempts, rulings_of
from autograder.rules.extensions import Extensions
from autograder.rules.model import BEST, Rules
from autograder.submissions import Submission

from . import groups, manifest
from .hand_in import moment
from .storing import EARLIER, ROSTER, STAMP, kept_roster

Teams: TypeAlias = Mapping[str, groups.Group]  # of a set, by student
LONGEST_STAMP = 100  # bytes
LABEL = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-[0-9a-f]{8}")  # of an earlier attempt


@dataclass(frozen=True)
class Term:
    """What the rules of a class make of what lies in its folder.

    Args:
        folder: of the class.
        rules: None where it has none.
        extensions: of its table.
        decisions: by set and student.

    """

    folder: str
    rules: Rules | None = None
    extensions: Extensions = field(default_factory=Extensions)
    decisions: Mapping[Key, Decision] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: str, problem_sets: Sequence[str], best: Mapping[Key, str] = NONE_BETTER) -> "Term":
        """Return what the rules of a class make of what lies there now.

        Args:
            folder: of the class.
            problem_sets: names of all sets of the course.
            best: labels of the attempts that come to most, where these are not the last ones.

        Raises:
            Refusal: roster, rules, extensions or a manifest are wrong.

        """
        teams = {name: groups.read(folder, name) for name in problem_sets}
        people, is_whole = _people(folder, teams)
        found, more = _rules(folder, problem_sets, people if is_whole else ())
        hand_ins = _hand_ins(folder, teams, people)
        return cls(folder, found, more, decide(found or Rules(folder), more, hand_ins, best))

    @property
    def rulings(self) -> dict[Key, Ruling]:
        """What there is to say of each set and student."""
        return rulings_of(self.decisions)

    @property
    def governed(self) -> set[str]:
        """The names of the sets whose lateness the rules decide about."""
        return self.rules.governed if self.rules else set()

    def rivals(self, submission: Submission) -> list[tuple[Attempt, Ruling]]:
        """Return the attempts of which the best is to count, with what each would come to; none where there is one."""
        decision = self.decisions.get((submission.problem_set, submission.student))
        if not (self.rules and decision and self.rules.of(submission.problem_set).late.attempt == BEST):
            return []
        own = of_attempts(self.rules, self.extensions, decision.hand_in)
        return own if len(own) > 1 else []

    def doubts(self) -> list[str]:
        """Return a sentence for each set in which nobody knows when some work came in."""
        looks = Counter(name for (name, _), decision in self.decisions.items() if decision.look)
        said = "handed in, and nothing is deducted; make late names them"
        return [f"{name}: nobody knows when {count(number, 'student')} {said}" for name, number in looks.items()]

    def counting(self, submission: Submission) -> str:
        """Return the folder of the attempt that counts."""
        decision = self.decisions.get((submission.problem_set, submission.student))
        return decision.folder if decision and decision.folder else submission.folder


def has_one(folder: str) -> bool:
    """Tell whether a folder says more of its class than what was handed in."""
    names = (rules.FILE, rules.EXTENSIONS, ROSTER, manifest.FOLDER)
    return any(os.path.lexists(os.path.join(folder, name)) for name in names)


def _people(folder: str, teams: Mapping[str, Teams]) -> tuple[list[Person], bool]:
    """Return the people of a class, and whether a roster says that these are all."""
    roster = kept_roster(folder)
    people = {person.student: person for person in roster.people} if roster else {}
    members = (student for own in teams.values() for student in own)  # who may have no folder
    for student in (*_names_in(folder), *members):
        people.setdefault(student, Person(student))
    return list(people.values()), roster is not None


def _rules(folder: str, problem_sets: Sequence[str], people: Sequence[Person]) -> tuple[Rules | None, Extensions]:
    path, table = (os.path.join(folder, name) for name in (rules.FILE, rules.EXTENSIONS))
    if not os.path.lexists(path):
        if os.path.lexists(table):
            raise Refusal(table, "there are extensions, and nothing says what is due when", f"write {path}")
        return None, Extensions()
    found = reading.read(path, problem_sets, [person.student for person in people])
    return found, Extensions(extensions.read(table, found, people) if os.path.lexists(table) else ())


def _hand_ins(folder: str, teams: Mapping[str, Teams], people: Sequence[Person]) -> Iterator[HandIn]:
    """Yield what everybody handed in for each set, also where it is nothing."""
    for name, own in teams.items():
        rows = manifest.read(folder, name)
        for person in people:
            student = person.student
            work = groups.folder_of(folder, name, student, own)
            about = rows.get(os.path.basename(os.path.dirname(work)), [manifest.Row("", "")])[0]
            group = own[student].name if student in own else ""
            is_excused = any(row.excused for row in rows.get(student, ()))
            yield HandIn(person, name, tuple(_attempts(folder, work, about)), group, about.late == "yes", is_excused)


def _attempts(folder: str, latest: str, row: manifest.Row) -> Iterator[Attempt]:
    """Yield the attempts of a student: earlier ones, and the one in the folder of the set."""
    if not _has_work(latest):
        return
    outer, name = os.path.split(latest)
    kept = os.path.join(folder, manifest.FOLDER, EARLIER, name, os.path.basename(outer))
    for label in _names_in(kept):
        yield Attempt(os.path.join(kept, label), _stamped(os.path.join(kept, label)) or _labelled(label), label)
    yield Attempt(latest, _stamped(latest) or row.time)


def _has_work(folder: str) -> bool:
    return not os.path.islink(folder) and any(name.lower().endswith(work.ENDINGS) for name in _listed(folder))


def _names_in(folder: str) -> list[str]:
    """Return the folders in a folder, but for hidden ones and links."""
    return [name for name in _listed(folder) if name[0] != "." and _is_folder(os.path.join(folder, name))]


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _listed(folder: str) -> Iterable[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _stamped(folder: str) -> datetime | None:
    """Return the time in a folder's ``timestamp.txt``, which is in UTC unless it says otherwise."""
    path = os.path.join(folder, STAMP)
    if not os.path.lexists(path):
        return None
    try:
        time = moment(submissions.read_file(path).data[:LONGEST_STAMP].decode().strip())
    except (OSError, ValueError, cells.Unreadable):
        return None
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time


def _labelled(label: str) -> datetime | None:
    """Return the time by which an earlier attempt is called, where its platform names no zone."""
    match = LABEL.fullmatch(label)
    if match is None:
        return None
    return datetime.strptime("-".join(match.groups()), "%Y-%m-%d-%H-%M-%S")
