"""The HTML of the site's pages. Jinja escapes everything that does not come from ``markup``."""

import ast
import functools
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import jinja2
from markupsafe import Markup

from autograder import numbers
from autograder.course import pictures, regions
from autograder.course.model import Exercise, ProblemSet
from autograder.errors import CourseError
from autograder.files import read_text

from .markup import Illustration, Text, code_block
from .outline import Outline, address, relative

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')  # of a picture, as matplotlib writes it
SECTION = "\n### "  # where a statement's introduction ends


@dataclass(frozen=True)
class Reading:
    """An exercise as its page shows it."""

    exercise: Exercise
    before: Text  # the first section of the statement, above what there is to play with
    after: Text
    stub: str
    sentences: list[str]  # of the public tests

    @property
    def texts(self) -> tuple[Text, Text]:
        """Both parts of the statement."""
        return self.before, self.after


@dataclass(frozen=True)
class Pages:
    """Makes the pages of a course."""

    outline: Outline

    @cached_property
    def front(self) -> Text:
        """The text of the front page."""
        return self.text(self.outline.file("COURSE.md"), self.outline.front_page.text, "index.html", 2)

    @cached_property
    def introductions(self) -> dict[str, Text]:
        """The introduction of each problem set."""
        sets = self.outline.course.problem_sets
        return {one.name: self.text(os.path.join(one.folder, "problem_set.md"), one.introduction, address(one), 2)
                for one in sets}  # fmt: skip

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Each exercise as its page shows it, by its address."""
        return {address(exercise): self._reading(exercise) for _, exercise in self.outline.exercises}

    @cached_property
    def glossary(self) -> Text:
        """What ``solutions/GLOSSARY.md`` says; empty where there is none."""
        path = self.outline.file("GLOSSARY.md")
        return self.text(path, read_text(path) if os.path.exists(path) else "", "glossary.html", 1)

    def text(self, where: str, source: str, page: str, top: int, shown: Illustration | None = None) -> Text:
        """Return a text of the course, read for a page.

        Args:
            where: the file that it stands in.
            source: its Markdown.
            page: the address of the page.
            top: the level of headings that one ``#`` makes.
            shown: the picture of the exercise.

        """
        return Text(where, source, lambda target: self.outline.resolve(where, target, page), shown, top)

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield the address and the HTML of every page."""
        yield "index.html", self._render("front.html", "index.html", text=self.front)
        for problem_set in self.outline.course.problem_sets:
            page = address(problem_set)
            idea = self.text(os.path.join(problem_set.folder, "idea.md"), problem_set.idea, page, 3)
            yield (
                page,
                self._render(
                    "set.html", page, problem_set=problem_set, text=self.introductions[problem_set.name], idea=idea
                ),
            )
            for number, exercise in enumerate(problem_set.exercises, 1):
                page = address(exercise)
                yield page, self._render(
                    "exercise.html", page, problem_set=problem_set, number=number, exercise=exercise,
                    reading=self.readings[page],
                )  # fmt: skip
        yield "topics.html", self._render("topics.html", "topics.html")
        yield "glossary.html", self._render("glossary.html", "glossary.html", text=self.glossary)
        yield "search.html", self._render("search.html", "search.html")

    def _reading(self, exercise: Exercise) -> Reading:
        head, mark, tail = exercise.statement.partition(SECTION)
        where, page = exercise.path("statement.md"), address(exercise)
        shown = _illustration(exercise)
        before, after = (self.text(where, part, page, 0, shown) for part in (head, mark + tail))
        stub = "\n\n\n".join(part.strip() for part in regions.parts(exercise)) + "\n"
        return Reading(exercise, before, after, stub, list(_sentences(exercise)))

    def _render(self, template: str, page: str, **values: object) -> str:
        def link(target: str | ProblemSet | Exercise) -> str:
            return relative(target if isinstance(target, str) else address(target), page)

        return (
            _environment()
            .get_template(template)
            .render(page=page, link=link, outline=self.outline, course=self.outline.course, **values)
        )


def _illustration(exercise: Exercise) -> Illustration | None:
    picture = pictures.picture_of(exercise)
    if picture is None:
        return None
    size = SIZE.search(picture.svg)
    width, height = (float(size[1]), float(size[2])) if size else (518.4, 216.0)
    return Illustration(f"{pictures.FOLDER}/{exercise.name}.svg", picture.alternative, picture.caption, width, height)


def _sentences(exercise: Exercise) -> Iterator[str]:
    """Yield what the public tests of an exercise say of themselves."""
    path = exercise.path("test_public.py")
    try:
        body = ast.parse(read_text(path)).body
    except SyntaxError as error:
        raise CourseError(path, f"this is no Python: {error}", f"python {path} shows where") from error
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield " ".join((ast.get_docstring(node) or node.name).split())


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(os.path.join(HERE, "templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "points": numbers.points, "count": numbers.count, "code": code_block, "spoken": _spoken,
    }  # fmt: skip
    environment.filters |= filters
    return environment


def _spoken(text: str) -> Markup:
    """Return a sentence in which what stands between backquotes is code, and a minus is no hyphen."""
    parts = re.split(r"`([^`]+)`", re.sub(r"(?<![\w`])-(?=[\d(])", "−", text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )
