"""What students get is derived from the reference, is valid, gives nothing away, and is always the same."""

import json
import os
import re

import nbformat
import pytest

from autograder.course import regions, release
from autograder.course.model import load_course
from autograder.errors import CourseError
from autograder.kit import cells
from tests.paths import ROOT


@pytest.fixture
def warmup(tiny_course):
    """The tiny course, its one set, and the folder of what students get."""
    course = load_course(str(tiny_course))
    return course, course.problem_sets[0], tiny_course / "assignments" / "warmup"


def test_regions_are_cut_and_everything_else_stays(warmup):
    """Signature, docstring and imports are given; the body is to be written."""
    toolbox = warmup[1].exercises[0]
    text = regions.stub(toolbox)
    assert (
        'def slope(x):\n    """Return the derivative of x², of the shape of ``x``."""\n    # YOUR CODE HERE\n' in text
    )
    assert text.count("raise NotImplementedError()") == 4
    assert "SOLUTION" not in text
    assert "asarray" not in text


def test_helpers_at_the_top_level_vanish(tiny_course):
    """A region around a private helper leaves no trace."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "reference.py"
    helper = "# BEGIN SOLUTION\ndef _secret():\n    return 1\n# END SOLUTION\n\n\ndef greet"
    path.write_text(path.read_text().replace("def greet", helper))
    greeting = load_course(str(tiny_course)).problem_sets[0].exercises[1]
    assert "_secret" not in regions.stub(greeting)
    assert regions.stub(greeting).count("YOUR CODE HERE") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    # END SOLUTION\n", "", "has no # END SOLUTION"),
        ("    # BEGIN SOLUTION\n", "", "out of order"),
        ("    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    # BEGIN SOLUTION\n", "out of order"),
        ("# BEGIN SOLUTION", "# BEGIN  SOLUTION", "out of order"),
    ],
)
def test_malformed_regions_are_an_error_that_helps(tiny_course, old, new, words):
    """Better no stub than one that gives the answer away."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "reference.py"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CourseError, match=words):
        regions.stub(load_course(str(tiny_course)).problem_sets[0].exercises[1])


def test_a_function_without_a_region_is_an_error_that_helps(tiny_course):
    """It would be published as it is."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "reference.py"
    path.write_text(path.read_text() + "\n\ndef farewell():\n    return 1\n")
    with pytest.raises(CourseError, match="farewell has no solution region"):
        regions.stub(load_course(str(tiny_course)).problem_sets[0].exercises[1])


def test_writing_again_changes_nothing(warmup):
    """No date, no path, no order that depends on the machine."""
    course, problem_set, folder = warmup
    release.write(course, problem_set)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    release.write(course, problem_set)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def test_what_does_not_belong_there_is_removed(warmup):
    """A renamed exercise leaves nothing behind."""
    course, problem_set, folder = warmup
    (folder / "test_old.py").write_text("")
    assert any("test_old.py" in one for one in release.find_differences(course, problem_set))
    release.write(course, problem_set)
    assert not (folder / "test_old.py").exists()


def test_differences_are_found(warmup):
    """An edit by hand and a line of a solution are both told, with the file."""
    course, problem_set, folder = warmup
    release.write(course, problem_set)
    assert list(release.find_differences(course, problem_set)) == []
    (folder / "README.md").write_text("mine")
    (difference,) = release.find_differences(course, problem_set)
    assert "README.md is not what `make stubs` writes" in difference


def test_a_leak_is_found(tiny_course):
    """A solution that stands in a statement is told."""
    path = tiny_course / "solutions" / "warmup" / "toolbox" / "statement.md"
    path.write_text(path.read_text() + "\n    return 2.0 * np.asarray(x)\n")
    course = load_course(str(tiny_course))
    release.write(course, course.problem_sets[0])
    found = list(release.find_differences(course, course.problem_sets[0]))
    assert {"gives away a line of toolbox" in one for one in found} == {True}
    assert {one.split(" gives")[0].rsplit(".")[-1] for one in found} == {"ipynb", "py"}


def test_the_notebook_is_valid_and_knows_nbgrader(warmup):
    """Each cell has a name of its own; answers are solutions, all else is locked, and one cell has the points."""
    course, problem_set, _ = warmup
    text = release.contents(course, problem_set)["warmup.ipynb"]
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    about = [cell.metadata.nbgrader for cell in notebook.cells]
    assert len({one.grade_id for one in about}) == len(about)
    assert {one.schema_version for one in about} == {3}
    for cell, one in zip(notebook.cells, about, strict=True):
        assert one.solution == ("YOUR CODE HERE" in cell.source)
        assert one.locked != one.solution
        assert cell.metadata.deletable is False
        assert cell.metadata.get("editable", True) == one.solution
        assert not one.task
    assert sum(one.solution for one in about) == 5
    assert {one.grade_id: one.points for one in about if one.grade} == {"toolbox-check": 10, "greeting-check": 5}


def test_both_files_hold_the_same_cells(warmup):
    """Whichever a student fills in, it is the same work."""
    course, problem_set, _ = warmup
    files = release.contents(course, problem_set)
    script = [piece.partition("# %%")[2].strip() for piece in cells.read("warmup.py", files["warmup.py"].encode())]
    notebook = [text.strip() for text in cells.read("warmup.ipynb", files["warmup.ipynb"].encode())]
    assert [text for text in script if text] == notebook


def test_both_files_are_what_their_libraries_write(course):
    """Nbformat writes the same notebook, byte for byte, and jupytext reads the same cells out of the script.

    A picture, which the notebook carries, is a link in the script.
    """
    import jupytext

    for problem_set in course.problem_sets:
        files = release.contents(course, problem_set)
        notebook = nbformat.reads(files[f"{problem_set.name}.ipynb"], as_version=4)
        assert nbformat.writes(notebook) + "\n" == files[f"{problem_set.name}.ipynb"]
        read = jupytext.reads(files[f"{problem_set.name}.py"], "py:percent").cells
        given = [(cell.cell_type, linked(cell.source)) for cell in notebook.cells]
        assert [(cell.cell_type, cell.source) for cell in read if "Generated by" not in cell.source] == given


def linked(text):
    """Return what a notebook's cell says as the script has it: its picture is a link to a file."""
    return re.sub(r"\(attachment:(\w+)\.png\)", r"(pictures/\1.svg)", text)


def test_public_tests_are_copied_and_hidden_ones_are_not_there(warmup):
    """The boundary is a folder: nothing but the public tests crosses it."""
    course, problem_set, _ = warmup
    files = release.contents(course, problem_set)
    for exercise in problem_set.exercises:
        with open(exercise.path("test_public.py")) as file:
            mark, text = files[f"test_{exercise.name}.py"].split("\n", 1)
            assert text == file.read()
            assert mark == f"# Generated by `make stubs`; edit {os.path.relpath(file.name, course.root)} instead."
        with open(exercise.path("test_hidden.py")) as file:
            hidden = {line.strip() for line in file if line.strip().startswith(("agree(", "@points", "def test"))}
        for text in files.values():
            assert not hidden & {line.strip() for line in text.splitlines()}


def test_generated_files_say_so(warmup):
    """The first line names what to edit instead; a notebook has no line for it, and .gitattributes speaks of all."""
    course, problem_set, _ = warmup
    assert "assignments/** linguist-generated" in (ROOT / ".gitattributes").read_text()
    for name, text in release.contents(course, problem_set).items():
        if name.endswith(".ipynb"):
            json.loads(text)
        else:
            assert "Generated by `make stubs`; edit " in text.splitlines()[0], name
