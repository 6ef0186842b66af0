"""Canvas's *Download Submissions*: ``<name>[_LATE]_<user>_<attachment>_<file>``, all of which may hold ``_``.

Of several places where two numbers could be user and attachment, the one counts at which the name before them is that
of the person with this number, or that of a group of theirs. Otherwise it is the only one with a person of the class;
where there are several, or there is no roster, nobody is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.roster import Person, Roster, letters_of

from .archives import Download, Entry
from .hand_in import Asked, HandIn

ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<anonymous>anon_[^_/]+)_(?:(?P<attachment>\d+)_(?P<file>.+)|text\.html)")
TYPED = ("text.html", "link.html")  # into a text box; an address of a page


@dataclass(frozen=True)
class Name:
    """One way to read the name of a file; ``file`` is empty for what was typed into a box."""

    called: str
    is_late: bool
    user: str
    attachment: int
    file: str


class Canvas:
    """Canvas, as ``layouts.Layout`` describes a platform."""

    name, title, spaces, has_times = "canvas", "Canvas", ("canvas",), False

    def share(self, download: Download) -> float:
        """Return how much of a download looks as if it were Canvas's, from 0 to 1."""
        flat = [entry for entry in download.entries if entry.path.count("/") < 2]
        known = sum(bool(ANONYMOUS.fullmatch(entry.name) or any(readings(entry.name))) for entry in flat)
        return known / max(len(download.entries), 1)

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in: one hand-in a user, since there is only the last attempt of each."""
        found: dict[str, list[tuple[Name, Entry, str]]] = {}
        for entry in download.entries:
            if match := ANONYMOUS.fullmatch(entry.name):
                number, file = int(match["attachment"] or 0), match["file"] or ""
                name, doubt = Name(match["anonymous"], bool(match["late"]), "", number, file), ""
                found.setdefault(name.called, []).append((name, entry, doubt))
            elif possible := list(readings(entry.name)):
                name, doubt = _likeliest(possible, asked.roster)
                found.setdefault(name.user, []).append((name, entry, doubt))
        return [_hand_in(files, asked.roster) for files in found.values()]


def readings(file: str) -> Iterator[Name]:
    """Yield every way to read the name of a file."""
    parts = file.split("_")
    for at in range(1, len(parts) - 1):
        is_late = at > 1 and parts[at - 1] == "LATE"
        called, rest = "_".join(parts[: at - is_late]), parts[at + 1 :]
        if not (parts[at].isdecimal() and called):
            continue
        if len(rest) == 1 and rest[0] in TYPED:
            yield Name(called, is_late, parts[at], 0, "")
        elif len(rest) > 1 and rest[0].isdecimal():
            yield Name(called, is_late, parts[at], int(rest[0]), "_".join(rest[1:]))


def _likeliest(given: Sequence[Name], roster: Roster | None) -> tuple[Name, str]:
    """Return the reading that counts, and why it is doubted, or an empty str."""
    if roster is None:
        numbers = " or ".join(dict.fromkeys(name.user for name in given))
        return given[0], f"the user may be {numbers}: ROSTER= tells" if len(given) > 1 else ""
    for name in given:
        if _is_of(name, roster.find("canvas", name.user), roster):
            return name, ""
    known = [name for name in given if roster.find("canvas", name.user)]
    if len(known) > 1:
        numbers = " and ".join(name.user for name in known)
        return known[0], f"{numbers} are both people of the class, and neither is called {known[0].called!r}"
    return (known or given)[0], ""


def _is_of(name: Name, people: Sequence[Person], roster: Roster) -> bool:
    groups = roster.members(name.called)
    return any(letters_of(one.name) == letters_of(name.called) or one in groups for one in people)


def _hand_in(files: Sequence[tuple[Name, Entry, str]], roster: Roster | None) -> HandIn:
    first, *_ = names = [name for name, _, _ in files]
    own = tuple((name.file, entry) for name, entry, _ in files if name.file)
    ids = {"canvas": first.user, "name": first.called} if first.user else {"anonymous": first.called}
    doubt = next((doubt for *_, doubt in files if doubt), "")
    people, group = [] if doubt else [ids], ""
    persons = roster.find("canvas", first.user) if roster and people and first.user else []
    members = roster.members(first.called) if roster else []
    is_group = bool(persons) and letters_of(persons[0].name) != letters_of(first.called)
    if is_group and (members or persons[0].name):
        group = first.called
        people = [dict(one.ids) for one in members] or [{"canvas": first.user}]
        doubt = "" if members else _no_member(first, persons[0])
    return HandIn(
        f"{first.called} {first.user}".strip(), tuple(people), own,
        is_late=any(name.is_late for name in names), attempt=max(name.attachment for name in names), group=group,
        is_text=len(own) < len(files), doubt=doubt,
    )  # fmt: skip


def _no_member(name: Name, person: Person) -> str:
    return f"{name.called!r} is not the name of {person}: if it is a group's, ROSTER= what Canvas exports of its people"
