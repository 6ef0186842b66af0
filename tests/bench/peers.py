"""The tools that the benchmark sets side by side, each in its own native form, with environments of their own."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from tests.bench.checks import load_checks
from tests.paths import ROOT

REQUIREMENTS = Path(__file__).parent / "requirements"
ENVIRONMENTS = ROOT / ".bench"  # made on first use
THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}


class Peer:
    """One tool. ``batch`` submissions are graded by one command, which is run ``runs`` times.

    Args:
        set_name: problem set.
        text: a perfect submission, as Python.
        place: Path of a folder to work in.
        hand_ins: what is handed in where it is not all perfect, each with its bytes as ``data``, and an ``ending``.

    """

    name = how = ""
    batch, runs = 1, 8
    results = ()  # names of the files that a run leaves, for whom one command grades one submission

    def __init__(self, set_name, text, place, hand_ins=()):
        self.set_name, self.text, self.place, self.hand_ins = set_name, text, place / self.name.split()[0], hand_ins
        self.place.mkdir(parents=True)
        (self.place / "submission.py").write_text(text)
        self.python = self._environment()
        self.prepare()

    def _environment(self):
        """Return the interpreter of the tool's own environment, made on first use."""
        name = self.name.split()[0]
        requirements = REQUIREMENTS / f"{name}.txt"
        folder = ENVIRONMENTS / name
        if not requirements.exists():
            return sys.executable
        if not (folder / "ready").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "--require-hashes", "-r", requirements], check=True)
            (folder / "ready").touch()
        return str(folder / "bin" / "python")

    @property
    def env(self):
        """The environment variables of the tool's commands."""
        path = f"{Path(self.python).parent}{os.pathsep}{os.environ['PATH']}"
        home = {"PATH": path, "HOME": str(self.place), "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg", "LANG": "C.UTF-8"}
        return {**home, **THREADS, "SUBMISSION": str(self.place / "submission.py"), "COURSE_SECRET": "of the benchmark"}

    def prepare(self):
        """Write what the tool needs, once."""

    def reset(self):
        """Make the next run grade as the first one did."""
        for name in self.results:
            (self.place / name).unlink(missing_ok=True)

    def hand_in(self, data):
        """Let these bytes be the one submission that is graded next."""
        (self.place / "submission.py").write_bytes(data)

    def mark(self):
        """Return which share of all points the one submission got, or None where there is no mark."""
        try:
            (score,), most = self.scores()
        except (OSError, ValueError, LookupError, ElementTree.ParseError):
            return None
        return score / most if most else None

    def command(self):
        """Return the command line that grades ``batch`` submissions."""
        raise NotImplementedError

    def scores(self):
        """Return the score of each submission of the last run, and the most there is; both as the tool tells them."""
        raise NotImplementedError


class Ours(Peer):
    """``make grade``'s own command."""

    name, how = "ours", "grade, a class of 200"
    batch, runs = 200, 3

    def prepare(self):
        """Write a class."""
        for number in range(self.batch):
            folder = self.place / "submitted" / f"student{number:04}" / self.set_name
            folder.mkdir(parents=True)
            data, ending = self.text.encode(), ".py"
            if self.hand_ins:
                data, ending = self.hand_ins[number].data, self.hand_ins[number].ending
            (folder / f"{self.set_name}{ending}").write_bytes(data)

    def reset(self):
        """Forget the marks."""
        shutil.rmtree(self.place / "out", ignore_errors=True)

    def command(self):
        """Grade the class."""
        options = ["--submitted", self.place / "submitted", "--out", self.place / "out"]
        return [self.python, "-P", "-m", "autograder", "--course", str(ROOT), "grade", *map(str, options)]

    def scores(self):
        """Read the reports."""
        reports = [json.loads(path.read_text()) for path in (self.place / "out" / self.set_name).glob("*.json")]
        return [one["score"] for one in reports], reports[0]["max_score"]

    def marks(self):
        """Return the share of all points of each student, or None."""
        paths = [self.place / "out" / self.set_name / f"student{number:04}.json" for number in range(self.batch)]
        reports = [json.loads(path.read_text()) if path.exists() else None for path in paths]
        return [report and report["score"] / report["max_score"] for report in reports]


