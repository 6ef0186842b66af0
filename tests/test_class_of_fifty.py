"""Nobody's work harms anybody: a class in which each kind of harm sits once, beside the same class without them.

The honest of both classes have the same reports, pages, rows and exports; of the others, each is told apart, and gets
what their code deserves.
"""

import csv
import json
import os
import pathlib
import re
import shutil
import tempfile
from dataclasses import dataclass

import pytest

from autograder.grading.judges import Judges
from tests.attacks.suite import FULL, PERFECT, all_attacks, instead
from tests.nbgraders_book import open_gradebook
from tests.paths import TINY
from tests.running import AtHand, typed
from tests.test_attacks import LIMITS, Place

# Attacks of the suite that are cheap, one or two of each kind.
CHOSEN = (
    "always_equal_object", "dicts_in_dicts", "endless_labels", "endless_loop", "name_that_is_markdown",
    "texts_that_are_followed", "errors_that_are_commands", "exit_without_goodbye", "flood_of_output", "forged_results",
    "labels_that_are_commands", "link_to_a_secret", "link_to_another_submission", "linked_folder", "locked_gradebook",
    "name_of_an_option", "name_of_escape_codes", "name_of_no_encoding", "name_that_computes", "name_of_a_report",
    "nested_json", "numbers_without_end", "patched_comparisons", "pickled_code", "pipe", "polite_exit",
    "poisoned_modules", "read_by_open", "texts_that_are_commands", "thousands_of_lines", "value_that_contains_itself",
)  # fmt: skip
LOGARITHM = instead(
    "picture",
    """
figure, axes = plt.subplots()
axes.plot([-3.0, -1.0], [0.0, 1.0], label="y")
axes.legend()
axes.set_xlim(-3, -1)
axes.set_xscale("log")
return figure
""",
)
ARRAYS = instead("slope", "return [np.asarray(x)] * 8000")
# Name of a student -> what they hand in beside `warmup.py`, that, the points it deserves.
OTHERS = {
    "timestamp": ({"timestamp.txt": "1.5h " + "9" * 90}, PERFECT, FULL),
    "logarithm": ({}, LOGARITHM, FULL - 2),
    "arrays": ({}, ARRAYS, FULL - 4),
}
MISTAKES = ("", instead("slope", "return 3.0 * x"), instead("greet", "return f'Hello {name}'"), "def greet(:\n")
COUNT = 50
TIMES = re.compile(r' time="[^"]*"')
FORMATS = ("canvas", "moodle", "nbgrader", "github", "junit")


@dataclass(frozen=True)
class Graded:
    """What a run has left, and said."""

    out: pathlib.Path
    code: int
    said: str
    pages: int  # exit code of what made the pages
    exports: dict[str, str]

    def rows(self, name="grades.csv"):
        """Return the rows of a table, by the names of students."""
        with open(self.out / name, newline="", encoding="utf-8", errors="surrogateescape") as file:
            return {row["student"]: row for row in csv.DictReader(file)}


def honest():
    """Return the names of honest students, and what each hands in; most are perfect, some err as students do."""
    count = COUNT - len(CHOSEN) - len(OTHERS)
    return {f"honest{number:02}": MISTAKES[number % len(MISTAKES)] or PERFECT for number in range(count)}


def attackers():
    return [attack for attack in all_attacks() if attack.name in CHOSEN]


@pytest.fixture(scope="module")
def classes():
    """Grade both classes, make all pages and exports; returns the class with harm and the one without, as Graded."""
    with tempfile.TemporaryDirectory() as top, pytest.MonkeyPatch.context() as patch:
        os.chmod(top, 0o755)
        root = pathlib.Path(top)
        course = shutil.copytree(TINY, root / "course", ignore=shutil.ignore_patterns("__pycache__"))
        places = [Place(course, root / kind / "submitted", root / kind / "out") for kind in ("harmed", "quiet")]
        for place in places:
            hand_in(place, {name: ({}, text) for name, text in honest().items()})
        harmed, quiet = places
        hand_in(harmed, {name: (files, text) for name, (files, text, _) in OTHERS.items()})
        (harmed.submitted / "emmy" / "warmup").mkdir(parents=True)
        for attack in attackers():
            harmed.hand_in(attack)
        shutil.rmtree(harmed.submitted / "emmy")
        private = [str(folder) for place in places for folder in (place.submitted, place.out)]
        with Judges(str(course), limits=LIMITS, private=private) as judges:
            judges.prepare("warmup")
            patch.setattr("autograder.commands.judging.graders", lambda *_: AtHand(judges))
            yield graded(harmed), graded(quiet)


