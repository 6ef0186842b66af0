"""The student's own check and the grader agree: whatever surrounds the work, the same public tests pass with both.

A bank of small submissions, each in several surroundings, is tested both ways. The grader is given the public tests as
hidden ones, so that both judge by the same.
"""

import compileall
import itertools
import json
import re
import shutil

import pytest

from autograder.course import release
from autograder.course.model import load_course
from autograder.grading.judges import Judges
from autograder.judge.task import Task
from autograder.report import TestStatus
from tests.paths import TINY

SECRET = "00" * 32
TESTS = '''
import numpy as np

from autograder import agree


def test_slope(submission):
    """The slope at 3 is 6."""
    agree(submission.slope(3.0), 6.0)


def test_slope_of_several(submission):
    """The slopes at 1 and 2 are 2 and 4."""
    agree(submission.slope(np.array([1.0, 2.0])), np.array([2.0, 4.0]))


def test_total(submission):
    """The sum of 0, 1, 2 is 3."""
    agree(submission.total(lambda k: k, 3), 3.0)


def test_shifted(submission):
    """2 shifted by 1 is 3."""
    agree(submission.shifted(1.0)(2.0), 3.0)


def test_picture(submission):
    """A line is drawn."""
    assert getattr(submission.picture(), "lines", []), "picture made no line."
'''
IMPORTS = "import numpy as np\nimport matplotlib.pyplot as plt"
SLOPE = "def slope(x):\n    return 2.0 * np.asarray(x)"
TOTAL = "def total(f, n):\n    return float(sum(f(k) for k in range(n)))"
SHIFTED = "def shifted(a):\n    return lambda x: x + a"
PICTURE = """def picture():
    figure = plt.figure(figsize=(1, 1))  # and bare: to paint it at home takes more than all the rest
    figure.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1])
    figure.axes[0].set_axis_off()
    return figure"""
RIGHT = (IMPORTS, SLOPE, TOTAL, SHIFTED, PICTURE)
CHECK = "from autograder import check\ncheck('toolbox')"
STUB = "def slope(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"

WORKS = {  # cells, of which some are right and some are not
    "right": RIGHT,
    "a stub": (IMPORTS, STUB, TOTAL, SHIFTED, PICTURE),
    "wrong": (IMPORTS, "def slope(x):\n    return x", TOTAL, SHIFTED, PICTURE),
    "broken": (IMPORTS, "def slope(x):\n    return 2 * (x", TOTAL, "def shifted(a)\n    return a", PICTURE),
    "raises": (IMPORTS, SLOPE, "def total(f, n):\n    return f(n) / 0", SHIFTED, PICTURE),
    "prints": (IMPORTS, "def slope(x):\n    print(2 * x)", TOTAL, SHIFTED, PICTURE),
    "shows": (IMPORTS, SLOPE, TOTAL, SHIFTED, "def picture():\n    plt.plot([0, 1])\n    plt.show()"),
    "a style that is gone": (IMPORTS, SLOPE, TOTAL, SHIFTED,
                             "def picture():\n    plt.style.use(['seaborn', 'ggplot'])\n"
                             "    plt.rcParams['text.usetex'] = True\n    plt.plot([0, 1])\n    return plt.gcf()"),
    "changes its input": (IMPORTS, "def slope(x):\n    x *= 2\n    return x", TOTAL, SHIFTED, PICTURE),
    "leaves": (IMPORTS, SLOPE, "def total(f, n):\n    raise SystemExit", SHIFTED, PICTURE),
    "no function": (IMPORTS, "slope = 3", TOTAL, "shifted = lambda a: lambda x: x + a", PICTURE),
    "needs what the course does not have": (IMPORTS, "import mpmath", SLOPE, SHIFTED, PICTURE,
                                            "def total(f, n):\n    return float(mpmath.fsum(f(k) for k in range(n)))"),
    "state changed before its check": (IMPORTS, "SCALE = 1\ndef slope(x):\n    return SCALE * np.asarray(x)", TOTAL,
                                       SHIFTED, PICTURE, "SCALE = 2.0", CHECK, "SCALE = 7"),
    "a helper between": (IMPORTS, "def twice(x):\n    return 2.0 * x", "def slope(x):\n    return twice(np.asarray(x))",
                         TOTAL, SHIFTED, PICTURE),
}  # fmt: skip
SURROUNDINGS = {  # what a person may have around them
    "nothing": lambda cells: cells,
    "an import that fails on top": lambda cells: ("import nowhere_to_be_found", *cells),
    "cells in another order": lambda cells: cells[::-1],
    "scratch that fails": lambda cells: (*cells, "print(slope(2))\n1 / 0", "undefined_name"),
    "scratch that asks": lambda cells: (*cells[:2], "name = input('who? ')", *cells[2:]),
    "scratch that draws": lambda cells: (*cells, "plt.plot([1, 2])\nplt.show()"),
    "lines of IPython": lambda cells: ("%matplotlib inline", *cells, "!ls", "slope?"),
    "an end": lambda cells: (*cells, "raise SystemExit", "exit()"),
    "a second attempt": lambda cells: (*cells, "def shifted(a):\n    return lambda x: a + x"),
    "a guard": lambda cells: (*cells, "if __name__ == '__main__':\n    print(slope(1))"),
    "its own check": lambda cells: (*cells, CHECK),
    "names bound anew below": lambda cells: (*cells, "np = float = sum = None", "x = plt = 3"),
    "what a notebook has": lambda cells: (
        "from google.colab import drive\nfrom tqdm.auto import tqdm\nimport ipywidgets, IPython.display, ipykernel",
        *cells,
        "@ipywidgets.interact(x=(0, 1))\ndef show(x):\n    return slope(x)\n\nassert list(tqdm([1])) == [1]",
    ),
    "a bar around a sum": lambda cells: (
        *cells,
        "given = total\ndef total(f, n):\n    from tqdm import tqdm\n    return given(f, n) if len(tqdm([1])) else 0",
    ),
    "words": lambda cells: ("'''A text\nof two lines.'''", *cells, "# only a comment"),
}


