"""The processes that judge: one a worker, forked once the tests are collected, and one a submission where need be."""

import gc
import os
from dataclasses import dataclass

from autograder.wall.forking import await_children, become_several
from autograder.wall.spawn import ZygoteHandle

from .channel import Channel
from .task import Answer


@dataclass
class Worker:
    """What one judge has to itself."""

    zygote: ZygoteHandle
    channel: Channel

    def leave(self) -> None:
        """Leave them to the process that is this worker."""
        self.zygote.leave()
        self.channel.close()


def divide(workers: list[Worker]) -> Worker:
    """Fork until there is a process for each worker; return the one that this process is."""
    number = become_several(len(workers))
    own = workers.pop(number)
    for other in workers:
        other.leave()
    workers.clear()
    if number > 0:
        os.setsid()  # so that it can be ended with all that it forks
    own.channel.end_with_run()
    return own


def is_fork(worker: Worker) -> bool:
    """Fork for one submission. Return True in the fork, whose answer goes by way of the parent.

    Return False in the parent, when the fork has ended and its answer is passed on.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        gc.disable()  # a fork lives for a moment, and collecting would copy the memory that it shares
        os.close(reading)
        answers = open(writing, "w")  # noqa: SIM115 - open until the fork exits
        worker.channel = Channel(worker.channel.requests, answers, worker.channel.lifeline)
        worker.channel.end_with_run()
        return True
    os.close(writing)
    with open(reading) as pipe:
        line = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    worker.zygote.end()
    worker.channel.pass_on(line if code == 0 else Answer(failed=f"its fork ended with {code}").to_line())
    return False


def close(worker: Worker, others: list[Worker]) -> None:
    """End a worker's zygote, and wait for the processes that were forked here.

    Args:
        worker: of this process.
        others: those that never got a process of their own.

    """
    for other in others:
        other.zygote.leave()
    worker.zygote.close()
    await_children()
