"""Blackboard's *Assignment File Download*: flat names, ``<assignment>_<user name>_attempt_<time>_<file>``.

Assignments and user names may both hold ``_``. The text that Blackboard puts beside each attempt says which user it is.
"""

import re
from collections.abc import Sequence

from autograder.course.roster import Roster

from .archives import Download, Entry, UnusableFile
from .hand_in import Asked, HandIn, moment

NAME = re.compile(r"(?P<title>.+?)_attempt_(?P<stamp>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)")
PERSON = re.compile(r"\s*Name: (?P<name>.*) \((?P<login>[^()\n]+)\)\s*(?:\n|$)")


class Blackboard:
    """Blackboard, as ``layouts.Layout`` describes a platform."""

    name, title, spaces, has_times = "blackboard", "Blackboard", ("login",), True

    def share(self, download: Download) -> float:
        """Return how much of a download looks as if it were Blackboard's, from 0 to 1."""
        known = sum(bool(NAME.fullmatch(entry.name)) for entry in download.entries)
        return known / max(len(download.entries), 1)

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in, by attempts."""
        found: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
        for entry in download.entries:
            if match := NAME.fullmatch(entry.name):
                found.setdefault((match["title"], match["stamp"]), []).append((match["file"] or "", entry))
        return [_hand_in(title, stamp, files, asked.roster) for (title, stamp), files in found.items()]


def _hand_in(title: str, stamp: str, files: Sequence[tuple[str, Entry]], roster: Roster | None) -> HandIn:
    own = tuple((name, entry) for name, entry in files if name)
    ids = next((ids for name, entry in files if not name and (ids := _told(entry, title))), None)
    return HandIn(title, (ids or {"login": _guessed(title, roster)},), own, moment(stamp))


def _told(entry: Entry, title: str) -> dict[str, str] | None:
    """Return what Blackboard's own text says of a person, if it is about the one in the names of files."""
    try:
        match = PERSON.match(entry.read()[:1000].decode("utf-8", "replace"))
    except UnusableFile:
        return None
    return match.groupdict() if match and title.endswith("_" + match["login"]) else None


def _guessed(title: str, roster: Roster | None) -> str:
    """Return the user name at the end of a title: one of the class, or what stands behind the first ``_``."""
    parts = title.split("_")
    ends = ["_".join(parts[at:]) for at in range(1, len(parts))]
    known = [end for end in ends if roster and roster.find("login", end)]
    return next(iter(known or ends), title)
