"""What was proved before: for each part of the course, what its proof rested on when nothing was found.

A part whose files, whose engine and whose packages are still the same need not be proved again. Only a proof without a
finding is remembered, and only after it has ended, so that a run which is killed leaves nothing behind that is not so.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.errors import Refusal
from autograder.files import files_below, write_whole

FOLDER = ".proof"  # in the course's folder, and in no repository
# Rooms of the engine that only show marks, or pass them on; whatever else there is may decide what a proof finds.
SHOWING = ("commands", "exports", "feedback", "gradescope", "nbgrader")
ENGINE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Memory:
    """Proofs that found nothing, one small file for each part.

    Args:
        folder: of these files; it need not exist.
        trusted: whether what is there counts. What is proved is kept in any case.

    """

    def __init__(self, folder: str, *, trusted: bool = True) -> None:
        self.folder, self.trusted = folder, trusted

    def recall(self, part: str, digest: str, draws: int) -> Mapping[str, Any] | None:
        """Return what was kept of a part's proof; None unless it rests on the same, over as many draws or more."""
        if not self.trusted:
            return None
        try:
            with open(self._path(part), encoding="utf-8") as file:
                proof = json.load(file)
            holds = proof["digest"] == digest and proof["draws"] >= draws
            return dict(proof["kept"]) if holds else None
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing there, or nothing of ours

    def keep(self, part: str, digest: str, draws: int, kept: Mapping[str, Any]) -> None:
        """Keep that nothing was found, and what else is worth keeping, as JSON has it."""
        with contextlib.suppress(Refusal):  # where nothing can be written, it is proved again
            write_whole(self._path(part), json.dumps({"digest": digest, "draws": draws, "kept": kept}))

    def _path(self, part: str) -> str:
        return os.path.join(self.folder, f"{part}.json")


def digest_of(folders: Iterable[str]) -> str:
    """Return a digest of these folders' files, of the engine and of all packages: of what a proof rests on."""
    digest = hashlib.sha256(_surroundings().encode())
    for folder in folders:
        digest.update(_digest_of_files(files_below(folder)).encode())
    return digest.hexdigest()


@functools.cache
def _surroundings() -> str:
    packages = {f"{one.name}=={one.version}" for one in importlib.metadata.distributions()}
    machine = [platform.python_version(), platform.system(), platform.machine()]
    showing = tuple(os.path.join(ENGINE, room, "") for room in SHOWING)
    engine = _digest_of_files(path for path in files_below(ENGINE) if not path.startswith(showing))
    return "\n".join([*machine, *sorted(packages), engine])


def _digest_of_files(paths: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        with open(path, "rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path}\0{content}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
