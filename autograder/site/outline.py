"""How the parts of a course hang together: what comes before and after, what builds on what, which topic is where."""

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder.course.model import Course, Exercise, ProblemSet, front_matter
from autograder.course.topics import load_topics
from autograder.errors import CourseError

OUTSIDE = ("https://", "http://", "#")


@dataclass(frozen=True)
class FrontPage:
    """What ``solutions/COURSE.md`` says of the whole course."""

    title: str
    piece: str  # to play with at once
    text: str


@dataclass(frozen=True)
class Outline:
    """A course as its site sees it. Addresses are relative to the site."""

    course: Course

    @cached_property
    def front_page(self) -> FrontPage:
        """The title and the introduction of the course."""
        path = self.file("COURSE.md")
        if not os.path.exists(path):
            return FrontPage("A course that marks itself", "", "")
        settings, text = front_matter(path, {"title": str}, {"piece": str})
        return FrontPage(settings["title"], settings.get("piece", ""), text)

    @cached_property
    def topics(self) -> dict[int, str]:
        """The topics that the course covers: number -> what it is about."""
        return {topic.number: topic.text for topic in load_topics(self.course.root).rows}

    @cached_property
    def exercises(self) -> list[tuple[ProblemSet, Exercise]]:
        """All exercises in their order."""
        return [
            (problem_set, exercise) for problem_set in self.course.problem_sets for exercise in problem_set.exercises
        ]

    @cached_property
    def parts(self) -> dict[str, ProblemSet | Exercise]:
        """Every problem set, ``set/exercise``, and exercise by its name alone, which then is that of the first."""
        sets = {problem_set.name: problem_set for problem_set in self.course.problem_sets}
        alone = {exercise.name: exercise for _, exercise in reversed(self.exercises)}
        whole = {f"{problem_set.name}/{exercise.name}": exercise for problem_set, exercise in self.exercises}
        return {**alone, **sets, **whole}

    def file(self, name: str) -> str:
        """Return the path of a file beside the problem sets."""
        return os.path.join(self.course.root, "solutions", name)

    def builds_on(self, exercise: Exercise) -> list[ProblemSet | Exercise]:
        """Return what comes before an exercise.

        Raises:
            CourseError: it names what does not exist.

        """
        for name in exercise.builds_on:
            if name not in self.parts:
                cause = f"it builds on {name!r}, which is no exercise and no problem set"
                raise CourseError(exercise.path("statement.md"), cause, "name one of the course's")
        return [self.parts[name] for name in exercise.builds_on]

    def leads_to(self, exercise: Exercise) -> list[Exercise]:
        """Return the exercises that build on one."""
        return [other for _, other in self.exercises if exercise in self.builds_on(other)]

    def covering(self, topic: int) -> list[Exercise]:
        """Return the exercises that cover a topic."""
        return [exercise for _, exercise in self.exercises if topic in exercise.topics]

    def neighbours(self, exercise: Exercise) -> tuple[Exercise | None, Exercise | None]:
        """Return the exercises before and after one."""
        row = [None, *(one for _, one in self.exercises), None]
        at = row.index(exercise)
        return row[at - 1], row[at + 1]

    def resolve(self, where: str, target: str, page: str) -> str:
        """Return the address of what a text links to, relative to the page that it stands on.

        Raises:
            CourseError: there is nothing of that name.

        """
        if target.startswith(OUTSIDE):
            return target
        name, _, anchor = target.partition("#")
        if name not in self.parts:
            cause = f"it links to {target!r}, which is no exercise and no problem set"
            raise CourseError(where, cause, "link to set/exercise, to a set, or to https://")
        return relative(address(self.parts[name]), page) + (f"#{anchor}" if anchor else "")

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield each piece that a page has, and the file that asks for it."""
        if self.front_page.piece:
            yield self.front_page.piece, self.file("COURSE.md")
        for _, exercise in self.exercises:
            if exercise.piece:
                yield exercise.piece, exercise.path("statement.md")


def address(part: ProblemSet | Exercise) -> str:
    """Return the address of the page of a problem set or an exercise."""
    return f"{part.name}/index.html" if isinstance(part, ProblemSet) else f"{part.set_name}/{part.name}.html"


def relative(target: str, page: str) -> str:
    """Return an address relative to a page of the site."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
