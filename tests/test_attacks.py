"""No attack of the suite gains a point, costs anybody else one, or leaves a trace; see ``attacks/suite.py``.

All are graded in one go, by two judges. Around each attack, the judge that meets it grades an honest student.
"""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import shutil
import sys
from dataclasses import dataclass

import pytest

from autograder import grading, report, stubs
from autograder.course import load_course
from tests.attacks.suite import FULL, PERFECT, SECRET, all_attacks
from tests.paths import TINY

ATTACKS = all_attacks()
LIMITS = {"cell": 1.0, "call": 1.0, "again": 0.2, "total": 8.0}
EMMY = "x = 'what emmy wrote'\n" + PERFECT


@dataclass
class Place:
    """Where a class is attacked: the course, what was handed in, the marks."""

    course: pathlib.Path
    submitted: pathlib.Path
    out: pathlib.Path

    def hand_in(self, attack):
        """Lay an attack where a submission lies; return its folder."""
        folder = self.submitted / attack.student / "warmup"
        folder.mkdir(parents=True)
        if callable(attack.hand_in):
            attack.hand_in(folder)
        else:
            data = attack.hand_in
            (folder / attack.file).write_bytes(data if isinstance(data, bytes) else self._about_here(data))
        return folder

    def _about_here(self, text):
        hidden = self.course / "solutions" / "warmup" / "toolbox" / "test_hidden.py"
        for name, path in [
            ("course", self.course),
            ("submitted", self.submitted),
            ("out", self.out),
            ("hidden", hidden),
        ]:
            text = text.replace(f"<{name}>", str(path))
        return text.encode(errors="surrogatepass")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A course with a secret, a class in which emmy is honest, and her mark."""
    root = tmp_path_factory.mktemp("attacked")
    for folder in [root, *root.parents][:3]:
        with contextlib.suppress(PermissionError):
            os.chmod(folder, 0o755)
    place = Place(root / "course", root / "submitted", root / "out")
    shutil.copytree(TINY, place.course, ignore=shutil.ignore_patterns("__pycache__"))
    course = load_course(str(place.course))
    stubs.write(course, course.problem_sets[0])
    (place.course / ".course_secret").write_text(SECRET)
    for folder, name, text in [(place.submitted, "warmup.py", EMMY), (place.out, "emmy.json", "{}")]:
        path = folder / "emmy" / "warmup" / name if folder is place.submitted else folder / "warmup" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return place


@dataclass
class Outcome:
    """What became of an attack: its report, those of the honest student around it, and the judge's memory in bytes."""

    report: report.Report
    before: report.Report
    after: report.Report
    memory: int


@pytest.fixture(scope="module")
def outcomes(place):
    """Grade all attacks in one go; returns name -> Outcome."""
    halves = ATTACKS[::2], ATTACKS[1::2]
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        return {
            name: one for half in executor.map(lambda half: battle(place, half), halves) for name, one in half.items()
        }


def battle(place, attacks):
    """Grade some attacks in one judge, each between two honest students."""
    private = [str(place.submitted), str(place.out)]
    with grading.Judges(str(place.course), limits=LIMITS, private=private) as judges:
        assert judges.prepare("warmup") == []

        def grade(student, folder):
            return judges.grade(grading.Task(judges.root, "warmup", student, str(folder), SECRET))

        found, after = {}, grade("emmy", place.submitted / "emmy" / "warmup")
        for attack in attacks:
            before, attacked = after, grade(attack.student, place.hand_in(attack))
            after = grade("emmy", place.submitted / "emmy" / "warmup")
            found[attack.name] = Outcome(attacked, before, after, memory_of(judges.all[-1].process.pid))
        return found


def memory_of(process):
    """Return the most memory in bytes that a process ever used."""
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_an_attack_gets_the_honest_mark(attack, outcomes):
    """Neither more nor less, whatever it does, and the grader never takes the blame for it."""
    found = outcomes[attack.name].report
    said = [f"{test.name}: {test.status}: {test.rationale}" for one in found.exercises for test in one.tests]
    assert (found.status, found.score) == (attack.status, attack.honest), "\n".join([attack.why, *said])
    assert not [line for line in said if "grader error" in line]
