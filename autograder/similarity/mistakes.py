"""What else two have in common that few have: a mistake, a wrong result, an odd number, a comment.

Hidden numbers differ from student to student. So results are compared where a test calls with the same arguments for
both, or by what does not rest on the numbers: that all entries are wrong by one factor, or by one amount. None of this
finds a pair: it stands beside what the code says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from autograder.escape import shortened
from autograder.evidence import Array, Behind, Comparison, Number, Value
from autograder.numbers import significant
from autograder.report_folder import Record

from .comparing import most_with
from .reading import ELSEWHERE, Code

MISTAKE = "the mistake “{}” in {}"
RESULT = "the same wrong result for the same arguments in {}: {}"
FACTOR = "results that are {} times what they should be in {}: {}"
AMOUNT = "results that are wrong by {} everywhere in {}: {}"
NUMBER = "the number {} in {}"
COMMENT = "the comment “{}” in {}"
LISTED = 12  # things of one pair
LONGEST = 80  # characters of a comment
CLOSE = 1e-6  # numbers that differ by less of themselves are the same


@dataclass(frozen=True)
class Sign:
    """Something odd: what it is, by which it is compared, in words, and whether it is wrong or no more than odd."""

    key: bytes
    words: str
    is_wrong: bool = True


def of_record(record: Record) -> Iterator[Sign]:
    """Yield what is wrong in a student's report, so far as it can be compared with others."""
    for exercise, test in record.report.tests():
        behind = record.behind(exercise.name, test.name)
        if behind.mistake:
            yield _sign(MISTAKE.format(behind.mistake.replace("_", " "), exercise.title))
        elif behind.compared is not None:
            if key := _result(behind):
                words = RESULT.format(exercise.title, test.title)
                yield Sign(f"{exercise.name}/{test.name}/".encode() + key, words)
            yield from (_sign(words.format(exercise.title, test.title)) for words in _off_by(behind.compared))


def of_code(code: Code, given: Code) -> Iterator[Sign]:
    """Yield the numbers and comments in somebody's code: none that was given, and no round number, as 1e-5."""
    known = {text for texts in (*given.numbers.values(), *given.comments.values()) for text in texts}
    for unit in code.texts:
        where = f"{unit}()" if unit != ELSEWHERE else "code of their own"
        odd = {number for number in code.numbers[unit] - known if _is_odd(number)}
        yield from (_sign(NUMBER.format(number.removesuffix(".0"), where), is_wrong=False) for number in odd)
        for comment in code.comments[unit] - known:
            yield _sign(COMMENT.format(shortened(comment, LONGEST), where), is_wrong=False)


def shared(signs: Sequence[Set[Sign]], pairs: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Return for each pair of submissions, by their numbers, what both have and few others: what is wrong first, then
    the rarest.

    Args:
        signs: of each submission.
        pairs: of numbers.

    """
    counts = Counter(sign for own in signs for sign in own)
    most = most_with(len(signs))
    found = []
    for left, right in pairs:
        both = [sign for sign in signs[left] & signs[right] if counts[sign] <= most]
        both.sort(key=lambda sign: (not sign.is_wrong, counts[sign], sign.words))
        found.append([f"{sign.words} ({counts[sign]} of {len(signs)} have it)" for sign in both[:LISTED]])
    return found


def _sign(words: str, *, is_wrong: bool = True) -> Sign:
    return Sign(words.encode(errors="surrogatepass"), words, is_wrong)


def _is_odd(number: str) -> bool:
    """Tell whether a number has at least two digits that say something."""
    return len(re.sub(r"e.*|\D", "", number).strip("0")) > 1


def _result(behind: Behind) -> bytes:
    """Return the calls of a failed test with what was wrong; nothing where there were none."""
    if not behind.calls or behind.compared is None:
        return b""
    return msgspec.json.encode([behind.calls, behind.compared.got])


def _off_by(compared: Comparison) -> Iterator[str]:
    """Yield in what way all entries of a result are wrong, as a sentence that lacks the exercise and the test."""
    got, expected = _numbers(compared.got), _numbers(compared.expected)
    if got is None or expected is None or got.shape != expected.shape or not (got.size and np.any(expected)):
        return
    with np.errstate(all="ignore"):
        factors, amounts = (got / expected)[expected != 0], got - expected
    if np.allclose(got[expected == 0], 0) and _is_one(factors) and not np.isclose(factors[0], 0):
        yield FACTOR.format(significant(float(factors[0]), 5), "{}", "{}")
    elif _is_one(amounts):
        yield AMOUNT.format(significant(float(amounts.flat[0]), 5), "{}", "{}")


def _is_one(values: NDArray[np.float64]) -> bool:
    """Tell whether all of some numbers are the same."""
    first = values.flat[0]
    return bool(np.isfinite(first) and np.allclose(values, first, rtol=CLOSE, atol=CLOSE))


def _numbers(value: Value | None) -> NDArray[np.float64] | None:
    """Return the numbers of a value, so far as it was kept; None where it has others than finite ones."""
    entries = value.entries if isinstance(value, Array) else [[value.value]] if isinstance(value, Number) else [[]]
    if not all(isinstance(entry, int | float) for row in entries for entry in row):
        return None
    return np.array(entries, np.float64)
