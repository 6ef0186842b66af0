"""What a student handed in, as a notebook for people: their cells among those that they were given, each of them once.

Whatever they did to the file (deleted, copied, moved or changed cells, wrote a script), every cell of the assignment is
there for nbgrader to find. It is for reading alone: what is graded is the file itself.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autograder import submissions
from autograder.kit.work import essence, is_notebook
from autograder.submissions import Submission, Work

from .upstream import NotebookNode, new_code_cell, new_markdown_cell, new_notebook

Cell = tuple[str, str, str | None]  # code or markdown, its source, and its grade_id

LONGEST_SOURCE = 100_000  # characters of a cell
NOT_HANDED_IN, ELSEWHERE = "# This cell was not handed in.", "# What was to be written here stands in another cell."
CELL_MARK = re.compile(r"\A\s*# ?%%.*\n?")
FENCE = re.compile(r"`+")
FUNCTION = re.compile(r"^(?:async )?def (\w+)", re.MULTILINE)


def show(submission: Submission, released: NotebookNode) -> NotebookNode:
    """Return a submission as a notebook.

    Args:
        submission: where it should be.
        released: the notebook that students were given.

    """
    stub = [cell.source for cell in released.cells if cell.cell_type == "code"]
    try:
        work = submissions.read(submission, [essence(stub)])
    except submissions.SubmissionError as error:
        notebook = restore([], released)
        notebook.cells.insert(0, new_markdown_cell(as_text(str(error))))
        return notebook
    found = restore(_cells(work) or [("code", CELL_MARK.sub("", text), None) for text in work.cells], released)
    for number, note in enumerate(work.notes):
        found.cells.insert(number, new_markdown_cell(as_text(note)))
    return found


def restore(cells: Sequence[Cell], released: NotebookNode) -> NotebookNode:
    """Return a notebook of a student's cells, in which each cell of the assignment stands once.

    Of two cells that claim to be the same, the last one is, as for Python. One that was to stay as it was given and has
    been changed is shown beside the given one: it was executed, after all.

    Args:
        cells: in their order.
        released: the notebook that students were given.

    """
    given = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells}
    named = [(_owner(cell, given), *cell[:2]) for cell in cells]
    last = {name: number for number, (name, _, _) in enumerate(named)}
    rows = [
        _filled(given[name], source) if name and last[name] == number else _own(kind, source, number)
        for number, (name, kind, source) in enumerate(named)
    ]
    written = {function for _, source, _ in cells for function in FUNCTION.findall(source)}
    place = 0
    for name, cell in given.items():
        if name not in last:
            note = ELSEWHERE if _function(name) in written else NOT_HANDED_IN
            rows.insert(place, _filled(cell, note) if cell.metadata.nbgrader.solution else cell)
        place = next(n for n, row in enumerate(rows, 1) if row.metadata.get("nbgrader", {}).get("grade_id") == name)
    return new_notebook(cells=rows, metadata=released.metadata)


def _owner(cell: Cell, given: Mapping[str, Any]) -> str | None:
    """Return the grade_id of the cell of the assignment that a student's cell is, or None."""
    kind, source, grade_id = cell
    if kind == "code" and grade_id not in given:
        answers = {_function(name): name for name, one in given.items() if one.metadata.nbgrader.solution}
        grade_id = next((answers[name] for name in FUNCTION.findall(source) if name in answers), None)
    one = given.get(grade_id or "")
    if one is None or one.cell_type != kind:
        return None
    return grade_id if one.metadata.nbgrader.solution or one.source.split() == source.split() else None


def _function(grade_id: str) -> str:
    return grade_id.partition("-")[2]


def as_text(text: str) -> str:
    """Return markdown that shows a text as it is.

    nbgrader's pages would follow what stands in it: tags, links of any scheme, pictures of other machines, mathematics
    that is a link, and attachments, of which one that is missing ends the page.
    """
    fence = "`" * max(3, 1 + max(map(len, FENCE.findall(text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def _filled(cell: NotebookNode, source: str) -> NotebookNode:
    filled = cell.copy()
    if cell.cell_type == "code":
        filled.source = source
    elif cell.metadata.nbgrader.solution:
        filled.source = as_text(source)
    return filled


def _own(kind: str, source: str, number: int) -> NotebookNode:
    cell = new_code_cell(source) if kind == "code" else new_markdown_cell(as_text(source))
    cell.id = f"own-{number}"
    return cell


def _cells(work: Work) -> list[Cell]:
    """Return the cells of a notebook that `submissions.read` could read, or nothing if it has another form."""
    is_notebook_ = is_notebook(work.file, work.data)
    notebook = json.loads(work.data.decode("utf-8-sig")) if is_notebook_ else {}
    cells = [cell for cell in notebook.get("cells", ()) if isinstance(cell, dict)]
    return [
        (cell["cell_type"], _text(cell.get("source")), _grade_id(cell))
        for cell in cells
        if cell.get("cell_type") in ("code", "markdown")
    ]


def _text(source: Any) -> str:
    text = source if isinstance(source, str) else "".join(map(str, source or ()))
    return text[:LONGEST_SOURCE].encode(errors="replace").decode()


def _grade_id(cell: Any) -> str | None:
    try:
        grade_id = cell["metadata"]["nbgrader"]["grade_id"]
    except (KeyError, TypeError):
        return None
    return grade_id if isinstance(grade_id, str) else None
