"""The kinds of boundary mutants, as their modules declare them, and their text as it is pasted into a submission."""

import ast
import functools
import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.files import read_text

from .subjects import Subject

MODULES = (
    "spoiling", "faults", "numeric",
    "storage", "entries", "matrices", "scalars", "options", "functions", "outputs", "drawings",
)  # fmt: skip
Case = tuple[Any, ...]
F = TypeVar("F", bound=Callable[..., Any])
_KINDS: "list[Kind]" = []


@dataclass(frozen=True)
class Kind:
    """One kind: what makes a fault of it, what it says, and for which names of a Subject it has a case."""

    maker: str
    name: str
    sentence: str
    cases: Callable[[Subject], Iterable[Case]]
    shown: int | None = None  # how many parts of a case tell it from others; the rest only help

    def expression(self, case: Case) -> str:
        """Return the Python expression of the fault."""
        return f"{self.maker}({', '.join([self.name, *map(repr, case)])})"

    def label(self, case: Case) -> str:
        """Return how a list of survivors names it."""
        return f"{self.name}({', '.join(map(str, case[: self.shown]))})"

    def describe(self, case: Case) -> str:
        """Return in a sentence what is wrong with a function."""
        return self.sentence.format(*case, *[""] * 3)


def kind(
    maker: Callable[..., Any], cases: Callable[[Subject], Iterable[Case]], *, shown: int | None = None
) -> Callable[[F], F]:
    """Declare a kind: ``maker`` makes a fault of the function below, for each case of a Subject."""

    def declare(function: F) -> F:
        _KINDS.append(Kind(maker.__name__, function.__name__, function.__doc__ or "", cases, shown))
        return function

    return declare


@functools.cache
def all_kinds() -> dict[str, Kind]:
    """Return every kind by its name, in order."""
    for name in MODULES:
        importlib.import_module(f"{__package__}.{name}")
    return {one.name: one for one in _KINDS}


@functools.cache
def source_of(*names: str) -> str:
    """Return the text of these functions and of all that they use, as it runs anywhere: no decorators, no types."""
    known = _definitions()
    needed: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in known and name not in needed:
            needed.append(name)
            waiting += {node.id for node in ast.walk(known[name]) if isinstance(node, ast.Name)}
    imports = "import functools\nimport inspect\nimport sys\nimport numpy as np\n"
    return imports + "\n".join(ast.unparse(known[name]) for name in sorted(needed))


@functools.cache
def _definitions() -> dict[str, ast.stmt]:
    """Return what the modules define, by name."""
    trees = [_Plain().visit(ast.parse(read_text(_path(module)))) for module in MODULES]
    return {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


class _Plain(ast.NodeTransformer):
    """Takes away what pasted text does not need, and whose names nobody defines there: decorators of kinds, types."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        for definition in node.body:
            if isinstance(definition, ast.FunctionDef | ast.ClassDef):
                definition.decorator_list = []
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        return ast.copy_location(ast.Assign([node.target], node.value) if node.value else ast.Pass(), node)


def _path(module: str) -> str:
    return importlib.import_module(f"{__package__}.{module}").__file__ or ""
