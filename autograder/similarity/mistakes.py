"""What else two have in common that few have: the same mistake, the same wrong result, the same odd number.

Hidden numbers differ from student to student, so results are compared only where a test calls with the same arguments
for both. None of this finds a pair: it stands beside what the code says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec

from autograder.evidence import Behind
from autograder.report_folder import Record

from .comparing import most_with

MISTAKE = "the mistake “{}” in {}"
RESULT = "the same wrong result for the same arguments in {}: {}"
NUMBER = "the number {} in {}"
LISTED = 12  # things of one pair


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
            words = MISTAKE.format(behind.mistake.replace("_", " "), exercise.title)
            yield Sign(words.encode(errors="surrogatepass"), words)
        elif result := _result(behind):
            where = f"{exercise.name}/{test.name}/".encode()
            yield Sign(where + result, RESULT.format(exercise.title, test.title))


def of_numbers(numbers: Mapping[str, Set[str]], given: Set[str]) -> Iterator[Sign]:
    """Yield the numbers that somebody wrote into their functions: none that was given, and no round one, as 1e-5."""
    for function, found in numbers.items():
        where = f"{function}()" if function else "code of their own"
        for number in found - given:
            if len(re.sub(r"e.*|\D", "", number).strip("0")) > 1:
                words = NUMBER.format(number.removesuffix(".0"), where)
                yield Sign(words.encode(errors="surrogatepass"), words, is_wrong=False)


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
    for one, other in pairs:
        both = [sign for sign in signs[one] & signs[other] if counts[sign] <= most]
        both.sort(key=lambda sign: (not sign.is_wrong, counts[sign], sign.words))
        found.append([f"{sign.words} ({counts[sign]} of {len(signs)} have it)" for sign in both[:LISTED]])
    return found


def _result(behind: Behind) -> bytes:
    """Return the calls of a failed test with what was wrong; nothing where it is not about results."""
    if not behind.calls or behind.compared is None:
        return b""
    return msgspec.json.encode([behind.calls, behind.compared.got])
