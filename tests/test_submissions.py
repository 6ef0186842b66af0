"""Finding submissions in nbgrader's layout, and reading them without trusting what lies there."""

import os

import pytest

from autograder import submissions
from autograder.errors import Refusal
from autograder.kit.work import essence
from autograder.submissions import Submission, SubmissionError, Work


def make(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1\n")


def found(root, **options):
    return [(one.student, one.problem_set) for one in submissions.find(str(root), ["a", "b"], **options)]


def test_one_for_each_student_and_set(tmp_path):
    """Folders of no set, files and hidden folders are passed over."""
    make(tmp_path, "ada/a/a.py", "ada/b/b.py", "emmy/b/b.py", "emmy/other/x.py", "notes.txt", ".git/a/a.py")
    assert found(tmp_path) == [("ada", "a"), ("ada", "b"), ("emmy", "b")]


def test_a_student_with_nothing_is_not_forgotten(tmp_path):
    """An empty folder gets a report that says so, for each set that the class has handed in."""
    make(tmp_path, "ada/b/b.py")
    (tmp_path / "zoe").mkdir()
    assert found(tmp_path) == [("ada", "b"), ("zoe", "b")]


def test_one_set_and_one_student_can_be_asked_for(tmp_path):
    """Whoever is asked for has a report, handed in or not."""
    make(tmp_path, "ada/a/a.py", "emmy/b/b.py")
    assert found(tmp_path, only_set="a") == [("ada", "a"), ("emmy", "a")]
    assert found(tmp_path, only_student="ada") == [("ada", "a")]
    with pytest.raises(Refusal, match="no student 'eve'"):
        found(tmp_path, only_student="eve")


def test_a_set_that_nobody_has_is_refused(tmp_path):
    """A name typed for another would give the whole class nothing."""
    make(tmp_path, "ada/a/a.py", "emmy/a/a.py")
    with pytest.raises(Refusal, match="nobody in it has a folder 'b'"):
        found(tmp_path, only_set="b")
    assert found(tmp_path, only_set="b", only_student="ada") == [("ada", "b")]


def read(folder):
    return submissions.read(Submission("ada", "a", str(folder)), [])


def test_a_plain_file_is_read(tmp_path):
    """Name, bytes and cells come back."""
    make(tmp_path, "a.py")
    assert read(tmp_path) == Work("a.py", b"x = 1\n", ["x = 1\n"])


def link(path):
    path.symlink_to("/etc/passwd")


def fifo(path):
    os.mkfifo(path)


def folder(path):
    path.mkdir()


def hole(path):
    with open(path, "wb") as file:
        file.truncate(submissions.LARGEST + 1)


@pytest.mark.parametrize("make_it", [link, fifo, folder, hole])
def test_what_is_no_ordinary_file_is_not_opened(tmp_path, make_it):
    """Links, pipes, folders and giants are reported, and grading goes on."""
    make_it(tmp_path / "a.py")
    with pytest.raises(SubmissionError) as caught:
        read(tmp_path)
    assert caught.value.status == "unreadable"


def test_a_linked_folder_is_not_entered(tmp_path):
    """A student's folder that leads elsewhere is none."""
    make(tmp_path, "elsewhere/a/a.py", "class/ada/a/a.py")
    (tmp_path / "class" / "eve").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "class" / "ida").mkdir()
    (tmp_path / "class" / "ida" / "a").symlink_to(tmp_path / "elsewhere" / "a")
    assert [one.student for one in submissions.find(str(tmp_path / "class"), ["a"])] == ["ada", "ida"]
    with pytest.raises(SubmissionError, match=r"There is no a\.ipynb"):
        read(tmp_path / "class" / "ida" / "a")


