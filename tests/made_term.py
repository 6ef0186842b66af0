"""A made-up term: sixty students in five sections, of which each hands in on a platform of its own.

Students are called by their section and a number, such as ``a01``. Section A is on Canvas, B on Moodle, C on
Gradescope, D on GitHub, E hands in by nbgrader's exchange.
"""

from tests.consumers import canvas
from tests.made_downloads import PDF, laid_out, zipped
from tests.made_tables import MOODLE_HEADER, worksheet_row, written

GIVEN = ("Ada", "Ben", "Cem", "Dan", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon", "Kim", "Lea")
FAMILY = {"a": "Adler", "b": "Brandt", "c": "Curie", "d": "Dirac", "e": "Euler"}
STUDENTS = [f"{section}{number:02}" for section in FAMILY for number in range(1, 13)]
LATECOMER = "a12"  # enrols when the term has begun
COLUMNS = ("student", "name", "section", "status", "canvas", "moodle", "email", "github")

RULES = """\
timezone: Europe/Berlin
late_days: 1
late: {deduct: 20, grace: 10}
sets:
  warmup:
    due: 2026-11-20 23:59
    excused: [b03]
"""
EXTENSIONS = "student,set,until,reason\ne02,warmup,+24,ill\n"
ON_TIME = "2026-11-20 10:00:00"  # in UTC, as all that follow; it is due at 22:59
TIMES = {
    "c01": "2026-11-22 04:30:00",
    "c03": "2026-11-21 04:00:00",
    "c04": "2026-11-20 23:04:00",
    "e01": "2026-11-22 04:30:00",
    "e02": "2026-11-23 04:00:00",
}
SECRET = "ab" * 32  # of each hand-in, which nbgrader's exchange has beside it


def name(student):
    """Return what somebody is called."""
    return f"{GIVEN[int(student[1:]) - 1]} {FAMILY[student[0]]}"


def number(student):
    """Return a student's number on Canvas and Moodle, a str: the same one stands for two people, on purpose."""
    return str(100 + int(student[1:]))


def section(letter):
    """Return the students of a section."""
    return [student for student in STUDENTS if student.startswith(letter)]


def roster(path, *, without=()):
    """Write the table of the class by hand; return its path."""
    rows = [
        (
            *(student, name(student), student[0].upper(), "left" if student == "e12" else ""),
            *(number(student) if student[0] == letter else "" for letter in "ab"),
            *(f"{student}@x.org", f"gh-{student}" if student[0] == "d" else ""),
        )
        for student in STUDENTS
        if student not in without
    ]
    return written(path, [COLUMNS, *rows])


def canvas_download(path, works, attempt=500):
    """Write what Canvas gives of section A, in which a05 handed in something else, and a02 late; return its path."""
    files = {}
    for student, text in works.items():
        user, file = number(student), "report.pdf" if student == "a05" else "warmup.py"
        family_first = "".join(reversed(name(student).split()))
        called = canvas.name_of(family_first, user, f"{attempt + int(student[1:])}", file, late=student == "a02")
        files[called] = PDF if student == "a05" else text
    return zipped(path, files)


def moodle_download(path, works):
    """Write what Moodle gives of section B; return its path."""
    files = {f"{name(who)}_{number(who)}_assignsubmission_file/warmup.py": text for who, text in works.items()}
    return zipped(path, files)


def gradescope_download(path, works):
    """Write what Gradescope gives of section C, in which c02 is a submitter of what c01 handed in; return its path."""
    lines, files = ["---"], {}
    for student, text in works.items():
        if student == "c02":
            continue
        group = ("c01", "c02") if student == "c01" else (student,)
        lines += [f"submission_{number(student)}:", "  :submitters:"]
        lines += [f"  - :name: {name(one)}\n    :sid:\n    :email: {one}@x.org" for one in group]
        lines += [f"  :created_at: {TIMES.get(student, ON_TIME)}.000000000 Z"]
        files[f"assignment_9_export/submission_{number(student)}/warmup.py"] = text
    return zipped(path, {"assignment_9_export/submission_metadata.yml": "\n".join(lines) + "\n", **files})


def github_download(folder, works):
    """Write the clones of section D; return their folder."""
    return laid_out(folder, {f"warmup-gh-{student}/warmup.py": text for student, text in works.items()})


def exchange(folder, works):
    """Write nbgrader's exchange with what section E handed in; return its folder."""
    files = {}
    for student, text in works.items():
        stamp = f"{TIMES.get(student, ON_TIME)}.000000 UTC"
        inbound = f"mc/inbound/{student}+warmup+{stamp}"
        files |= {f"{inbound}/warmup.ipynb": text, f"{inbound}/timestamp.txt": stamp}
        files[f"{inbound}/submission_secret.txt"] = SECRET
    return laid_out(folder, files)


def gradebook(path):
    """Write the gradebook that Canvas exports of section A; return its path."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Warm-up (7)"]
    people = [[", ".join(reversed(name(one).split())), number(one), "", one, "A", ""] for one in section("a")]
    return written(path, [header, ["    Points Possible", "", "", "", "", 15], *people])


def worksheet(path):
    """Write the grading worksheet that Moodle gives of section B; return its path."""
    rows = [worksheet_row(number(one), name(one), f"{one}@x.org") for one in section("b")]
    return written(path, [MOODLE_HEADER, *([*row[:5], "15.00", *row[6:]] for row in rows)])
