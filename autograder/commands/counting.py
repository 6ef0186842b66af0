"""The marks that count, settled from where people and rules decide about them, before anything shows a mark.

People decide in nbgrader's gradebook, rules in the folder of the class, which a run of ``grade`` remembers.
"""

import os
from dataclasses import replace

from autograder import escape, marks, rules
from autograder.collecting.term import Term, has_one
from autograder.course.model import Course
from autograder.errors import Refusal, ReportError
from autograder.files import read_plain, write_whole
from autograder.nbgrader import gradebook, recording
from autograder.report import Grade
from autograder.report_folder import read_report, report_path, write_table
from autograder.tables import read_table

CLASS = "class.txt"  # in the folder of a run: where the class is that was graded
LONGEST_PATH = 10_000  # bytes


def fetch(course: Course, out: str, book: str | None = None) -> None:
    """Settle the marks of a run, if anything about them has changed since, and its table.

    Args:
        course: the course.
        out: folder of the reports.
        book: where the gradebook is, as people say it; otherwise, what ``GRADEBOOK`` says.

    Raises:
        Refusal: rules or gradebook cannot be read, or both decide about lateness.

    """
    if settle(course, out, gradebook.locate(book or os.environ.get("GRADEBOOK") or None, out)):
        write_anew(course, out)


def settle(course: Course, out: str, place: str | None) -> bool:
    """Write what people and rules make of marks beside the reports; tell whether that is something else than before.

    Raises:
        Refusal: as ``fetch``.

    """
    before, folder = marks.read(out), remembered(out)
    term = term_of(folder, course, out) if folder else None
    is_gone = bool(before.rulings) and not (folder and os.path.isdir(folder))
    found = replace(before, rulings=before.rulings if is_gone else term.rulings if term else {})
    has_changed = found.rulings != before.rulings
    if place and _is_there(place) and (has_changed or _is_newer(place, term, marks.path_of(out))):
        ours = {name for name, _ in before.rulings} | (term.governed if term else set())
        by_hand, theirs = recording.settle(place, found.rulings, ours)
        _check_once(term, theirs)
        found = replace(found, by_hand=by_hand)
        marks.write_by_hand(out, by_hand)
    if has_changed:
        marks.write_rulings(out, found.rulings)
    return found != before


def _check_once(term: Term | None, theirs: set[str]) -> None:
    """See that nobody pays twice for being late.

    Raises:
        Refusal: a set is due by the rules of the class, and by the gradebook.

    """
    both = sorted(term.governed & theirs) if term else []
    if term and both:
        where = os.path.join(term.folder, rules.FILE)
        cause = f"{both[0]} has a due date here, and another in nbgrader's gradebook"
        raise Refusal(where, cause, f"take {both[0]} out of this file, or its due date out of the gradebook")


def _is_there(place: str) -> bool:
    return "://" in place or os.path.isfile(place)


def _is_newer(place: str, term: Term | None, path: str) -> bool:
    """Tell whether a gradebook may hold other marks than a file, or other due dates; of a server's, nobody knows."""
    if "://" in place:
        return True
    times = [os.stat(place).st_mtime_ns]
    times += [os.stat(term.rules.path).st_mtime_ns] if term and term.rules else []
    return not os.path.isfile(path) or max(times) > os.stat(path).st_mtime_ns


def term_of(folder: str, course: Course, out: str) -> Term | None:
    """Return what the rules of a class make of its folder, or None where there is nothing but work in it.

    Args:
        folder: of the class.
        course: the course.
        out: folder of the reports, which may say which attempts are the best.

    Raises:
        Refusal: roster, rules, extensions or a manifest are wrong.

    """
    names = [problem_set.name for problem_set in course.problem_sets]
    return Term.read(folder, names, marks.best_attempts(out)) if has_one(folder) else None


def remember(out: str, folder: str) -> None:
    """Write down which folder of a class was graded, where it says more of the class than what was handed in."""
    if has_one(folder) or os.path.lexists(os.path.join(out, CLASS)):
        write_whole(os.path.join(out, CLASS), os.path.abspath(folder))


def remembered(out: str) -> str | None:
    """Return the folder of the class that was graded, or None where nobody wrote it down.

    Raises:
        ReportError: the note of it cannot be read.

    """
    path = os.path.join(out, CLASS)
    if not os.path.lexists(path):
        return None
    try:
        return os.fsdecode(read_plain(path, LONGEST_PATH))
    except OSError as error:
        remedy = f"move it away, and type make grade OUT={out}"
        raise ReportError(path, "it should say which folder was graded, and cannot be read", remedy) from error


def write_anew(course: Course, out: str) -> None:
    """Write the table of a run anew, of the students and sets that are in it."""
    path = os.path.join(out, "grades.csv")
    if not os.path.lexists(path):
        return
    _, rows = read_table(path)
    grades = []
    for student, name, *_ in rows:
        report = report_path(out, name, escape.uncell(student))
        if os.path.lexists(report):
            try:
                grades.append(Grade.of(read_report(report)))
            except ReportError:  # whoever grades that student again, as is told elsewhere, writes the table, too
                return
    write_table(out, course, grades)
