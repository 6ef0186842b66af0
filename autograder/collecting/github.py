"""Repositories in a folder, as GitHub Classroom clones them: ``<assignment>-submissions/<assignment>-<login>/``.

Where a repository has its history, the last commit says when it was handed in, and with a deadline, the last one before
it is what was handed in. The time of a commit is what the student's machine said.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from autograder.course.roster import Roster
from autograder.submissions import LARGEST

from .archives import Download, Entry, UnusableFile
from .hand_in import Asked, HandIn, moment

CLONED = re.compile(r"(?P<slug>.+)-submissions")
GIT = ("git", "-c", "core.fsmonitor=false", "-c", "safe.directory=*")
PATIENCE = 60  # seconds


class GitHub:
    """Clones of repositories, as ``layouts.Layout`` describes a platform."""

    name, title, spaces, has_times = "github", "GitHub", ("github", "repository"), True

    def share(self, download: Download) -> float:
        """Return 1 for a folder of clones, else 0."""
        repositories = _repositories(download)
        is_named = any(CLONED.fullmatch(path.split("/")[-2]) for path in repositories)
        return float(is_named or any(os.path.isdir(_git_folder(download, path)) for path in repositories))

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in: one hand-in a repository, of which a deadline chooses the commit."""
        repositories = _repositories(download)
        slug = _slug(repositories)
        found: dict[str, list[tuple[str, Entry]]] = {path: [] for path in repositories}
        for entry in download.entries:
            parts = entry.path.split("/")
            if (path := "/".join(parts[:2])) in found and len(parts) > 2:
                found[path].append(("/".join(parts[2:]), entry))
        return [_hand_in(path, _git_folder(download, path), files, slug, asked) for path, files in found.items()]


def _repositories(download: Download) -> list[str]:
    """Return the paths of the folders that are right below the one that was named."""
    folders = {"/".join(entry.path.split("/")[:2]) for entry in download.entries if entry.path.count("/") > 1}
    return sorted(folders | {folder for folder in download.folders if folder.count("/") == 1})


def _git_folder(download: Download, path: str) -> str:
    return os.path.join(os.path.dirname(os.path.abspath(download.path)), path, ".git")


def _slug(repositories: Sequence[str]) -> str:
    """Return how all names of repositories begin: as the folder around them says, or as they agree on."""
    if repositories and (match := CLONED.fullmatch(repositories[0].split("/")[0])):
        return match["slug"] + "-"
    names = [path.rpartition("/")[2] for path in repositories]
    return _beginning(names).rpartition("-")[0] + "-" if len(names) > 1 else ""


def _beginning(names: Sequence[str]) -> str:
    """Return how the first and the last of some names begin alike, and so all of them."""
    first, last = min(names), max(names)
    same = [letter for letter, other in zip(first, last, strict=False) if letter == other]
    return next(first[:n] for n in range(len(same), -1, -1) if last.startswith(first[:n]))


def _hand_in(path: str, git: str, files: list[tuple[str, Entry]], slug: str, asked: Asked) -> HandIn:
    name = path.rpartition("/")[2]
    people, group = _people(name, name.removeprefix(slug), asked.roster)
    time = None
    if os.path.isdir(git):
        commit, time = _last_commit(git, asked.before)
        files = _files(git, commit) if asked.before else files
    return HandIn(name, people, tuple(files), time, group=group)


def _people(name: str, login: str, roster: Roster | None) -> tuple[tuple[dict[str, str], ...], str]:
    """Return whose a repository is, and the name of their group."""
    if roster is None:
        return ({"github": login},), ""
    members = roster.find("repository", name) or roster.members(login)
    if members:
        return tuple(dict(one.ids) for one in members), login if len(members) > 1 or members[0].group else ""
    unnumbered = re.sub(r"-\d+$", "", login)
    known = [one for one in (login, unnumbered) if roster.find("github", one)]
    return ({"github": (known or [login])[0]},), ""


def _git(git: str, *arguments: str, text: bytes | None = None) -> bytes:
    line = [*GIT, f"--git-dir={git}", *arguments]
    try:
        done = subprocess.run(line, input=text, capture_output=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise UnusableFile("git cannot read this repository") from error
    return done.stdout


def _last_commit(git: str, before: datetime | None) -> tuple[str, datetime | None]:
    """Return the last commit, before some time if there is one, and when it was made; nothing where there is none."""
    deadline = [f"--before={before.isoformat()}"] if before else []
    try:
        words = _git(git, "log", "-1", "--format=%H %cI", *deadline).decode().split()
    except UnusableFile:
        return "", None
    return (words[0], moment(words[1])) if len(words) == 2 else ("", None)


def _files(git: str, commit: str) -> list[tuple[str, Entry]]:
    """Return the plain files of a commit."""
    if not commit:
        return []
    lines = _git(git, "ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "replace").split("\0")
    return [(path, Entry(path, read)) for path, read in _plain(git, lines) if not re.search(r"(^|/)\.", path)]


def _plain(git: str, lines: Iterable[str]) -> list[tuple[str, Callable[[], bytes]]]:
    found = []
    for line in lines:
        about, _, path = line.partition("\t")
        if about.startswith("100"):
            found.append((path, _reader(git, about.split()[2])))
    return found


def _reader(git: str, blob: str) -> Callable[[], bytes]:
    def read() -> bytes:
        if int(_git(git, "cat-file", "-s", blob)) > LARGEST:
            raise UnusableFile(f"it is larger than {LARGEST >> 20} MB")
        return _git(git, "cat-file", "blob", blob)

    return read
