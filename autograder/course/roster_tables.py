"""Rosters as platforms export them, and tables by hand: which columns they have, and what students are called by them.

What students are called here, their folder's name, is taken from one name space for a whole roster.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.errors import Refusal
from autograder.escape import uncell
from autograder.tables import Row, column, folded, read_rows

from .roster import LEFT, OWN_COLUMNS, SPACES, Person, Roster, no_folder

FIRST_ROWS = 5  # in which the header may be
MOODLE_NUMBER = re.compile(r"(?P<word>\D+)(?P<number>\d+)")


@dataclass(frozen=True)
class Kind:
    """A table that some platform writes.

    Args:
        title: what it is called.
        needs: columns by which it is told from others.
        columns: column -> a name space, or ``name``, ``first``, ``last``, ``section``, ``group``, ``status``.
        keys: name spaces that students may be called by, the best first.

    """

    title: str
    needs: tuple[str, ...]
    columns: Mapping[str, str]
    keys: tuple[str, ...]


KINDS = (
    Kind("a table by hand", ("student",), {name: name for name in OWN_COLUMNS}, ("student",)),
    Kind(
        "Canvas's gradebook", ("Student", "ID", "Section"),
        {"Student": "name", "ID": "canvas", "SIS User ID": "sid", "SIS Login ID": "login", "Section": "section"},
        ("login", "sid", "canvas"),
    ),
    Kind(
        "Canvas's people", ("name", "canvas_user_id"),
        {"name": "name", "canvas_user_id": "canvas", "user_id": "sid", "login_id": "login", "sections": "section",
         "group_name": "group"},
        ("login", "sid", "canvas"),
    ),
    Kind(
        "Moodle's grading worksheet", ("Identifier",),
        {"Identifier": "moodle", "Full name": "name", "Email address": "email", "Group": "group"},
        ("email", "moodle"),
    ),
    Kind(
        "Gradescope's grades", ("First Name", "Last Name", "SID", "Email"),
        {"First Name": "first", "Last Name": "last", "SID": "sid", "Email": "email", "Sections": "section"},
        ("email", "sid"),
    ),
    Kind(
        "GitHub Classroom's roster", ("identifier", "github_username"),
        {"identifier": "student", "github_username": "github", "name": "name"},
        ("student",),
    ),
    Kind(
        "GitHub Classroom's grades", ("github_username", "roster_identifier", "student_repository_name"),
        {"roster_identifier": "student", "github_username": "github", "student_repository_name": "repository",
         "group_name": "group"},
        ("student", "github"),
    ),
    Kind(
        "Classroom 50's students", ("username", "github_id"),
        {"username": "github", "first_name": "first", "last_name": "last", "email": "email", "section": "section"},
        ("github",),
    ),
    Kind(
        "a gradebook of Blackboard's or Brightspace's", ("Username", "Last Name", "First Name"),
        {"Username": "login", "Last Name": "last", "First Name": "first", "Student ID": "sid", "OrgDefinedId": "sid",
         "Email": "email"},
        ("login", "sid"),
    ),
    Kind(
        "Sakai's grades", ("Display ID", "Last Name", "First Name"),
        {"Display ID": "login", "Last Name": "last", "First Name": "first"},
        ("login",),
    ),
)  # fmt: skip


def read(path: str) -> Roster:
    """Return the people of a table.

    Raises:
        Refusal: it is no table of people, or does not tell them apart.

    """
    kind, header, rows = _recognised(path, read_rows(path))
    found = [person for row in rows if (person := _person(kind, header, row)) is not None]
    if odd := next((one for one in found if folded(one.status) not in ("", LEFT)), None):
        cause = f"the status of {odd} is {odd.status!r}, which says nothing here"
        raise Refusal(path, cause, f"write {LEFT!r} or nothing; who is excused stands in rules.yaml")
    people = _merged(path, [person for person in found if person.ids])
    key = _key(path, kind, people)
    return Roster(path, kind.title, tuple(_called(path, person, key) for person in people))


def _recognised(path: str, rows: Sequence[Row]) -> tuple[Kind, Row, Sequence[Row]]:
    for number, row in enumerate(rows[:FIRST_ROWS]):
        header = [name.strip() for name in row]
        if kind := next((kind for kind in KINDS if set(kind.needs) <= set(header)), None):
            for name in set(header) & set(kind.columns):
                column(header, name, path)
            return kind, header, rows[number + 1 :]
    if header := _translated_worksheet(rows):
        return next(kind for kind in KINDS if "Identifier" in kind.needs), header, rows[1:]
    seen = ", ".join(name.strip() for name in rows[0])
    raise Refusal(
        path,
        f"this is no roster that is known here; its columns are: {seen}",
        "ROSTER= what the platform exports, or a table with a column 'student' and one of the platform's identifiers: "
        + ", ".join(SPACES[1:]),
    )


def _translated_worksheet(rows: Sequence[Row]) -> Row:
    """Return the English header of Moodle's worksheet where it is in another language, or nothing if it is none."""
    found = [MOODLE_NUMBER.fullmatch(row[0]) for row in rows[1:] if row]
    words = {match["word"] for match in found if match}
    if not found or not all(found) or len(words) != 1 or len(rows[0]) < 4:
        return []
    header = ["Identifier", "Full name", *rows[0][2:]]
    if all("@" in row[2] for row in rows[1:] if len(row) > 2):
        header[2] = "Email address"
    return header


