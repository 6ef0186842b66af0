"""Fragments of code that renaming, other numbers, comments and spaces do not change: fingerprints of runs of tokens.

Every name is one token, every number one, every text one; keywords and operators stay themselves, and parentheses and
commas, which formatters add and leave out, are none. Of all runs of
``RUN`` tokens, winnowing keeps the least of every ``WINDOW`` in a row, wherever they stand: what two texts share for
``RUN + WINDOW - 1`` tokens is found for certain.
"""

import keyword
import re
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RUN, WINDOW = 12, 4
WORDS = 3
TOKEN = re.compile(
    r"""(?P<text>(?i:[rbfu]{0,2})(?:\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)
          |"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?))
      |(?P<comment>\#[^\n]*)
      |(?P<number>(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?)j?)
      |(?P<name>\w+)
      |(?P<sign>\*\*=?|//=?|>>=?|<<=?|[-+*/%@&|^=!<>:]=|->|[^\s\w])""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
FORM = frozenset("(),;\\")  # what a formatter adds and leaves out
KEPT = frozenset(keyword.kwlist)
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits are mixed

Hashes: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True)
class Token:
    """One token: what is left of it when names and numbers are all alike, and where it stands in its text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Fragments:
    """The fingerprints of a text, and the token with which each begins: two arrays of one length."""

    hashes: Hashes
    starts: NDArray[np.intp]


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, whether it is Python or not; comments are none, nor is what formatters put in."""
    found = ((match.lastgroup or "", match) for match in TOKEN.finditer(text) if match[0] not in FORM)
    return [Token(_kind(group, match[0]), *match.span()) for group, match in found if group != "comment"]


def numbers(text: str) -> set[str]:
    """Return the numbers that are written in a text, each in one way: 1e-3 is 0.001."""
    found = (match[0] for match in TOKEN.finditer(text) if match.lastgroup == "number")
    return {_number(number) for number in found}


def comments(text: str) -> set[str]:
    """Return the comments in a text that say something: those of at least ``WORDS`` words."""
    found = (match[0].lstrip("# ") for match in TOKEN.finditer(text) if match.lastgroup == "comment")
    return {" ".join(comment.split()) for comment in found if len(comment.split()) >= WORDS}


def fragments(text: str) -> Fragments:
    """Return the Fragments of a text; none where it has fewer than ``RUN`` tokens."""
    codes = np.array([_code(token.kind) for token in tokens(text)], dtype=np.uint64)
    if codes.size < RUN:
        return Fragments(np.empty(0, np.uint64), np.empty(0, np.intp))
    hashes = np.zeros(codes.size - RUN + 1, np.uint64)
    for place in range(RUN):  # a polynomial, modulo 2^64
        hashes = (hashes + codes[place : place + hashes.size]) * MULTIPLIER
    hashes ^= hashes >> np.uint64(29)
    starts = _winnowed(hashes)
    return Fragments(hashes[starts], starts)


def spans(text: str, wanted: Hashes) -> list[tuple[int, int]]:
    """Return where the fragments of a text stand that are wanted, from which letter to which, one after the other."""
    found, places = fragments(text), tokens(text)
    merged: list[tuple[int, int]] = []
    for first in found.starts[np.isin(found.hashes, wanted)]:
        start, end = places[first].start, places[first + RUN - 1].end
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _kind(group: str, text: str) -> str:
    if group in ("sign", "name"):
        return text if group == "sign" or text in KEPT else "name"
    return group


@cache
def _code(kind: str) -> int:
    return zlib.crc32(kind.encode(errors="surrogatepass")) + 1


def _number(text: str) -> str:
    try:
        return repr(float(text.replace("_", "")))
    except ValueError:
        return text.lower()


def _winnowed(hashes: Hashes) -> NDArray[np.intp]:
    """Return the places of the least hash of each window, the rightmost where there are several."""
    width = min(WINDOW, hashes.size)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, width)[:, ::-1]
    return np.unique(np.arange(len(windows)) + width - 1 - windows.argmin(axis=1))
