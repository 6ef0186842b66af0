"""Hidden numbers: drawn from the course secret, so that nobody can know them, the student, and what was handed in.

The same file meets the same numbers on every run. A changed one meets others: what a page tells of them is of no use
for the next attempt.
"""

import hashlib
import hmac

from autograder.edges.numbers import Numbers


class Draws:
    """What one student's hidden tests draw from.

    Args:
        secret: of the course, hexadecimal.
        student: their name.
        file: a digest of what was handed in.

    """

    def __init__(self, secret: str, student: str, file: str = "") -> None:
        name = student.encode(errors="surrogateescape")
        self._key = hmac.digest(bytes.fromhex(secret), hashlib.sha256(name).digest() + file.encode(), "sha256")
        self._numbers = Numbers()

    @property
    def seed(self) -> int:
        """A seed for the student's own random numbers."""
        return int.from_bytes(self._bits("the student's own random numbers"))

    def numbers(self, test: str) -> Numbers:
        """Return random numbers for a hidden test: the same generator each time, begun anew.

        Args:
            test: as pytest identifies it; what everybody's numbers share hangs on its exercise's and its own name.

        """
        path, _, name = test.partition("::")
        shared = f"{path.split('/')[-2]}::{name}"
        self._numbers.begin(self._bits(test), hashlib.sha256(shared.encode()).digest())
        return self._numbers

    def _bits(self, purpose: str) -> bytes:
        return hashlib.sha256(self._key + purpose.encode()).digest()