@pytest.mark.parametrize("linked", ["class/eve", "class/eve/a"])
def test_a_folder_that_becomes_a_link_is_not_entered(tmp_path, linked):
    """Whoever puts a link in the place of a folder once it was found has nothing read, whichever folder it is."""
    make(tmp_path, "elsewhere/a/a.py", "elsewhere/a.py", "class/eve/a/a.py")
    path = tmp_path / linked
    path.rename(tmp_path / "before")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SubmissionError, match=r"There is no a\.ipynb and no a\.py in what was handed in\.$"):
        read(tmp_path / "class" / "eve" / "a")
    with pytest.raises(NotADirectoryError):
        submissions.read_file(str(tmp_path / "class" / "eve" / "a" / "a.py"))


def test_a_hard_link_is_named(tmp_path):
    """It is graded, as a copy would be, and no report speaks of it: its owner cannot help that somebody links to it."""
    make(tmp_path, "emmy/a/a.py", "eve/a/b.txt")
    assert not read(tmp_path / "emmy" / "a").is_linked
    os.link(tmp_path / "emmy" / "a" / "a.py", tmp_path / "eve" / "a" / "a.py")
    for student in ("emmy", "eve"):
        work = read(tmp_path / student / "a")
        assert work.is_linked and work.notes == ()


def test_a_closed_folder_costs_nobody_else_anything(tmp_path, monkeypatch):
    """Whoever has one is found, and told that it cannot be opened; the others are graded."""
    make(tmp_path, "ada/a/a.py", "eve/a/a.py")
    listdir = os.listdir

    def closed(path):
        if "eve" in (os.readlink(f"/proc/self/fd/{path}") if isinstance(path, int) else str(path)):
            raise PermissionError(13, "Permission denied", path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", closed)
    assert found(tmp_path) == [("ada", "a"), ("eve", "a")]
    with pytest.raises(SubmissionError, match=r"cannot be opened \(Permission denied\)") as caught:
        read(tmp_path / "eve" / "a")
    assert caught.value.status == "unreadable"


LAYOUTS = {
    "a file": ("", "there is no such folder"),
    "sets on top": ("a/ada/a.py", "it looks like <set>/<student>/"),
    "files in students' folders": ("ada/a.py", "work lies about, such as 'ada/a.py'\n.*make collect FROM="),
    "files side by side": ("ada_1_2_a.ipynb", "work lies about, such as 'ada_1_2_a.ipynb'\n.*make collect FROM="),
    "a download as it came": ("submissions.zip", "work lies about, such as 'submissions.zip'\n.*make collect FROM="),
    "files far below": ("export/submission_1/src/a.py", "make collect FROM="),
    "a folder too high": ("class/ada/a/a.py", "its students lie one folder below"),
    "other names": ("ada/homework/x.txt", "but: 'homework'"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_layout_is_told_before_anything_is_graded(tmp_path, layout):
    """The sentence says what the folder looks like, and what to type."""
    path, words = LAYOUTS[layout]
    if path:
        make(tmp_path, f"submitted/{path}")
    with pytest.raises(Refusal, match=words):
        found(tmp_path / "submitted")


@pytest.mark.parametrize(
    ("files", "counts", "note"),
    [
        ({"a (1).ipynb": "{}", "a.py": "x = 1"}, "a.py", ""),
        ({"a-Copy1.py": "x = 1", "a.py": "given"}, "a-Copy1.py", "taken for a.py"),
        ({"a.py": '{"cells": [{"cell_type": "code", "source": "x = 1"}]}'}, "a.py", "a.py is a notebook"),
        ({"a_ada.IPYNB": '{"cells": [{"cell_type": "code", "source": "x = 1"}]}'}, "a_ada.IPYNB", "taken for a.ipynb"),
    ],
)
def test_the_file_with_work_in_it_is_found(tmp_path, files, counts, note):
    """Whatever it is called; where that is not its own name, a sentence says so."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    work = submissions.read(Submission("ada", "a", str(tmp_path)), [essence(["given"])])
    assert (work.file, [text.strip() for text in work.cells]) == (counts, ["x = 1"])
    assert note in " ".join(work.notes)
