"""Many students: what the commands that look at all of them take, with a thousand, ten thousand, a hundred thousand.

Twenty submissions of a class as teachers see it are graded, and their reports are given to as many students as needed.
"""

import csv
import functools
import itertools
import os
import shutil
import urllib.request
from pathlib import Path

import psutil

from tests import postgresql
from tests.bench import measure, real
from tests.paths import ROOT
from tests.running import ENVIRONMENT, command

SIZES = (1_000, 10_000, 100_000)
KINDS = 20  # different submissions
SERVED = {"the list": "", "how far a run is": "progress", "the class's page": "class"}
TITLES = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
          "Last modified (submission)", "Last modified (grade)", "Feedback comments")  # fmt: skip


class Many:
    """A folder of submissions and one of the reports about them, which grow as needed.

    Args:
        problem_set: of the course.
        place: Path of a folder to work in.
        server: Path of the folder of a PostgreSQL server's socket, or None. What the server itself takes is not
            counted.

    """

    def __init__(self, problem_set, place, server=None):
        self.name, self.place, self.server, self.size = problem_set.name, place, server, 0
        self.submitted, self.out, self.models = place / "submitted", place / "grades", place / "models"
        for number, hand_in in enumerate(real.make_class(problem_set, KINDS)):
            folder = self.models / "submitted" / student(number) / self.name
            folder.mkdir(parents=True)
            (folder / f"{self.name}{hand_in.ending}").write_bytes(hand_in.data)
        measure.run(
            command(ROOT, "grade", "--submitted", self.models / "submitted", "--out", self.models / "grades"),
            env=ENVIRONMENT,
        )

    def grow(self, size):
        """Add students, up to so many."""
        for number in range(self.size, size):
            model, own = student(number % KINDS), student(number)
            folder = self.submitted / own / self.name
            folder.mkdir(parents=True)
            for file in (self.models / "submitted" / model / self.name).iterdir():
                os.link(file, folder / file.name)
            for folder in (self.name, f"evidence/{self.name}"):
                self._give(folder, model, own)
        self.size = size

    def _give(self, folder, model, own):
        """Give a student what there is of another one in a folder."""
        text = self._texts.get((folder, model))
        if text:
            path = self.out / folder / f"{own}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(f'"student": "{model}"', f'"student": "{own}"', 1))

    @functools.cached_property
    def _texts(self):
        """What reports and evidence of the different submissions say, by their folder and student."""
        found = {}
        for folder in (self.name, f"evidence/{self.name}"):
            for path in (self.models / "grades" / folder).glob("*.json"):
                found[folder, path.stem] = path.read_text()
        return found

    def worksheet(self):
        """Write a grading worksheet as Moodle's, of all students; return its path."""
        path = self.place / "worksheet.csv"
        with open(path, "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(TITLES)
            for number in range(self.size):
                own = student(number)
                who = [f"Participant {number}", own, f"{own}@example.org"]
                table.writerow([*who, "", "", "100.00", "Yes", "-", "-", ""])
        return path


def student(number):
    """Return the name of a student."""
    return f"student{number:06}"


def measure_all(many, sizes=SIZES, say=print):
    """Return what each command takes: its name -> size -> seconds of processor time, and bytes of memory.

    Args:
        many: Many.
        sizes: numbers of students, rising.
        say: called with what is done.

    """
    found = {}
    for size in sizes:
        say(f"{size} students: making their reports ...")
        many.grow(size)
        for name, (cpu, memory) in itertools.chain(_commands(many, say), _served(many, say)):
            found.setdefault(name, {})[size] = {"cpu": cpu, "memory": memory}
    return found


def _commands(many, say):
    """Yield the names of commands with what they take."""
    grade = ("grade", "--submitted", many.submitted, "--out", many.out)
    told = ("--reports", many.out, "--submitted", many.submitted, "--set", many.name, "--to", many.place / "exported")
    export = ("export", *told)
    book = {"GRADEBOOK": str(many.place / "gradebook.db")}
    Path(book["GRADEBOOK"]).unlink(missing_ok=True)
    lines = {
        "grade, all graded before": (grade, {}),
        "grade, and a new gradebook": (grade, book),
        "grade, and a gradebook that has all": (grade, book),
        "export to Canvas": ((*export, "canvas"), {}),
        "export to Moodle": ((*export, "moodle"), {}),
        "export to Moodle's worksheet": ((*export, "moodle-worksheet", "--worksheet", many.worksheet()), {}),
        "export to nbgrader": ((*export, "nbgrader"), book),
        "export to JUnit": ((*export, "junit"), {}),
        "feedback, scores alone": (("feedback", "--out", many.out, "--detail", "score"), {}),
    }
    if many.server:
        on_server = {"GRADEBOOK": postgresql.new_database(many.server, f"of_{many.size}")}
        lines["grade, and a new gradebook on a server"] = grade, on_server
        lines["grade, and a gradebook on a server that has all"] = grade, on_server
    for name, (line, more) in lines.items():
        say(f"{many.size} students: {name} ...")
        cost = measure.run(command(ROOT, *line), env=ENVIRONMENT | more)
        yield name, (cost.cpu, cost.memory)
    shutil.rmtree(many.out / "feedback")  # as many files as students


def _served(many, say):
    """Yield what the server of pages takes, for each page the first time and again."""
    line = command(ROOT, "serve", "--port", "0", "--out", many.out, "--submitted", many.submitted)
    with psutil.Popen([*line], env=ENVIRONMENT, stdout=-1, text=True) as server:
        address = server.stdout.readline().split()[1]
        for turn in ("", ", again"):
            for name, page in SERVED.items():
                say(f"{many.size} students: serve, {name}{turn} ...")
                before = sum(server.cpu_times()[:2])
                with urllib.request.urlopen(address + page) as answer:
                    answer.read()
                yield f"serve, {name}{turn}", (sum(server.cpu_times()[:2]) - before, server.memory_info().rss)
        server.kill()
