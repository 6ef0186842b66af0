"""What becomes of each student: which attempt counts, whether it is new, and what somebody should look at.

Nothing is written here. Students are decided one by one, so that no more than one's files are held in memory.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from autograder.course.roster import Person, Roster
from autograder.kit import cells, work
from autograder.submissions import read_file

from . import manifest
from .hand_in import HandIn, Set, is_after
from .manifest import Row
from .matching import Match
from .taking import Taken, TakenFile, take

NEW, NEWER, UNCHANGED, OLDER, KEPT = "new", "newer", "unchanged", "older", "kept"


@dataclass(frozen=True)
class Rules:
    """What holds for a whole run: the set, the platform and how it names people, a deadline, and whether to replace."""

    submitted: str
    problem_set: Set
    platform: str
    space: str
    before: datetime | None = None
    again: bool = False


@dataclass(frozen=True)
class Attempt:
    """A hand-in and the work in it."""

    match: Match
    taken: Taken

    @property
    def label(self) -> str:
        """What its folder among the earlier attempts is called."""
        time = self.match.hand_in.handed_in
        return f"{time:%Y-%m-%d-%H-%M-%S}-{self.taken.sha256[:8]}" if time else self.taken.sha256[:8]


@dataclass(frozen=True)
class Decision:
    """What becomes of one student.

    Args:
        person: the student.
        word: new, newer, unchanged, older or kept; or the status, where there is nothing to grade.
        chosen: the attempt to write, or None to leave what is there.
        earlier: attempts to keep beside it.
        rows: of the manifest.
        looks: sentences for which somebody should look.
        notes: other sentences.

    """

    person: Person
    word: str
    chosen: Attempt | None = None
    earlier: Sequence[Attempt] = ()
    rows: Sequence[Row] = ()
    looks: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass
class Present:
    """What lies in a student's folder of the set: fingerprints by names, and why it is left alone, if it is."""

    files: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


def decide_all(
    matches: Iterable[Match], roster: Roster | None, before: Mapping[str, Sequence[Row]], rules: Rules
) -> Iterator[Decision]:
    """Yield what becomes of everybody: of the roster, of those who handed in, and of those collected earlier.

    Args:
        matches: of the download.
        roster: the class, or None where whoever handed in is the class.
        before: the rows of the manifest of earlier runs, by students.
        rules: of this run.

    """
    people = {one.student: one for one in roster.people if not one.is_tester} if roster else {}
    handed: dict[str, list[Match]] = {}
    for match in matches:
        for person in match.people:
            if not person.is_tester:
                people.setdefault(person.student, person)
                handed.setdefault(person.student, []).append(match)
    for student, person in people.items():
        if student in handed or not person.has_left or any(row.file for row in before.get(student, ())):
            yield decide(person, handed.get(student, []), before.get(student, ()), rules)


def decide(person: Person, matches: Sequence[Match], rows: Sequence[Row], rules: Rules) -> Decision:
    """Return what becomes of one student.

    Args:
        person: the student.
        matches: what they handed in.
        rows: of the manifest, about them.
        rules: of this run.

    """
    is_excused = _is_excused(person, rules.problem_set) or any(row.excused for row in rows)
    in_time, looks = _in_time(matches, rules.before)
    attempts = [Attempt(match, take(match.hand_in, rules.problem_set)) for match in _in_order(in_time)]
    looks += [match.look for match in matches if match.look]
    looks += _looks_at(attempts)
    working = [one for one in attempts if one.taken.files]
    collected = [row for row in rows if row.file]
    if not working:
        return _without_work(person, bool(matches), rows, is_excused, looks, rules)
    chosen, notes = working[-1], list(working[-1].taken.notes)
    word, why = _compared(chosen, collected, _present(person.student, rules), rules)
    if word == KEPT:
        looks.append(why)
    is_written = word in (NEW, NEWER)
    if word in (OLDER, KEPT):
        own: list[Row] = list(collected)
    else:
        own = list(_rows(person, chosen, is_excused, "; ".join([*looks, *notes]), rules))
    earlier = [one for one in working if one is not chosen or word == OLDER]
    return Decision(person, word, chosen if is_written else None, earlier, own, looks, notes)


def _without_work(
    person: Person, has_handed_in: bool, before: Sequence[Row], is_excused: bool, looks: list[str], rules: Rules
) -> Decision:
    if collected := [row for row in before if row.file]:
        return Decision(person, UNCHANGED, rows=collected, looks=looks)
    if not has_handed_in and (wrong := [row for row in before if row.status == manifest.WRONG]):
        return Decision(person, manifest.WRONG, rows=wrong)
    status = manifest.WRONG if has_handed_in else manifest.EXCUSED if is_excused else manifest.MISSING
    row = _row(person, status, is_excused, "; ".join(looks), rules)
    return Decision(person, status, rows=[row], looks=looks)


