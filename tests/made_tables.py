"""Made-up files of consumers about the people of ``made_reports``: a gradebook of Canvas's, a worksheet of Moodle's."""

import csv

from tests.made_reports import ODD_NAMES

CANVAS_HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (7)", "Warm-up (12)", "Final Score"]
MOODLE_HEADER = [
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
]  # fmt: skip


def roster(folder):
    """Write a gradebook as Canvas exports it, of those with odd names and one more; return its path."""
    rows = [[name, 100 + n, "", login, "A", "", "", ""] for n, (login, name) in enumerate(ODD_NAMES.items())]
    rows.append(["Else", 999, "", "else", "A", "", 2, ""])
    points = ["    Points Possible", "", "", "", "", 5, 3, "(read only)"]
    return written(folder / "roster.csv", [CANVAS_HEADER, points, *rows])


def worksheet(folder):
    """Write a grading worksheet as Moodle does, of those with odd names and one more; return its path."""
    rows = [worksheet_row(n, name, f"{login}@x.org") for n, (login, name) in enumerate(ODD_NAMES.items())]
    rows.append(worksheet_row(99, "Else", "else@x.org", "2", "=old"))
    return written(folder / "worksheet.csv", [MOODLE_HEADER, *rows])


def worksheet_row(number, name, email, grade="", feedback=""):
    """Return a row of such a worksheet, of an assignment that is worth 3 points."""
    return [f"Participant {number}", name, email, "Submitted", grade, "3.00", "Yes", "then", "-", feedback]


def written(path, rows):
    """Write a table with a byte order mark, as the real ones have it; return its path."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)
