"""Read CSV files as Moodle does: its import of grades, and the grading worksheet of an assignment."""

import csv
import io
import re


def read_import(text, usernames):
    """Return what an import of grades does, with the columns mapped to username, grade and feedback.

    Raises:
        AssertionError: Moodle would abort the import.

    """
    _, *rows = csv.reader(io.StringIO(text))
    done = {}
    for username, grade, feedback in rows:
        assert username in usernames, "user mapping error"
        assert grade in ("", "-") or re.fullmatch(r"-?\d+(\.\d+)?", grade), "bad grade"
        done[username] = (None if grade in ("", "-") else float(grade), feedback)
    return done


def read_worksheet(text, participants):
    """Return what uploading a worksheet does: participant's number -> (grade, date of the last change, feedback)."""
    header, *rows = csv.reader(io.StringIO(text))
    places = [header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)", "Feedback comments")]
    done = {}
    for row in rows:
        identifier, *rest = (row[place] for place in places)
        number = identifier[len("Participant ") :]
        if number in participants:
            done[number] = tuple(rest)
    return done
