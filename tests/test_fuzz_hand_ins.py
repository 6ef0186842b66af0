"""Whatever is handed in is read, or refused in a sentence; and what nbgrader shows of it is a notebook."""

import json

import nbformat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder import submissions
from autograder.course.model import load_course
from autograder.kit import cells
from autograder.submissions import Submission, SubmissionError
from tests import bank
from tests.paths import TINY

pytestmark = pytest.mark.usefixtures("hundreds")
SETTINGS = settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))

TEXTS = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "def greet(name):\n    return 1\n",
        "%%html\n<b>",
        "# %% [markdown]\n# x",
        "!ls",
        "```",
        "from __future__ import x",
    ]
)
ODD = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
METADATA = st.dictionaries(
    st.sampled_from(["nbgrader", "tags", "language_info", "kernelspec"]),
    ODD | st.dictionaries(st.sampled_from(["grade_id", "grade", "points", "name"]), ODD | st.just("toolbox-slope")),
    max_size=2,
)
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading", ""]) | ODD,
        "source": TEXTS | st.lists(TEXTS | ODD, max_size=3) | ODD,
        "metadata": METADATA | ODD,
        "outputs": ODD | st.lists(ODD, max_size=2),
        "attachments": ODD | st.dictionaries(TEXTS, ODD, max_size=1),
        "id": ODD,
    },
)
NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.lists(CELLS | ODD, max_size=4) | ODD},
    optional={"metadata": METADATA | ODD, "nbformat": ODD | st.just(4), "worksheets": ODD | st.lists(ODD, max_size=1)},
).map(lambda notebook: json.dumps(notebook).encode())
SCRIPTS = st.lists(TEXTS, max_size=4).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))
BYTES = NOTEBOOKS | SCRIPTS | st.binary(max_size=60)
NAMES = st.sampled_from(["warmup.py", "warmup.ipynb", "warmup (1).ipynb"])


def read(folder):
    try:
        return submissions.read(Submission("ada", "warmup", str(folder)), [])
    except SubmissionError as error:
        return str(error)


def try_hand_in(folder, name, data):
    """Read a file that was handed in, and show it as nbgrader would."""
    from autograder.nbgrader.handed_in import show
    from autograder.nbgrader.upstream import released

    (folder / name).write_bytes(data)
    found = read(folder)
    assert found and (isinstance(found, str) or all(isinstance(cell, str) for cell in found.cells))
    notebook = show(Submission("ada", "warmup", str(folder)), released(load_course(str(TINY)).problem_sets[0]))
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()


def test_what_once_broke_a_reader_is_read(tmp_path):
    """Or refused, in a sentence."""
    for case, (name, data) in bank.cases("hand-in").items():
        (tmp_path / case).mkdir()
        try_hand_in(tmp_path / case, name, data.encode("latin-1"))


@SETTINGS
@given(name=NAMES, data=BYTES)
@example(name="warmup.ipynb", data=b'{"cells": [{"cell_type": "code", "source": [[]]}]}')
def test_any_hand_in_is_read_or_refused(tmp_path_factory, name, data):
    """Whatever its bytes are, as a script and as a notebook."""
    with bank.kept("hand-in", [name, data.decode("latin-1")]):
        try_hand_in(tmp_path_factory.mktemp("in"), name, data)


@SETTINGS
@given(data=BYTES)
def test_any_bytes_become_cells_or_a_sentence(data):
    """And nothing else ends the reading of them."""
    for name in ("warmup.py", "warmup.ipynb"):
        try:
            found = cells.read(name, data)
        except cells.Unreadable as error:
            found = str(error)
        assert found if isinstance(found, str) else all(isinstance(cell, str) for cell in found)
