"""Which mark counts, and why: as it was graded, unless people or rules made another of it.

``<out>/marks.csv`` has what people gave by hand, and ``<out>/rulings.csv`` what the rules say of each hand-in, both a
row a student and set. Reports keep the marks as they were graded; whatever shows a mark takes it through ``counting``.
"""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from . import escape
from .errors import Refusal
from .files import write_whole
from .numbers import points
from .report import Mark, Report, Standing
from .tables import as_csv, read_table

FILE, RULINGS, ATTEMPTS = "marks.csv", "rulings.csv", "attempts.csv"
COLUMNS = ["student", "problem_set", "graded", "raw", "penalty", "why", "comment"]
ATTEMPT_COLUMNS = ["student", "problem_set", "attempt"]
RULING_COLUMNS = ["student", "problem_set", "standing", "deduct", "of", "floor", "cap", "why"]
LOOK_AGAIN = "a person should look again"
SCORE, MAXIMUM = "score", "maximum"  # what a deduction is a share of

Key: TypeAlias = tuple[str, str]  # names of a set and of a student


@dataclass(frozen=True)
class Ruling:
    """What the rules make of a hand-in, whatever it comes to.

    Args:
        standing: whether it counts at all.
        deduct: what lateness costs, in percent.
        of: of what, the score or the maximum.
        floor: percent of the maximum below which lateness takes nobody.
        cap: percent of the maximum that it can come to.
        why: a sentence for student and teacher.

    """

    standing: Standing = Standing.COUNTS
    deduct: float = 0.0
    of: str = SCORE
    floor: float = 0.0
    cap: float = math.inf
    why: str = ""

    def penalty(self, raw: float, maximum: float) -> float:
        """Return the points that it costs; what is below the floor already stays, and so does a mark of 0."""
        least = min(raw, self.floor * maximum / 100)
        left = raw - self.deduct * (raw if self.of == SCORE else maximum) / 100
        return round(raw - max(min(left, self.cap * maximum / 100), least, 0.0), 6) if raw > 0 else 0.0


@dataclass(frozen=True)
class Marks:
    """What people gave by hand, and what the rules say, by set and student."""

    by_hand: Mapping[Key, Mark] = field(default_factory=dict)
    rulings: Mapping[Key, Ruling] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_hand or self.rulings)

    def of(self, key: Key, graded: float, maximum: float) -> Mark | None:
        """Return what becomes of a mark as it was graded, or None where it is the one that counts."""
        given, ruling = self.by_hand.get(key), self.rulings.get(key)
        if given is None and ruling is None:
            return None
        given, ruling = given or Mark(graded, graded, 0.0, ""), ruling or Ruling()
        theirs = f"{points(given.penalty)} less for lateness" if given.penalty else ""
        penalty = given.penalty + ruling.penalty(given.raw, maximum)
        late = "; ".join(filter(None, (theirs, ruling.why)))
        return replace(given, penalty=penalty, late=late, standing=ruling.standing)


def counting(report: Report, marks: Marks) -> Report:
    """Return a report with the mark that counts, and sentences that say why it is not the one that was graded."""
    mark = marks.of((report.problem_set, report.student), report.graded, report.max_score)
    if mark is None:
        return report
    return _with(mark, report, report.notes)


def raw(report: Report) -> Report:
    """Return a report without what lateness costs, for those who deduct that themselves."""
    if report.mark is None:
        return report
    said = len(report.notes) - len(sentences(report))
    return _with(replace(report.mark, penalty=0.0, late=""), report, report.notes[:said])


def _with(mark: Mark, report: Report, notes: Sequence[str]) -> Report:
    counted = replace(report, mark=mark)
    return replace(counted, notes=(*notes, *sentences(counted)))


def sentences(report: Report) -> list[str]:
    """Return why a report's mark is not the one that was graded, and what a person wrote about it."""
    return [*filter(None, (why(report.mark, report.graded), report.mark.comment))] if report.mark else []


