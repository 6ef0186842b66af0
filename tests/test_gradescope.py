"""The zip for Gradescope does there what `make grade` does here: in its folders, as root, in an ordinary container."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.exports.gradescope import failure
from autograder.gradescope import run
from autograder.gradescope.lock import locked
from tests.consumers import gradescope as gradescope_rules
from tests.paths import ROOT
from tests.running import AtHand

SECRET = "of the zip"
PLATFORM = {"PATH": f"{Path(sys.executable).resolve().parent}:/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"}


def build(course, zip_, *options):
    command = ["--course", str(course), "gradescope", "warmup", "--to", str(zip_), *options]
    return CliRunner(env={"COURSE_SECRET": SECRET}).invoke(main, command)


@pytest.fixture
def zip_(tiny_course, tmp_path):
    """The zip of the tiny course."""
    done = build(tiny_course, tmp_path / "autograder.zip", "--visibility", "after_due_date")
    assert done.exit_code == 0, done.output
    return tmp_path / "autograder.zip"


@pytest.fixture
def container(zip_):
    """A folder that stands for /autograder, as the platform lays it out; everyone may enter it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        for name in ("source", "submission", "results"):
            (root / name).mkdir()
        subprocess.run([sys.executable, "-m", "zipfile", "-e", zip_, root / "source"], check=True)
        shutil.copy(root / "source" / "run_autograder", root)
        (root / "submission_metadata.json").write_text(json.dumps({"id": 7, "users": [{"id": 12, "name": "Ada"}]}))
        yield root