def hand_in(place, students):
    for name, (files, text) in students.items():
        (folder := place.submitted / name / "warmup").mkdir(parents=True)
        for file, content in {**files, "warmup.py": text}.items():
            (folder / file).write_text(content)


def graded(place):
    done = typed(
        place.course, "grade", "--submitted", place.submitted, "--out", place.out, "--workers", 1, GRADEBOOK=""
    )
    pages = typed(place.course, "feedback", "--out", place.out, "--workers", 1)
    exports = {}
    for name in FORMATS:
        path = place.out / f"exported-{name}"
        typed(place.course, "export", name, "--reports", place.out, "--to", path)
        exports[name] = TIMES.sub("", path.read_text(encoding="utf-8", errors="surrogateescape"))
    return Graded(place.out, done.returncode, done.stdout + done.stderr, pages.returncode, exports)


def without_times(report):
    return [{**test, "seconds": 0} for exercise in report.pop("exercises") for test in exercise["tests"]], report


def test_there_are_fifty(classes):
    """And each kind of harm is in one class alone."""
    harmed, quiet = (one.rows() for one in classes)
    assert len(harmed) == COUNT and set(quiet) == set(honest())


def test_reports_of_the_honest_are_the_same(classes):
    """Marks, sentences, hints and all else."""
    for name in honest():
        told = [json.loads((one.out / "warmup" / f"{name}.json").read_text()) for one in classes]
        assert without_times(told[0]) == without_times(told[1]), name


def test_pages_of_the_honest_are_the_same(classes):
    """To the letter, and the class has its page."""
    for name in honest():
        first, second = ((one.out / "feedback" / "warmup" / f"{name}.html").read_text() for one in classes)
        assert first == second, name
    assert all((one.out / "class.html").stat().st_size for one in classes)


def test_rows_of_the_honest_are_the_same(classes):
    """In the table, in nbgrader's gradebook, and in each export."""
    harmed, quiet = classes
    assert {name: row for name, row in harmed.rows().items() if name in honest()} == quiet.rows()
    scores = []
    for one in classes:
        with open_gradebook(one.out / "gradebook.db") as book:
            scores.append({each.student.id: each.score for each in book.assignment_submissions("warmup")})
    assert {name: scores[0][name] for name in honest()} == scores[1]
    for name in FORMATS:
        lines = harmed.exports[name].splitlines()
        wanted = [line for line in quiet.exports[name].splitlines() if "honest" in line]
        assert wanted and [line for line in wanted if line not in lines] == [], name


def test_everybody_else_gets_what_they_deserve(classes):
    """Whatever they did to be graded otherwise, or not at all."""
    rows = {name: (row["status"], float(row["score"])) for name, row in classes[0].rows().items()}
    assert {name: rows[name] for name in OTHERS} == {name: ("graded", score) for name, (_, _, score) in OTHERS.items()}
    expected = sorted((attack.status, attack.honest) for attack in attackers())
    assert sorted(mark for name, mark in rows.items() if name not in {*honest(), *OTHERS}) == expected


def test_what_happened_is_told_of_whom(classes):
    """The exit code says that something is left to look at, and sentences say whose; a quiet class has none."""
    harmed, quiet = classes
    assert (quiet.code, quiet.pages) == (0, 0)
    assert harmed.code == 1
    errors = [line for line in harmed.said.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 2
    assert any("'timestamp': timestamp.txt does not say when" in line for line in errors)
    assert any(r"'\udcff\udcfe' is not in the gradebook" in line for line in errors)
    assert not [name for name in honest() if name in "".join(errors)]
