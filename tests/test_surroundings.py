"""Right work keeps its marks, whatever surrounds it: openings, magics, scratch cells, names that are used again."""

import json
import os

import pytest

from autograder.judge.task import Task
from tests.conftest import SECRET
from tests.paths import ROOT

IMPORTS = "import matplotlib.pyplot as plt\nimport numpy as np\n"
HEIGHT = "def monkey_saddle(x, y):\n    return x**3 - 3 * x * y**2\n"
GRADIENT = """def monkey_saddle_grad(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2 - 3 * y**2, -6 * x * y], axis=-1)
"""
HESSIAN = """def monkey_saddle_hess(x, y):
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, -6 * y], axis=-1), np.stack([-6 * y, -6 * x], axis=-1)]
    return np.stack(rows, axis=-2)
"""
FUNCTIONS = [HEIGHT, GRADIENT, HESSIAN]
CHECK = 'from autograder import check\n\ncheck("monkey_saddle")'
WAVE = """def f(x, y):
    return np.sin(x) * np.cos(y)


def tangent_plane(x, y, x0, y0):
    x, y = np.asarray(x, float), np.asarray(y, float)
    return f(x0, y0) + np.cos(x0) * np.cos(y0) * (x - x0) - np.sin(x0) * np.sin(y0) * (y - y0)
"""
MONKEY_F = "def f(x, y):\n    return x**3 - 3 * x * y**2\n"
CALLS_F = "def monkey_saddle(x, y):\n    return f(x, y)\n"
SLEEPS = "import time\n\ntime.sleep(8)  # an experiment\n"
SUMMED = """def monkey_saddle(x, y):
    return sum([x**3, -3 * x * y**2])
"""
SCALED = "def monkey_saddle(x, y):\n    return SCALE * (x**3 - 3 * x * y**2)\n"


def opening(text):
    """Return a notebook whose first cell begins with some lines."""
    return [f"{text}\n{IMPORTS}", *FUNCTIONS]


# What surrounds the three functions, as the cells of a notebook. All of it is right.
SURROUNDINGS = {
    "packages that are not there": opening("from google.colab import drive\ndrive.mount('/x')\nimport pandas as pd"),
    "a package beside one that is there": opening("import pandas as pd, seaborn as sns, math"),
    "settings of a package that is not there": opening("import seaborn as sns\nsns.set_theme()\nsns.set()"),
    "widgets": opening("from ipywidgets import interact\nimport ipywidgets as widgets\nfrom ipywidgets import *"),
    "widgets that are used": [
        IMPORTS, *FUNCTIONS,
        "from ipywidgets import interact, FloatSlider\n@interact(x=FloatSlider(min=0, max=1))\ndef show(x=0):\n"
        "    plt.plot([x])\n\nassert show(1) is None",
    ],
    "a widget around a right function": [
        f"{IMPORTS}from ipywidgets import interact", f"@interact(x=(0, 1))\n{HEIGHT}", GRADIENT, HESSIAN
    ],
    "displays": opening("from IPython.display import *\nfrom IPython.core.display import HTML\ndisplay(HTML('x'))"),
    "the notebook's own graphics": opening(
        "from matplotlib_inline.backend_inline import set_matplotlib_formats as formats\nformats('svg')"
    ),
    "progress bars": opening(
        "from tqdm.notebook import tqdm, trange\nseen = [i for i in tqdm(trange(3))]\nassert len(seen) == 3"
    ),
    "a style that is gone": opening(
        "import matplotlib.pyplot as plt\nplt.style.use('seaborn')\nplt.rcParams['text.usetex'] = True"
    ),
    "everything at once": ["%pylab inline", *FUNCTIONS],
    "a question": opening("name = input('Your name? ')\nprint(name)"),
    "a remainder": opening("%matplotlib inline\nimport numpy as np\nprint('numpy %s'\n      % np.__version__)"),
    "text with percent signs": opening("note = '''\n%timeit\n!rm\n'''\n%matplotlib inline"),
    "a shell line that goes on": opening("!pip install -q \\\n    numpy \\\n    matplotlib"),
    "shell lines that give values": opening("files = !ls\nhere = %pwd\nprint(len(files), here)"),
    "magics of cells": ["%%capture out\n" + IMPORTS, "%%time\n" + HEIGHT, f"%%timeit -n 1\n{GRADIENT}", HESSIAN],
    "prompts": [">>> import numpy as np", *(f"In [{n}]: {text.rstrip()}" for n, text in enumerate(FUNCTIONS, 2))],
    "an indented paste": [IMPORTS, *("".join(f"    {line}" for line in one.splitlines(True)) for one in FUNCTIONS)],
    "a coroutine": opening("import asyncio\nawait asyncio.sleep(1)"),
    "a question to the notebook": [IMPORTS, *FUNCTIONS, "monkey_saddle?", "?np.sin"],
    "the last value": [IMPORTS, *FUNCTIONS, "monkey_saddle(1, 2)", "print(_, Out[len(In) - 2], In[1])"],
    "a main program": opening("if __name__ == '__main__':\n    print('hello')"),
    "slow experiments": [IMPORTS, *FUNCTIONS, *[SLEEPS] * 12],
    "experiments that wait between": [IMPORTS, *(part for one in FUNCTIONS for part in (SLEEPS, one))],
    "an experiment without end": [IMPORTS, "while True:\n    pass", *FUNCTIONS, "while True: np.sum([1])"],
    "an experiment that kills": [IMPORTS, *FUNCTIONS, "import os\nos.abort()"],
    "a built-in name used again": [IMPORTS, SUMMED, GRADIENT, HESSIAN, "sum = 0"],
    "everything of a package, later": [IMPORTS, SUMMED, GRADIENT, HESSIAN, CHECK, "from numpy import *", "np = 3"],
    "a helper below its use": [IMPORTS, CALLS_F, GRADIENT, HESSIAN, MONKEY_F, CHECK],
    "a helper below its use, unchecked": [IMPORTS, CALLS_F, GRADIENT, HESSIAN, MONKEY_F, WAVE],
    "helpers of one name": [IMPORTS, MONKEY_F, CALLS_F, GRADIENT, HESSIAN, CHECK, WAVE],
    "helpers of one name, unchecked": [IMPORTS, MONKEY_F, CALLS_F, GRADIENT, HESSIAN, WAVE],
    "helpers of one name, the other order": [IMPORTS, WAVE, MONKEY_F + CALLS_F, GRADIENT, HESSIAN],
    "a second attempt below": [
        IMPORTS, HEIGHT.replace("3 * x * y**2", "x"), GRADIENT, HESSIAN, CHECK, WAVE, MONKEY_F, CALLS_F,
    ],
    "a second attempt with a helper of its own": [
        IMPORTS, MONKEY_F, HEIGHT, GRADIENT, HESSIAN, CHECK, WAVE, f"{MONKEY_F}\n{CALLS_F}", "f = None",
    ],
    "state that is changed on purpose": [IMPORTS, f"SCALE = 2.0\n{SCALED}", GRADIENT, HESSIAN, "SCALE = 1.0", CHECK],
    "state that another exercise changes": [
        IMPORTS, f"SCALE = 1.0\n{SCALED}", GRADIENT, HESSIAN, CHECK, f"SCALE = 7\n{WAVE}",
    ],
    "errors that are asked for, later": [IMPORTS, *FUNCTIONS, CHECK, "np.seterr(all='raise')"],
    "a function's name for its value": [IMPORTS, *FUNCTIONS, "monkey_saddle_grad = monkey_saddle_grad(1, 2)"],
}  # fmt: skip


