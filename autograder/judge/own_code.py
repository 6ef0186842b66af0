"""The text of a student's function, as it stands in what was handed in, to be shown beside what came of it.

It is found by looking at lines alone: nothing that a student wrote is parsed on this side of the wall.
"""

import re
from collections.abc import Sequence

LINES, WIDTH = 60, 160  # of a function that are kept, and of each of its lines
INNER = (" ", "\t", ")", "]", "}")  # how lines begin that go on with what began above


def text_of(function: str, pieces: Sequence[str]) -> str:
    """Return the lines of a function where it is defined last, or nothing where that cannot be seen.

    Args:
        function: its name.
        pieces: the cells of the submission, in order.

    """
    begin = re.compile(rf"(?:async\s+)?def\s+{re.escape(function)}\s*\(|{re.escape(function)}\s*=(?!=)")
    for piece in reversed(pieces):
        lines = piece.splitlines()
        for number in reversed(range(len(lines))):
            if begin.match(lines[number]):
                return "\n".join(_block(lines[number:]))
    return ""


def _block(lines: Sequence[str]) -> list[str]:
    """Return the first line and all that belongs to it, cut to what a person reads."""
    ends = (number for number, line in enumerate(lines) if number and line.strip() and not line.startswith(INNER))
    block = [line.rstrip()[:WIDTH] for line in lines[: next(ends, len(lines))]]
    while not block[-1]:
        block.pop()
    return block if len(block) <= LINES else [*block[:LINES], "    ..."]
