"""How long the functions of a submission are waited for, and how often they may ask, by what the reference needs.

A right answer may be slow: it has many times what the reference takes, and never less than a moment. Whatever does not
come back is waited for less the next time, and after that not at all; and where many functions do not come back, none
gets much more than it may need.
"""

from collections import Counter
from collections.abc import Mapping

from .deadline import SHARE, Budget
from .hearing import MANY_EVALUATIONS, Need
from .limits import Limits

TIMES = 120  # what a call of the reference takes at most, a call of an answer may take
TRIES = 2  # after so many calls that did not come back, a function is not called any more
SOONER, AGAIN = 10, 10  # parts of the time, and of the callbacks, that there are for the second of them
CROSSING = 1e-4  # seconds that there are for each value which the reference asks for: others may ask for one at a time
BY_ITSELF = 3e-4  # seconds that there are for each number which it is given: it may compute all entries one by one,
LARGE = 1.0  # and at most so many
TOGETHER = 5  # what a call of the reference takes at most, each of several calls at once may take; or they come singly
SHORTEST = 0.2  # seconds that there are for the first call of any function, however many others did not come back
GIVEN_UP = "It did not come back twice before, and is not called again."

Key = tuple[str, bool]  # the name of a function, and whether it is one that this returned


class Patience:
    """What is left for the functions of one submission.

    Args:
        limits: of the submission.
        needs: name of a function -> what a right one needs, where that is known.

    """

    def __init__(self, limits: Limits, needs: Mapping[str, Need]) -> None:
        self.limits, self.needs = limits, needs
        self.lost: Counter[Key] = Counter()  # calls that did not come back
        self.slow: set[Key] = set()  # functions that once took too long, be it that several calls at once did
        self.spare = Budget(limits.least / SHARE)  # seconds that those may have taken which the reference does not need
        self.asked: Counter[str] = Counter()  # callbacks so far, by function
        self.shared = MANY_EVALUATIONS  # callbacks that there still are beyond those that its need gives each function

    def has_ended(self, key: Key) -> bool:
        """Tell whether a function is not called any more."""
        return self.lost[key] >= TRIES

    def seconds(self, key: Key, at_least: float = 0.0, numbers: float = 0.0) -> float:
        """Return how much processor time a call may take.

        Args:
            key: of the function.
            at_least: what the test asks for.
            numbers: that it is given, in arrays.

        """
        need = self.needs.get(key[0])
        if need is None:
            return max(self.limits.again if self.lost[key] else self.limits.call, at_least)
        own = max(TIMES * need.seconds + CROSSING * need.evaluations, at_least)
        if self.lost[key]:
            return max(own / SOONER, self.limits.again)
        least = max(min(SHORTEST, self.limits.least), self.spare.allow(self.limits.least))
        return max(own, least + min(BY_ITSELF * numbers, LARGE))

    def seconds_together(self, name: str, calls: int) -> float:
        """Return how much processor time several calls at once may take: who needs more has it in each by itself."""
        need = self.needs.get(name)
        return max(TOGETHER * need.seconds * calls, self.limits.again / 2) if need else self.limits.again

    def callbacks(self, key: Key, *, is_ahead: bool = False) -> int:
        """Return how many callbacks a call may make; several at once make fewer, or are made again one by one."""
        need, part = self.needs.get(key[0]), AGAIN if self.lost[key] else 1
        if need is None:
            return self.limits.callbacks // part
        most = need.callbacks_at_once if is_ahead else need.callbacks
        return min(most // part, self._own(key[0]) + self.shared)

    def hear(self, name: str, questions: int) -> None:
        """Take note of how often a call of a function called back."""
        self.shared = max(self.shared - max(questions - self._own(name), 0), 0)
        self.asked[name] += questions

    def _own(self, name: str) -> int:
        need = self.needs.get(name)
        return max(need.callbacks_in_all - self.asked[name], 0) if need else 0

    def lose(self, key: Key, seconds: float, *, is_ahead: bool = False) -> None:
        """Take note of a call that did not come back, and of what it has taken.

        Args:
            key: of the function.
            seconds: of processor time.
            is_ahead: whether these were several calls at once: each of them will have its time yet.

        """
        self.slow.add(key)
        if not is_ahead:
            self.lost[key] += 1
            self.spare.spend(seconds)
