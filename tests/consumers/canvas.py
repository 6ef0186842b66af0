"""Reads a CSV as Canvas's gradebook importer does: which users, assignments and scores it would change."""

import csv
import io
import re


def read(text, users, assignments=()):
    """Return what an import would do.

    Args:
        text: the CSV.
        users: list of dict with ``id``, ``login``, ``sis`` and ``name``, of those enrolled.
        assignments: dict, id -> title, of those that exist.

    Returns:
        dict: ``scores``: id of a user -> title -> text; ``new_users``, ``new_assignments``: lists of str;
        ``points``: title -> text.

    """
    rows = [row for row in csv.reader(io.StringIO(text)) if row and not re.fullmatch(r"[;, ]+", ",".join(row))]
    header = rows[0]
    assert len(header) > 3 and "Student" in header[0] and "ID" in header[1], "invalid header row"
    width = _width(header)
    assert "Section" in header[width - 1], "invalid header row"
    titles = [_title(text, dict(assignments)) for text in header[width:]]
    points = next((row for row in rows[1:] if "Points Possible" in row[0]), None)
    done = {"scores": {}, "new_users": [], "new_assignments": [title for title, known in titles if not known]}
    done["points"] = dict(zip([title for title, _ in titles], points[width:], strict=True)) if points else {}
    for row in (row for row in rows[1:] if row is not points):
        user = _user(row, users, header)
        if user is None:
            done["new_users"].append(row[0])
        else:
            done["scores"][user["id"]] = dict(zip([title for title, _ in titles], row[width:], strict=True))
    return done


def _width(header):
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        return 4
    if re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        width = 5 + ("Integration ID" in header[4])
        return width + ("Root Account" in header[width - 1])
    return 3


def _title(text, assignments):
    found = re.fullmatch(r"(.*)\s\((\d+)\)", text)
    if found and int(found[2]) in assignments:
        return assignments[int(found[2])], True
    return text, text in assignments.values()


def _user(row, users, header):
    """The user's own ID decides, then the SIS ones, then the exact name."""
    given = dict(zip(header, row, strict=True))
    looks = [("id", given["ID"]), ("sis", given.get("SIS User ID")), ("login", given.get("SIS Login ID"))]
    for name, value in [*looks, ("name", row[0])]:
        found = next((user for user in users if value and str(user[name]) == value), None)
        if found:
            return found
    return None
