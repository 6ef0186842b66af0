"""Reads a CSV as Canvas's gradebook importer does: which users, assignments and scores it would change."""

import csv
import io
import re
import zipfile


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


def read_uploads(archive, attempts, groups=()):
    """Return what *Upload Submissions* does with a zip.

    Args:
        archive: bytes of the zip.
        attempts: id of a user -> {id of an attachment of their current attempt: name of its file}.
        groups: names of groups as Canvas puts them into names of files.

    Returns:
        ``(shown, ignored)``: (user, name of the file) -> bytes, and a list of names.

    """
    shown, ignored = {}, []
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for path in files.namelist():
            name = path.rpartition("/")[2]
            user, attachment = _numbers(name, groups)
            if name.startswith(".") or path.startswith("__MACOSX") or attachment not in attempts.get(user, {}):
                ignored.append(name)
            else:
                shown[user, attempts[user][attachment]] = files.read(path)
    return shown, ignored


def _numbers(name, groups):
    """The name of a group goes first; then the first two parts that are all digits count."""
    group = next((group for group in sorted(groups, key=len, reverse=True) if name.startswith(f"{group}_")), "")
    parts = [part for part in name.removeprefix(group).split("_") if part != "LATE"]
    numbers = [part for part in parts if re.fullmatch("[0-9]+", part)]
    return tuple([*numbers, "", ""][:2])


def name_of(person, user, attachment, file, late=False):
    """Return what Canvas calls a file of somebody, by the name in which they are sorted, or of a group."""
    plain = re.sub(r"[^\w]", "", re.sub(r"_(\d+)_", r"\1", person).lower())
    return "_".join([plain, *(["LATE"] if late else []), user, attachment, re.sub(r'[\0/\\:*?"<>|]+', "_", file)])
