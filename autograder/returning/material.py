"""What there is to give back of one set: a student's report, page and work each; and what a platform makes of it."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.collecting.archives import Download, Entry, opened
from autograder.collecting.hand_in import Asked, Set
from autograder.collecting.layouts import Layout
from autograder.collecting.manifest import Row
from autograder.collecting.matching import Match, match_all
from autograder.collecting.platforms import Platform
from autograder.course.model import ProblemSet
from autograder.course.roster import Person, Roster
from autograder.errors import Refusal
from autograder.exports.common import Options
from autograder.kit.cells import Unreadable
from autograder.report import Report
from autograder.submissions import read_file


@dataclass(frozen=True)
class Feedback:
    """What is given back to one student: their report, their page as HTML, and what is known of them."""

    report: Report
    page: str
    person: Person
    rows: Sequence[Row] = ()  # of the manifest

    @property
    def student(self) -> str:
        """Their name here."""
        return self.report.student

    @property
    def row(self) -> Row | None:
        """The row of the file that was graded, if it was collected."""
        return next((row for row in self.rows if row.file and row.file == self.report.submission.file), None)


@dataclass(frozen=True)
class Material:
    """What there is to give back of one set, and what was said about how.

    Args:
        problem_set: the set.
        submitted: folder of submissions.
        feedbacks: by student, of everybody with a mark.
        options: titles, detail, worksheet and people, as exports have them.
        source: path of the platform's download, if one was given.
        roster: the class, if it is known.

    """

    problem_set: ProblemSet
    submitted: str
    feedbacks: Mapping[str, Feedback]
    options: Options
    source: str | None = None
    roster: Roster | None = None

    @property
    def page_name(self) -> str:
        """What the file of a page is called."""
        return f"{self.problem_set.name}-feedback.html"

    def work(self, feedback: Feedback) -> bytes | None:
        """Return the file that was graded; None where there is none, or where it was changed since."""
        about = feedback.report.submission
        if about.file is None:
            return None
        path = os.path.join(self.submitted, feedback.student, self.problem_set.name, about.file)
        try:
            data = read_file(path).data
        except (OSError, Unreadable):
            return None
        return data if hashlib.sha256(data).hexdigest() == about.sha256 else None

    def owned(self, layout: Layout, last: str, returned: "Returned") -> Iterator[tuple[str, Feedback]]:
        """Yield the folders of people in the download that was given, and what goes into each; say what is left out.

        Args:
            layout: of the platform.
            last: the group of its pattern with which the name of such a folder ends, a parenthesis aside.
            returned: takes the sentences.

        Raises:
            Refusal: as ``download``.

        """
        for folder, match in self._folders(layout, last):
            own = [self.feedbacks[one.student] for one in match.people if one.student in self.feedbacks]
            if match.look:
                returned.left_out.append(f"{match.hand_in.called}: {match.look}")
            elif own:
                returned.students.add(own[0].student)
                yield folder, own[0]
        lacking = [student for student in self.feedbacks if student not in returned.students]
        returned.left_out += [f"{student}: has no folder in {self.source}" for student in lacking]

    def _folders(self, layout: Layout, last: str) -> Iterator[tuple[str, Match]]:
        """Yield the folders of people in the download, and whose each is."""
        with self.download(layout) as (download, _):
            paths = [entry.path for entry in download.entries] + [f"{folder}/x" for folder in download.folders]
        found = {match[0][: match.end(last)]: match for path in paths if (match := layout.pattern.fullmatch(path))}
        names = [path + ")" * found[path].string[len(path) :].startswith(")") for path in found]
        entries = [Entry(f"{folder}/x", bytes) for folder in names]
        hand_ins = layout.read(Download(str(self.source), entries), Asked(as_set(self.problem_set), self.roster))
        for owned in match_all(hand_ins, layout, self.roster)[0]:
            for _, entry in owned.hand_in.files:
                yield entry.path.rpartition("/")[0], owned

    @contextlib.contextmanager
    def download(self, platform: Platform) -> Iterator[tuple[Download, list[Match]]]:
        """Open the download that was given, and say whose what is in it.

        Raises:
            Refusal: none was given, or it is none of this platform's.

        """
        if self.source is None:
            cause = f"files go back to {platform.title} under the names that it gave them"
            raise Refusal("FROM=", cause, f"FROM= the zip that {platform.title} gives of this assignment")
        with opened(self.source) as download:
            if not platform.share(download):
                cause = f"this is no download of {platform.title}'s"
                raise Refusal(self.source, cause, f"FROM= the zip that {platform.title} gives of this assignment")
            hand_ins = platform.read(download, Asked(as_set(self.problem_set), self.roster))
            yield download, match_all(hand_ins, platform, self.roster)[0]


@dataclass
class Returned:
    """What a platform takes: files by their paths, for whom, what to do, and sentences as exports have them."""

    steps: str
    files: dict[str, bytes] = field(default_factory=dict)
    students: set[str] = field(default_factory=set)  # who gets something
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def as_set(problem_set: ProblemSet) -> Set:
    """Return a set as downloads are asked for it."""
    functions = frozenset(name for exercise in problem_set.exercises for name in exercise.functions)
    return Set(problem_set.name, problem_set.title, functions)
