"""Marks are for their owner alone, whatever the umask; what is published is for everybody."""

import contextlib
import os
import pathlib
import stat

import pytest

from tests.running import typed


def modes(folder):
    """Return path -> permissions, of a folder and of all that is in it."""
    paths = [folder, *pathlib.Path(folder).rglob("*")]
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in paths}


@contextlib.contextmanager
def creating(umask):
    """Let whatever is made meanwhile have the permissions that an umask leaves."""
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_a_grading_run_is_its_owners(tiny, tmp_path, perfect_text, grade_here, umask):
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
        with creating(umask):
            assert grade_here(tmp_path / "submitted", out, GRADEBOOK="").returncode == 0
    with creating(umask):
        assert typed(tiny, "feedback", "--out", out).returncode == 0
        to = out / "exports" / "marks.csv"
        assert typed(tiny, "export", "moodle", "--reports", out, "--to", to).returncode == 0
    found = modes(out)
    names = {os.path.relpath(path, out) for path in found}
    assert names >= {"warmup/ada.json", "evidence/warmup/ada.json", "history/warmup/ada/1.json", "gradebook.db",
                     "grades.csv", "class.html", "feedback/warmup/ada.html", "exports/marks.csv", ".lock"}  # fmt: skip
    assert [path for path, mode in found.items() if mode & 0o077] == []


def test_what_is_published_is_for_everybody(tiny_course, tmp_path):
    """Also by somebody whose own files are closed."""
    published = tmp_path / "published"
    with creating(0o077):
        assert typed(tiny_course, "publish", "warmup", "--to", published).returncode == 0
    found = modes(published)
    assert len(found) > 5
    assert {mode for path, mode in found.items() if os.path.isfile(path)} == {0o644}
    assert {mode for path, mode in found.items() if os.path.isdir(path)} == {0o755}
