"""Hidden numbers: drawn from the course secret, so that nobody can know them, the student, and what was handed in.

The same file meets the same numbers on every run. A changed one meets others: what a page tells of them is of no use
for the next attempt.
"""

import hashlib
import hmac

import numpy as np


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
        self._generator = np.random.Generator(np.random.PCG64(0))

    @property
    def seed(self) -> int:
        """A seed for the student's own random numbers."""
        return int.from_bytes(self._bits("the student's own random numbers"))

    def generator(self, purpose: str) -> np.random.Generator:
        """Return random numbers for a purpose: the same generator each time, in a state of the purpose's own."""
        bits = self._bits(purpose)
        state, increment = int.from_bytes(bits[:16]), int.from_bytes(bits[16:]) | 1
        # All of PCG64's state at once: to stretch a seed would take longer than most tests.
        self._generator.bit_generator.state = {
            "bit_generator": "PCG64", "state": {"state": state, "inc": increment}, "has_uint32": 0, "uinteger": 0,
        }  # fmt: skip
        return self._generator

    def _bits(self, purpose: str) -> bytes:
        return hashlib.sha256(self._key + purpose.encode()).digest()
