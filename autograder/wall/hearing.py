"""How much a submission may say, and how often it may ask: by what right answers need, and a generous factor.

What is heard has a weight: what it costs our side to read, in bytes of an array. Each exercise has a hearing of its
own, of which one answer gets no more than a share: whoever says too much of one thing is still heard on the next. What
is asked before it is answered has a purse of its own in each call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import encoding, wire
from .deadline import SHARE

HEADER_BYTE, HANDLE = 96, 2**12  # weights: of a byte that has to be understood, and of a function
PRINTED = 640  # bytes of what a call printed that are told with its answer
FREE = 256 + 2 * PRINTED  # bytes of a message that weigh nothing, for messages are counted besides
TOO_MUCH = "more values than any answer has"
ENOUGH = 12 * 2**20  # weight that each exercise may say, whatever its right answers need
LARGEST = 0.4  # part of what is left of that which one answer may have
ENOUGH_ASKED = 5 * 2**20  # the same of what one call may ask
MORE_ANSWERS, MORE_ASKED = 8, 30  # times what the reference needs
MORE_QUESTIONS, MORE_EVALUATIONS = 22, 5  # callbacks for each of the reference's, and for each value it gets
SOME_EVALUATIONS, MANY_EVALUATIONS = 3000, 5000  # beyond that, in one call, and of all functions together
AT_ONCE = 100  # beyond the reference's questions, in several calls at once


def weight_of(header: int, payload: int, functions: int = 0) -> int:
    """Return the weight of a message.

    Args:
        header: its bytes.
        payload: bytes of its arrays.
        functions: how many there are in it.

    """
    return HEADER_BYTE * max(header - FREE, 0) + payload + HANDLE * functions


@dataclass
class Need:
    """What the calls of one function of the reference needed."""

    seconds: float = 0.0  # the most that one call took
    questions: int = 0  # how often it called back, the most in one call
    questions_in_all: int = 0
    evaluations: int = 0  # the same, by how many values it got: whoever asks for one at a time asks as often
    evaluations_in_all: int = 0
    asked: int = 0  # weight of all that it asked thereby
    answered: int = 0  # weight of all that it returned

    @property
    def callbacks(self) -> int:
        """How many there may be in one call of an answer that asks for one value at a time, and more often."""
        return SOME_EVALUATIONS + MORE_QUESTIONS * self.questions + MORE_EVALUATIONS * self.evaluations

    @property
    def callbacks_at_once(self) -> int:
        """The same of several calls together: whoever asks for less at a time than the reference makes them singly."""
        return AT_ONCE + MORE_QUESTIONS * self.questions

    @property
    def callbacks_in_all(self) -> int:
        """The same of all calls of one function together, before it asks on account of all functions."""
        return MORE_QUESTIONS * self.questions_in_all + MORE_EVALUATIONS * self.evaluations_in_all

    @property
    def purse(self) -> "Hearing":
        """What may be asked in one call by an answer that asks more often."""
        return Hearing(ENOUGH_ASKED + MORE_ASKED * self.asked, share=1.0)


class Hearing:
    """What may still be said, as a weight.

    Args:
        left: that.
        share: of what is left may one message have.

    """

    def __init__(self, left: float, share: float = SHARE) -> None:
        self.left, self.share = left, share

    @property
    def most(self) -> int:
        """The largest weight of one message."""
        return int(self.left * self.share)

    def hear(self, weight: int) -> None:
        """Take note of what one message weighs.

        Raises:
            wire.ProtocolError: that is too much, and nothing is taken.

        """
        if weight > self.most:
            raise wire.ProtocolError(TOO_MUCH)
        self.left -= weight


def for_exercise(needs: Iterable[Need | None], unknown: float) -> Hearing:
    """Return what an exercise may say whose functions have these needs.

    Args:
        needs: of each function; None where they are not known.
        unknown: the weight where some are not.

    """
    known = list(needs)
    if None in known:
        return Hearing(unknown)
    return Hearing(ENOUGH + sum(MORE_ANSWERS * need.answered for need in known if need), share=LARGEST)


def weigh(value: Any) -> int:
    """Return the weight of a value as an answer, or of a list of arguments as a callback."""
    encoder = encoding.Encoder(id)
    header = wire.WRITE_JSON({"value": encoder.encode(value)})
    return weight_of(len(header), encoder.size, encoder.registered)
