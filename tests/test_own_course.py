"""A course of one's own: begun, written, proved, handed out and graded by an engine that was installed as a package."""

import csv
import shutil
import subprocess
import sys
import zipfile

import pytest

from autograder.course.model import EXERCISE_FILES
from tests.paths import ROOT
from tests.running import OURS, typed

REFERENCE = {"return x + x": "return 2 * (scipy.sparse.identity(x.size) @ x)",
             '"""Twice a vector."""\n': '"""Twice a vector."""\n\nimport scipy.sparse\n'}  # fmt: skip
PROBLEM_SET = "---\ntitle: Vectors\norder: 10\npackages: [scipy]\n---\nVectors, and what becomes of them.\n"
WORK = "import scipy.sparse\n\ndef double(x):\n    return 2 * (scipy.sparse.identity(x.size) @ x)\n"


@pytest.fixture(scope="module")
def installed_engine(tmp_path_factory):
    """Run a command of the engine as its package has it, where the repository is not; returns the CompletedProcess."""
    place = tmp_path_factory.mktemp("engine")
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(place / "packages")

    def run(*words):
        environment = OURS | {"PYTHONPATH": str(place / "packages"), "PATH": "/usr/bin:/bin"}
        command = [sys.executable, "-P", "-m", "autograder", *map(str, words)]
        return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def own(installed_engine, tmp_path):
    """The folder of a course that was begun, and has one exercise that needs scipy."""
    folder = tmp_path / "own"
    for words in (["course", folder, "--title", "Vectors"], ["--course", folder, "new", "vectors/double"]):
        done = installed_engine(*words)
        assert done.returncode == 0, done.stderr
    exercise = folder / "solutions" / "vectors" / "double"
    for name in EXERCISE_FILES:
        shutil.copy(ROOT / "tests" / "finished_exercise" / name, exercise / name)
    text = (exercise / "reference.py").read_text()
    for old, new in REFERENCE.items():
        text = text.replace(old, new)
    (exercise / "reference.py").write_text(text)
    (exercise.parent / "problem_set.md").write_text(PROBLEM_SET)
    pinned = (ROOT / "requirements.txt").read_text()
    (folder / "requirements.txt").write_text(pinned[pinned.index("scipy==") : pinned.index("selenium==")])
    return folder


def test_a_course_is_begun_written_proved_and_graded(installed_engine, own, tmp_path):
    """Everything that the course of this repository can, with a package of its own, from a package of the engine."""
    work = own / "submitted" / "ada" / "vectors" / "vectors.py"
    work.parent.mkdir(parents=True)
    work.write_text(WORK)
    out = own / "grades"
    for words in (
        ["stubs"],
        ["check", "--seeds", 1],
        ["publish", "vectors", "--to", tmp_path / "published"],
        ["site", "--to", tmp_path / "site"],
        ["grade", "--submitted", own / "submitted", "--out", out, "--accept-holes"],
        ["feedback", "--out", out],
        ["export", "canvas", "--reports", out, "--to", tmp_path / "canvas.csv"],
    ):
        done = installed_engine("--course", own, *words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    assert "\nscipy==" in (tmp_path / "published" / "vectors" / "requirements.txt").read_text()
    assert (tmp_path / "site" / "index.html").exists()
    with open(out / "grades.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["student"], float(row["score"])) == ("ada", 10.0)


@pytest.mark.parametrize(("words", "said"), [
    (["{taken}"], "there is something there already"),
    (["{taken}/README.md"], "there is something there already"),
    ([""], "NAME=../my_course"),
])  # fmt: skip
def test_nothing_is_begun_over_something_else(tmp_path, words, said):
    """A folder that holds anything, a file, or no name at all: a sentence, and nothing is written."""
    taken = tmp_path / "taken"
    assert typed(ROOT, "course", taken).returncode == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = typed(ROOT, "course", *(word.format(taken=taken) for word in words))
    assert done.returncode == 2 and said in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
