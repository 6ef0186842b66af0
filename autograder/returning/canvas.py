"""Canvas: files for *Upload Submissions*, under the very names that Canvas gave them.

Canvas shows what comes back under the name of the file that was handed in, so a notebook comes back for a notebook and
a script for a script, with feedback in it. By the first two numbers in a name it finds the user and the attachment,
which has to be of their current attempt; every upload adds a comment. Marks go by CSV (``make export FORMAT=canvas``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.collecting import canvas as collecting
from autograder.collecting.matching import Match
from autograder.collecting.platforms import PLATFORMS
from autograder.course.roster import letters_of
from autograder.files import pack

from .material import Feedback, Material, Returned
from .notebooks import with_feedback

CANVAS = PLATFORMS["canvas"]
STEPS = (
    "In Canvas: the assignment, 'Upload Submissions', {folder}/submissions.zip; once, since each upload adds a "
    "comment. Marks: make export FORMAT=canvas."
)
OLD_NAMES = "names are those of when this was collected; where somebody may have handed in since, FROM= a new download"
NO_FILE = "handed in no file in Canvas, so that none can go back; make return TO=mail has a letter"
ANEW = "has handed in again since; what goes back is about the attempt before: collect and grade the new one"
CHANGED = "their file is not there as it was graded, so feedback goes back without it"
MISREAD = "Canvas would take {name!r} for user {user}, attachment {attachment}, so it is not in the zip"
NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Slot:
    """A name under which something can go back to a student, and whether it is the name of what was graded."""

    student: str
    user: str  # their number in Canvas; nothing where names are hidden
    name: str
    group: str = ""
    is_graded: bool = True


def give(material: Material) -> Returned:
    """Return the zip.

    Raises:
        Refusal: nobody was collected from Canvas, and no download of it was given.

    """
    returned = Returned(STEPS)
    slots = {slot.student: slot for slot in _slots(material, returned)}
    files: dict[str, tuple[bytes, int]] = {}
    for student, feedback in material.feedbacks.items():
        slot = slots.get(student)
        trouble = _misread(slot) if slot else _without_file(feedback, slots.values(), returned)
        if trouble:
            returned.left_out.append(f"{student}: {trouble}")
        elif slot:
            returned.left_out += [] if slot.is_graded else [f"{student}: {ANEW}"]
            returned.students.add(student)
            files[slot.name] = (_made(slot, feedback, material, returned), 0o644)
    returned.files["submissions.zip"] = pack(files)
    return returned


def _made(slot: Slot, feedback: Feedback, material: Material, returned: Returned) -> bytes:
    """Return what goes back under a name."""
    work, functions = material.work(feedback), {one.name: one.functions for one in material.problem_set.exercises}
    if work is None:
        returned.notes.append(f"{slot.student}: {CHANGED}")
    is_zip = slot.name.lower().endswith(".zip")
    name = (feedback.report.submission.file or f"{material.problem_set.name}.ipynb") if is_zip else slot.name
    made = with_feedback(name, work, feedback.report, functions, material.options)
    return pack({name: (made, 0o644), material.page_name: (feedback.page, 0o644)}) if is_zip else made


def _without_file(feedback: Feedback, slots: Iterable[Slot], returned: Returned) -> str:
    """Return why nothing goes back to somebody; nothing where their group's file does, which Canvas shows to all."""
    group = letters_of(feedback.row.group if feedback.row else feedback.person.group)
    other = next((slot for slot in slots if group and letters_of(slot.group) == group), None)
    if other is None:
        return NO_FILE
    returned.students.add(feedback.student)
    returned.notes.append(f"{feedback.student}: sees what goes back to {other.student}, of the same group")
    return ""


def _slots(material: Material, returned: Returned) -> Iterator[Slot]:
    """Yield the names in a download, or those in the manifest, where none was given."""
    collected = [one for one in material.feedbacks.values() if one.row and one.row.platform == CANVAS.name]
    if material.source is None and collected:
        returned.notes.append(OLD_NAMES)
        yield from filter(None, map(_as_collected, collected))
        return
    with material.download(CANVAS) as (_, matches):
        for match in matches:
            if match.look and match.hand_in.files:
                returned.left_out.append(f"{match.hand_in.called}: {match.look}")
            elif slot := _current(match, material):
                yield slot


def _as_collected(feedback: Feedback) -> Slot | None:
    """Return the name of what was graded; of a group, for the one member whose number is in it."""
    row = feedback.row
    name = _named(row.original_name) if row else ""
    if not (row and name):
        return None
    if collecting.ANONYMOUS.fullmatch(name):
        return Slot(feedback.student, "", name)
    own = [one for one in collecting.readings(name) if one.user == row.id]
    is_group = any(letters_of(one.called) == letters_of(row.group) for one in own)
    return Slot(feedback.student, row.id, name, own[0].called if is_group else "") if own else None


def _current(match: Match, material: Material) -> Slot | None:
    """Return the name, among those of a current attempt, under which feedback goes back."""
    names = [entry.name for _, entry in match.hand_in.files]
    users = {one.user for name in names for one in collecting.readings(name)}
    people = [one for one in match.people if one.student in material.feedbacks]
    people.sort(key=lambda one: one.ids.get(CANVAS.name, "") not in users)  # of a group, the one who is named
    if not people:
        return None
    feedback, user = material.feedbacks[people[0].student], people[0].ids.get(CANVAS.name, "")
    graded = _named(feedback.row.original_name) if feedback.row else ""
    kind = "." + (feedback.report.submission.file or "").rpartition(".")[2].lower()
    alike = [name for name in names if name.lower().endswith((kind, ".zip"))]
    if graded in names:
        return Slot(feedback.student, user, graded, match.group)
    return Slot(feedback.student, user, alike[-1], match.group, is_graded=not graded) if alike else None


def _named(path: str) -> str:
    """Return the part of a path in a download that Canvas has named; what follows it lies in a student's own zip."""
    parts = path.split("/")
    return next((part for part in parts if collecting.ANONYMOUS.fullmatch(part) or any(collecting.readings(part))), "")


def _misread(slot: Slot) -> str:
    """Return a sentence where Canvas, by its own rule, finds other numbers in a name than it put there."""
    if collecting.ANONYMOUS.fullmatch(slot.name):
        return ""
    rest = slot.name.removeprefix(slot.group)
    user, attachment, *_ = [*filter(NUMBER.fullmatch, rest.split("_")), "", ""]
    meant = [one for one in collecting.readings(slot.name) if one.user == slot.user]
    if any((one.user, str(one.attachment)) == (user, attachment) for one in meant):
        return ""
    return MISREAD.format(name=slot.name, user=user, attachment=attachment)
