"""A judge's two pipes: tasks come in, answers go out, a line each."""

from collections.abc import Iterator
from typing import TextIO

from .task import Answer, Task


class Channel:
    """Where a judge is asked, and where it answers.

    Args:
        requests: to read from.
        answers: to write to.

    """

    def __init__(self, requests: TextIO, answers: TextIO) -> None:
        self.requests, self.answers = requests, answers

    @classmethod
    def of(cls, reading: int, writing: int) -> "Channel":
        """Return the channel of two file descriptors."""
        return cls(open(reading), open(writing, "w"))

    def tasks(self) -> Iterator[Task]:
        """Yield what is asked, until nobody is there to ask."""
        while line := self.requests.readline():
            yield Task.from_line(line)

    def say(self, answer: Answer) -> None:
        """Answer."""
        self.pass_on(answer.to_line())

    def pass_on(self, line: str) -> None:
        """Answer with a line that another judge wrote."""
        self.answers.write(line)
        self.answers.flush()

    def close(self) -> None:
        """Leave it to another process that has the other copy of it."""
        self.requests.close()
        self.answers.close()
