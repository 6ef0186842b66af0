"""The door of the commands: whatever is wrong ends one with a sentence that says where, what, and what to type."""

import errno
import os
import re
import shutil
import zipfile

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import new, release
from autograder.course.model import EXERCISE_FILES, load_course
from autograder.files import DRAFT
from autograder.proof.memory import digest_of

GRADE = ["grade", "--submitted", "submitted", "--out", "out"]
SET = "solutions/warmup"
TOOLBOX, GREETING = f"{SET}/toolbox", f"{SET}/greeting"


def writes(path, content):
    """Return what writes a file, and makes its folder."""

    def spoil(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def marks_in(path):
    """Return what leaves the traces of a grading run in a folder."""
    return lambda root: [writes(f"{path}/{name}", "")(root) for name in ("grades.csv", "warmup/ada.json")]


def makes_folder(path):
    """Return what puts a folder where a file may have been."""

    def spoil(root):
        (root / path).unlink(missing_ok=True)
        (root / path).mkdir(parents=True)

    return spoil


def removes(path):
    """Return what takes a file or a folder away."""

    def spoil(root):
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()

    return spoil


def nothing(root):
    """Leave the course as it is."""


SITUATIONS = {
    # a course that is not there, or not as it should be
    "no course": (removes("solutions"), ["stubs"], "solutions: there is no such folder"),
    "a file for a course": (lambda root: [removes("solutions")(root), writes("solutions", "")(root)], ["stubs"],
                            "solutions: "),
    "an empty course": (removes(SET), ["show", "ada", "warmup"], "there is no problem set"),
    "a stray folder of a set": (writes("solutions/drafts/idea.txt", ""), ["stubs"], "drafts: it has no problem_set.md"),
    "a stray folder in a set": (writes(f"{SET}/figures/one.png", ""), ["publish", "warmup"],
                                "figures: it holds no file of an exercise"),
    "a set without exercises": (lambda root: [removes(TOOLBOX)(root), removes(GREETING)(root)], ["stubs"],
                                "there is no exercise in it"),
    "a set's text missing": (removes(f"{SET}/problem_set.md"), ["stubs"], "it has no problem_set.md"),
    "a set's text a folder": (makes_folder(f"{SET}/problem_set.md"), ["stubs"], "problem_set.md: it cannot be read"),
    "a set's text not UTF-8": (writes(f"{SET}/problem_set.md", b"\xff\xfe"), ["export", "junit"], "it is not UTF-8"),
    "a statement empty": (writes(f"{TOOLBOX}/statement.md", ""), ["stubs"], "statement.md: it has no front matter"),
    "a statement missing": (removes(f"{TOOLBOX}/statement.md"), ["feedback"], "statement.md is missing"),
    "a reference not Python": (writes(f"{TOOLBOX}/reference.py", "def ("), ["stubs"], "this is no Python"),
    "a reference without functions": (writes(f"{TOOLBOX}/reference.py", "x = 1\n"), ["publish", "warmup"],
                                      "it defines no function"),
    "a reference not UTF-8": (writes(f"{GREETING}/reference.py", b"\xff"), ["stubs"], "reference.py: it is not UTF-8"),
    "a region without an end": (writes(f"{GREETING}/reference.py", "def f():\n    # BEGIN SOLUTION\n    return 1\n"),
                                ["stubs"], "line 2: # BEGIN SOLUTION has no # END SOLUTION"),
    "variants not Python": (writes(f"{TOOLBOX}/variants.py", "def ("), ["gradescope", "warmup"], "variants.py"),
    "hidden tests not Python": (writes(f"{TOOLBOX}/test_hidden.py", "def ("), ["gradescope", "warmup"],
                                "test_hidden.py: this is no Python"),
    "a public test not UTF-8": (writes(f"{TOOLBOX}/test_public.py", b"\xff"), ["stubs"], "test_public.py: it is not"),
    "assignments a file": (lambda root: [removes("assignments")(root), writes("assignments", "")(root)], ["stubs"],
                           "assignments/warmup"),
    "nothing to publish": (removes("assignments"), ["publish", "warmup"], "make stubs"),
    "nothing given": (removes("assignments/warmup/warmup.py"), ["gradescope", "warmup"], "make stubs"),
    "a package that nothing pins": (writes("solutions/warmup/greeting/variants.py", "import nowhere\n"),
                                    ["gradescope", "warmup"], "it does not pin"),
    # names
    "another set": (nothing, ["publish", "warm-up"], "use one of: warmup"),
    "another set to grade": (nothing, [*GRADE, "--set", "none"], "use one of: warmup"),
    "another exercise": (nothing, ["check", "--exercise", "warmup/none"], "no exercise 'none'"),
    "a new exercise without a set": (nothing, ["new", "alone"], "make new EXERCISE=my_set/my_exercise"),
    "a new exercise in a file": (writes("solutions/more", ""), ["new", "more/first"], "solutions/more"),
    "a new exercise that is there": (nothing, ["new", "warmup/toolbox"], "there is such an exercise already"),
    # what was typed
    "no set": (nothing, ["collect", "--from", "submitted", "--set", ""], "SET=: nothing was given"),
    "no folder of marks": (nothing, [*GRADE[:-1], ""], "OUT=: nothing was given"),
    "no format": (nothing, ["export", ""], "FORMAT=: nothing was given"),
    "another format": (nothing, ["export", "canvs"], "FORMAT=: 'canvs' is not one of them"),
    "no number": (nothing, [*GRADE, "--workers", "many"], "WORKERS= a whole number from 1 on"),
    # what was handed in
    "nothing handed in": (removes("submitted"), GRADE, "submitted: there is no such folder"),
    "a file handed in": (lambda root: [removes("submitted")(root), writes("submitted", "")(root)], GRADE,
                         "submitted: this is a file"),
    "nobody": (lambda root: [removes("submitted")(root), (root / "submitted").mkdir()], GRADE, "there is no student"),
    "somebody else": (nothing, [*GRADE, "--student", "eve"], "there is no student 'eve'"),
    "sets on top": (nothing, ["grade", "--submitted", "sets", "--out", "out"], "it looks like <set>/<student>/"),
    "files in students' folders": (nothing, ["grade", "--submitted", "flat", "--out", "out"], "work lies about"),
    "a folder of marks beside it": (marks_in("high/m"),
                                    ["grade", "--submitted", "high", "--out", "out"], "SUBMITTED=high/class"),
    "a folder too high": (nothing, ["grade", "--submitted", "high", "--out", "out"], "one folder below"),
    # where marks go
    "out is a file": (writes("out", ""), GRADE, "out: it cannot be written"),
    "out is below a file": (writes("out", ""), [*GRADE[:-1], "out/grades"], "out/grades: it cannot be written"),
    "the secret is empty": (writes(".course_secret", ""), GRADE, ".course_secret: the course secret is empty"),
    "the secret is a folder": (makes_folder(".course_secret"), GRADE, ".course_secret: it cannot be read"),
    "the secret is not UTF-8": (writes(".course_secret", b"\xff\xfe"), GRADE, ".course_secret: it is not UTF-8"),
    "no scheduler": (nothing, [*GRADE, "--scheduler", "nonsense"], "nonsense: there is no dask scheduler"),
    "a gradebook of no kind": (nothing, [*GRADE, "--gradebook", "postgresql://host:port/x"], "this is no address"),
    "a gradebook that is a folder": (nothing, [*GRADE, "--gradebook", "submitted"], "submitted: this is a folder"),
    # what comes of marks
    "no reports": (nothing, ["export", "junit", "--reports", "none"], "none: there is no such folder"),
    "reports a file": (writes("none", ""), ["export", "junit", "--reports", "none"], "none: "),
    "no report of a student": (nothing, ["show", "eve", "warmup", "--out", "marks"], "there is no such report"),
    "a damaged report": (writes("marks/warmup/ada.json", "{"), ["show", "ada", "warmup", "--out", "marks"],
                         "ada.json: this is no report"),
    "a report that is a folder": (makes_folder("marks/warmup/ada.json"), ["show", "ada", "warmup", "--out", "marks"],
                                  "ada.json: "),
    "no pages": (nothing, ["feedback", "--out", "none"], "there is no report of warmup"),
    "publish to a file": (writes("published", ""), ["publish", "warmup"], "published/warmup"),
    "gradescope to a folder": (makes_folder("zip"),
                               ["gradescope", "warmup", "--to", "zip"], "zip: it cannot be written"),
    "nbgrader in a file": (writes("place", ""), ["nbgrader", "place"], "place"),
    "nbgrader without submissions": (nothing, ["nbgrader", "place", "--submitted", "none"], "none: there is no such"),
}  # fmt: skip


@pytest.fixture
def root(tiny_course, monkeypatch):
    """A course with a class of one in four layouts, and the folder in which commands are typed."""
    for layout in ("submitted/ada/warmup", "sets/warmup/ada", "flat/ada", "high/class/ada/warmup"):
        writes(f"{layout}/warmup.py", "x = 1\n")(tiny_course)
    monkeypatch.delenv("COURSE_SECRET", raising=False)
    monkeypatch.setenv("GRADEBOOK", "none")
    return tiny_course


def type_(root, monkeypatch, arguments):
    """Type a command in a course's folder; return click's Result."""
    monkeypatch.chdir(root)
    return CliRunner().invoke(main, arguments)


def assert_one_sentence(done):
    """See that a command ended with one sentence of ours, and nothing of Python's."""
    assert done.exit_code == 2, (done.output, done.exception)
    assert isinstance(done.exception, SystemExit)
    assert re.fullmatch(r"Error: [^\n]+: [^\n]+\n  To mend it: [^\n]+\n", done.stderr), done.stderr
    assert not re.search(r"Errno|Traceback|KeyError|None", done.stderr)


def drafts(root):
    """Return the files below a folder that were begun and not finished."""
    return [path for path in root.rglob("*") if path.name.startswith((DRAFT, ".course_secret."))]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_whatever_is_wrong_is_one_sentence(root, monkeypatch, situation):
    """It names the place and says what to type; the exit code is 2, and nothing is half written."""
    spoil, arguments, words = SITUATIONS[situation]
    spoil(root)
    done = type_(root, monkeypatch, arguments)
    assert_one_sentence(done)
    assert words in done.stderr
    assert drafts(root) == []


WRITERS = {
    "new": ["new", "warmup/another"],
    "publish": ["publish", "warmup"],
    "stubs": ["stubs"],
    "secret": GRADE,
}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("command", WRITERS)
def test_a_full_or_broken_disk_is_told_with_its_path(root, monkeypatch, command, number):
    """Whichever file it was that could not be written; none is half there."""
    for name in ("README.md", "warmup.py"):
        (root / "assignments" / "warmup" / name).unlink() if command == "stubs" else None

    def full(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "link", full)
    done = type_(root, monkeypatch, WRITERS[command])
    assert_one_sentence(done)
    assert os.strerror(number).lower() in done.stderr
    assert drafts(root) == []


def test_what_nothing_foresaw_is_told_too(root, monkeypatch):
    """An error of the system's from anywhere has its path, or where files may have been written."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("autograder.course.release.contents", full)
    done = type_(root, monkeypatch, ["stubs"])
    assert_one_sentence(done)
    assert "there is no room left" in done.stderr and str(root) in done.stderr


LEFTOVERS = ("README.md~", ".DS_Store", "#README.md#", ".#reference.py", ".statement.md.swp", "test_hidden.py.orig")


@pytest.fixture
def littered(root, monkeypatch):
    """A course with an editor's leftovers in every folder that commands read, the engine's own among them."""
    folders = [root / "solutions", root / SET, root / TOOLBOX, root / "assignments" / "warmup"]
    for name in ("HANDOUT", "KIT"):
        shutil.copytree(getattr(release, name), root / name)
        monkeypatch.setattr(release, name, str(root / name))
        folders.append(root / name)
    shutil.copytree(new.SKELETON, root / "skeleton")
    monkeypatch.setattr(new, "SKELETON", str(root / "skeleton"))
    for folder in [*folders, root / "skeleton"]:
        for name in LEFTOVERS:
            (folder / name).write_bytes(b"\xff$ mine")
    return root


def leftovers_in(folder):
    return [path for path in folder.rglob("*") if path.name in LEFTOVERS]


def test_an_editors_leftovers_are_not_published(littered, monkeypatch):
    """Students get what is on the lists and nothing else; make stubs takes away what lies beside it."""
    done = type_(littered, monkeypatch, ["publish", "warmup"])
    assert_one_sentence(done)
    assert "make stubs" in done.stderr
    assert type_(littered, monkeypatch, ["stubs"]).exit_code == 0
    assert not leftovers_in(littered / "assignments")
    assert type_(littered, monkeypatch, ["publish", "warmup"]).exit_code == 0
    assert not leftovers_in(littered / "published")


def test_an_editors_leftovers_begin_no_exercise(littered, monkeypatch):
    """A new exercise holds the files of one and no others."""
    assert type_(littered, monkeypatch, ["new", "warmup/fresh"]).exit_code == 0
    assert {path.name for path in (littered / SET / "fresh").iterdir()} == set(EXERCISE_FILES)


def test_an_editors_leftovers_decide_about_nothing(root, monkeypatch, littered):
    """Marks and proofs rest on the same as before, and are not made again."""
    (before,) = (one for one in load_course(str(root)).problem_sets if one.name == "warmup")
    digest, remembered = before.sha256, digest_of([before.folder])
    for path in leftovers_in(root):
        path.unlink()
    (after,) = (one for one in load_course(str(root)).problem_sets if one.name == "warmup")
    assert (after.sha256, digest_of([after.folder])) == (digest, remembered)


def test_an_editors_leftovers_are_not_sent_away(littered, monkeypatch):
    """What Gradescope is given holds the course, and none of them."""
    done = type_(littered, monkeypatch, ["gradescope", "warmup"])
    assert done.exit_code == 0, done.stderr
    (archive,) = littered.rglob("*.zip")
    with zipfile.ZipFile(archive) as zipped:
        assert not {os.path.basename(name) for name in zipped.namelist()} & set(LEFTOVERS)


def test_the_list_of_tools_is_whole():
    """Every module that students' machines and the grader share is published."""
    assert sorted(release.KIT_MODULES) == sorted(
        name.removesuffix(".py") for name in os.listdir(release.KIT) if name.endswith(".py")
    )