def _is_excused(person: Person, problem_set: Set) -> bool:
    """Tell whether the roster says so, in the column of this set: ``EX``, as Canvas writes it."""
    columns = {title: text for title, text in person.cells.items() if text.upper() == "EX"}
    return any(problem_set.is_called(re.sub(r"\s+\(\d+\)$", "", title)) for title in columns)


def _in_time(matches: Sequence[Match], before: datetime | None) -> tuple[list[Match], list[str]]:
    """Return what was handed in before a deadline, and a sentence where there is nothing else."""
    if before is None:
        return list(matches), []
    kept = [match for match in matches if not _is_past(match.hand_in.handed_in, before)]
    late = bool(matches) and not kept
    return kept, [f"handed in after {before.isoformat(' ', 'minutes')} alone"] if late else []


def _is_past(time: datetime | None, before: datetime) -> bool:
    """Tell whether a time is past a deadline; a platform that names no zone means the clock on the wall."""
    if time is None:
        return False
    return is_after(time, before if time.tzinfo else before.replace(tzinfo=None))


def _in_order(matches: Sequence[Match]) -> list[Match]:
    """Return hand-ins with the latest last, as far as that is known."""
    return sorted(matches, key=lambda match: _order(match.hand_in))


def _order(hand_in: HandIn) -> tuple[str, int]:
    return hand_in.handed_in.isoformat() if hand_in.handed_in else "", hand_in.attempt


def _looks_at(attempts: Sequence[Attempt]) -> list[str]:
    """Return what somebody should look at in attempts, of which only the last is spoken about."""
    if not attempts:
        return []
    last = attempts[-1]
    looks = list(last.taken.looks)
    if not last.taken.files and any(one.taken.files for one in attempts):
        looks.append("the attempt before is taken instead")
    same = [one for one in attempts if _order(one.match.hand_in) == _order(last.match.hand_in)]
    if len(same) > 1:
        names = ", ".join(one.match.hand_in.called for one in same)
        looks.append(f"handed in twice ({names}), and nothing says which is the later; the last one named is taken")
    return looks


def _present(student: str, rules: Rules) -> Present:
    """Return what lies in a student's folder of the set."""
    outer = os.path.join(rules.submitted, student)
    folder = os.path.join(outer, rules.problem_set.name)
    found = Present()
    if os.path.islink(outer) or os.path.islink(folder):
        return Present(trouble="their folder is a link")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for name in names:
        if name.lower().endswith(work.ENDINGS):
            try:
                found.files[name] = hashlib.sha256(read_file(os.path.join(folder, name)).data).hexdigest()
            except (OSError, cells.Unreadable) as error:
                found.trouble = f"{name} in their folder cannot be read ({error})"
    return found


def _compared(chosen: Attempt, collected: Sequence[Row], present: Present, rules: Rules) -> tuple[str, str]:
    """Return new, newer, unchanged, older or kept, and why it is kept."""
    if present.trouble:
        return KEPT, present.trouble
    mine = {one.name: one.sha256 for one in chosen.taken.files}
    known = {row.file: row.original_hash for row in collected}
    if mine == present.files:
        return UNCHANGED, ""
    if present.files and present.files != known and not rules.again:
        whose = "was changed since" if known else "was put there by other means"
        return KEPT, f"the work in their folder {whose}, and differs from this one: AGAIN=1 takes this one instead"
    if collected and not rules.again and _is_older(chosen.match.hand_in, collected[0], rules.platform):
        return OLDER, ""
    return NEWER if present.files else NEW, ""


def _is_older(hand_in: HandIn, row: Row, platform: str) -> bool:
    """Tell whether a hand-in is older than the one of a row, by the first thing that both of them say."""
    if hand_in.handed_in and row.time:
        return is_after(row.time, hand_in.handed_in)
    if hand_in.attempt and row.attempt.isdecimal() and row.platform == platform:
        return hand_in.attempt < int(row.attempt)
    packed = hand_in.packed.isoformat() if hand_in.packed else ""
    return bool(packed and row.packed and row.platform == platform and packed < row.packed)


def _row(person: Person, status: str, is_excused: bool, why: str, rules: Rules) -> Row:
    return Row(
        person.student, status, rules.platform, person.ids.get(rules.space, ""), section=person.section,
        excused="yes" if is_excused else "", why=why,
    )  # fmt: skip


def _rows(person: Person, attempt: Attempt, is_excused: bool, why: str, rules: Rules) -> Iterator[Row]:
    """Yield a row a file of the attempt that counts."""
    hand_in = attempt.match.hand_in
    row = replace(
        _row(person, manifest.COLLECTED, is_excused, why, rules),
        group=attempt.match.group,
        attempt=str(hand_in.attempt or ""),
        handed_in=hand_in.handed_in.isoformat() if hand_in.handed_in else "",
        packed=hand_in.packed.isoformat() if hand_in.packed else "",
        late="" if hand_in.is_late is None else "yes" if hand_in.is_late else "no",
    )
    for file in attempt.taken.files:
        yield _of_file(row, file)


def _of_file(row: Row, file: TakenFile) -> Row:
    return replace(row, file=file.name, original_name=file.original, original_hash=file.sha256)
