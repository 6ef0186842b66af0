"""Platforms whose downloads are told by the paths of their files: a pattern each says what is in them.

The groups of a pattern are name spaces (``name``, ``login``, ...), and ``file``, ``stamp``, ``attempt``, ``assignment``
and ``text``, which is there for what was typed into a box.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course.roster import SPACES
from autograder.errors import Refusal

from .archives import Download, Entry, UnusableFile
from .hand_in import Asked, HandIn, Set, moment

IDENTIFIERS = ("name", *SPACES)
OPENED = r"(?:[^/]+/)??"  # the folder that a zip was unpacked into


@dataclass(frozen=True)
class Layout:
    """A platform whose files say in their paths whose they are."""

    name: str
    title: str
    spaces: tuple[str, ...]  # by which people are found, the best first
    pattern: re.Pattern[str]
    has_times: bool = False

    def share(self, download: Download) -> float:
        """Return how much of a download looks as if it were this platform's, from 0 to 1."""
        paths = [entry.path for entry in download.entries] or [f"{folder}/x" for folder in download.folders]
        return sum(bool(self.pattern.fullmatch(path)) for path in paths) / max(len(paths), 1)

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in, by attempts."""
        found: dict[tuple[tuple[str, str], ...], list[tuple[str, Entry, bool]]] = {}
        for entry in download.entries:
            match = self.pattern.fullmatch(entry.path)
            if match is None:
                continue
            groups = {name: text for name, text in match.groupdict().items() if text is not None}
            file, text = groups.pop("file", ""), groups.pop("text", "")
            found.setdefault(tuple(groups.items()), []).append((file, entry, bool(text)))
        wanted = _of_set(found, asked.problem_set, download.path)
        return [self._hand_in(dict(groups), found[groups]) for groups in wanted]

    def _hand_in(self, groups: dict[str, str], files: list[tuple[str, Entry, bool]]) -> HandIn:
        ids = {space: groups[space] for space in IDENTIFIERS if space in groups}
        called = " ".join(ids.values())
        times = [groups.get("stamp", ""), *_stamps(files)]
        own = tuple((name, entry) for name, entry, is_text in files if name and not is_text)
        is_text = any(is_text for *_, is_text in files)
        time = next(filter(None, map(moment, times)), None)
        return HandIn(called, (ids,), own, time, attempt=int(groups.get("attempt", 0)), is_text=is_text)


def _stamps(files: Iterable[tuple[str, Entry, bool]]) -> list[str]:
    """Return what the files say that are called ``timestamp.txt``, as some platforms put them beside the work."""
    found = []
    for name, entry, _ in files:
        if name == "timestamp.txt":
            try:
                found.append(entry.read()[:100].decode("utf-8", "replace"))
            except UnusableFile:
                continue
    return found


def _of_set(
    found: Iterable[tuple[tuple[str, str], ...]], problem_set: Set, path: str
) -> list[tuple[tuple[str, str], ...]]:
    """Return the hand-ins of one assignment, where a download holds several.

    Raises:
        Refusal: none of them is called like the set.

    """
    keys = list(found)
    titles = {dict(key).get("assignment", "") for key in keys}
    wanted = {title for title in titles if problem_set.is_called(title)}
    if len(titles) > 1 and not wanted:
        seen = ", ".join(map(repr, sorted(titles)[:5]))
        raise Refusal(
            path, f"it holds several assignments ({seen}), none of them this set's", "FROM= the folder of one"
        )
    return [key for key in keys if dict(key).get("assignment", "") in (wanted or titles)]


MOODLE = Layout(
    "moodle", "Moodle", ("moodle",),
    re.compile(
        OPENED + r"(?P<name>[^/]*?)(?:_(?P<moodle>\d+))?_assignsubmission_"
        r"(?:file(?:_?/|_)(?P<file>.+)|(?P<text>onlinetext)(?:_?/|_).+)"
    ),
)  # fmt: skip
NBGRADER = Layout(
    "nbgrader", "nbgrader's exchange", ("student", "login", "sid", "email"),
    re.compile(
        r"(?:.*/)?(?P<student>[^/]+)\+(?P<assignment>[^+/]+)\+(?P<stamp>\d{4}-[^+/]+)(?:\+[^+/]*)?/(?P<file>[^/]+)"
    ),
    has_times=True,
)  # fmt: skip
BRIGHTSPACE = Layout(
    "brightspace", "Brightspace", ("name",),
    re.compile(
        OPENED + r"(?P<number>\d+-\d+) - (?P<name>[^/]+?) - "
        r"(?P<stamp>[A-Z][a-z]{2} \d{1,2}, \d{4} \d{3,4} [AP]M)/(?P<file>.+)"
    ),
    has_times=True,
)  # fmt: skip
SAKAI = Layout(
    "sakai", "Sakai", ("login",),
    re.compile(
        r"(?:[^/()]+/)*?(?P<name>[^/]+)\((?P<login>[^()/]+)\)/"
        r"(?:[Ff]eedback.*|comments\.txt|(?:[^/]+/)?(?P<file>[^/]+))"
    ),
    has_times=True,
)  # fmt: skip
ILIAS = Layout(
    "ilias", "ILIAS", ("ilias", "login"),
    re.compile(
        r"(?:.*/)?multi_feedback_[^/]+/(?P<name>[^/]+)_(?P<login>[^/_]+)_(?P<ilias>\d+)/(?P<file>.+)"
    ),
)  # fmt: skip
TEAMS = Layout(
    "teams", "Teams", ("name",),
    re.compile(
        r"(?:.*/)?Submitted files/(?P<name>[^/]+)/(?P<assignment>[^/]+)/(?:Version (?P<attempt>\d+)/)?(?P<file>.+)"
    ),
)  # fmt: skip
FOLDERS = Layout(
    "folders", "folders, one a student", ("student", "name"),
    re.compile(OPENED + r"(?P<student>[^/]+)/(?P<file>.+)"),
)  # fmt: skip
