"""The cells that a set's students get, and how they are written: as a notebook for Jupyter and as a percent script.

Both formats are plain enough to be written here, in a moment; the libraries that define them are asked in the tests
whether they would write the same.
"""

import ast
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from autograder.numbers import points

from . import regions
from .model import Exercise, ProblemSet
from .pictures import FOLDER, Picture, picture_of

Kind = Literal["code", "markdown"]
LONGEST_ID = 64  # characters of a cell's id, in Jupyter's format
METADATA = {
    "jupytext": {"cell_metadata_filter": "-all", "notebook_metadata_filter": "-all"},
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Cell:
    """A cell of an assignment. ``grade_id`` is its name in nbgrader; an exercise's mark stands where points are."""

    grade_id: str
    kind: Kind
    source: str
    solution: bool = False  # it is there to be filled in; all others are read-only
    points: float | None = None
    picture: Picture | None = None  # shown where the source says so: carried along in a notebook, linked in a script

    @property
    def nbgrader(self) -> dict[str, Any]:
        """What nbgrader knows of it (its schema 3)."""
        about = {"grade": self.points is not None, "grade_id": self.grade_id, "locked": not self.solution,
                 "schema_version": 3, "solution": self.solution, "task": False}  # fmt: skip
        return about if self.points is None else about | {"points": self.points}

    def as_json(self) -> dict[str, Any]:
        """Return the cell as a notebook's file has it."""
        fixed = {"deletable": False} if self.solution else {"deletable": False, "editable": False}
        source = self._shown_at("attachment:{}.png")
        cell = {"cell_type": self.kind, "id": self.grade_id[:LONGEST_ID], "source": source.splitlines(True),
                "metadata": {**fixed, "nbgrader": self.nbgrader}}  # fmt: skip
        cell |= {"attachments": self.picture.attachment} if self.picture else {}
        return cell | ({"execution_count": None, "outputs": []} if self.kind == "code" else {})

    def as_block(self) -> str:
        """Return the cell as a script has it."""
        if self.kind == "code":
            return f"# %%\n{self.source}\n"
        lines = self._shown_at(f"{FOLDER}/{{}}.svg").splitlines()
        return "# %% [markdown]\n" + "".join(f"# {line}".rstrip() + "\n" for line in lines)

    def _shown_at(self, address: str) -> str:
        return self.picture.placed(self.source, address.format(self.picture.name)) if self.picture else self.source


def cells_of(problem_set: ProblemSet, *, solved: bool = False) -> list[Cell]:
    """Return the cells of a set: as students get them, or with the solutions between nbgrader's marks."""
    title = f"# {problem_set.title}\n\n{problem_set.introduction}"
    cells = [Cell(f"{problem_set.name}-introduction", "markdown", title.strip())]
    for number, exercise in enumerate(problem_set.exercises, 1):
        cells += _cells_of(exercise, number, solved)
    return cells


def as_notebook(cells: Iterable[Cell]) -> str:
    """Return cells as the text of a notebook (nbformat 4.5)."""
    notebook = {"cells": [cell.as_json() for cell in cells], "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_script(cells: Sequence[Cell]) -> str:
    """Return cells as the text of a script, each below a line ``# %%``, and two blank lines between functions."""
    blocks = [cell.as_block() for cell in cells]
    gaps = ["\n\n" if _stand_apart(one, other) else "\n" for one, other in pairwise(cells)]
    return "".join(block + gap for block, gap in zip(blocks, [*gaps, ""], strict=True))


def _cells_of(exercise: Exercise, number: int, solved: bool) -> Iterator[Cell]:
    title = f"## {number}. {exercise.title} ({points(exercise.points)} points)"
    text, picture = f"{title}\n\n{exercise.statement}".strip(), picture_of(exercise)
    yield Cell(f"{exercise.name}-statement", "markdown", text, picture=picture)
    stubs = regions.parts(exercise)
    for stub, text in zip(stubs, regions.solved_parts(exercise) if solved else stubs, strict=True):
        name = next((function for function in exercise.functions if f"def {function}(" in stub), "given")
        yield Cell(f"{exercise.name}-{name}", "code", text.strip(), solution=regions.PLACEHOLDER[0] in stub)
    check = f'from autograder import check\n\ncheck("{exercise.name}")'
    yield Cell(f"{exercise.name}-check", "code", check, points=exercise.points)
    if exercise.explore_source:
        yield Cell(f"{exercise.name}-explore", "code", exercise.explore_source.strip())


def _stand_apart(one: Cell, other: Cell) -> bool:
    """Tell whether two blank lines belong between two cells, as between functions in any script."""
    both_code = one.kind == other.kind == "code"
    return both_code and (other.source.startswith(("def ", "class ", "@")) or _ends_in_function(one))


def _ends_in_function(cell: Cell) -> bool:
    return isinstance(ast.parse(cell.source).body[-1], ast.FunctionDef | ast.ClassDef)
