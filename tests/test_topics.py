"""Every topic that the course has to cover is claimed by the statements that cover it, and no statement claims more."""

import re

import pytest

from autograder.course.model import load_course
from tests.paths import ROOT

ROW = re.compile(r"^\| (\d+) \| (\S.*\S) \| ([\w/, ]+) \|$", re.MULTILINE)
TEXT = (ROOT / "solutions" / "TOPICS.md").read_text(encoding="utf-8")
BEYOND = re.findall(r"The set `(\w+)` goes on where these topics end", TEXT)
TABLE = [(int(number), topic, places.split(", ")) for number, topic, places in
         ROW.findall(TEXT)]  # fmt: skip
COURSE = load_course(str(ROOT))
EXERCISES = {f"{one.name}/{exercise.name}": exercise for one in COURSE.problem_sets for exercise in one.exercises}

COURSE_ROW = re.compile(r"^\| [^|]* \| ([^|]+) \(`(\w+)`\) \| ([^|]+) \| (\d+) \| ([^|]+) \|$", re.MULTILINE)


def test_the_list_is_whole():
    """It numbers its topics from 1 to 78, and says each in words of its own."""
    assert [number for number, _, _ in TABLE] == list(range(1, 79))
    assert len({topic for _, topic, _ in TABLE}) == 78


def test_rows_name_exercises_that_exist():
    """Where the set exists, so does the exercise; other sets are still to come."""
    here = {one.name for one in COURSE.problem_sets}
    named = {place for _, _, places in TABLE for place in places}
    assert all(re.fullmatch(r"\w+/\w+", place) for place in named)
    assert {place for place in named if place.partition("/")[0] in here} <= EXERCISES.keys()


@pytest.mark.parametrize("place", EXERCISES)
def test_a_statement_claims_what_the_list_says(place):
    """Its front matter has the numbers of the rows that name the exercise, ascending, and no others."""
    right = tuple(number for number, _, places in TABLE if place in places)
    assert EXERCISES[place].topics == right, f"write topics: {list(right)} into {EXERCISES[place].path('statement.md')}"
    assert right or place.partition("/")[0] in BEYOND, f"{place} covers no topic of TOPICS.md"


def test_the_readme_shows_the_whole_course():
    """Every exercise in its order, with what its front matter says: idea, minutes, what it builds on; nothing later."""
    rows = COURSE_ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    exercises = [exercise for problem_set in COURSE.problem_sets for exercise in problem_set.exercises]
    assert [(title, name) for title, name, *_ in rows] == [(exercise.title, exercise.name) for exercise in exercises]
    before = {problem_set.name for problem_set in COURSE.problem_sets}
    for (_, name, idea, minutes, needs), exercise in zip(rows, exercises, strict=True):
        assert (idea, int(minutes)) == (exercise.idea, exercise.minutes), name
        assert tuple(re.findall(r"`(\w+)`", needs)) == exercise.builds_on, name
        assert set(exercise.builds_on) <= before, name
        before.add(name)
