"""Who is who on a platform, as it was collected: the roster that is kept, and the identifiers in a set's manifest.

Numbers of Moodle's change from one assignment to the next, so what the manifest says of a set comes first.
"""

from collections.abc import Mapping
from dataclasses import replace

from autograder.course.roster import Person

from . import manifest
from .manifest import Row
from .platforms import PLATFORMS
from .storing import kept_roster


def known(submitted: str, problem_set: str) -> dict[str, Person]:
    """Return student -> Person, of everybody on the roster or in the manifest of a set; nobody where there is neither.

    Raises:
        Refusal: one of the two is damaged.

    """
    roster = kept_roster(submitted)
    people = {person.student: person for person in roster.people} if roster else {}
    for student, rows in manifest.read(submitted, problem_set).items():
        person = people.get(student, Person(student, group=rows[0].group, section=rows[0].section))
        people[student] = replace(person, ids={**person.ids, **_identifier(rows[0])})
    return people


def _identifier(row: Row) -> Mapping[str, str]:
    """Return the identifier of a row by its name space, where its platform has but one."""
    spaces = PLATFORMS[row.platform].spaces if row.platform in PLATFORMS else ()
    return {spaces[0]: row.id} if len(spaces) == 1 and row.id else {}
