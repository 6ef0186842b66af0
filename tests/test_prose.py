"""Numbers in statements are computed: one that is typed by hand, or wrong in its last digit, is told."""

import dataclasses

import pytest

from autograder.course.model import load_course
from autograder.proof import prose
from autograder.proof.inspection import IsWellFormed
from tests.paths import ROOT

EXERCISES = [exercise for problem_set in load_course(str(ROOT)).problem_sets for exercise in problem_set.exercises]
SOURCE = """from .reference import slope

GIVEN = [0.125]
COMPUTED = [slope(0.125), [1 / 3]]
"""
EXAMPLE = "\n### An example\n\nAt 0.125 the slope is 0.25, and a third is $\\tfrac13$.\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$(1.829661, -0.383400)$ at $t = 0.5$", [1.829661, -0.3834, 0.5]),
        ("−829, $5\\,050\\,000$ and $105{,}000$", [-829, 5050000, 105000]),
        ("$\\tfrac12$, $\\frac{3}{4}$, $\\tfrac1{10}$, ½ and $2/3$", [0.5, 0.75, 0.1, 0.5, 2 / 3]),
        ("$3.14 \\cdot 10^6$, $-8 \\cdot 10^{-11}$ and 1e-5", [3.14e6, -8e-11, 1e-5]),
        ("$x_{32}$, $w_1^2$, $10^{-9}$, $2^{-9}$, $3x^2$ and L2", []),
        ("| 0.00065 | −2.762268 |", [0.00065, -2.762268]),
        ("falls to 0.0348628.", [0.0348628]),
        ("$0/0$ is no fraction", [0, 0]),
    ],
)
def test_numbers_are_read_as_people_read_them(text, values):
    """TeX and typography are no hindrance; indices, exponents and names are no numbers."""
    assert [number.value for number in prose.numbers_in(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("shown", "value", "right"),
    [
        ("0.0348628", 0.03486280, True),
        ("0.0348629", 0.03486280, False),
        ("1.5", 1.5499, True),
        ("1.5", 1.5501, False),
        ("18", 18.0, True),
        ("18", 18.2, False),
        ("-0.8", 0.8, False),
        ("3.14 \\cdot 10^6", 3.1449e6, True),
        ("3.14 \\cdot 10^6", 3.146e6, False),
    ],
)
def test_a_number_shows_what_is_rounded_to_it(shown, value, right):
    """To the digits that are shown, with its sign; a whole number is exact."""
    (number,) = prose.numbers_in(shown)
    assert number.shows(value) is right


@pytest.fixture
def folder(tiny_course):
    """The folder of an exercise whose statement has an example, and whose numbers are computed."""
    folder = tiny_course / "solutions" / "warmup" / "toolbox"
    (folder / "numbers.py").write_text(SOURCE)
    statement = folder / "statement.md"
    statement.write_text(statement.read_text() + EXAMPLE)
    return folder


def exercise_in(folder):
    """Return the exercise of a folder."""
    problem_set = load_course(str(folder.parents[2])).problem_sets[0]
    return next(exercise for exercise in problem_set.exercises if exercise.name == folder.name)


def problems(folder):
    """Return what is said of an exercise's numbers."""
    return list(prose.find_problems(exercise_in(folder)))


def test_what_is_computed_is_right(folder):
    """Given and computed numbers, to the digits that are shown."""
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.25", "0.26", ["nothing computes 0.26", "computes 0.25, and nothing"]),
        ("0.25", "0.25, not 0.7", ["nothing computes 0.7;"]),
        ("0.25", "0.25, not 17", ["nothing computes 17;"]),
        ("\\tfrac13", "\\tfrac15", ["nothing computes 1/5", "computes 0.333333333, and nothing"]),
        ("\n### An example\n", "", []),
        ("\n### An example\n\nAt 0.125", "At 0.137", ["nothing computes 0.137"]),
    ],
)
def test_what_is_typed_by_hand_is_told(folder, old, new, said):
    """In an example every number that could be a result is asked for, elsewhere those with three digits or more."""
    path = folder / "statement.md"
    path.write_text(path.read_text().replace(old, new))
    found = problems(folder)
    assert len(found) == len(said) and all(words in one for words, one in zip(said, found, strict=True)), found
    assert set(found) <= set(IsWellFormed(exercise_in(folder))._words())


def test_a_public_test_repeats_no_wrong_number(folder):
    """What students get as a test is held against the same."""
    path = folder / "test_public.py"
    path.write_text(path.read_text() + "\n\nEXPECTED = 0.2501\n")
    (problem,) = problems(folder)
    assert problem.startswith(f"{path}: nothing computes 0.2501")


def test_numbers_without_a_source_are_told(folder):
    """Where there is no numbers.py, nothing computes them."""
    (folder / "numbers.py").unlink()
    assert len(problems(folder)) == 3


# The statements of this course


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: f"{one.set_name}/{one.name}")
def test_every_number_of_the_course_is_computed(exercise):
    """And a last digit that is off by three is told, whichever it is."""
    assert list(prose.find_problems(exercise)) == []
    exact = {
        one.shown for one in prose.numbers_in(exercise.statement) if not one.is_whole and one.digits >= prose.EXACT
    }
    given, _ = prose._sources(exercise)
    for shown in exact:
        if shown in exercise.statement and not any(one == pytest.approx(float(shown), abs=1e-12) for one in given):
            wrong = shown[:-1] + str((int(shown[-1]) + 3) % 10)
            changed = dataclasses.replace(exercise, statement=exercise.statement.replace(shown, wrong))
            assert any(f"nothing computes {wrong}" in one for one in prose.find_problems(changed)), shown
