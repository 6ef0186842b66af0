"""What is wrong with the lists that tell of a course as a whole: its topics, and the table in its README.

Both are there for whoever looks for an exercise, and repeat what the front matter of the statements says. A course that
has neither is asked nothing.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator

from autograder.course.model import Course, Exercise, ProblemSet
from autograder.course.topics import Topics, load_topics
from autograder.files import read_text

# | set | title (`name`) | idea | minutes | what it builds on |
ROW = re.compile(r"^\| [^|]* \| ([^|]+) \(`(\w+)`\) \| ([^|]+) \| (\d+) \| ([^|]+) \|$", re.MULTILINE)


def find_problems(course: Course, problem_set: ProblemSet) -> Iterator[str]:
    """Yield what the lists say of a set's exercises and their statements do not; the first set tells of whole lists."""
    topics = load_topics(course.root)
    if problem_set == course.problem_sets[0]:
        yield from _wrong_rows(topics, course)
    for exercise in problem_set.exercises if topics.rows else ():
        yield from _wrong_claims(topics, exercise)
    yield from _wrong_table(os.path.join(course.root, "README.md"), problem_set)
    yield from _built_on_later(course, problem_set)


def _wrong_rows(topics: Topics, course: Course) -> Iterator[str]:
    """Yield what is wrong with the list of topics by itself."""
    numbers, texts = [topic.number for topic in topics.rows], Counter(topic.text for topic in topics.rows)
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"{topics.path}: its topics are not numbered 1, 2, 3 and so on"
    yield from (f"{topics.path}: {count} topics are called {text!r}" for text, count in texts.items() if count > 1)
    exercises = {one.name: [exercise.name for exercise in one.exercises] for one in course.problem_sets}
    for topic in topics.rows:
        for place in topic.exercises:
            name, _, exercise = place.partition("/")
            if not exercise or exercise not in exercises.get(name, [exercise]):  # other sets are still to come
                yield f"{topics.path}: topic {topic.number} names {place}, and there is no such exercise"


def _wrong_claims(topics: Topics, exercise: Exercise) -> Iterator[str]:
    """Yield where a statement claims other topics than the list has for it."""
    right, path = topics.covered_by(f"{exercise.set_name}/{exercise.name}"), exercise.path("statement.md")
    if exercise.topics != right:
        yield f"{path}: write topics: {list(right)}, the rows of TOPICS.md that name it"
    elif not right and exercise.set_name not in topics.beyond:
        yield f"{path}: it covers no topic of TOPICS.md"


def _wrong_table(path: str, problem_set: ProblemSet) -> Iterator[str]:
    """Yield where README's table of the course, if it has one, is not what the statements say."""
    rows = ROW.findall(read_text(path)) if os.path.exists(path) else []
    names = [exercise.name for exercise in problem_set.exercises]
    listed = [name for _, name, *_ in rows if name in names]
    if rows and listed != names:
        yield f"{path}: its table has {', '.join(listed) or 'none'} of {problem_set.name}; write {', '.join(names)}"
    said = {name: (title, idea, int(minutes), _names_in(needs)) for title, name, idea, minutes, needs in rows}
    for exercise in problem_set.exercises:
        right = exercise.title, exercise.idea, exercise.minutes, exercise.builds_on
        for told, wanted in zip(said.get(exercise.name, right), right, strict=True):
            if told != wanted:
                yield f"{path}: of {exercise.name} it says {told!r}, where statement.md has {wanted!r}"


def _names_in(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`(\w+)`", cell))


def _built_on_later(course: Course, problem_set: ProblemSet) -> Iterator[str]:
    """Yield which exercises of a set build on what comes after them, or nowhere."""
    before: set[str] = set()
    for one in course.problem_sets:
        before.add(one.name)
        for exercise in one.exercises:
            if one == problem_set and (later := sorted({*exercise.builds_on} - before)):
                yield f"{exercise.path('statement.md')}: it builds on {', '.join(later)}, which does not come before it"
            before.update([exercise.name, f"{one.name}/{exercise.name}"])