def why(mark: Mark, graded: float) -> str:
    """Return the sentence that says why a mark counts, with both numbers where the work was graded anew since."""
    if mark.standing is Standing.EXCUSED:
        return "This set is excused, and does not count."
    if mark.standing is Standing.LEFT:
        return "They have left the class, and this does not count."
    reasons = "; ".join(filter(None, (mark.why, mark.late)))
    is_older = not math.isclose(mark.graded, graded, abs_tol=1e-9)
    if math.isclose(mark.score, graded, abs_tol=1e-9) and not is_older:
        return f"{reasons[:1].upper()}{reasons[1:]}." if reasons else ""
    sentence = f"{points(mark.score)} points count, and {points(graded)} were graded: {reasons}."
    if not is_older:
        return sentence
    return f"{sentence} When that was decided, {points(mark.graded)} were graded; {LOOK_AGAIN}."


def path_of(out: str, name: str = FILE) -> str:
    """Return where the marks of a grading run are that people gave by hand, or another table about them."""
    return os.path.join(out, name)


def read(out: str) -> Marks:
    """Return what people and rules made of marks.

    Raises:
        Refusal: a file is damaged.

    """
    by_hand, rulings = _rows(out, FILE, COLUMNS), _rows(out, RULINGS, RULING_COLUMNS)
    try:
        where = FILE
        marks = dict(map(_mark, by_hand))
        where = RULINGS
        return Marks(marks, dict(map(_ruling, rulings)))
    except ValueError as error:
        raise _damaged(path_of(out, where)) from error


def best_attempts(out: str) -> dict[Key, str]:
    """Return the labels of the attempts that come to most, where these are not the last ones.

    Raises:
        Refusal: the table of them is damaged.

    """
    rows = _rows(out, ATTEMPTS, ATTEMPT_COLUMNS)
    return {(name, escape.uncell(student)): escape.uncell(label) for student, name, label in rows}


def write_best_attempts(out: str, best: Mapping[Key, str]) -> None:
    """Write the same.

    Raises:
        Refusal: it cannot be written.

    """
    _write(path_of(out, ATTEMPTS), ATTEMPT_COLUMNS, [[key[1], key[0], label] for key, label in sorted(best.items())])


def _rows(out: str, name: str, columns: Sequence[str]) -> list[list[str]]:
    path = path_of(out, name)
    if not os.path.lexists(path):
        return []
    header, rows = read_table(path)
    if header != columns:
        raise _damaged(path)
    return rows


def _damaged(path: str) -> Refusal:
    remedy = "move it away, and type make grade again; people's marks are in the gradebook"
    return Refusal(path, "this is no table of marks", remedy)


def _mark(row: Sequence[str]) -> tuple[Key, Mark]:
    student, name, graded, raw, penalty, why, comment = row
    mark = Mark(_number(graded), _number(raw), _number(penalty), escape.uncell(why), escape.uncell(comment))
    return (name, escape.uncell(student)), mark


def _ruling(row: Sequence[str]) -> tuple[Key, Ruling]:
    student, name, standing, deduct, of, floor, cap, why = row
    most = _number(cap) if cap else math.inf
    ruling = Ruling(Standing(standing), _number(deduct), of, _number(floor), most, escape.uncell(why))
    return (name, escape.uncell(student)), ruling


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def write_by_hand(out: str, by_hand: Mapping[Key, Mark]) -> None:
    """Write what people gave by hand.

    Raises:
        Refusal: it cannot be written.

    """
    rows: list[list[escape.Cell]] = [
        [student, name, mark.graded, mark.raw, mark.penalty, mark.why, mark.comment]
        for (name, student), mark in sorted(by_hand.items())
    ]
    _write(path_of(out), COLUMNS, rows)


def write_rulings(out: str, rulings: Mapping[Key, Ruling]) -> None:
    """Write what the rules say.

    Raises:
        Refusal: it cannot be written.

    """
    rows: list[list[escape.Cell]] = [
        [
            student,
            name,
            ruling.standing,
            ruling.deduct,
            ruling.of,
            ruling.floor,
            ruling.cap if math.isfinite(ruling.cap) else "",
            ruling.why,
        ]
        for (name, student), ruling in sorted(rulings.items())
    ]
    _write(path_of(out, RULINGS), RULING_COLUMNS, rows)


def _write(path: str, columns: Sequence[str], rows: Iterable[Sequence[escape.Cell]]) -> None:
    write_whole(path, as_csv([columns, *([escape.cell(cell) for cell in row] for row in rows)]))
