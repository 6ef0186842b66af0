"""The pictures of statements: which exercise has one, what is said of it, and whether it is stale.

An exercise's ``picture.py`` draws it; a line of its ``statement.md`` says where it stands, what someone who does not
see it should know, and its caption: ``![what is shown](picture.py "The caption.")``. What was drawn lies in
``assignments/``, and its SVG holds a digest of what it was made of. As long as that is the same, nothing is drawn
again, on whatever machine.
"""

import ast
import base64
import functools
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.errors import CourseError
from autograder.files import read_text

from .model import GENERATED, Exercise

FOLDER = "pictures"  # in the folder of a set
SOURCE = "picture.py"
LINK = re.compile(r'!\[(?P<alternative>[^\]]*)\]\(picture\.py(?:\s+"(?P<caption>[^"]*)")?\)')
LARGEST = {".svg": 150_000, ".png": 60_000}  # bytes


@dataclass(frozen=True)
class Picture:
    """What was drawn for an exercise, and the words that belong to it."""

    name: str  # of the exercise
    alternative: str
    caption: str
    svg: str
    png: bytes

    def files(self) -> dict[str, str | bytes]:
        """Return its files: path in the folder of the set -> content."""
        return {f"{FOLDER}/{self.name}.svg": self.svg, f"{FOLDER}/{self.name}.png": self.png}

    def placed(self, statement: str, address: str) -> str:
        """Return a statement as Markdown in which the picture is shown from an address, with its caption below."""
        shown = f"![{self.alternative}]({address})\n\n*{self.caption}*"
        return LINK.sub(lambda _: shown, statement, count=1)

    @property
    def attachment(self) -> dict[str, dict[str, str]]:
        """The picture as a cell of a notebook carries it."""
        return {f"{self.name}.png": {"image/png": base64.b64encode(self.png).decode()}}


def picture_of(exercise: Exercise) -> Picture | None:
    """Return the picture of an exercise, drawn anew only if it was not yet; None where there is none.

    Raises:
        CourseError: what the statement says of it is incomplete, or drawing it fails.

    """
    link = LINK.search(exercise.statement)
    for problem in _problems(exercise):
        raise CourseError(*problem)
    if link is None:
        return None
    alternative, caption = (" ".join(link[group].split()) for group in ("alternative", "caption"))
    return Picture(exercise.name, alternative, caption, *(_drawn_before(exercise) or _drawn(exercise)))


def find_problems(exercise: Exercise) -> Iterator[str]:
    """Yield, as sentences, what is wrong with an exercise's picture: words are missing, it is stale, or too large."""
    problems = list(_problems(exercise))
    yield from (f"{path}: {cause}; {remedy}" for path, cause, remedy in problems)
    if problems or not LINK.search(exercise.statement):
        return
    drawn = _drawn_before(exercise)
    if drawn is None:
        yield f"{exercise.path(SOURCE)}: what it draws is not what lies in assignments/; run make stubs"
        return
    for ending, content in zip(LARGEST, drawn, strict=True):
        if len(content) > LARGEST[ending]:
            yield f"{exercise.path(SOURCE)}: its {ending} has {len(content)} bytes, more than {LARGEST[ending]}"


def _problems(exercise: Exercise) -> Iterator[tuple[str, str, str]]:
    """Yield what is missing, as path, cause and remedy."""
    links, is_there = list(LINK.finditer(exercise.statement)), os.path.exists(exercise.path(SOURCE))
    statement = exercise.path("statement.md")
    if is_there and len(links) != 1:
        yield statement, f"it shows its picture {len(links)} times", f'write ![what is shown]({SOURCE} "Caption.") once'
    if links and not is_there:
        yield exercise.path(SOURCE), "the statement shows it, and it is not there", "write it, or take the line out"
    for group, what in {"alternative": "alternative text", "caption": "caption"}.items():
        if is_there and links and not (links[0][group] or "").strip():
            yield statement, f"its picture has no {what}", f'write ![what is shown]({SOURCE} "Caption.")'


def _drawn(exercise: Exercise) -> tuple[str, bytes]:
    from .drawing import draw  # takes a second to load

    source = f"solutions/{exercise.set_name}/{exercise.name}/{SOURCE}"
    return draw(exercise, GENERATED.format(source=source), _digest(exercise))


def _drawn_before(exercise: Exercise) -> tuple[str, bytes] | None:
    """Return what lies in ``assignments/``, if it was drawn of what is there now."""
    root = os.path.join(exercise.folder, os.pardir, os.pardir, os.pardir)
    path = os.path.join(root, "assignments", exercise.set_name, FOLDER, exercise.name)
    try:
        with open(f"{path}.svg", "rb") as vector, open(f"{path}.png", "rb") as pixels:
            svg, png = vector.read(), pixels.read()
        return (svg.decode(), png) if _digest(exercise).encode() in svg else None
    except (OSError, UnicodeDecodeError):
        return None


def _digest(exercise: Exercise) -> str:
    """Return a digest of all that decides what is drawn: how, from what, and in which style."""
    style = read_text(os.path.join(os.path.dirname(os.path.abspath(__file__)), "drawing.py"))
    sources = (read_text(exercise.path(SOURCE)), exercise.reference_source, style)
    return hashlib.sha256("\0".join(map(_without_words, sources)).encode()).hexdigest()


@functools.cache
def _without_words(source: str) -> str:
    """Return the lines of a program that do something: docstrings and comments draw nothing."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Module | ast.FunctionDef)]
    docstrings = [node.body[0] for node in nodes if ast.get_docstring(node) is not None]
    words = {number for node in docstrings for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = [line.rstrip() for number, line in enumerate(source.splitlines(), 1) if number not in words]
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))
