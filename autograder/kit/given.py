"""What came with a folder of assignments: what its files said, and which versions its work is graded with."""

import json
import os
import platform
from dataclasses import dataclass, field

import numpy as np

FILE = "given.json"


@dataclass(frozen=True)
class Given:
    """What ``make stubs`` wrote down. Versions are of the kind "3.12"; empty where nothing is known."""

    python: str = ""
    numpy: str = ""
    essences: tuple[str, ...] = ()  # of the files to be filled in, as ``work.essence`` tells them
    asked: dict[str, list[str]] = field(default_factory=dict)  # exercise -> the functions that it asks for
    packages: tuple[str, ...] = ()  # that may be imported beyond those of the course


def read() -> Given:
    """Return what came with these tools; nothing, where they lie in no student's folder."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), FILE)
    if not os.path.exists(path):
        return Given()
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    return Given(data["python"], data["numpy"], tuple(data["essences"]), data["asked"], tuple(data["packages"]))


def to_text(given: Given, generated: str) -> str:
    """Return what ``read`` reads, with a line that says where it comes from."""
    return json.dumps({"generated": generated, **vars(given)}) + "\n"


def say_difference(given: Given) -> list[str]:
    """Return a sentence where this Python or this numpy is another than what grades; else none."""
    pairs = [
        ("Python", platform.python_version(), given.python),
        ("numpy", np.__version__, given.numpy),
    ]
    odd = [(name, minor(here), graded) for name, here, graded in pairs if graded and minor(here) != graded]
    if not odd:
        return []
    here = " and ".join(f"{name} {have}" for name, have, _ in odd)
    graded = " and ".join(f"{name} {want}" for name, _, want in odd)
    return [f"You have {here}; your work is graded with {graded}. A few things work in one and not in the other."]


def minor(version: str) -> str:
    """Return the first two numbers of a version."""
    return ".".join(version.split(".")[:2])