def in_container(container, script):
    """Run a script of the platform's, without namespaces; return what it printed."""
    bash = ["/usr/bin/env", "--unset=PYTHONPATH", "bash", script]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.elsewhere", "--without", "namespaces", *bash], cwd="/",
        env={**PLATFORM, "AUTOGRADER_ROOT": str(container), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def ready(container):
    """The same, with our own interpreter in the place of the one that setup.sh makes."""
    (container / "venv" / "bin").mkdir(parents=True)
    (container / "venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (container / "venv" / "bin" / "python").chmod(0o755)
    return container


@pytest.fixture
def judges_at_hand(judges, monkeypatch):
    """What runs in a container meets judges that are there already."""
    monkeypatch.setattr(run, "Judges", lambda _: AtHand(judges))


def hand_in(container, files):
    """Lay files, name -> text, where the platform lays a submission."""
    for name, text in files.items():
        path = container / "submission" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def results_in(container):
    """Return the results that were written, which the platform takes."""
    results = json.loads((container / "results" / "results.json").read_text())
    gradescope_rules.check(results)
    return results


def graded(container, files):
    """Hand in files and grade them; return the results."""
    hand_in(container, files)
    said = in_container(container, container / "run_autograder")
    return results_in(container), said


def test_the_platform_sets_up_and_grades(container, perfect_text):
    """setup.sh makes an environment from pinned hashes, and what runs in it gives full marks where they are due."""
    environment = {**PLATFORM, "AUTOGRADER_ROOT": str(container), "HOME": os.environ["HOME"]}
    setup = ["bash", container / "source" / "setup.sh"]
    said = subprocess.run(setup, env=environment, capture_output=True, text=True, check=False)
    if "No matching distribution" in said.stderr or "NewConnectionError" in said.stderr:
        pytest.skip("no package index can be reached, and setup.sh installs packages: connect to one")
    assert said.returncode == 0, said.stderr
    assert (container / "source" / ".course_secret").stat().st_mode & 0o077 == 0
    results, _ = graded(container, {"warmup.py": perfect_text})
    assert results["score"] == 15.0
    assert {test["visibility"] for test in results["tests"]} == {"after_due_date"}
    layers = results["extra_data"]["isolation"]
    assert "namespaces" not in layers and {"landlock", "seccomp"} <= set(layers)


def test_marks_are_those_of_make_grade(ready, tiny, tmp_path, perfect_text):
    """With the same secret and the same name, a student meets the same inputs, and is told the same."""
    text = perfect_text + "\ndef slope(x):\n    return x\n"
    results, _ = graded(ready, {"warmup.py": text})
    (tmp_path / "submitted" / "12" / "warmup").mkdir(parents=True)
    (tmp_path / "submitted" / "12" / "warmup" / "warmup.py").write_text(text)
    command = ["grade", "--submitted", tmp_path / "submitted", "--out", tmp_path / "out"]
    subprocess.run(
        [sys.executable, "-P", "-m", "autograder", "--course", tiny, *command],
        env={**os.environ, "COURSE_SECRET": SECRET, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
    )  # fmt: skip
    report = json.loads((tmp_path / "out" / "warmup" / "12.json").read_text())
    tests = [test for exercise in report["exercises"] for test in exercise["tests"]]
    assert results["score"] == report["score"] < 15
    assert [test["score"] for test in results["tests"]] == [test["score"] for test in tests]
    assert all(told["output"].startswith(test["rationale"]) for told, test in zip(results["tests"], tests, strict=True))


@pytest.mark.usefixtures("begin_python")
@pytest.mark.parametrize(
    ("files", "score", "words"),
    [
        ({"my work.py": "{perfect}"}, 15.0, "my work.py was taken for warmup.py"),
        ({"folder/warmup.py": "{perfect}", "folder/other.py": ""}, 15.0, ""),
        ({"warmup.py": "{perfect}", "other.py": ""}, 15.0, ""),
        (
            {"Untitled.ipynb": "{notebook}", "helpers.py": ""},
            15.0,
            "Untitled.ipynb was taken for warmup.ipynb, though its name is another.",
        ),
        (
            {"mine.py": "{perfect}", "test_toolbox.py": "", "autograder/kit.py": ""},
            15.0,
            "mine.py was taken for warmup.py",
        ),
        ({"a.py": "{perfect}", "b.py": "{perfect}"}, 0.0, "The folder holds: 'a.py', 'b.py'."),
        ({}, 0.0, "There is no warmup.ipynb"),
        ({"warmup.ipynb": "{"}, 0.0, "The notebook cannot be read"),
    ],
)
def test_the_work_is_found(container, judges_at_hand, perfect_text, files, score, words):
    """A file with the right name, or else the only one; and whoever has none is told what there was."""
    cell = {"cell_type": "code", "source": perfect_text}
    texts = {"{perfect}": perfect_text, "{notebook}": json.dumps({"cells": [cell], "nbformat": 4})}
    hand_in(container, {name: texts.get(text, text) for name, text in files.items()})
    run.main(str(container))
    results = results_in(container)
    assert results["score"] == score
    assert words in results["output"]


def test_a_link_is_not_followed(tmp_path):
    """A link to the solutions is nobody's work."""
    (tmp_path / "reference.py").write_text("def slope(x):\n    return 2 * x\n")
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "mine.py").symlink_to(tmp_path / "reference.py")
    assert run.choose(str(tmp_path / "submission"), "warmup") == str(tmp_path / "submission")


@pytest.mark.parametrize("hostile", ["open('/proc/self/environ').read()", "__import__('os')._exit(0)"])
def test_hostile_work_costs_itself_alone(ready, perfect_text, hostile):
    """It gets its results like any other, and reads nothing."""
    results, _ = graded(ready, {"warmup.py": f"{perfect_text}\ndef greet(name):\n    {hostile}\n"})
    assert results["score"] == 10.0


def spoil_tests(container):
    path = container / "source" / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    path.write_text(path.read_text() + "\nfrom nowhere import x\n")


SPOIL = {
    "the hidden tests": spoil_tests,
    "the settings": lambda container: (container / "source" / "settings.json").write_text("{"),
    "the interpreter": lambda container: (container / "venv" / "bin" / "python").unlink(),
    "the solutions": lambda container: shutil.rmtree(container / "source" / "solutions"),
}


@pytest.mark.parametrize("what", SPOIL)
def test_there_are_always_results(ready, perfect_text, what):
    """When the grader itself fails, they say that it is our fault, and give no traceback."""
    SPOIL[what](ready)
    (ready / "results" / "results.json").write_text("of an earlier run")
    results, _ = graded(ready, {"warmup.py": perfect_text})
    assert results["score"] == 0.0
    assert "our side, not yours" in results["output"] and "Traceback" not in results["output"]
    assert "tests" not in results


def test_nothing_is_graded_where_the_wall_does_not_hold(container, monkeypatch):
    """Unless the instructor accepted that when the zip was built."""
    monkeypatch.setattr(run.Judges, "prepare", lambda *_: ["it can read the solutions"])
    run.main(str(container))
    results = json.loads((container / "results" / "results.json").read_text())
    told = "the wall: it does not hold here: it can read the solutions"
    assert told in results["extra_data"]["grader error"]


@pytest.mark.parametrize("text", ["", "[]", '{"users": []}', '{"users": [{"name": "x"}]}'])
def test_a_student_without_a_number_is_graded(tmp_path, text):
    """A mark is worth more than inputs of one's own."""
    (tmp_path / "metadata.json").write_text(text)
    assert run.student_of(str(tmp_path / "metadata.json")) == "somebody"


def test_a_group_is_one_student(tmp_path):
    """Whoever of them hands in, the inputs are the same."""
    (tmp_path / "metadata.json").write_text('{"users": [{"id": 9}, {"id": 10}]}')
    assert run.student_of(str(tmp_path / "metadata.json")) == "10+9"


def test_the_zip_is_always_the_same(tiny_course, zip_, tmp_path):
    """No date and no order of the machine's; only its owner may read it; no other set's solutions are in it."""
    build(tiny_course, tmp_path / "again.zip", "--visibility", "after_due_date")
    assert zip_.read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert zip_.stat().st_mode & 0o077 == 0
    names = zipfile.ZipFile(zip_).namelist()
    assert {name.split("/")[1] for name in names if name.startswith("solutions/")} == {"warmup"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_lock_is_the_part_that_is_needed(course):
    """With every hash, and without what only authors use."""
    text = locked(str(ROOT), course.problem_sets[0])
    names = {line.split("==")[0] for line in text.splitlines() if "==" in line and line[0].isalnum()}
    assert names >= {"numpy", "matplotlib", "pytest", "pyyaml", "pillow"}
    assert not names & {"ruff", "jupytext", "nbformat"}
    assert text.count("--hash=sha256:") > 100
    whole = (ROOT / "requirements.txt").read_text()
    assert all(line in whole for line in text.splitlines())


@pytest.mark.parametrize(("name", "words"), [("none", "no problem set 'none'"), ("", "no problem set ''")])
def test_wrong_usage_is_told_in_a_sentence(tiny, name, words):
    """It ends with exit code 2."""
    done = CliRunner().invoke(main, ["--course", str(tiny), "gradescope", name])
    assert done.exit_code == 2
    assert words in done.stderr


def test_the_last_resort_says_what_every_failure_says():
    """Where not even Python starts, students read the sentence that they read whenever the fault is ours."""
    script = (ROOT / "autograder" / "gradescope" / "run_autograder").read_text(encoding="utf-8")
    written = json.loads(script.split("<<'END'\n")[1].split("\nEND\n")[0])
    assert written == {key: value for key, value in failure("").items() if key != "extra_data"}
