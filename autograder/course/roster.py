"""Who is in a class, and how a newer roster of it is taken in.

Every identifier has a name space (``canvas`` for Canvas's own IDs, ``sid`` for numbers of students, ``login``,
``email``, ...), and is only ever compared within it: the number 102 of one may be somebody else in another.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.errors import Refusal
from autograder.escape import cell
from autograder.tables import folded

SPACES = ("student", "canvas", "sid", "login", "email", "moodle", "github", "repository", "ilias")
SPOKEN = {
    "student": "name here",
    "canvas": "Canvas ID",
    "sid": "student number",
    "login": "user name",
    "email": "e-mail address",
    "moodle": "number of the participant",
    "github": "GitHub name",
    "repository": "repository",
    "ilias": "ILIAS number",
    "name": "full name",
}
ABOUT = ("student", "name", "section", "group", "status")
OWN_COLUMNS = (*ABOUT, *SPACES[1:])  # of a table that is kept by hand, and of ours
LEFT = "left"  # the status of whoever has left the class
TESTERS = {"student, test", "test student", "studenttest"}  # Canvas's own people, who are nobody
LONGEST_NAME = 200  # bytes of a folder's name


@dataclass(frozen=True)
class Person:
    """Somebody in a class; ``student`` is what their folder is called, ``ids`` goes from name spaces to identifiers."""

    student: str
    name: str = ""
    section: str = ""
    group: str = ""
    status: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)  # all of their row, by the titles of the columns

    @property
    def has_left(self) -> bool:
        """Whether they are in the class no more."""
        return folded(self.status) == LEFT

    @property
    def is_tester(self) -> bool:
        """Whether they are a platform's stand-in for a student."""
        return folded(self.name) in TESTERS

    @property
    def sections(self) -> list[str]:
        """Their sections, of which Canvas names several in one cell; the whole cell may be the name of one, too."""
        return [self.section, *re.split(r"\s*[,;]\s*| and ", self.section)] if self.section else []

    def __str__(self) -> str:
        return (
            f"{self.student} ({self.name})" if self.name and folded(self.name) != folded(self.student) else self.student
        )


@dataclass(frozen=True)
class Roster:
    """The people of a class, and where they stand."""

    path: str
    title: str
    people: tuple[Person, ...]

    @property
    def spaces(self) -> set[str]:
        """The name spaces in which anybody has an identifier, ``name`` included."""
        named = {"name"} if any(person.name for person in self.people) else set()
        return named.union(*(person.ids for person in self.people))

    def find(self, space: str, identifier: str) -> list[Person]:
        """Return who is called so in a name space; more than one person only where their names are the same.

        Raises:
            Refusal: an identifier that should be one person's stands for several.

        """
        key = " ".join(words_of(identifier)) if space == "name" else folded(identifier)
        found = self._by_identifier.get((space, key), []) if key else []
        if space == "name":
            return found
        if len(found) > 1 and space != "repository":
            who = " and ".join(map(str, found))
            cause = f"{identifier!r} ({SPOKEN[space]}) stands for {who}"
            raise Refusal(self.path, cause, "give each of them their own there")
        return found

    def members(self, group: str) -> list[Person]:
        """Return who is in a group, by its name; punctuation in it does not count, since platforms leave it out."""
        return self._by_group.get(letters_of(group), []) if letters_of(group) else []

    @cached_property
    def _by_identifier(self) -> dict[tuple[str, str], list[Person]]:
        found: dict[tuple[str, str], list[Person]] = {}
        for person in self.people:
            keys = [(space, folded(text)) for space, text in person.ids.items()]
            for key in [*keys, ("name", " ".join(words_of(person.name)))]:
                found.setdefault(key, []).append(person)
        return found

    @cached_property
    def _by_group(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.people:
            found.setdefault(letters_of(person.group), []).append(person)
        return found


def words_of(name: str) -> list[str]:
    """Return the words of a person's name in one order, so that ``Example, Ada`` is ``Ada Example``."""
    return sorted(re.sub(r"[^\w\s,]", "", folded(name).replace("_", " ")).replace(",", " ").split())


def letters_of(name: str) -> str:
    """Return the letters of a name, sorted: what is left of it where spaces and the order of its words are lost."""
    return "".join(sorted(letter for letter in folded(name) if letter.isalnum()))


def no_folder(student: str) -> str:
    """Return why a student's name cannot be a folder's, or an empty str."""
    if not student or student != student.strip():
        return "it is empty, or has spaces around it"
    if student.startswith((".", "-")) or "/" in student or "\\" in student:
        return "it begins with a dot or a dash, or has a slash in it"
    if not student.isprintable():
        return "it has characters in it that are not printed"
    return "it is too long" if len(os.fsencode(student)) > LONGEST_NAME else ""


def merge(kept: Roster, new: Roster) -> tuple[Roster, list[Person]]:
    """Return a roster that takes in a newer one, and who is on the old one alone.

    Whoever is on both is called as before, and stays as they are: gone, if somebody wrote so.

    Raises:
        Refusal: nobody is on both: the newer one calls them otherwise.

    """
    merged = {person.student: person for person in kept.people}
    seen = set()
    for person in new.people:
        known = _same(kept, person)
        student = known.student if known else person.student
        if student in seen or (not known and student in merged):
            raise Refusal(
                new.path, f"{person} is two people in {kept.path}, or the same as another", "mend one of them"
            )
        seen.add(student)
        merged[student] = _taken_over(known, person) if known else person
    if not seen & {person.student for person in kept.people}:
        raise Refusal(
            new.path,
            f"nobody in it is in {kept.path}",
            "ROSTER= one that names students in the same way, or SUBMITTED= another folder for another class",
        )
    gone = [person for person in kept.people if person.student not in seen and not person.has_left]
    return Roster(kept.path, kept.title, tuple(merged.values())), gone


def _same(kept: Roster, person: Person) -> Person | None:
    """Return who of a roster somebody is, by the first name space of both; numbers of Moodle's change with the set."""
    for space in ("canvas", "sid", "email", "login", "github", "student"):
        if space in person.ids and (found := kept.find(space, person.ids[space])):
            return found[0]
    return None


def _taken_over(old: Person, new: Person) -> Person:
    return replace(
        old,
        name=new.name or old.name,
        section=new.section or old.section,
        group=new.group or old.group,
        ids={**old.ids, **new.ids, "student": old.student},
        cells=new.cells,
    )


def rows(people: Iterable[Person]) -> Iterator[list[str]]:
    """Yield the rows of the table that is kept, its header first."""
    yield list(OWN_COLUMNS)
    for one in people:
        about = [one.student, one.name, one.section, one.group, one.status]
        yield [str(cell(text)) for text in (*about, *(one.ids.get(space, "") for space in SPACES[1:]))]