# Right work in all of them; other work in every third, each in others.
PAIRS = [
    (work, around)
    for (i, work), (j, around) in itertools.product(enumerate(WORKS), enumerate(SURROUNDINGS))
    if work == "right" or (i + j) % 3 == 0
]


def as_notebook(cells):
    pieces = [{"cell_type": "code", "source": text} for text in cells]
    return "warmup.ipynb", json.dumps({"cells": pieces, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


def as_cells(cells):
    return "warmup.py", "".join(f"# %%\n{text}\n\n" for text in cells)


def as_script(cells):
    return "warmup.py", "\n\n\n".join(cells) + "\n"


KINDS = (as_notebook, as_cells, as_script)


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """The course whose hidden tests are its public ones, and a folder with a student for each submission."""
    folder = tmp_path_factory.mktemp("agreement")
    shutil.copytree(TINY, folder / "course", ignore=shutil.ignore_patterns("__pycache__", "assignments"))
    toolbox = folder / "course" / "solutions" / "warmup" / "toolbox"
    (toolbox / "test_public.py").write_text(TESTS)
    hidden = TESTS.replace("import agree", "import agree, points").replace("\ndef test", "\n@points(1)\ndef test")
    (toolbox / "test_hidden.py").write_text(hidden)
    course = load_course(str(folder / "course"))
    release.write(course, course.problem_sets[0])
    given = folder / "course" / "assignments" / "warmup"
    compileall.compile_dir(given / "autograder", quiet=1)  # once, and not in each home
    for number, (work, around) in enumerate(PAIRS):
        name, text = KINDS[number % len(KINDS)](SURROUNDINGS[around](WORKS[work]))
        home = folder / "students" / f"{work}, {around}"
        shutil.copytree(given, home, ignore=shutil.ignore_patterns("warmup.*"))
        (home / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def at_home(bank, student_machine):
    """Test each folder as its student does, all in one run; returns student -> titles of the tests that pass."""
    parts = student_machine(bank / "students", "-m", "pytest").split("Testing ")[1:]
    return {part.partition("/")[0]: set(re.findall(r"✓ (.*)", part)) for part in parts}


@pytest.fixture(scope="module")
def when_graded(bank):
    """Grade each folder; returns student -> titles of the tests that pass."""
    passed = {}
    with Judges(str(bank / "course")) as judges:
        judges.prepare("warmup")
        for home in (bank / "students").iterdir():
            report = judges.grade(Task(judges.root, "warmup", home.name, str(home), SECRET, only=("toolbox",)))
            tests = [test for exercise in report.exercises for test in exercise.tests]
            assert not any(test.status is TestStatus.GRADER_ERROR for test in tests), home.name
            passed[home.name] = {test.title for test in tests if test.status is TestStatus.PASSED}
    return passed


@pytest.mark.parametrize(("work", "around"), PAIRS)
def test_both_agree(at_home, when_graded, work, around):
    """The same tests pass at home and when the work is graded."""
    student = f"{work}, {around}"
    assert at_home[student] == when_graded[student]


@pytest.mark.parametrize("around", SURROUNDINGS)
def test_right_work_is_right_whatever_surrounds_it(at_home, around):
    """At home every public test passes."""
    passed = at_home[f"right, {around}"]
    assert len(passed) == TESTS.count("\ndef test")
