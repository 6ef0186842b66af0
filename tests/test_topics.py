"""The lists that tell of a course as a whole, its topics and README's table, say what the statements say."""

import pytest

from autograder.course.model import load_course
from autograder.course.topics import load_topics
from autograder.proof import overviews
from tests.paths import ROOT

TOPICS = """# Topics

The set `later` goes on where these topics end.

| number | topic | exercises |
|---|---|---|
| 1 | Slopes | warmup/toolbox, later/one |
| 2 | Words | warmup/greeting |
"""
TABLE = """| set | exercise | idea | minutes | builds on |
|---|---|---|---|---|
| Warm-up | {toolbox} (`toolbox`) | slopes | 20 | school |
|  | {greeting} (`greeting`) | words | 10 | `toolbox` |
"""


@pytest.fixture
def listed_course(tiny_course):
    """The tiny course with both lists, and statements that agree with them; returns its folder."""
    exercises = {one.name: one for one in load_course(str(tiny_course)).problem_sets[0].exercises}
    claims = {
        "toolbox": "topics: [1]\nidea: slopes\nminutes: 20\n",
        "greeting": "topics: [2]\nidea: words\nminutes: 10\nbuilds_on: [toolbox]\n",
    }
    for name, claim in claims.items():
        path = tiny_course / "solutions" / "warmup" / name / "statement.md"
        path.write_text(path.read_text().replace("---\n", f"---\n{claim}", 1))
    titles = {name: exercise.title for name, exercise in exercises.items()}
    (tiny_course / "README.md").write_text(TABLE.format(**titles))
    (tiny_course / "solutions" / "TOPICS.md").write_text(TOPICS)
    return tiny_course


def problems(folder):
    """Return what is wrong with the lists of a course."""
    course = load_course(str(folder))
    return [one for problem_set in course.problem_sets for one in overviews.find_problems(course, problem_set)]


def test_a_course_without_lists_is_asked_nothing(tiny_course):
    """Neither list has to be there."""
    assert problems(tiny_course) == []


def test_lists_that_agree_pass(listed_course):
    """A row may name a set that is still to come."""
    assert problems(listed_course) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("solutions/TOPICS.md", "| 2 | Words", "| 3 | Words", "not numbered 1, 2, 3"),
        ("solutions/TOPICS.md", "Words", "Slopes", "2 topics are called 'Slopes'"),
        ("solutions/TOPICS.md", "warmup/greeting", "warmup/greetings", "topic 2 names warmup/greetings"),
        ("solutions/TOPICS.md", "warmup/greeting", "greeting", "topic 2 names greeting"),
        ("solutions/warmup/toolbox/statement.md", "[1]", "[1, 2]", "toolbox/statement.md: write topics: [1]"),
        ("solutions/warmup/greeting/statement.md", "topics: [2]\n", "", "greeting/statement.md: write topics: [2]"),
        ("solutions/warmup/toolbox/statement.md", "minutes", "builds_on: [greeting]\nminutes", "it builds on greeting"),
        ("README.md", "| 20 |", "| 25 |", "of toolbox it says 25, where statement.md has 20"),
        ("README.md", "| slopes |", "| a slope |", "it says 'a slope'"),
        ("README.md", "| `toolbox` |", "| school |", "of greeting it says ()"),
        ("README.md", "(`greeting`)", "", "its table has toolbox of warmup"),
    ],
)
def test_what_does_not_agree_is_told(listed_course, file, old, new, words):
    """In numbers, words, order, claims and what an exercise builds on."""
    path = listed_course / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert any(words in one for one in problems(listed_course)), problems(listed_course)


def test_a_statement_that_covers_nothing_is_told(listed_course):
    """Unless the list says that its set goes on where the topics end."""
    statement, topics = listed_course / "solutions/warmup/greeting/statement.md", listed_course / "solutions/TOPICS.md"
    statement.write_text(statement.read_text().replace("topics: [2]\n", ""))
    topics.write_text(topics.read_text().replace("warmup/greeting", "later/one"))
    assert any("covers no topic" in one for one in problems(listed_course))
    topics.write_text(topics.read_text().replace("`later`", "`warmup`"))
    assert problems(listed_course) == []


def test_this_course_covers_every_topic():
    """Its 78 topics, and the table of all its exercises in README, are what the statements say."""
    assert len(load_topics(str(ROOT)).rows) == 78
    assert problems(ROOT) == []