class Floor(Peer):
    """A warm process that forks, with no wall and no report."""

    name, how = "floor", "fork, execute, check; no wall, no report"
    batch, runs = 50, 3

    def command(self):
        """Fork for each submission; the command fails if a check does."""
        return [self.python, "-P", "-m", "tests.bench.floor", self.set_name, str(self.batch)]

    def scores(self):
        """All checks passed, or the command would have failed."""
        return [1.0] * self.batch, 1.0


class PlainPytest(Peer):
    """``python -m pytest`` for each submission."""

    name, how = "pytest", "a process a submission"
    results = ("results.xml",)

    def prepare(self):
        """Write a test module and its fixtures."""
        (self.place / "test_hidden.py").write_text(
            "import pytest\n"
            "from tests.bench.checks import load_checks, submission_from\n"
            f"CHECKS = load_checks({self.set_name!r})\n"
            "@pytest.fixture(scope='session')\n"
            "def namespace():\n    return submission_from('SUBMISSION')\n"
            "@pytest.mark.parametrize('check', CHECKS, ids=lambda one: f'{one.exercise}-{one.name}')\n"
            "def test_hidden(check, namespace):\n    check.run(namespace)\n"
        )
        (self.place / "pytest.ini").write_text("[pytest]\nmarkers = points\n")

    def command(self):
        """Run pytest as its documentation does."""
        return [self.python, "-m", "pytest", "-q", "--junitxml", "results.xml", "test_hidden.py"]

    def scores(self):
        """Add up the points of what passed."""
        checks = load_checks(self.set_name)
        names = {f"test_hidden[{one.exercise}-{one.name}]": one.points for one in checks}
        cases = ElementTree.parse(self.place / "results.xml").iter("testcase")
        passed = sum(names.get(case.get("name"), 0.0) for case in cases if not len(case))
        return [passed], sum(one.points for one in checks)


class GradescopeUtils(Peer):
    """``run_tests.py`` with gradescope-utils' decorators, for each submission."""

    name, how = "gradescope (gradescope-utils)", "run_tests.py a submission"
    results = ("results.json",)

    def prepare(self):
        """Write a test case with a method a check."""
        methods = "".join(
            f"    @weight({check.points})\n    @visibility('hidden')\n"
            f"    def test_{number:03}(self):\n        {check.name!r}\n        CHECKS[{number}].run(NAMESPACE)\n"
            for number, check in enumerate(load_checks(self.set_name))
        )
        (self.place / "run_tests.py").write_text(
            "import unittest\n"
            "from gradescope_utils.autograder_utils.decorators import visibility, weight\n"
            "from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner\n"
            "from tests.bench.checks import load_checks, submission_from\n"
            f"CHECKS = load_checks({self.set_name!r})\n"
            "NAMESPACE = submission_from('SUBMISSION')\n"
            f"class Tests(unittest.TestCase):\n{methods}"
            "if __name__ == '__main__':\n"
            "    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)\n"
            "    with open('results.json', 'w') as file:\n"
            "        JSONTestRunner(visibility='visible', stream=file).run(suite)\n"
        )

    def command(self):
        """Run it as Gradescope does."""
        return [self.python, "run_tests.py"]

    def scores(self):
        """Add up what it wrote."""
        tests = json.loads((self.place / "results.json").read_text())["tests"]
        return [sum(test["score"] for test in tests)], sum(test["max_score"] for test in tests)


class Otter(Peer):
    """``otter run`` for each submission."""

    name, how = "otter (otter-grader)", "otter run, a command a submission"
    results = ("results.json",)

    def prepare(self):
        """Write the autograder's zip, with a test file an exercise, and a notebook to hand in."""
        checks = load_checks(self.set_name)
        with zipfile.ZipFile(self.place / "autograder.zip", "w") as file:
            file.writestr("otter_config.json", json.dumps({"lang": "python"}))
            for exercise in dict.fromkeys(check.exercise for check in checks):
                own = [check for check in checks if check.exercise == exercise]
                cases = "".join(
                    f"@test_case(points={one.points}, hidden=True)\n"
                    f"def {one.name}(env):\n    find_check({self.set_name!r}, {exercise!r}, {one.name!r}).run(env)\n"
                    for one in own
                )
                head = "from otter.test_files import test_case\nfrom tests.bench.checks import find_check\n"
                points = [one.points for one in own]
                text = f"{head}OK_FORMAT = False\nname = {exercise!r}\npoints = {points}\n{cases}"
                file.writestr(f"tests/{exercise}.py", text)
        self.hand_in(self.text.encode())

    def hand_in(self, data):
        """Write it as a notebook."""
        _write_notebook(self.place / f"{self.set_name}.ipynb", data, lambda cells: list(map(new_code_cell, cells)))

    def command(self):
        """Run it on one notebook."""
        notebook = f"{self.set_name}.ipynb"
        return [self.python, "-m", "otter", "run", "-a", "autograder.zip", "-o", ".", "--no-logo", notebook]

    def scores(self):
        """Add up what it wrote."""
        tests = json.loads((self.place / "results.json").read_text())["tests"]
        scored = [test for test in tests if "score" in test]
        return [sum(test["score"] for test in scored)], sum(test["max_score"] for test in scored)


