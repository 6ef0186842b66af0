"""A judge's pipes: tasks come in, answers go out, a line each, and a third tells the end of the run by its own."""

import os
from collections.abc import Iterator
from typing import TextIO

from autograder.wall.forking import end_with_writer

from .task import Answer, Task


class Channel:
    """Where a judge is asked, and where it answers.

    Args:
        requests: to read from.
        answers: to write to.
        lifeline: descriptor of a pipe that is open as long as the run is.

    """

    def __init__(self, requests: TextIO, answers: TextIO, lifeline: int) -> None:
        self.requests, self.answers, self.lifeline = requests, answers, lifeline

    @classmethod
    def of(cls, reading: int, writing: int, lifeline: int) -> "Channel":
        """Return the channel of three file descriptors."""
        return cls(open(reading), open(writing, "w"), lifeline)

    def end_with_run(self) -> None:
        """Let this process end, whatever it does, when the run that it works for is gone."""
        end_with_writer(self.lifeline)

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
        os.close(self.lifeline)
