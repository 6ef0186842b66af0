"""Gradescope's *Export Submissions*: numbered folders, and a file in Ruby's YAML that says whose they are.

That file also holds all results of all attempts. Only the lines that are needed here are read as YAML.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from autograder.errors import Refusal

from .archives import Download, UnusableFile
from .hand_in import Asked, HandIn, moment

METADATA = "submission_metadata.yml"
FILE = re.compile(r"(?:.*/)?(?P<folder>submission_\d+)/(?P<file>.+)")
FIELD = re.compile(r" {2}:(\w+):")
NEEDED = ("submitters", "created_at")
# Every scalar is read as text: a number of a student may begin with a zero. The fast reader, where it is there.
TEXTS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Gradescope:
    """Gradescope, as ``layouts.Layout`` describes a platform."""

    name, title, spaces, has_times = "gradescope", "Gradescope", ("email", "sid"), True

    def share(self, download: Download) -> float:
        """Return 1 where the file is there that only Gradescope writes, else 0."""
        return float(any(entry.name == METADATA and entry.path.count("/") < 3 for entry in download.entries))

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in, by submissions."""
        about = _metadata(download)
        found: dict[str, list[Any]] = {folder: [] for folder in about}
        for entry in download.entries:
            if match := FILE.fullmatch(entry.path):
                found.setdefault(match["folder"], []).append((match["file"], entry))
        return [_hand_in(folder, files, about.get(folder)) for folder, files in found.items()]


def _hand_in(folder: str, files: list[Any], about: dict[str, Any] | None) -> HandIn:
    if about is None:
        return HandIn(folder, (), tuple(files), doubt=f"it is not in {METADATA}")
    submitters = [one for one in about.get(":submitters") or () if isinstance(one, dict)]
    people = tuple(
        {space: str(one[f":{space}"]) for space in ("name", "sid", "email") if one.get(f":{space}")}
        for one in submitters
    )
    time = moment(str(about.get(":created_at", "")))
    return HandIn(folder, people, tuple(files), time, group=folder if len(people) > 1 else "")


def _metadata(download: Download) -> dict[str, dict[str, Any]]:
    entry = next((one for one in download.entries if one.name == METADATA), None)
    try:
        text = entry.read().decode("utf-8") if entry else ""
        found = yaml.load("\n".join(_needed(text)), Loader=TEXTS) or {}
    except (UnusableFile, ValueError, yaml.YAMLError) as error:
        raise Refusal(download.path, f"its {METADATA} cannot be read", "download it anew") from error
    if not isinstance(found, dict):
        raise Refusal(download.path, f"its {METADATA} says nothing about submissions", "download it anew")
    return {str(name): about for name, about in found.items() if isinstance(about, dict)}


def _needed(text: str) -> Iterator[str]:
    """Yield the lines of submissions, people and times; results may be of any length."""
    is_needed = True
    for line in text.splitlines():
        if field := FIELD.match(line):
            is_needed = field[1] in NEEDED
        elif not line.startswith(" "):
            is_needed = True
        if is_needed:
            yield line
