"""A cell divided into statements, read as IPython reads it, and executed as Jupyter does."""

import sys
from textwrap import dedent

import pytest

from autograder.kit.statements import Interpreter, statements_of


@pytest.fixture(autouse=True)
def own_main(monkeypatch):
    """Give pytest its own main module back, which the student's replaces."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def run(*sources):
    """Execute cells; return the namespace, and the line and the kind of what did not run."""
    interpreter, failed = Interpreter(), []
    for source in sources:
        interpreter.begin(source)
        for statement in statements_of(source):
            try:
                interpreter.execute(statement)
            except (Exception, SystemExit) as error:
                failed.append((statement.line, type(error).__name__))
    return interpreter.namespace, failed


def test_a_statement_that_fails_costs_itself():
    """Those below it run, and each failure has its line."""
    source = dedent("""\
        import nowhere_to_be_found
        x = 1
        y = 1 / 0
        import sys
        sys.exit()
        z = x + 1
    """)
    names, failed = run(source)
    assert names["z"] == 2
    assert failed == [(1, "ModuleNotFoundError"), (3, "ZeroDivisionError"), (5, "SystemExit")]


@pytest.mark.parametrize("source", ["import nowhere_to_be_found, math", "from math import pi as math, nothing_there"])
def test_a_name_that_cannot_be_imported_costs_itself(source):
    """The others of the same statement are there."""
    names, failed = run(source)
    assert "math" in names
    assert len(failed) == 1


BROKEN = '''import math

def first():
    return 1

def second(:
    return 2

def third():
    """Words
that begin at the margin
    """
    if True:
        return 3
    else:
        return 4

values = [
1,
2,
]
'''


def test_a_syntax_error_costs_its_own_statement_alone():
    """Everything around the broken function is still defined."""
    names, failed = run(BROKEN)
    assert failed == [(6, "SyntaxError")]
    assert names["first"]() == 1
    assert names["third"]() == 3
    assert names["values"] == [1, 2]
    assert "second" not in names


def test_what_cannot_be_read_says_what_it_would_have_defined():
    """So that a function that is missing can be told from one that was never written."""
    source = dedent("""\
        def f(x:
            return 1
        limit = = 3
        import numpy as np np
    """)
    (broken,) = statements_of(source)
    assert (broken.line, broken.text, broken.names) == (1, "def f(x:", ("f", "limit", "np"))


IN_NOTEBOOKS = [
    "%matplotlib inline\nx = 1",
    "!ls -l\nx = 1",
    "!pip install -q \\\n    numpy \\\n    matplotlib\nx = 1",
    "x = 1\nx?",
    "?print\nx = 1",
    "x = 1\nprint??",
    "%%time\nx = 1",
    "# %%\n%%time\nx = 1",
    "%%capture out\nx = 1",
    "files = !ls\nx = 1 + len(files)",
    "files = %sx ls\nx = 1 if files is None else 0",
    "%time x = 1",
    "if True:\n    %timeit sum([])\n    x = 1",
    "if True:\n    !ls\nx = 1",
    "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1\ndisplay(x)",
    "    a = 0\n    x = a + 1",
    ">>> a = 0\n>>> x = a + 1",
    ">>> def f():\n...     return 1\n...\n>>> x = f()",
    "In [3]: x = 1",
    "In [3]: a = 0\n   ...: x = a + 1",
    "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nx = await f()",
    "print('numpy %s'\n      % 1)\nx = 1",
    "text = '''\n%matplotlib\n!ls\n'''\nx = len(text.split()) - 1",
    "x = (7\n% 3)",
    "'a text of its own'\nx = 1",
]


@pytest.mark.parametrize("source", IN_NOTEBOOKS)
def test_a_line_means_what_ipython_says(source):
    """What is no Python does no harm, and what is Python in the cell is executed all the same."""
    names, failed = run(source)
    assert (names["x"], failed) == (1, [])


def test_lines_keep_their_numbers_below_what_is_no_python():
    """A shell line of three lines becomes one, and what fails below it is told by its own line."""
    _, failed = run("!pip install -q \\\n    numpy \\\n    matplotlib\nx = 1\n1 / 0", "\n\n%pwd\n\n1 / 0")
    assert failed == [(5, "ZeroDivisionError"), (5, "ZeroDivisionError")]


def test_a_cell_in_another_language_is_passed_over():
    """A bash cell defines nothing, and is no error."""
    assert run("%%bash\nrm -rf nothing")[1] == []


def test_what_a_cell_shows_is_kept_as_jupyter_does():
    """``_`` and ``Out`` are the last value, ``In`` what was executed, and a semicolon hides a value."""
    names, failed = run("3", "y = _ + Out[1]\ny", "4;", "z = _, len(In)")
    assert (names["z"], failed) == ((6, 5), [])


def test_an_underscore_of_the_students_own_stays_theirs():
    """A name that was given to it is not overwritten."""
    names, _ = run("_ = 7", "3", "x = _")
    assert names["x"] == 7


def test_the_main_program_runs_as_in_jupyter():
    """What stands below ``if __name__ == "__main__"`` runs, and pickle and dataclasses find their module."""
    names, failed = run(
        "from __future__ import annotations\nimport pickle\nfrom dataclasses import dataclass",
        "@dataclass\nclass P:\n    x: int = 1",
        "if __name__ == '__main__':\n    p = pickle.loads(pickle.dumps(P(2))).x",
    )
    assert (names["p"], failed) == (2, [])


def test_future_imports_hold_for_later_cells():
    """As in Jupyter, one cell's future import is every later cell's."""
    names, failed = run("from __future__ import annotations", "def f(x: unknown): return 1")
    assert (names["f"](0), failed) == (1, [])


@pytest.mark.parametrize(
    "source", ["\fdef f():\n    return 1\n\fx = f(", "\f\nx = '\u2028'\nx = '\x85' x\ndef f(): return 1"]
)
def test_broken_text_with_odd_line_ends_is_divided_as_python_counts(source):
    """A page mark before a function is no part of the line above."""
    names, failed = run(source)
    assert names["f"]() == 1
    assert len(failed) == 1


def test_nothing_is_lost_without_a_word():
    """Text that nothing can be made of is told as what cannot be read, also where all of it is indented."""
    assert run("# a comment\n    x = 1\n  y = (")[1] == [(1, "IndentationError")]