class Nbgrader(Peer):
    """``nbgrader autograde`` on a batch."""

    name, how = "nbgrader", "autograde, a batch of 16"
    batch, runs = 16, 3

    def prepare(self):
        """Write the source notebook, and what students have handed in."""
        checks = load_checks(self.set_name)
        head = new_code_cell(f"from tests.bench.checks import load_checks\n\nCHECKS = load_checks({self.set_name!r})")
        self.head, self.tests = (
            head,
            [
                _nbgrader_cell(
                    f"test-{n}",
                    f"### BEGIN HIDDEN TESTS\nCHECKS[{n}].run(globals())\n### END HIDDEN TESTS",
                    points=check.points,
                )
                for n, check in enumerate(checks)
            ],
        )
        self._write(self.place / "source" / self.set_name, self.text.encode())
        (self.place / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.CourseDirectory.root = {str(self.place)!r}\n"
        )
        subprocess.run(
            [self.python, "-m", "nbgrader", "generate_assignment", self.set_name, "--create", "--force"],
            cwd=self.place, env=self.env, check=True, capture_output=True,
        )  # fmt: skip
        for number in range(self.batch):
            data = self.hand_ins[number].data if self.hand_ins else self.text.encode()
            self._write(self.place / "submitted" / f"student{number:03}" / self.set_name, data)

    def _write(self, folder, data):
        folder.mkdir(parents=True)
        _write_notebook(folder / f"{self.set_name}.ipynb", data, self._cells)

    def _cells(self, pieces):
        """Return the cells of a notebook: the teacher's and the student's."""
        solutions = [_nbgrader_cell(f"solution-{n}", piece, solution=True) for n, piece in enumerate(pieces)]
        return [self.head, *solutions, *self.tests]

    def reset(self):
        """Forget what was graded."""
        shutil.rmtree(self.place / "autograded", ignore_errors=True)

    def command(self):
        """Grade the batch."""
        return [self.python, "-m", "nbgrader", "autograde", self.set_name, "--force"]

    def scores(self):
        """Export the scores with its own command."""
        subprocess.run(
            [self.python, "-m", "nbgrader", "export", "--to", "grades.csv"],
            cwd=self.place, env=self.env, check=True, capture_output=True,
        )  # fmt: skip
        head, *rows = (line.split(",") for line in (self.place / "grades.csv").read_text().splitlines())
        column, most = head.index("score"), head.index("max_score")
        return [float(row[column]) for row in rows], float(rows[0][most])

    def marks(self):
        """Return the share of all points of each student, or None where nothing was graded."""
        scores, most = self.scores()
        graded = [(self.place / "autograded" / f"student{number:03}").exists() for number in range(self.batch)]
        return [score / most if done else None for score, done in zip(scores, graded, strict=True)]


PEERS = (Nbgrader, Otter, GradescopeUtils, PlainPytest, Ours, Floor)


def _write_notebook(path, data, made):
    """Write cells as a notebook, or bytes that hold no cells as they are."""
    try:
        pieces = _cells(data.decode())
    except UnicodeDecodeError:
        pieces = []
    if not pieces or data.startswith(b"{"):
        path.write_bytes(data)
        return
    notebook = new_notebook(cells=made(pieces))
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, path)


def _cells(text):
    return [piece.strip() for piece in text.split("# %%\n") if piece.strip()]


def _nbgrader_cell(identifier, source, *, solution=False, points=None):
    about = {"grade": points is not None, "grade_id": identifier, "locked": not solution, "schema_version": 3}
    about |= {"solution": solution, "task": False} | ({"points": points} if points is not None else {})
    return new_code_cell(source, metadata={"nbgrader": about})
