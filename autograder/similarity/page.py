"""The page of a set for the teacher alone: pairs side by side, with what they share marked."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.model import ProblemSet
from autograder.feedback.pages import render

from .comparing import ENOUGH, Pair, Part
from .fragments import spans
from .reading import ELSEWHERE, Code

FOLDER = "similar"  # below the one of the reports
FEW_TO_COMPARE = 10  # submissions, below which nothing is rare
SHOWN = 30  # pairs


@dataclass(frozen=True)
class Author:
    """Whose a submission is, as the page names them, and its code."""

    name: str
    code: Code


@dataclass(frozen=True)
class PartView:
    """A function in which a pair is alike: two texts, each in pieces that are marked or not."""

    title: str
    part: Part
    texts: tuple[list[tuple[str, bool]], list[tuple[str, bool]]]


@dataclass(frozen=True)
class PairView:
    """A pair as the page shows it, and sentences about what stands beside it."""

    number: int
    names: tuple[str, str]
    pair: Pair
    parts: list[PartView]
    beside: Sequence[str]


def page_path(out: str, problem_set: str) -> str:
    """Return where the page of a set belongs."""
    return os.path.join(out, FOLDER, f"{problem_set}.html")


def similar_page(
    problem_set: ProblemSet, authors: Sequence[Author], pairs: Sequence[Pair], beside: Sequence[Sequence[str]]
) -> str:
    """Return the page of a set.

    Args:
        problem_set: of which it is.
        authors: of all submissions that were compared.
        pairs: that are alike, by the numbers of their authors.
        beside: of each pair, what else both have and few others.

    """
    views = [
        _view(number, pair, authors, words) for number, (pair, words) in enumerate(zip(pairs, beside, strict=True), 1)
    ]
    return render(
        "similar.html", problem_set=problem_set, pairs=views, count=len(authors), enough=ENOUGH,
        is_small=len(authors) < FEW_TO_COMPARE, most=SHOWN,
    )  # fmt: skip


def _view(number: int, pair: Pair, authors: Sequence[Author], beside: Sequence[str]) -> PairView:
    left, right = authors[pair.left], authors[pair.right]
    parts = [
        PartView(
            part.name if part.name != ELSEWHERE else "code of their own, beside these functions",
            part,
            (list(_pieces(left.code.texts[part.name], part)), list(_pieces(right.code.texts[part.name], part))),
        )
        for part in pair.parts
    ]
    return PairView(number, (left.name, right.name), pair, parts, beside)


def _pieces(text: str, part: Part) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces: what both have, marked, and what lies between."""
    here = 0
    for start, end in spans(text, part.shared):
        yield text[here:start], False
        yield text[start:end], True
        here = end
    yield text[here:], False
