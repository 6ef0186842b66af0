"""Cells with ``check`` in a real kernel: what a student reads there at each step of the work, and how it looks."""

import shutil

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tests.student_home import BARE

PICTURE = '''def test_line(submission):
    """A line is drawn."""
    assert hasattr(submission.picture(), "lines"), "picture made no figure."
'''
CHECK = 'check("toolbox")'
# A name for what is shown -> the cells that are run for it; the last one shows it.
STEPS = {
    "no cell has run": ["from autograder import check", CHECK],
    "no import has run": ["def slope(x):\n    return 2 * np.asarray(x)", CHECK],
    "a helper is not there": ["def slope(x):\n    return twice(x)", CHECK],
    "a stub": ["def slope(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", CHECK],
    "a stub is called": ["def twice(x):\n    raise NotImplementedError()\ndef slope(x):\n    return twice(x)", CHECK],
    "a line is left over": ["def slope(x):\n    value = 2 * x\n    raise NotImplementedError()", CHECK],
    "printed": ["def slope(x):\n    for k in range(9):\n        print('step', k)\n    print(2 * x)", CHECK],
    "endless": ["import autograder.public\nautograder.public.LONGEST = 1\n"
                "def slope(x):\n    while True:\n        try:\n            x = x + 0\n        except Exception:\n"
                "            pass", CHECK],
    "asleep": ["import time\ndef slope(x):\n    time.sleep(600)", CHECK],
    "right": ["def slope(x):\n    return 2 * x", CHECK],
    "shown": ["import matplotlib.pyplot as plt\ndef picture():\n    plt.plot([1, 2])\n    plt.show()",
              'check("picture")'],
    "show by name": ["from matplotlib.pyplot import plot, show\ndef picture():\n    plot([1, 2])\n    show()",
                     'check("picture")'],
    "another package": ["import mpmath\ndef slope(x):\n    return 2 * x", CHECK],
    "nothing drawn": ["def picture():\n    pass", 'check("picture")'],
}  # fmt: skip


@pytest.fixture(scope="module")
def kernel():
    """Run a notebook in a folder, in a real kernel."""

    def kernel(notebook, folder):
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, kernel_name="python3", resources=resources, timeout=120).execute(env=BARE)
        nbformat.validate(notebook)

    return kernel


@pytest.fixture(scope="module")
def outputs(kernel, tiny, tmp_path_factory):
    """Run all steps in one kernel; returns step -> the outputs of its last cell."""
    home = tmp_path_factory.mktemp("student") / "warmup"
    shutil.copytree(tiny / "assignments" / "warmup", home)
    (home / "test_picture.py").write_text(PICTURE)
    cells = [new_code_cell(text) for texts in STEPS.values() for text in texts]
    notebook = new_notebook(cells=cells)
    kernel(notebook, home)
    ends, shown = 0, {}
    for step, texts in STEPS.items():
        ends += len(texts)
        shown[step] = cells[ends - 1].outputs
    return shown


def text(outputs):
    """Return what the one output of a cell says, as plain text."""
    (output,) = outputs
    return output["data"]["text/plain"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("no cell has run", "Run the cell of slope first."),
        ("no import has run", "name 'np' is not defined. Run the cell with `import numpy as np` first."),
        ("a helper is not there", "name 'twice' is not defined. If another cell defines it, run that cell first."),
        ("a stub", "○ The slope at 3 is 6.\n      Nothing is written here yet."),
        ("a stub is called", "It calls twice, and nothing is written there yet."),
        ("a line is left over", "The line `raise NotImplementedError()` is still there, in slope"),
        ("printed", "`print` only shows a value, `return` hands it on.\n      | It printed:\n      | step 5"),
        ("printed", "      | step 8\n      | 6.0"),
        ("endless", "slope(3) did not end within 1 seconds. Is there a loop that never ends?"),
        ("asleep", "slope(3) did not end within 1 seconds."),
        ("right", "toolbox: 1 of 1 public tests pass"),
        ("shown", "picture: 1 of 1 public tests pass"),
        ("show by name", "picture: 1 of 1 public tests pass"),
        ("another package", "mpmath is not available when your work is graded: what needs it will fail there."),
        ("nothing drawn", "picture made no figure."),
    ],
)
def test_each_step_has_its_own_sentence(outputs, step, words):
    """Short, exact, and without a traceback."""
    assert words in text(outputs[step])
    assert "Traceback" not in text(outputs[step])


def test_a_picture_stands_once_below_its_tests(outputs):
    """It is in the card, and not left over for the notebook to show a second time."""
    (output,) = outputs["shown"]
    assert output["data"]["text/html"].count("<img") == 1
