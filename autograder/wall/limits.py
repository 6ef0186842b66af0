"""What a submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Memory is in bytes, times are in seconds of processor time.

    Loading has a budget apart, and so has each exercise: what one spends, no other misses.
    """

    statement: float = 5.0  # while loading
    loading: float = 40.0
    least: float = 0.4  # for a call, however little the reference takes for it; see ``patience.py``
    call: float = 5.0  # where it is not known what the reference takes
    again: float = 0.08  # for a second call of a function that once took too long, at least
    exercise: float = 40.0
    test: float = 90.0  # for what a test computes on our side
    grace: float = 0.5  # for the child to end by itself what takes too long
    waiting: float = 120.0  # of real time, in all, in which there was nothing to compute
    processor: float = 3600.0  # where nothing else has ended the child
    memory: int = 2**30
    callbacks: int = 10_000  # in one call, where it is not known how many a right answer needs
    answers: int = 2**28  # weight of all that it says of what is not known to need less; see ``hearing.py``
