"""Writes what was decided: the work in nbgrader's layout, earlier attempts beside the manifest, and the roster.

An attempt that is replaced is moved away first, so that a run that is ended in between loses nothing.
"""

import contextlib
import os
from datetime import UTC
from itertools import count

from autograder.course import roster as rosters
from autograder.course import roster_tables
from autograder.course.roster import Roster
from autograder.errors import refusing
from autograder.files import make_folder, write_whole
from autograder.tables import as_csv

from . import manifest
from .archives import UnusableFile
from .plan import Attempt, Decision, Rules

ROSTER = "roster.csv"
EARLIER = "earlier"
SECRET, LONGEST_SECRET = "submission_secret.txt", 10_000  # by which nbgrader hands out feedback; bytes
STAMP, FORM = "timestamp.txt", "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's own


def store(decision: Decision, rules: Rules) -> None:
    """Write what was decided about one student.

    Raises:
        Refusal: it cannot be written.

    """
    student, name = decision.person.student, rules.problem_set.name
    folder = os.path.join(rules.submitted, student, name)
    with refusing(folder, "see that you may write there, and type the same again"):
        for attempt in decision.earlier:
            _keep(attempt, _earlier(rules, student, attempt.label))
        if decision.chosen:
            _make_way(folder, decision, rules)
            _write(decision.chosen, folder)
            _keep_secret(decision.chosen, folder)
        elif decision.word in (manifest.MISSING, manifest.WRONG):
            make_folder(folder)  # empty: they are in the class, and handed in nothing that can be graded
        elif decision.word == manifest.EXCUSED:
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def _earlier(rules: Rules, student: str, label: str) -> str:
    return os.path.join(rules.submitted, manifest.FOLDER, EARLIER, rules.problem_set.name, student, label)


def _keep(attempt: Attempt, folder: str) -> None:
    if not os.path.isdir(folder):
        _write(attempt, folder)


def _make_way(folder: str, decision: Decision, rules: Rules) -> None:
    """Move what was collected before among the earlier attempts."""
    if os.path.isdir(folder) and os.listdir(folder):
        kept = _earlier(rules, decision.person.student, "")
        make_folder(kept)
        os.rename(
            folder, next(path for n in count(1) if not os.path.lexists(path := os.path.join(kept, f"replaced-{n}")))
        )


def _write(attempt: Attempt, folder: str) -> None:
    time = attempt.match.hand_in.handed_in
    if time and time.tzinfo:
        write_whole(os.path.join(folder, STAMP), time.astimezone(UTC).strftime(FORM))
    for file in attempt.taken.files:
        write_whole(os.path.join(folder, file.name), file.data)


def _keep_secret(attempt: Attempt, folder: str) -> None:
    """Keep what nbgrader has put beside the work, and asks for when feedback goes back."""
    found = next((entry for name, entry in attempt.match.hand_in.files if name == SECRET), None)
    with contextlib.suppress(UnusableFile):
        if found and len(data := found.read()) <= LONGEST_SECRET:
            write_whole(os.path.join(folder, SECRET), data)


def kept_roster(submitted: str) -> Roster | None:
    """Return the roster that lies in a folder of submissions, or None."""
    path = os.path.join(submitted, ROSTER)
    return roster_tables.read(path) if os.path.lexists(path) else None


def write_roster(submitted: str, roster: Roster) -> None:
    """Write a roster into a folder of submissions.

    Raises:
        Refusal: it cannot be written.

    """
    write_whole(os.path.join(submitted, ROSTER), as_csv(rosters.rows(roster.people)))
