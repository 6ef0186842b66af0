"""The list of topics that a course has to cover, ``solutions/TOPICS.md``, for courses that keep one."""

import os
import re
from dataclasses import dataclass

from autograder.files import read_text

ROW = re.compile(r"^\| (\d+) \| (\S.*\S) \| ([\w/, ]+) \|$", re.MULTILINE)
GOES_ON = re.compile(r"The set `(\w+)` goes on where these topics end")


@dataclass(frozen=True)
class Topic:
    """A row of the list."""

    number: int
    text: str
    exercises: tuple[str, ...]  # that cover it, as set/exercise


@dataclass(frozen=True)
class Topics:
    """The whole list."""

    path: str
    rows: tuple[Topic, ...]
    beyond: frozenset[str]  # problem sets whose exercises may cover none of them

    def covered_by(self, exercise: str) -> tuple[int, ...]:
        """Return the numbers of the rows that name an exercise, as set/exercise."""
        return tuple(topic.number for topic in self.rows if exercise in topic.exercises)


def load_topics(root: str) -> Topics:
    """Return the list of the course in a folder; one without rows where the course keeps none."""
    path = os.path.join(root, "solutions", "TOPICS.md")
    text = read_text(path) if os.path.exists(path) else ""
    rows = (Topic(int(number), words, tuple(places.split(", "))) for number, words, places in ROW.findall(text))
    return Topics(path, tuple(rows), frozenset(GOES_ON.findall(text)))
