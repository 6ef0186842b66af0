"""What this project uses of nbgrader and its family. They are imported here and nowhere else.

Loading them takes a second of processor time, so this module, and whatever imports it, is imported where it is needed.
"""

import contextlib
import sys
from collections.abc import Iterator

from autograder.course import notebook
from autograder.course.model import ProblemSet


@contextlib.contextmanager
def _without(name: str) -> Iterator[None]:
    """Let nobody import a module meanwhile, as if it were not installed."""
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say so
    try:
        yield
    finally:
        if absent:
            del sys.modules[name]


# jsonschema, which nbformat loads, would compile a grammar of addresses that nothing here checks: two seconds more.
with _without("rfc3987_syntax"):
    import nbformat
    from nbconvert.exporters import NotebookExporter
    from nbformat import NotebookNode
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
    from nbgrader import api, dbutil
    from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
    from nbgrader.utils import compute_checksum, parse_utc

__all__ = [
    "AssignLatePenalties", "NbGraderPreprocessor", "NotebookExporter", "NotebookNode", "api", "compute_checksum",
    "dbutil", "new_code_cell", "new_markdown_cell", "new_notebook", "new_output", "parse_utc", "released",
]  # fmt: skip


def released(problem_set: ProblemSet, *, solved: bool = False) -> NotebookNode:
    """Return the notebook that students are given, or the same with the solutions in it."""
    return nbformat.reads(notebook.as_notebook(notebook.cells_of(problem_set, solved=solved)), as_version=4)
