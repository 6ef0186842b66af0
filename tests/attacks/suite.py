"""An attack is a submission of the tiny course that wants more, or less for others, than its code deserves.

Each is a function under ``@attack``: its name is the attack's, its docstring says what it is after, and what it returns
is handed in: a text, bytes, or a function that is given the folder to fill. In a text, ``<course>``, ``<submitted>``
and ``<out>`` stand for where those folders are, and ``<hidden>`` for the file of hidden tests.
"""

import json
from dataclasses import dataclass

from tests.paths import TINY

FULL = 15.0
SECRET = b"of the course that is attacked".hex()
PERFECT = "\n\n".join(path.read_text() for path in sorted((TINY / "solutions" / "warmup").glob("*/reference.py")))
FUNCTIONS = {"greet": "name", "slope": "x", "total": "f, n", "shifted": "a", "picture": ""}
WORTH = {"greet": 5.0, "slope": 4.0, "total": 2.0, "shifted": 2.0, "picture": 2.0}


@dataclass(frozen=True)
class Attack:
    """What is handed in, what it wants, and the points that are honest for it, with the reason."""

    name: str
    intent: str
    hand_in: object  # str, bytes, or a function of the folder
    honest: float
    why: str
    file: str
    status: str  # of the report
    student: str
    topic: str  # the file that it stands in


ATTACKS = []


def attack(honest, why, *, file="warmup.py", status="graded", student=None):
    """Declare an attack.

    Args:
        honest: the points that it deserves.
        why: it deserves no others.
        file: name of the file that is handed in.
        status: of its report.
        student: name of its folder, by default the attack's own.

    """

    def declare(function):
        name, topic = function.__name__, function.__module__.rpartition(".")[2]
        intent = " ".join(function.__doc__.split())
        ATTACKS.append(Attack(name, intent, function(), honest, why, file, status, student or name, topic))
        return function

    return declare


def instead(name, body, before=""):
    """Return perfect code in which one function has another body."""
    lines = "\n    ".join(body.strip().split("\n"))
    return f"{before}\n\n{PERFECT}\n\ndef {name}({FUNCTIONS[name]}):\n    {lines}\n"


def everywhere(body, before=""):
    """Return code in which every function has the same body, so that nothing is right but by the attack."""
    lines = "\n    ".join(body.strip().split("\n"))
    functions = [f"def {name}({parameters}):\n    {lines}\n" for name, parameters in FUNCTIONS.items()]
    return "\n\n".join([before, *functions])


def stealing(code):
    """Return perfect code that looks for loot, and hands it in as a greeting: it is perfect only if it found nothing.

    ``code`` calls ``take(action)``, which keeps what the action returns, if it returns.
    """
    return f"""
import ctypes, gc, glob, linecache, mmap, os, pathlib, socket, sys
import numpy as np

loot = []

def take(action):
    try:
        found = action()
    except BaseException:
        return
    if found:
        loot.append(found)

{code}

{PERFECT}

honest = greet

def greet(name):
    return repr(loot)[:500] if loot else honest(name)
"""


def beside(files, text):
    """Return what writes a submission, and files beside it."""

    def fill(folder):
        (folder / "warmup.py").write_text(text)
        for name, content in files.items():
            (folder / name).write_text(content)

    return fill


def notebook(*cells):
    """Return a notebook of code cells as text."""
    told = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": one} for one in cells]
    return json.dumps({"cells": told, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def all_attacks():
    """Return every Attack there is."""
    from . import (  # noqa: F401
        costs,
        doors,
        escapes,
        exits,
        figures,
        files,
        handed_on,
        leftovers,
        notebooks,
        peers,
        questions,
        resources,
        secrets,
        values,
        wires,
    )

    return ATTACKS
