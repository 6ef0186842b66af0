"""Reads ``rules.yaml``. Whatever is wrong in it is named with its line and with what to type."""

import difflib
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

import yaml

from autograder.errors import Refusal, refusing
from autograder.files import read_plain
from autograder.marks import MAXIMUM, SCORE
from autograder.tables import folded

from . import times
from .model import BEST, DAY, HOUR, IN_TIME, LAST, ONCE, Late, Rules, SetRules

LARGEST = 2**20  # bytes
LONGEST_GRACE, LONGEST_CUT_OFF, MOST_DAYS = 1440, 24 * 366, 366  # minutes, hours, days


def read(path: str, problem_sets: Collection[str], students: Collection[str] = ()) -> Rules:
    """Return the rules in a file.

    Args:
        path: of the file.
        problem_sets: names of all sets of the course.
        students: of the class; none where there is no roster, and anybody may be excused.

    Raises:
        Refusal: something in it is wrong; it says in which line.

    """
    root = _parsed(path)
    reader = _Reader(path, problem_sets, {folded(student): student for student in students})
    return Rules(path) if root is None else reader.rules(root)


def _parsed(path: str) -> yaml.Node | None:
    with refusing(path, "put a file there that you may read"):
        data = read_plain(path, LARGEST)
    try:
        root: yaml.Node | None = yaml.compose(data.decode("utf-8-sig"), yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise Refusal(path, "it is not UTF-8 text", "save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}, line {mark.line + 1}" if mark else path
        cause = getattr(error, "problem", None) or "there is a character in it that no text has"
        raise Refusal(where, f"this is no YAML: {cause}", "see docs/late-work.md for an example") from error
    except RecursionError as error:
        raise Refusal(path, "it is nested too deeply", "see docs/late-work.md for an example") from error
    return root


@dataclass(frozen=True)
class _Reader:
    """Reads nodes of one file."""

    path: str
    problem_sets: Collection[str]
    students: Mapping[str, str]  # as they are compared -> as they are called

    def rules(self, root: yaml.Node) -> Rules:
        found = self.mapping(root, ("timezone", "late_days", "late", "sets"), "late_days: 4")
        zone = self.zone(found["timezone"]) if "timezone" in found else None
        days = self.whole(found["late_days"], "late_days: 4", MOST_DAYS) if "late_days" in found else 0
        late = self.late(found["late"], Late(), zone) if "late" in found else Late()
        sets = self.mapping(found["sets"], self.problem_sets, f"{min(self.problem_sets)}:") if "sets" in found else {}
        return Rules(self.path, zone, days, {name: self.set(node, late, zone) for name, node in sets.items()})

    def set(self, node: yaml.Node, late: Late, zone: tzinfo | None) -> SetRules:
        found = self.mapping(node, ("due", "late", "excused"), f"due: {times.EXAMPLE}")
        due = times.end_of_minute(self.time(found["due"], zone)) if "due" in found else None
        late = self.late(found["late"], late, zone) if "late" in found else late
        if "late" in found and due is None:
            raise self.wrong(found["late"], "what lateness costs, and no due date", f"due: {times.EXAMPLE}")
        return SetRules(due, late, self.names(found["excused"]) if "excused" in found else frozenset())

    def late(self, node: yaml.Node, late: Late, zone: tzinfo | None) -> Late:
        """Return what lateness costs, by a node, and otherwise as before."""
        ways: Mapping[str, Callable[[yaml.Node], Any]] = {
            "grace": lambda node: timedelta(minutes=self.number(node, "grace: 10", LONGEST_GRACE)),
            "deduct": lambda node: self.number(node, "deduct: 10", 100),
            "per": lambda node: self.choice(node, (DAY, HOUR, ONCE)),
            "of": lambda node: self.choice(node, (SCORE, MAXIMUM)),
            "floor": lambda node: self.number(node, "floor: 40", 100),
            "cap": lambda node: self.number(node, "cap: 80", 100),
            "cut_off": lambda node: self.cut_off(node, zone),
            "late_days": lambda node: self.whole(node, "late_days: 2", MOST_DAYS),
            "attempt": lambda node: self.choice(node, (LAST, IN_TIME, BEST)),
        }
        found = self.mapping(node, ways, "deduct: 10")
        read = replace(late, **{name: ways[name](node) for name, node in found.items()})
        if read.floor > read.cap:
            raise self.wrong(node, f"the floor of {read.floor:g} % is above the cap of {read.cap:g} %", "floor: 40")
        return read

    def mapping(self, node: yaml.Node, keys: Collection[str], example: str) -> dict[str, yaml.Node]:
        """Return the values of a mapping by their keys, each of which is known and there once."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, "there should be lines of 'name: value' here", example)
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key, example)
            if name not in keys:
                close = difflib.get_close_matches(name, list(keys), 1)
                raise self.wrong(key, f"nothing is called {name!r} here", _either(close or sorted(keys)))
            if name in found:
                raise self.wrong(key, f"{name!r} is there twice", "take one of them out")
            found[name] = value
        return found

    def text(self, node: yaml.Node, example: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self.wrong(node, "there should be a word or a number here", example)
        return str(node.value).strip()

    def names(self, node: yaml.Node) -> frozenset[str]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(node, "there should be a list of students here", "excused: [ada, ben]")
        return frozenset(map(self.student, node.value))

    def student(self, node: yaml.Node) -> str:
        name = self.text(node, "excused: [ada, ben]")
        if self.students and folded(name) not in self.students:
            close = difflib.get_close_matches(folded(name), self.students, 1)
            remedy = self.students[close[0]] if close else "a student as the roster calls them"
            raise self.wrong(node, f"there is no student {name!r} in the class", remedy)
        return self.students.get(folded(name), name)

    def number(self, node: yaml.Node, example: str, most: float) -> float:
        """Return a number from 0 to ``most``; a percent sign behind it does no harm."""
        text = self.text(node, example)
        try:
            number = float(text.removesuffix("%").strip())
        except ValueError:
            number = math.nan
        if not 0 <= number <= most:
            raise self.wrong(node, f"{text!r} is no number from 0 to {most:g}", example)
        return number

    def whole(self, node: yaml.Node, example: str, most: int) -> int:
        number = self.number(node, example, most)
        if number != int(number):
            raise self.wrong(node, f"{node.value!r} is no whole number", example)
        return int(number)

    def choice(self, node: yaml.Node, options: Collection[str]) -> str:
        text = self.text(node, _either(options))
        if text not in options:
            raise self.wrong(node, f"{text!r} is none of what may stand here", _either(options))
        return text

    def zone(self, node: yaml.Node) -> tzinfo:
        example = "timezone: Europe/Berlin"
        try:
            return times.zone_of(self.text(node, example))
        except ValueError as error:
            raise self.wrong(node, str(error), example) from error

    def time(self, node: yaml.Node, zone: tzinfo | None) -> datetime:
        try:
            return times.read(self.text(node, times.EXAMPLE), zone)
        except ValueError as error:
            remedy = f"{times.EXAMPLE}; and timezone: Europe/Berlin at the top, or +01:00 behind the time"
            raise self.wrong(node, str(error), remedy) from error

    def cut_off(self, node: yaml.Node, zone: tzinfo | None) -> datetime | timedelta:
        example = f"cut_off: {times.EXAMPLE}, or cut_off: 72 for so many hours after the deadline"
        text = self.text(node, example)
        if ":" in text or "-" in text:
            return times.end_of_minute(self.time(node, zone))
        return timedelta(hours=self.number(node, example, LONGEST_CUT_OFF))

    def wrong(self, node: yaml.Node, cause: str, remedy: str) -> Refusal:
        return Refusal(f"{self.path}, line {node.start_mark.line + 1}", cause, remedy)


def _either(words: Collection[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
