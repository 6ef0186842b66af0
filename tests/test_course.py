"""Finding the course, and telling its authors what is wrong: which file, why, and what to do."""

import pytest

from autograder.course import release
from autograder.course.model import load_course, load_module
from autograder.errors import CourseError
from autograder.judge.materials import Materials
from autograder.wall.limits import Limits


def toolbox(folder):
    return folder / "solutions" / "warmup" / "toolbox"


def test_sets_and_exercises_are_found_by_looking(tiny_course):
    """Their order is that of their front matter; no list names them anywhere."""
    course = load_course(str(tiny_course))
    (warmup,) = course.problem_sets
    assert [one.name for one in warmup.exercises] == ["toolbox", "greeting"]
    assert (warmup.title, warmup.exercises[0].points) == ("Warm-up", 10)
    assert warmup.exercises[0].functions == ["slope", "total", "shifted", "picture"]


def replace(path, old, new):
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


BROKEN = {
    "no front matter": (lambda t: (t / "statement.md").write_text("# Title\n"), "statement.md: it has no front matter"),
    "unknown setting": (lambda t: replace(t / "statement.md", "order: 10", "ordr: 10"), "unknown setting 'ordr'"),
    "missing setting": (lambda t: replace(t / "statement.md", "order: 10\n", ""), "setting 'order' is missing"),
    "malformed setting": (lambda t: replace(t / "statement.md", "order: 10", "order: first"), "setting 'order'"),
    "no YAML": (lambda t: replace(t / "statement.md", "order: 10", "order: ["), "its front matter is not YAML"),
    "missing file": (lambda t: (t / "test_hidden.py").unlink(), "test_hidden.py is missing"),
    "no name": (lambda t: t.rename(t.parent / "two words"), "cannot be the name of an exercise"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_malformed_exercise_is_an_error_that_helps(tiny_course, how):
    """The file, the cause and the remedy are all there."""
    spoil, words = BROKEN[how]
    spoil(toolbox(tiny_course))
    with pytest.raises(CourseError, match=words) as caught:
        load_course(str(tiny_course))
    assert "To mend it: " in str(caught.value)


def test_no_course_is_an_error_that_helps(tmp_path):
    """Running in the wrong folder says so."""
    with pytest.raises(CourseError, match="there is no such folder"):
        load_course(str(tmp_path))
    (tmp_path / "solutions").mkdir()
    with pytest.raises(CourseError, match="there is no problem set"):
        load_course(str(tmp_path))


def test_an_unknown_set_is_told_with_the_known_ones(tiny_course):
    """A typing error is easy to mend."""
    with pytest.raises(CourseError, match="use one of: warmup"):
        load_course(str(tiny_course)).select("warm-up")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('of="slope")\ndef loses', 'of="slop")\ndef loses', "stands in for slop, which the reference does not have"),
        (', of="slope")\ndef loses', ")\ndef loses", "does not say which function it stands in for"),
        ("import numpy as np", "import nonsense", "importing it fails: ModuleNotFoundError"),
    ],
)
def test_a_malformed_variant_is_an_error_that_helps(tiny_course, old, new, words):
    """A variant has to say what it stands in for, and to be importable."""
    replace(toolbox(tiny_course) / "variants.py", old, new)
    exercise = load_course(str(tiny_course)).problem_sets[0].exercises[0]
    with pytest.raises(CourseError, match=words):
        _ = exercise.variants


def test_variants_may_use_the_reference(tiny_course):
    """An import from the reference beside it works."""
    path = toolbox(tiny_course) / "variants.py"
    path.write_text("from .reference import slope\n" + path.read_text())
    exercise = load_course(str(tiny_course)).problem_sets[0].exercises[0]
    assert load_module(exercise, "variants").slope(3) == 6


def test_the_fingerprint_follows_what_decides_about_marks(tiny_course):
    """Changing a hidden test changes it; looking does not."""
    before = load_course(str(tiny_course)).problem_sets[0].sha256
    assert load_course(str(tiny_course)).problem_sets[0].sha256 == before
    replace(toolbox(tiny_course) / "test_hidden.py", "@points(3)", "@points(2)")
    assert load_course(str(tiny_course)).problem_sets[0].sha256 != before


def test_packages_of_a_set_are_installed_and_handed_out(tiny_course):
    """What its front matter names goes into its students' requirements; what is not installed is refused by name."""
    path = tiny_course / "solutions" / "warmup" / "problem_set.md"
    text = path.read_text()
    path.write_text(text.replace("---\n", "---\npackages: [mpmath]\n", 1))
    (problem_set,) = load_course(str(tiny_course)).problem_sets
    assert problem_set.packages == ("mpmath",)
    course = load_course(str(tiny_course))
    assert "\nmpmath==" in release.contents(course, problem_set)["requirements.txt"]
    assert Materials(course, problem_set, Limits(least=0.1)).limits == Limits(least=1.0)  # some is loaded within a call
    path.write_text(text.replace("---\n", "---\npackages: [nowhere_to_be_found]\n", 1))
    with pytest.raises(CourseError, match="nowhere_to_be_found"):
        load_course(str(tiny_course))
