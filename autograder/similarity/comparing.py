"""Pairs of submissions that have rare fragments in common. Rarity decides, not what is right or was given.

A fragment that everybody writes says nothing, and one that two of a thousand write says much: it weighs as many bits as
it takes to pick those who have it out of all. Two are a pair only if they share at least ``ENOUGH`` rare fragments of
the functions in which they are alike: a short function has only so many ways to be written, and accuses nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .fragments import Hashes

ENOUGH = 15  # rare fragments that two have in common
RARE = 0.1  # share of all submissions that have a rare thing at most, ...
FEW = 4  # ... or so many, unless that is more than a third
ALIKE = 0.4  # of what is rare in the shorter one, from which on a function is alike
BLOCK = 2048  # fragments that are multiplied at a time

NOTHING: Hashes = np.empty(0, np.uint64)

Matrix: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class Part:
    """A function in which two submissions are alike.

    Args:
        name: of the function.
        share: of what is rare in the one that has less of it, by weight.
        shared: the rare fragments that both have.

    """

    name: str
    share: float
    shared: Hashes


@dataclass(frozen=True)
class Pair:
    """Two submissions, by their numbers, and where they are alike; ``bits`` say how much that is."""

    left: int
    right: int
    parts: tuple[Part, ...]
    bits: float

    @property
    def evidence(self) -> int:
        """How many rare fragments they share."""
        return sum(part.shared.size for part in self.parts)


class Shelf:
    """The rare fragments of all submissions in one function.

    Args:
        own: of each submission, the hashes of its fragments, sorted.
        base: hashes of what all were given, sorted; they say nothing.

    """

    def __init__(self, own: Sequence[Hashes], base: Hashes) -> None:
        self.count = len(own)
        written = [np.setdiff1d(hashes, base, assume_unique=True) for hashes in own]
        known, counts = np.unique(np.concatenate(written), return_counts=True)
        is_rare = counts <= most_with(self.count)
        self.known: Hashes = known[is_rare]
        self.weights: Matrix = np.log2(max(self.count, 2) / counts[is_rare]).astype(np.float32)  # in bits
        self.rare = [np.intersect1d(hashes, self.known, assume_unique=True) for hashes in written]
        self.totals = np.array([self.weigh(hashes) for hashes in self.rare], np.float32)

    def weigh(self, hashes: Hashes) -> float:
        """Return what rare fragments weigh together."""
        return float(self.weights[np.searchsorted(self.known, hashes)].sum())

    def part(self, name: str, left: int, right: int) -> Part | None:
        """Return in what two submissions are alike, or None if they are not."""
        shared = np.intersect1d(self.rare[left], self.rare[right], assume_unique=True)
        smaller = float(min(self.totals[left], self.totals[right]))
        share = self.weigh(shared) / smaller if smaller > 0 else 0.0
        return Part(name, share, shared) if share >= ALIKE else None

    def alike(self, first: int) -> tuple[Matrix, Matrix]:
        """Return how much the first submissions have in common with all, where they are alike.

        Returns:
            ``(bits, number)``: the weight of what they share, times its share, and the number of fragments: two
            matrices of shape ``(first, count)``.

        """
        weight, number = self._products(first)
        smaller = np.minimum(self.totals[:first, None], self.totals[None, :])
        share = np.divide(weight, smaller, out=np.zeros_like(weight), where=smaller > 0)
        share[share < ALIKE] = 0
        return share * weight, number * (share > 0)

    def _products(self, first: int) -> tuple[Matrix, Matrix]:
        """Return what the first submissions share with all: by weight, and how many fragments."""
        weight, number = (np.zeros((first, self.count), np.float32) for _ in range(2))
        for start in range(0, self.known.size, BLOCK):
            has = np.zeros((self.count, min(BLOCK, self.known.size - start)), np.float32)
            for row, hashes in enumerate(self.rare):
                places = np.searchsorted(self.known, hashes) - start
                has[row, places[(places >= 0) & (places < has.shape[1])]] = 1
            number += has[:first] @ has.T
            weight += (has[:first] * self.weights[start : start + BLOCK]) @ has.T
        return weight, number


def most_with(count: int) -> float:
    """Return how many of so many submissions have a rare thing at most."""
    return max(2, min(FEW, count // 3), RARE * count)


def compare(codes: Sequence[Mapping[str, Hashes]], base: Hashes, first: int, most: int) -> list[Pair]:
    """Return the pairs that are alike, those with most in common first.

    Args:
        codes: of each submission, function -> the hashes of its fragments, sorted; those of earlier years come last.
        base: hashes of what all were given, sorted.
        first: how many of the submissions are of this year; two of earlier years are no pair.
        most: pairs to return.

    """
    names = sorted({name for code in codes for name in code})
    shelves = {name: Shelf([code.get(name, NOTHING) for code in codes], base) for name in names}
    bits, evidence = (np.zeros((first, len(codes)), np.float32) for _ in range(2))
    for shelf in shelves.values():
        weight, number = shelf.alike(first)
        bits += weight
        evidence += number
    rows, columns = np.nonzero((evidence >= ENOUGH) & np.triu(np.ones_like(evidence, bool), 1))
    order = np.argsort(-bits[rows, columns], kind="stable")[:most]
    return [
        Pair(left, right, _parts(shelves, left, right), float(bits[left, right]))
        for left, right in zip(rows[order].tolist(), columns[order].tolist(), strict=True)
    ]


def _parts(shelves: Mapping[str, Shelf], left: int, right: int) -> tuple[Part, ...]:
    parts = (shelf.part(name, left, right) for name, shelf in shelves.items())
    return tuple(sorted((part for part in parts if part), key=lambda part: -part.shared.size))
