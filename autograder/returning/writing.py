"""Writes what goes back as one folder: whole or not at all, and not at all where the same lies there already."""

import os
import shutil
import tempfile
from collections.abc import Mapping

from autograder.errors import refusing
from autograder.files import DRAFT, files_below, make_folder, write_whole

FOLDER = "returns"  # below the one of the reports


def folder_of(out: str, problem_set: str, platform: str) -> str:
    """Return where belongs what goes back to a platform."""
    return os.path.join(out, FOLDER, problem_set, platform)


def write(folder: str, files: Mapping[str, bytes]) -> bool:
    """Write a folder of files in place of an earlier one; return whether anything is new.

    Args:
        folder: which is ours: nothing else is kept in it.
        files: by their paths in it.

    Raises:
        Refusal: it cannot be written.

    """
    if _is_same(folder, files):
        return False
    outer = os.path.dirname(folder)
    with refusing(folder, "make room, or see who may write there, and type the same again"):
        make_folder(outer)
        draft = tempfile.mkdtemp(dir=outer, prefix=DRAFT)
        try:
            for path, data in files.items():
                write_whole(os.path.join(draft, path), data)
            if os.path.isdir(folder):
                os.rename(folder, os.path.join(tempfile.mkdtemp(dir=outer, prefix=DRAFT), "old"))
            os.rename(draft, folder)
        finally:
            _sweep(outer)
    return True


def _is_same(folder: str, files: Mapping[str, bytes]) -> bool:
    there = {os.path.relpath(path, folder) for path in files_below(folder)}
    return (
        os.path.isdir(folder)
        and there == set(files)
        and all(_holds(os.path.join(folder, one), files[one]) for one in files)
    )


def _holds(path: str, data: bytes) -> bool:
    with refusing(path, "see that you may read it"), open(path, "rb") as file:
        return file.read() == data


def _sweep(outer: str) -> None:
    """Take away what is not complete, of this run and of one that was killed."""
    for name in os.listdir(outer):
        if name.startswith(DRAFT):
            shutil.rmtree(os.path.join(outer, name), ignore_errors=True)