def _person(kind: Kind, header: Row, row: Row) -> Person | None:
    """Return whom a row is about, not called anything yet; None for rows about points."""
    cells = dict(zip(header, (uncell(text.strip()) for text in row), strict=False))
    known = {kind.columns[name]: text for name, text in cells.items() if name in kind.columns}
    if known.get("name", "").endswith("Points Possible"):
        return None
    ids = {space: text for space in SPACES if (text := _identifier(space, known.get(space, "")))}
    name = known.get("name") or " ".join(filter(None, (known.get("first"), known.get("last"))))
    about = {about: known.get(about, "") for about in ("section", "group", "status")}
    return Person(known.get("student", ""), name, **about, ids=ids, cells=cells)


def _identifier(space: str, text: str) -> str:
    if space == "moodle":
        match = MOODLE_NUMBER.fullmatch(text)
        return match["number"] if match else text
    return text.removeprefix("#") if space in ("sid", "login") else text  # as Brightspace marks its texts


def _merged(path: str, people: Sequence[Person]) -> list[Person]:
    """Return everybody once, also who has a row for each of their courses, sections or repositories."""
    found: dict[tuple[tuple[str, str], ...], Person] = {}
    for person in people:
        who = tuple(sorted((space, folded(text)) for space, text in person.ids.items() if space != "repository"))
        found.setdefault(who, person)
    if not found:
        raise Refusal(path, "there is nobody in it", "ROSTER= one with people")
    return list(found.values())


def _key(path: str, kind: Kind, people: Sequence[Person]) -> str:
    """Return the one name space that all are called by: the first in which everybody has a name of their own."""
    trouble = ""
    people = [person for person in people if not person.is_tester]
    for space in kind.keys:
        names = Counter(folded(person.ids.get(space, "")) for person in people)
        twice = sorted(name for name, count in names.items() if name and count > 1)
        if not twice and "" not in names:
            return space
        trouble = trouble or (f"{twice[0]!r} stands for several people" if twice else _nameless(people, space))
    raise Refusal(path, f"students cannot be told apart by {' or '.join(kind.keys)}: {trouble}", "mend it there")


def _nameless(people: Sequence[Person], space: str) -> str:
    return f"{next(person.name for person in people if not person.ids.get(space)) or 'somebody'} has none"


def _called(path: str, person: Person, key: str) -> Person:
    student = person.ids.get(key) or next(iter(person.ids.values()))
    if trouble := no_folder(student):
        raise Refusal(path, f"{student!r} cannot be the name of a folder: {trouble}", "give them another one there")
    return replace(person, student=student, ids={**person.ids, "student": student})
