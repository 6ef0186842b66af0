"""Cells executed as Jupyter does it, but one statement after another: what fails costs itself, not those below it."""

import __future__

import ast
import functools
import inspect
import re
import sys
import types
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

from .ipython import PROMPT, Nothing, Shell, as_python, lines_of, python_of_cell_magic

# Lines that can only go on with a statement begun above, never begin one.
CONTINUES = re.compile(r"^(?:[ \t]|[)\]}#]|(?:else|elif|except|finally)\b)")
LONGEST_STATEMENT = 200  # blocks that one broken statement may be tried to extend over
LONGEST_LINE = 200  # characters that are quoted of one
BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)  # what reading Python can raise
FUTURE_FLAGS: int = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
# What broken text would have defined, had it run.
DEFINES = re.compile(r"^(?:async\s+)?(?:(?:def|class)\s+(\w+)|import\s.*?(\w+)\s*$|(\w+)\s*=(?!=))", re.MULTILINE)
NAME = "__main__"  # as in Jupyter


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell, with the line where it begins.

    ``node`` is None where the text cannot be read: then ``error`` says why. The value of a ``shown`` one is what the
    cell shows, as Jupyter's ``Out``.
    """

    node: ast.stmt | None
    line: int
    text: str  # its first line
    error: Exception | None = None
    shown: bool = False
    block: str = ""  # the text that cannot be read

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """The names that it gives a value."""
        if self.node is None:
            return tuple(dict.fromkeys("".join(groups) for groups in DEFINES.findall(self.block)))
        found = _bound(self.node)
        return tuple(dict.fromkeys(found))

    @property
    def is_definition(self) -> bool:
        """Whether it says by itself what a name stands for: no import does, nor a loop."""
        return isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign)


def statements_of(source: str, *, in_cell: bool = True) -> list[Statement]:
    """Divide a cell, or a whole script, into its statements. What cannot be read stays one for itself.

    Args:
        source: its text, line ends as Python has them; blank lines on top keep the numbers of a file's lines.
        in_cell: whether its last expression is shown, as that of a cell is.

    """
    lines = lines_of(source)
    try:
        body = _parse(source, lines)
    except BROKEN:
        return list(_broken(lines))
    made = [Statement(node, node.lineno, _first_line(node, lines)) for node in body if not _is_text(node)]
    if in_cell and made and isinstance(made[-1].node, ast.Expr) and not source.rstrip().endswith(";"):
        made[-1] = Statement(made[-1].node, made[-1].line, made[-1].text, shown=True)
    return made


class Interpreter:
    """The module in which a submission's statements are executed, and what a kernel has besides.

    Args:
        run_coroutine: runs what awaits at the top level of a cell; by default, asyncio does.

    """

    def __init__(self, run_coroutine: Callable[[Coroutine[Any, Any, Any]], Any] | None = None) -> None:
        self.module = types.ModuleType(NAME)
        sys.modules[NAME] = self.module  # a real module: dataclasses and pickle look it up
        self.run_coroutine = run_coroutine
        self.flags = 0  # of the compiler, for `from __future__`
        self.inputs, self.outputs = [""], {}  # type: list[str], dict[int, Any]
        self.last: Any = ""  # what `_` was set to
        shell = Shell(self._run_text)
        names = {"display": Nothing, "get_ipython": lambda: shell, "In": self.inputs, "Out": self.outputs}
        self.namespace.update(names, _="", __="", ___="")

    @property
    def namespace(self) -> dict[str, Any]:
        """The names that there are."""
        return self.module.__dict__

    def begin(self, source: str) -> None:
        """Take down the text of a cell that is going to be executed."""
        self.inputs.append(source)

    def execute(self, statement: Statement) -> Any:
        """Execute a statement; return its value where it is shown, and raise whatever it raises."""
        if statement.node is None:
            raise statement.error or SyntaxError("it cannot be read")
        shown = statement.shown and isinstance(statement.node, ast.Expr)
        tree = ast.Expression(statement.node.value) if shown else ast.Module([statement.node], [])  # type: ignore[attr-defined]
        flags = self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(tree, "<cell>", "eval" if shown else "exec", flags, dont_inherit=True)
        self.flags |= code.co_flags & FUTURE_FLAGS
        value = eval(code, self.namespace)  # the point of it all
        if code.co_flags & inspect.CO_COROUTINE:
            value = (self.run_coroutine or _run_coroutine)(value)
        if shown and value is not None:
            self._show(value)
        return value

    def _show(self, value: Any) -> None:
        """Let ``_`` and ``Out`` be what was shown, unless the student has a ``_`` of their own."""
        names = self.namespace
        self.outputs[len(self.inputs) - 1] = value
        if names.get("_") is self.last:
            names["___"], names["__"], names["_"] = names.get("__"), self.last, value
            self.last = value

    def _run_text(self, text: str) -> Any:
        """Execute the text that a magic was given; return the value of its last line."""
        values = [self.execute(statement) for statement in statements_of(text)]
        return values[-1] if values else None


def _run_coroutine(coroutine: Coroutine[Any, Any, Any]) -> Any:
    import asyncio

    return asyncio.run(coroutine)


def _parse(source: str, lines: list[str]) -> list[ast.stmt]:
    """Return the statements of a cell, read as Python or, where it is none, as IPython reads it."""
    try:
        if "In [" in source and PROMPT.search(source):
            raise SyntaxError
        return [part for node in _ast_of(source) for part in _single_imports(node)]
    except BROKEN as error:
        try:
            tree = _renumbered(*_as_ipython(lines))
        except BROKEN:
            raise error from None  # what Python says of it is about the student's own text
    while len(tree) == 1 and (magic := python_of_cell_magic(tree[0])):
        _, _, body = magic
        above = len(lines) - len(lines_of(body))
        tree = _ast_of("\n" * max(above, 0) + body)
    return [part for node in tree for part in _single_imports(node)]


def _as_ipython(lines: list[str]) -> tuple[str, list[str]]:
    """Return a cell as IPython makes Python of it, and its lines. Comments may stand above what IPython looks for."""
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    source = "".join(lines[first:])
    try:
        return as_python(source), lines
    except RuntimeError as error:  # IPython gives up
        raise SyntaxError(str(error)) from error


def _renumbered(text: str, lines: list[str]) -> list[ast.stmt]:
    """Read what IPython made of a cell, with the numbers that its lines had before."""
    tree, numbers, here = _ast_of(text), [0], 0
    for line in lines_of(text):
        there = next((n for n in range(here, len(lines)) if lines[n].strip() == line.strip()), None)
        here = here + 1 if there is None else there + 1
        numbers.append(min(here, len(lines)) or 1)
    for root in tree:
        for node in ast.walk(root):
            if hasattr(node, "lineno"):
                node.lineno = numbers[min(node.lineno, len(numbers) - 1)]
                vars(node).pop("end_lineno", None)
    return tree


def _ast_of(source: str) -> list[ast.stmt]:
    tree: Any = compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    body: list[ast.stmt] = tree.body
    return body


def _single_imports(node: ast.stmt) -> Iterator[ast.stmt]:
    """Divide an import of several names: where one is not there, the others are."""
    if isinstance(node, ast.Import) and len(node.names) > 1:
        yield from (ast.copy_location(ast.Import([name]), node) for name in node.names)
    elif isinstance(node, ast.ImportFrom) and len(node.names) > 1 and node.module != "__future__":
        parts = (ast.ImportFrom(node.module, [name], node.level) for name in node.names)
        yield from (ast.copy_location(part, node) for part in parts)
    else:
        yield node


def _broken(lines: list[str]) -> Iterator[Statement]:
    """Divide text that cannot be read whole: blocks that can be read, and those between them."""
    waiting: list[Statement] = []  # blocks in a row that cannot be read are one
    for start, end in _blocks(lines):
        text = "\n" * start + "".join(lines[start:end])
        try:
            parts = [Statement(node, node.lineno, _first_line(node, lines)) for node in _parse(text, lines_of(text))]
        except BROKEN as error:
            first = waiting[0] if waiting else Statement(None, start + 1, _quoted(lines[start]), error)
            waiting = [Statement(None, first.line, first.text, first.error, block=first.block + text.lstrip("\n"))]
            continue
        yield from waiting
        yield from (part for part in parts if part.node and not _is_text(part.node))
        waiting = []
    yield from waiting


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where blocks begin and end: the shortest that can be read, or else up to where the next may begin."""
    written = [n for n, line in enumerate(lines) if line.strip()]
    starts = [n for n in written if n == written[0] or not CONTINUES.match(lines[n].lstrip("\f"))]
    starts = [n for i, n in enumerate(starts) if i == 0 or not lines[starts[i - 1]].startswith("@")]
    starts.append(len(lines))
    here = 0
    while here < len(starts) - 1:
        tries = range(here + 1, min(here + 1 + LONGEST_STATEMENT, len(starts)))
        end = next((j for j in tries if _is_python("".join(lines[starts[here] : starts[j]]))), here + 1)
        yield starts[here], starts[end]
        here = end


def _is_python(source: str) -> bool:
    try:
        _ast_of(source)
    except BROKEN:
        return False
    return True


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement gives a value at its own level, not inside functions."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
            return
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case ast.Name(ctx=ast.Store()):
            yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _first_line(node: ast.stmt, lines: list[str]) -> str:
    return _quoted(lines[node.lineno - 1]) if 0 < node.lineno <= len(lines) else ""


def _quoted(line: str) -> str:
    return line.strip()[:LONGEST_LINE]
