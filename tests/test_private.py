"""Marks are for their owner alone, whatever the umask; what is published is for everybody."""

import os
import pathlib
import stat
import subprocess

import pytest

from tests.running import ENVIRONMENT, command


def modes(folder):
    """Return path -> permissions, of a folder and of all that is in it."""
    paths = [folder, *pathlib.Path(folder).rglob("*")]
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in paths}


def run(course, *arguments, umask, **environment):
    """Run a command of ours under an umask."""
    environment = ENVIRONMENT | environment
    subprocess.run(command(course, *arguments), env=environment, check=True, capture_output=True, umask=umask)


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_a_grading_run_is_its_owners(tiny, tmp_path, perfect_text, umask):
    """Reports, evidence, history, gradebook, pages and exports, and their folders, an old one included."""
    work = tmp_path / "submitted" / "ada" / "warmup" / "warmup.py"
    work.parent.mkdir(parents=True)
    out = tmp_path / "out"
    out.mkdir(mode=0o755)
    for text in (
        perfect_text + "\n\ndef slope(x):\n    return x * x\n",
        perfect_text + "\n\ndef slope(x):\n    return x\n",
    ):
        work.write_text(text)
        run(tiny, "grade", "--submitted", tmp_path / "submitted", "--out", out, umask=umask, GRADEBOOK="")
    run(tiny, "feedback", "--out", out, umask=umask)
    run(tiny, "export", "moodle", "--reports", out, "--to", out / "exports" / "marks.csv", umask=umask)
    found = modes(out)
    names = {os.path.relpath(path, out) for path in found}
    assert names >= {"warmup/ada.json", "evidence/warmup/ada.json", "history/warmup/ada/1.json", "gradebook.db",
                     "grades.csv", "class.html", "feedback/warmup/ada.html", "exports/marks.csv", ".lock"}  # fmt: skip
    assert [path for path, mode in found.items() if mode & 0o077] == []


def test_what_is_published_is_for_everybody(tiny_course, tmp_path):
    """Also by somebody whose own files are closed."""
    published = tmp_path / "published"
    run(tiny_course, "publish", "warmup", "--to", published, umask=0o077)
    found = modes(published)
    assert len(found) > 5
    assert {mode for path, mode in found.items() if os.path.isfile(path)} == {0o644}
    assert {mode for path, mode in found.items() if os.path.isdir(path)} == {0o755}
