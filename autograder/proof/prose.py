"""Numbers in statements are computed: what a worked example says is held against the ``numbers.py`` beside it.

``GIVEN`` there lists what the text chooses, ``COMPUTED`` what follows from it by the reference, as numbers or arrays.
Every number of the statement and the public tests that could be a result has to be one of the two, to the digits that
are shown, and every entry of ``COMPUTED`` has to stand there: who types a number by hand, or changes what it follows
from, is told.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from autograder.course.model import Exercise, load_module
from autograder.files import read_text

SOURCE = "numbers.py"
COUNTS = 12  # whole numbers up to this one count, index and name things; they are nobody's results
EXACT = 3  # significant digits from which on a number is a result wherever it stands
EXAMPLE = re.compile(r"^### [^\n]*\bexamples?\b[^\n]*$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE)
# TeX and typography as plain numbers, in this order.
PLAIN = (
    (re.compile(r"\\t?frac\s*\{?(\d+)\}?\s*\{(\d+)\}|\\t?frac\s*(\d)\s*(\d)"), r" <\1\3/\2\4> "),
    (re.compile("½"), " <1/2> "),
    (re.compile(r"(?<![\w./])(\d+)/([1-9]\d*)(?![\w/])"), r" <\1/\2> "),
    (re.compile(r"(?<=\d)(?:\\,|\{,\})(?=\d{3})"), ""),  # thousands
    (re.compile(r"(\d)\s*\\cdot\s*10\^\{?(-?\d+)\}?"), r"\1e\2"),
    (re.compile(r"\b\d+\^(?:\{[^}]*\}|\d)"), " "),  # a power that is not worked out
    (re.compile(r"[_^](?:\{[^{}]*\}|\\?\w)"), " "),  # indices and exponents
    (re.compile(r"[−–]"), "-"),
)
NUMBER = re.compile(
    r"<(?P<over>\d+)/(?P<under>\d+)>|(?<![\w.\\])(?P<plain>-?\d+(?:\.(?P<decimals>\d+))?(?:e(?P<power>-?\d+))?)(?![\w.]*\w)"
)


@dataclass(frozen=True)
class Number:
    """A number as a text shows it, and how far from it a value may be that is rounded to it."""

    shown: str
    value: float
    half_a_digit: float
    digits: int  # significant ones

    @property
    def is_whole(self) -> bool:
        """Whether it is shown without decimals, or as code writes a whole number."""
        return self.shown.lstrip("-").removesuffix(".0").isdigit()

    def shows(self, value: float) -> bool:
        """Tell whether a value is shown so."""
        return abs(self.value - value) <= self.half_a_digit + 1e-9 * abs(value)


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers of a text in Markdown and TeX; what is part of a name, an index or an exponent is none."""
    for pattern, plain in PLAIN:
        text = pattern.sub(plain, text)
    for match in NUMBER.finditer(text):
        if match["over"]:
            yield Number(f"{match['over']}/{match['under']}", int(match["over"]) / int(match["under"]), 0.0, 1)
            continue
        decimals, power = len(match["decimals"] or ""), int(match["power"] or 0)
        digits = re.sub(r"e.*|\D", "", match["plain"]).lstrip("0")
        coarse = 0.0 if decimals == power == 0 else 0.5 * 10.0 ** (power - decimals)
        yield Number(match["plain"], float(match["plain"]), coarse, len(digits))


def find_problems(exercise: Exercise) -> Iterator[str]:
    """Yield, as sentences, the numbers of a statement that nothing computes, and those that it does not show."""
    given, computed = _sources(exercise)
    texts = {"statement.md": exercise.statement, "test_public.py": read_text(exercise.path("test_public.py"))}
    for name, text in texts.items():
        for number in _results_in(text):
            if not any(number.shows(value) for value in (*given, *computed)):
                remedy = f"mend it, or let {SOURCE} compute it or call it given"
                yield f"{exercise.path(name)}: nothing computes {number.shown}; {remedy}"
    shown = [number for text in texts.values() for number in numbers_in(text)]
    for value in computed:
        if not any(number.shows(value) for number in shown):
            yield f"{exercise.path(SOURCE)}: it computes {value:.9g}, and nothing that students read shows it"


def _results_in(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that could be results, each once."""
    examples = "\n".join(EXAMPLE.findall(text))
    found = [number for number in numbers_in(text) if not number.is_whole and number.digits >= EXACT]
    found += [number for number in numbers_in(_without_code(examples)) if not _is_a_count(number)]
    yield from {number.shown: number for number in found}.values()


def _is_a_count(number: Number) -> bool:
    return number.is_whole and abs(number.value) <= COUNTS


def _without_code(text: str) -> str:
    """Return a text without code inside its lines: calls and shapes, which public tests prove."""
    return re.sub(r"(?<!`)`[^`\n]+`(?!`)", " ", text)


def _sources(exercise: Exercise) -> tuple[list[float], list[float]]:
    if not os.path.exists(exercise.path(SOURCE)):
        return [], []
    module = load_module(exercise, "numbers")
    return list(_flat(module.GIVEN)), list(_flat(module.COMPUTED))


def _flat(values: Iterable[object]) -> Iterator[float]:
    for value in values:
        if isinstance(value, dict):
            yield from _flat(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _flat(value)
        else:
            yield from np.asarray(value, dtype=float).ravel().tolist()
