"""The threat model keeps its word: each promise of SECURITY.md names tests, and these exist."""

import ast
import re

import pytest

from tests.paths import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SECTION = re.search(r"## What is promised\n(.*?)\n## ", TEXT, re.DOTALL)[1]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in SECTION.strip().splitlines()[2:]]


def defined_in(name):
    """Return the names of the tests in a file of tests/."""
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_promise_names_tests_that_exist(row):
    """Whoever renames or drops one has to say what holds the promise now."""
    _, held_by, named = row
    tests = re.findall(r"`(test_\w+\.py)::(test_\w+)`", named)
    assert held_by and tests and len(tests) == named.count("`") / 2
    assert [(file, test) for file, test in tests if test not in defined_in(file)] == []


def test_the_page_is_found():
    """README sends whoever asks to it."""
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
