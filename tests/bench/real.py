"""A class as teachers see it: most of it right or nearly so, some half done, some that raises, hangs or is no code."""

import random
from dataclasses import dataclass

from autograder.proof.synthetic import perfect, script, with_variant
from tests.bench import measure
from tests.bench.costs import instead
from tests.bench.peers import Floor, Ours

SEED = 2026
# How many of a hundred hand in what; the others are perfect.
SHARES = {
    "one or two mistakes": 35,
    "half done": 15,
    "nearly nothing": 8,
    "raises": 5,
    "never ends": 4,
    "unreadable": 3,
}
DEADLINE = 60.0  # seconds of real time for one submission, where a tool has no limit of its own
CLEARLY = 0.05  # of all points: tools that skip nothing give some more


@dataclass(frozen=True)
class HandIn:
    """What one student handed in."""

    kind: str
    data: bytes
    ending: str = ".py"


def make_class(problem_set, size):
    """Return the same HandIns on every machine, in the same order.

    Args:
        problem_set: of the course.
        size: how many.

    """
    chance = random.Random(SEED)
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(size * share / 100))]
    kinds += ["perfect"] * (size - len(kinds))
    chance.shuffle(kinds)
    return [HandIn(kind, *MAKERS[kind](problem_set.exercises, chance)) for kind in kinds]


def _perfect(exercises, chance):
    return (perfect(exercises).encode(),)


def _mistaken(exercises, chance):
    every = [(exercise, one) for exercise in exercises for one in exercise.variants if one.hint]
    pairs = chance.sample(every, chance.choice((1, 2)))
    text = perfect(exercises)
    return ((text + "".join(with_variant([], exercise, one) for exercise, one in pairs)).encode(),)


def _half_done(exercises, chance):
    return (perfect(chance.sample(exercises, len(exercises) // 2)).encode(),)


def _nearly_nothing(exercises, chance):
    names = [name for exercise in exercises for name in exercise.functions]
    given = [f"def {name}(*args, **named):\n    raise NotImplementedError" for name in names]
    return ((perfect(exercises[:1]) + script(given)).encode(),)


def _raises(exercises, chance):
    if chance.random() < 0.5:
        return ((perfect(exercises) + script(["def last(x:\n    return x"])).encode(),)
    return _with(exercises, chance, "raise ValueError('not yet')")


def _never_ends(exercises, chance):
    return _with(exercises, chance, "while True: pass")


def _with(exercises, chance, body):
    """Return a perfect submission in which one function does something else."""
    name = chance.choice([name for exercise in exercises for name in exercise.functions])
    return ((perfect(exercises) + script([instead([name], body)])).encode(),)


def _unreadable(exercises, chance):
    return chance.choice([(b'{"cells": [{"cell_type": "code", "sou', ".ipynb"), (b"%PDF-1.7\n\xff\xfe\x00", ".pdf")])


MAKERS = {
    "perfect": _perfect,
    "one or two mistakes": _mistaken,
    "half done": _half_done,
    "nearly nothing": _nearly_nothing,
    "raises": _raises,
    "never ends": _never_ends,
    "unreadable": _unreadable,
}


def grade_all(peers, set_name, text, hand_ins, place, say):
    """Grade a class with every tool; return what each cost and lost, ours first.

    Args:
        peers: classes of Peer.
        set_name: of the problem set.
        text: a perfect submission.
        hand_ins: of the class.
        place: Path of a folder to work in.
        say: called with what is done.

    """
    found, ours = [], None
    for peer in sorted((one for one in peers if one is not Floor), key=lambda one: one is not Ours):
        say(f"a real class of {len(hand_ins)}: {peer.name} ...")
        costs, marks = _graded(peer, set_name, text, hand_ins, place)
        ours = ours or marks
        found.append({
            "name": peer.name, "wall": sum(cost.wall for cost in costs), "cpu": sum(cost.cpu for cost in costs),
            "memory": max(cost.memory for cost in costs), "ungraded": marks.count(None),
            "lost": sum(map(_loses, marks, ours)),
        })  # fmt: skip
    return found


def _loses(mark, own):
    """Tell whether a mark is clearly less than what every test gives that could be run."""
    return mark is not None and own is not None and mark < own - CLEARLY


def _graded(peer, set_name, text, hand_ins, place):
    """Return the Costs of a tool's commands, and the share of all points that each submission got, None for no mark."""
    if peer.batch > 1:
        whole = type("Class", (peer,), {"batch": len(hand_ins)})(set_name, text, place / "real", hand_ins)
        costs = [measure.run(whole.command(), cwd=whole.place, env=whole.env, strict=False)]
        return costs, whole.marks()
    one = peer(set_name, text, place / "real")
    costs, marks = [], []
    for hand_in in hand_ins:
        one.reset()
        one.hand_in(hand_in.data)
        costs.append(measure.run(one.command(), cwd=one.place, env=one.env, strict=False, deadline=DEADLINE))
        marks.append(one.mark())
    return costs, marks
