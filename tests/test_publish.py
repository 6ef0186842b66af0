"""What is published is complete, the same every time, and gives nothing away."""

import os
import subprocess
import zipfile

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from autograder.cli import main
from autograder.course import regions, release
from autograder.course.model import load_course


def publish(course, to, name="warmup"):
    return CliRunner().invoke(main, ["--course", str(course), "publish", name, "--to", str(to)])


def test_the_folder_and_the_zip_hold_the_same(tiny, tmp_path):
    """Students get it either way."""
    assert publish(tiny, tmp_path).exit_code == 0
    archive = zipfile.ZipFile(tmp_path / "warmup.zip")
    folder = {str(path.relative_to(tmp_path)) for path in (tmp_path / "warmup").rglob("*") if path.is_file()}
    assert set(archive.namelist()) == folder
    assert all(archive.read(name) == (tmp_path / name).read_bytes() for name in folder)


def test_publishing_again_gives_the_same_bytes(tiny, tmp_path):
    """So that everyone can see that nothing has changed."""
    first, second = tmp_path / "first", tmp_path / "second"
    publish(tiny, first)
    publish(tiny, second)
    assert (first / "warmup.zip").read_bytes() == (second / "warmup.zip").read_bytes()


def test_the_date_of_a_zip_is_that_of_its_last_change(tiny_course, tmp_path, monkeypatch):
    """Of the commit; before there is one, of the files; and what SOURCE_DATE_EPOCH says, where it is set."""

    def dates():
        assert publish(tiny_course, tmp_path).exit_code == 0
        return {info.date_time for info in zipfile.ZipFile(tmp_path / "warmup.zip").infolist()}

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for path in tiny_course.rglob("assignments/**/*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    assert dates() == {(2020, 9, 13, 12, 26, 40)}
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a commit -qm all"):
        environment = {**os.environ, "GIT_COMMITTER_DATE": "1700000000 +0100"}
        subprocess.run(["git", *line.split()], cwd=tiny_course, check=True, env=environment)
    assert dates() == {(2023, 11, 14, 22, 13, 20)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert dates() == {(1980, 1, 1, 0, 0, 0)}


def test_all_that_a_student_needs_is_there(tiny, tmp_path):
    """Notebook, script, public tests, a README that begins at nothing, and requirements with bounds."""
    publish(tiny, tmp_path)
    names = {path.name for path in (tmp_path / "warmup").iterdir()}
    assert names >= {"warmup.ipynb", "warmup.py", "test_toolbox.py", "test_greeting.py", "README.md", ".github"}
    readme = (tmp_path / "warmup" / "README.md").read_text()
    for words in (
        "python3 -m venv .venv",
        "jupyter lab warmup.ipynb",
        "`slope`",
        'check("toolbox")',
        "python -m pytest",
    ):
        assert words in readme
    assert "$" not in readme.replace("`$", "")
    lines = (tmp_path / "warmup" / "requirements.txt").read_text().splitlines()
    requirements = [Requirement(line) for line in lines if not line.startswith("#")]
    assert {one.name for one in requirements} == {"numpy", "matplotlib", "pytest", "jupyterlab", "ipywidgets"}
    assert all("<" in str(one.specifier) or "==" in str(one.specifier) for one in requirements)


def test_nothing_secret_is_published(tiny, tmp_path):
    """No file of the zip holds a line of a solution, or is called as a secret file is."""
    publish(tiny, tmp_path)
    archive = zipfile.ZipFile(tmp_path / "warmup.zip")
    own = [name for name in archive.namelist() if "/autograder/" not in name]
    assert not [name for name in archive.namelist() if "hidden" in name or "reference" in name or "variants" in name]
    text = "".join(archive.read(name).decode() for name in own)
    for exercise in load_course(str(tiny)).problem_sets[0].exercises:
        assert not [
            line for line in regions.solution_lines(exercise) if len(line) > release.SHORTEST_SECRET and line in text
        ]


def test_stale_stubs_are_not_published(tiny_course, tmp_path):
    """What students get is what was proved; the sentence says what to type."""
    (tiny_course / "assignments" / "warmup" / "README.md").write_text("mine")
    done = publish(tiny_course, tmp_path)
    assert done.exit_code == 2
    assert "README.md is not what `make stubs` writes; run it" in done.stderr
    assert not (tmp_path / "warmup").exists()


@pytest.mark.parametrize("name", ["none", "", "../warmup"])
def test_a_set_that_is_not_there_is_told(tiny, tmp_path, name):
    """With the names of those that are."""
    done = publish(tiny, tmp_path, name)
    assert done.exit_code == 2
    assert "use one of: warmup" in done.stderr
