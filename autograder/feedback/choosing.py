"""Which reports a list shows, and in what order: what a query asks for, the same on a page and on its neighbours."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from autograder.escape import visible
from autograder.report import Report, ReportStatus

from .library import Entry
from .statistics import HELP_BELOW

ASKED = ("q", "of", "show", "sort")  # what of a query chooses; the rest names a page
SHOWN: Mapping[str, tuple[str, Callable[[Report], bool]]] = {
    "": ("everybody", lambda report: True),
    "help": ("less than half of the points", lambda report: report.score < HELP_BELOW * report.max_score),
    "open": ("not all of the points", lambda report: report.score < report.max_score),
    "none": ("nothing that could be graded", lambda report: report.status is not ReportStatus.GRADED),
}
Key: TypeAlias = tuple[float | str, str, str]
SORTED: Mapping[str, tuple[str, Callable[[Entry], Key]]] = {
    "": ("by problem set and name", lambda entry: (0.0, entry.record.report.problem_set, plain(entry))),
    "name": ("by name", lambda entry: (plain(entry), entry.record.report.problem_set, "")),
    "points": ("fewest points first", lambda entry: (_share(entry.record.report), plain(entry), "")),
    "most": ("most points first", lambda entry: (-_share(entry.record.report), plain(entry), "")),
    "new": ("graded last first", lambda entry: (-entry.changed, plain(entry), "")),
}


def chosen(entries: Iterable[Entry], query: Mapping[str, str]) -> list[Entry]:
    """Return the Entries that a query asks for, in its order; what it cannot mean is as if it were not there."""
    wanted, of = without_accents(query.get("q", "")), query.get("of", "")
    _, shows = SHOWN.get(query.get("show", ""), SHOWN[""])
    _, key = SORTED.get(query.get("sort", ""), SORTED[""])
    found = [
        entry
        for entry in entries
        if wanted in plain(entry) and of in ("", entry.problem_set.name) and shows(entry.record.report)
    ]
    return sorted(found, key=key)


def asked(query: Mapping[str, str]) -> dict[str, str]:
    """Return what of a query chooses, where it says anything."""
    return {name: query[name] for name in ASKED if query.get(name)}


def plain(entry: Entry) -> str:
    """Return the name of a student as it is searched and sorted."""
    return without_accents(visible(entry.record.report.student))


def without_accents(text: str) -> str:
    """Return text in which Zoë is zoe."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _share(report: Report) -> float:
    return report.score / report.max_score if report.max_score else 0.0
