"""A student with several sets: each is tested with its own file and its own tools, however they are run."""

import pytest

from autograder.course import release
from autograder.proof import synthetic
from tests.student_home import fill_in


@pytest.fixture(scope="module")
def sets(course, tmp_path_factory):
    """A folder with two finished sets, one of them under another name, and an older try of it with a mistake."""
    folder = tmp_path_factory.mktemp("term")
    for name, place in [("foundations", "foundations"), ("gradients", "second week"), ("gradients", "gradients old")]:
        problem_set = course.select(name)
        release.write_folder(str(folder / place), release.contents(course, problem_set))
        text = synthetic.perfect(problem_set.exercises)
        if place == "gradients old":
            text += "# %%\ndef numeric_jacobian(*anything, **named):\n    return None\n"
        fill_in(folder / place, f"{name}.py", text)
    return folder


def blocks(said):
    """Return what was said of each file: its path -> text."""
    parts = (part.partition("\n") for part in said.split("Testing ")[1:])
    return {name: text for name, _, text in parts}


def count_tests(folder):
    return sum(path.read_text().count("\ndef test_") for path in folder.glob("test_*.py"))


@pytest.mark.parametrize("named", [["foundations", "second week"], []], ids=["named", "all"])
def test_each_set_is_tested_with_its_own_file(sets, named, student_machine):
    """From the folder above, whether the sets are named or not, and whatever their folders are called."""
    said = blocks(student_machine(sets, "-m", "pytest", *named))
    right = ["foundations/foundations.py", "second week/gradients.py"]
    assert said.keys() == {*right, *([] if named else ["gradients old/gradients.py"])}
    for name in right:
        assert "✗" not in said[name] and "○" not in said[name] and "!" not in said[name]
        assert said[name].count("✓") == count_tests((sets / name).parent) > 0
    if not named:
        old = said["gradients old/gradients.py"]
        assert "✗" in old and "numeric_jacobian" in old.partition("✗")[2] and "gradient_by_hand: 3 of 3" in old


def test_a_set_without_a_file_costs_the_others_nothing(sets, student_machine):
    """It is said in its own place, once, and the run counts as failed."""
    (sets / "second week" / "gradients.py").rename(sets / "gradients.txt")
    (sets / "second week" / "gradients.ipynb").rename(sets / "gradients-nb.txt")
    try:
        said = blocks(student_machine(sets, "-m", "pytest", "foundations/test_monkey_saddle.py", "second week"))
    finally:
        (sets / "gradients.txt").rename(sets / "second week" / "gradients.py")
        (sets / "gradients-nb.txt").rename(sets / "second week" / "gradients.ipynb")
    assert "✓" in said["foundations/foundations.py"] and "✗" not in said["foundations/foundations.py"]
    assert "There is no gradients.ipynb and no gradients.py in" in said["second week/gradients"]