@pytest.fixture(scope="module")
def grade(tmp_path_factory, begin_judges):
    """Grade cells as a submission of the first set; returns its Report."""
    folder = tmp_path_factory.mktemp("surroundings")
    os.chmod(folder, 0o755)
    with begin_judges(str(ROOT), limits={"statement": 0.5}) as judges:  # which each endless loop costs
        judges.prepare("foundations")

        def grade(sources, name="foundations.ipynb"):
            for file in folder.iterdir():
                file.unlink()
            cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": one} for one in sources]
            whole = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
            (folder / name).write_text(whole if name.endswith(".ipynb") else sources, newline="")
            return judges.grade(Task(str(ROOT), "foundations", "ada", str(folder), SECRET, ("monkey_saddle",)))

        yield grade


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_right_functions_keep_their_marks(grade, surroundings):
    """What stands around them, before and after, costs them nothing."""
    assert_kept(grade(SURROUNDINGS[surroundings]))


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_script_with_marks_is_a_notebook(grade, surroundings):
    """The same cells in a script keep the same marks."""
    assert_kept(grade("".join(f"# %%\n{cell}\n" for cell in SURROUNDINGS[surroundings]), "foundations.py"))


PLAIN = [name for name, cells in SURROUNDINGS.items() if not any(set(cell) & set("%!?@") for cell in cells)]
PLAIN = [name for name in PLAIN if name not in ("prompts", "an indented paste", "the last value", "a coroutine")]


@pytest.mark.parametrize("surroundings", PLAIN)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\f"])
def test_a_script_without_marks_is_divided_at_its_statements(grade, surroundings, end):
    """Each statement is a cell of its own, whatever ends the lines, and page marks before statements do no harm."""
    text = "\n\n".join(SURROUNDINGS[surroundings])
    odd = text.replace("\n\n", f"\n{end}") if "\f" in end else text.replace("\n", end)
    assert_kept(grade(odd, "foundations.py"))


def test_what_did_not_run_is_in_the_report(grade):
    """Once, with its place and what happened, and in the sentence of each test that misses what it defines."""
    report = grade(["import pandas as pd\nimport numpy as np np", *FUNCTIONS, "x = pd.DataFrame()", "1 / 0"])
    told = [(one.cell, one.line, one.text, one.problem) for one in report.loading]
    assert told[0] == (1, 1, "import pandas as pd", "ModuleNotFoundError: pandas is not available in this course")
    assert told[1][:3] == (1, 2, "import numpy as np np") and told[1][3].startswith("SyntaxError")
    assert told[2] == (5, 1, "x = pd.DataFrame()", "NameError: name 'pd' is not defined")
    assert told[3] == (6, 1, "1 / 0", "ZeroDivisionError: division by zero")
    sentences = " ".join(test.rationale for _, test in report.tests())
    assert "np is missing because this did not run: cell 1, line 2, `import numpy as np np`. SyntaxError" in sentences


def test_what_took_too_long_says_so(grade):
    """A loop without end is told as such, and what stands below it has run."""
    report = grade([IMPORTS, "x = 1\nwhile True:\n    pass\ny = 2", *FUNCTIONS])
    assert [(one.cell, one.line, one.text, one.problem) for one in report.loading] == [
        (2, 2, "while True:", "It did not end within 0.5 seconds.")
    ]


def assert_kept(report):
    """Assert that the height, the gradient and the Hessian have all of their points."""
    sentences = [f"{test.name}: {test.rationale}" for _, test in report.tests()]
    assert report.score >= 13.0, [*sentences, *map(str, report.loading)]
