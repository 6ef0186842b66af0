"""Tables keyed by a status are whole: what a new status means is decided everywhere, or a test fails."""

import ast
import importlib
import json

import pytest

from autograder.report import ReportStatus, TestStatus
from tests.paths import ROOT

ENGINE = ROOT / "autograder"
SOURCES = sorted(path for path in ENGINE.rglob("*.py") if not {"handout", "skeleton"} & set(path.parts))
STATUSES = {status.value for kind in (TestStatus, ReportStatus) for status in kind}


def is_a_status(node):
    """Tell whether a key of a dict is written as a status of ours: ``TestStatus.PASSED``."""
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("TestStatus", "ReportStatus")


def tables():
    """Yield the path, the module-level name and the kind of status of each dict that is keyed by one."""
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            value = getattr(node, "value", None)
            if isinstance(value, ast.Dict) and value.keys and is_a_status(value.keys[0]):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                kind = TestStatus if ast.unparse(value.keys[0].value) == "TestStatus" else ReportStatus
                yield path, target.id, kind


FOUND = list(tables())


def test_tables_are_found():
    """There are some to look at, in the pages, the terminal and the exports."""
    assert {path.parent.name for path, _, _ in FOUND} >= {"feedback", "exports"}


@pytest.mark.parametrize(("path", "name", "kind"), FOUND, ids=[f"{path.stem}-{name}" for path, name, _ in FOUND])
def test_a_table_has_every_status(path, name, kind):
    """No status is left to a default."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert getattr(module, name).keys() == set(kind)


def test_no_table_spells_a_status_itself():
    """A dict whose keys are bare words that are statuses would not be found above."""
    for path in (path for path in SOURCES if "kit" not in path.parts):  # students' machines have no statuses of ours
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                assert len(keys & STATUSES) < 2, f"{path}:{node.lineno}: {json.dumps(sorted(map(str, keys)))}"
