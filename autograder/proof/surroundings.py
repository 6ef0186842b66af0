"""What stands around right work in real notebooks, and costs it nothing: every right answer is tried in all of it.

Opening lines that fail here, scratch work, names that are used twice, cells in another order; as a notebook and as a
script.
"""

import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.model import Exercise, ProblemSet
from autograder.report import Report

from . import synthetic
from .promises import Promise, lost_marks, right_answers
from .trials import Trial

OPENINGS = (
    "import pandas as pd\nimport numpy as np",
    "import seaborn as sns\nsns.set_theme()",
    "import scipy.optimize\nfrom tqdm import tqdm",
    "%matplotlib inline\nimport matplotlib.pyplot as plt",
    '%config InlineBackend.figure_format = "retina"\n%load_ext autoreload\n%autoreload 2',
    'import matplotlib.pyplot as plt\nplt.style.use("seaborn")',
    'from google.colab import drive\ndrive.mount("/content/drive")',
    "!pip install numpy \\\n    matplotlib",
    "files = !ls",
    'name = input("Your name: ")',
    "from IPython.display import HTML, Image, display\nfrom IPython.core.pylabtools import figsize",
    "import ipywidgets as widgets\nfrom ipywidgets import interact",
    "import torch\nimport tensorflow as tf",
    'open("data.csv").read()',
    "import warnings\nwarnings.filterwarnings('ignore')\nnp.random.seed(0)",
    "assert False, 'not finished'",
    "%%time\nimport numpy as np",
    "print(undefined_name)",
)
CLOSINGS = (
    "1 / 0",
    "sum = 0\nlen = 3\nmax = None\nlist = [1, 2]",
    "np = None\nplt = None",
    "from numpy import *",
    "f = 3\ng = 4\nx = y = w = X = A = None",
    "for i in range(3)\n    print(i)",
    "raise SystemExit",
    "del np",
    "import numpy as math",
)
AFTER_EACH = ("def f(x):\n    return None\n\n\ndef helper(*args):\n    return 0", "x = [1, 2, 3]\nx[7]")


@dataclass(frozen=True)
class Surrounding:
    """What stands above the imports of all exercises, below each, and below all; and whether they are reversed."""

    opening: str = ""
    after_each: str = ""
    closing: str = ""
    is_reversed: bool = False

    def around(self, exercises: Sequence[Sequence[str]]) -> list[str]:
        """Return the cells of a submission from those of its exercises, whose imports go into the first cell."""
        order = list(reversed(exercises)) if self.is_reversed else list(exercises)
        imports = dict.fromkeys(line for exercise in exercises for cell in exercise for line in _imports(cell))
        first = "\n".join([self.opening, *imports])
        cells = [
            first,
            *(cell for exercise in order for cell in (*map(_rest, exercise), self.after_each)),
            self.closing,
        ]
        return [cell.strip() + "\n" for cell in cells if cell.strip()]


SURROUNDINGS = (
    *(Surrounding(opening=opening) for opening in OPENINGS),
    *(Surrounding(closing=closing) for closing in CLOSINGS),
    *(Surrounding(after_each=after) for after in AFTER_EACH),
    Surrounding(is_reversed=True),
)


class RightWorkKeepsItsMarks(Promise):
    """Each right answer gets full marks in each surrounding; all exercises of a set are tried at once."""

    def __init__(self, problem_set: ProblemSet) -> None:
        self.problem_set = problem_set

    def trials(self) -> Iterator[Trial]:
        most = max(len(right_answers(exercise)) for exercise in self.problem_set.exercises)
        for turn in range(most):
            for number, surrounding in enumerate(SURROUNDINGS, 1):
                exercises = [cells_of(exercise, number + turn) for exercise in self.problem_set.exercises]
                ending = ".ipynb" if (number + turn) % 2 else ".py"
                text = (notebook if ending == ".ipynb" else synthetic.script)(surrounding.around(exercises))
                label = f"right answers no. {turn + 1} in surrounding no. {number}, {ending}"
                yield Trial(label, text, ending=ending)

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        yield from lost_marks(report, "what stands around a right answer costs it marks")


def _imports(cell: str) -> list[str]:
    return [ast.unparse(node) for node in ast.parse(cell).body if isinstance(node, ast.Import | ast.ImportFrom)]


def _rest(cell: str) -> str:
    """Return a cell without its imports."""
    tree = ast.parse(cell)
    tree.body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.unparse(tree)


def notebook(cells: Sequence[str]) -> str:
    """Return cells as the text of a notebook."""
    made: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": one} for one in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def cells_of(exercise: Exercise, turn: int) -> list[str]:
    """Return an exercise's cells, with the right answer whose turn it is: one, since others may build on another."""
    right = right_answers(exercise)
    if not right:
        return [exercise.reference_source]
    variant = right[turn % len(right)]
    source = synthetic.variants_source(exercise, [variant.name])
    return [exercise.reference_source, source, f"{variant.of} = {variant.name}"]
