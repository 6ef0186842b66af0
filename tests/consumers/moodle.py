"""Read CSV files as Moodle does: its import of grades, and the grading worksheet of an assignment."""

import csv
import io
import re
import zipfile


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


def read_feedback(archive, participants):
    """Return what *Upload multiple feedback files in a zip* does.

    Args:
        archive: bytes of the zip.
        participants: their numbers, as str.

    Returns:
        ``(given, ignored)``: number -> {name of a file: bytes}, and a list of paths.

    """
    given, ignored = {}, []
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for path in files.namelist():
            number, name = _target(path, participants)
            if number is None or path.rpartition("/")[2].startswith((".", "~")):
                ignored.append(path)
            else:
                given.setdefault(number, {})[name] = files.read(path)
    return given, ignored


def _target(path, participants):
    """Each part of a path is asked: name, number of a participant, kind of a plugin, plugin, and the rest."""
    parts = path.split("/")
    for place, part in enumerate(parts):
        words = part.split("_", 4)
        if len(words) < 4 or not re.fullmatch("[0-9]+", words[1]) or words[1] not in participants:
            continue
        if (words[2], words[3]) in (("assignsubmission", "file"), ("assignfeedback", "file")):
            return words[1], "/".join(filter(None, [*words[4:], *parts[place + 1 :]]))
    return None, ""


def cleaned(name):
    """Return a name as Moodle puts it into names of files."""
    return re.sub(r"[&<>\"`|':\\/\x00-\x1f\x7f]", "", name.replace("_", " "))
