"""A student's file as cells: read from bytes, cut into statements, executed one by one as Jupyter does.

Reading never executes anything. Executing happens behind the wall or, for public tests, on the student's own machine.
"""

import __future__

import ast
import codecs
import io
import itertools
import json
import re
import sys
import tokenize
import traceback
import types
from collections.abc import Iterable
from typing import Any, Self

from . import work

PERCENT_MARK = re.compile(r"^#\s*%%(?P<rest>.*)$")
# Lines that can only go on with a statement begun above, never begin one.
CONTINUES = re.compile(r"^(?:\s|[)\]}#]|(?:else|elif|except|finally)\b)")
LONGEST_STATEMENT = 200  # blocks that one broken statement may be tried to extend over
LONGEST_MESSAGE = 1000  # characters of an error's
# More than any person writes. Reading takes memory for each cell and its line number, so there must be an end.
MOST_CELLS, MOST_LINES, MOST_CODE = 2000, 20_000, 2**20
MOST_BRACKETS = 500_000  # in a notebook, outputs and all
# Decoders that raise what nobody expects, or take the square of the length.
NO_ENCODINGS = {"idna", "punycode", "undefined"}
RUNS_ITS_CELL = {"time", "timeit", "prun", "capture"}  # cell magics that execute the cell as Python
MAGIC = re.compile(r"^(?P<indent>\s*)(?:[\w, ]+=\s*)?(?:%(?P<name>\w+)|[!?%])(?P<rest>.*)$")
# What a cell's code says that its file is: here, and in a running notebook.
CELL = re.compile(r"<cell>|.*\bipykernel_\d+\b.*")
FUTURE_FLAGS: int = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)


class Unreadable(ValueError):
    """The bytes are no notebook or no Python text; the message says why, for the student."""


def read(name: str, data: bytes) -> list[str]:
    """Return the code cells of a submission.

    Args:
        name: the file's name; its ending tells a notebook (``.ipynb``) from a script (``.py``), unless its bytes do.
        data: the file's bytes.

    Raises:
        Unreadable: the bytes are not what the name promises, or far more than anyone writes.

    """
    return _read_notebook(data) if work.is_notebook(name, data) else _read_script(data)


def is_one_piece(name: str, cells: list[str]) -> bool:
    """Tell whether this is a script without cell marks, which ``cut`` has to divide."""
    return not name.lower().endswith(".ipynb") and len(cells) == 1


def cut(text: str) -> list[str]:
    """Divide Python text into its top-level statements, so that an error in one costs that one alone.

    Each piece keeps its line numbers: it begins with as many blank lines as stand above it in the file.
    """
    lines = text.splitlines(keepends=True)
    try:
        starts = [_first_line(node) - 1 for node in ast.parse(text).body]
        return _pieces(lines, [0, *starts[1:], len(lines)]) if starts else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _cut_broken(lines)


def run(source: str, module: types.ModuleType, flags: int = 0) -> int:
    """Execute one cell in a module and return the compiler flags (``from __future__``) that hold for the next one."""
    code = _compile(source, flags)
    exec(code, module.__dict__)  # the point of it all
    return flags | (code.co_flags & FUTURE_FLAGS)


def new_module(name: str = "submission") -> types.ModuleType:
    """Return the empty module that cells are executed in. It is a real one: dataclasses and pickle look it up."""
    module = types.ModuleType(name)
    module.__dict__.update(display=Nothing, get_ipython=Nothing)
    sys.modules[name] = module
    return module


class Nothing:
    """Stands for what notebooks use and grading has no use for, such as ``get_ipython()``: all of it does nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing

    def __call__(self, *args: Any, **options: Any) -> Self:
        return self


def describe_error(error: BaseException) -> tuple[str, str, int | None, list[str]]:
    """Return an exception as ``(type, message, line, bases)``.

    ``line`` is where the student's own code stood, or None; ``bases`` are the names of all classes that it belongs to.
    """
    bases = [kind.__name__ for kind in type(error).__mro__]
    if isinstance(error, SyntaxError) and CELL.fullmatch(error.filename or ""):
        return bases[0], str(error.msg), error.lineno, bases
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if CELL.fullmatch(frame.f_code.co_filename)]
    try:
        message = str(error)[:LONGEST_MESSAGE]
    except Exception:  # a student's own exception class
        message = ""
    return bases[0], message, lines[-1] if lines else None, bases


def _read_notebook(data: bytes) -> list[str]:
    if data.count(b"[") + data.count(b"{") > MOST_BRACKETS:
        raise Unreadable("The notebook holds too much. Clear its outputs and save it again in Jupyter.")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "it is empty" if not data.strip() else "it is not valid JSON"
        raise Unreadable(f"The notebook cannot be read: {reason}. Save it again in Jupyter.") from error
    try:
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]  # nbformat 4, nbformat 3
        cells = [cell for sheet in sheets for cell in sheet["cells"] if cell["cell_type"] == "code"]
        sources = [cell["source"] if "source" in cell else cell["input"] for cell in cells]
        texts = [text if isinstance(text, str) else "".join(text) for text in sources]
    except (TypeError, KeyError, AttributeError) as error:
        raise Unreadable("The file is JSON, but not a Jupyter notebook. Save it again in Jupyter.") from error
    _check_size(len(texts), sum(text.count("\n") for text in texts), sum(map(len, texts)))
    return texts


def _check_size(cells: int, lines: int, characters: int) -> None:
    if cells > MOST_CELLS or lines > MOST_LINES or characters > MOST_CODE:
        most = f"{MOST_CELLS} cells, {MOST_LINES} lines and {MOST_CODE >> 20} MB of code"
        raise Unreadable(f"It holds more than anyone writes by hand: at most {most} are read.")


def _read_script(data: bytes) -> list[str]:
    _check_size(1, 1, len(data))  # what it takes to decode depends on the length
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.lookup(encoding).name in NO_ENCODINGS:
            raise LookupError(encoding)
        text = io.TextIOWrapper(io.BytesIO(data), encoding).read()
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise Unreadable("The file is not Python text: it cannot be decoded. Save it as UTF-8.") from error
    if "\0" in text:
        raise Unreadable("The file is not Python text: it holds NUL bytes. Save it as UTF-8.")
    lines = text.splitlines(keepends=True)
    marks = [number for number, line in enumerate(lines) if PERCENT_MARK.match(line)]
    _check_size(len(marks), len(lines), len(text))
    if not marks:
        return [text] if text.strip() else []
    pieces = _pieces(lines, [0, *marks, len(lines)])
    return [piece for piece in pieces if not _is_markdown(piece.lstrip("\n"))]


def _is_markdown(piece: str) -> bool:
    mark = PERCENT_MARK.match(piece.split("\n", 1)[0])
    return bool(mark and re.search(r"\[(markdown|md|raw)\]", mark["rest"]))


def _pieces(lines: list[str], edges: Iterable[int]) -> list[str]:
    pairs = [(start, end) for start, end in itertools.pairwise(edges) if end > start]
    return ["\n" * start + "".join(lines[start:end]) for start, end in pairs]


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _cut_broken(lines: list[str]) -> list[str]:
    """Cut text that does not parse: each piece is the shortest run of blocks that does, or else one broken block."""
    starts = [n for n, line in enumerate(lines) if line.strip() and not CONTINUES.match(line)]
    starts = [n for i, n in enumerate(starts) if i == 0 or not lines[starts[i - 1]].startswith("@")]
    edges, here = [0], 0
    starts.append(len(lines))
    while here < len(starts) - 1:
        tries = range(here + 1, min(here + 1 + LONGEST_STATEMENT, len(starts)))
        here = next((j for j in tries if _compiles("".join(lines[starts[here] : starts[j]]))), here + 1)
        edges.append(starts[here])
    return _pieces(lines, edges)


def _compiles(source: str) -> bool:
    try:
        _compile_python(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _compile_python(source: str, flags: int = 0) -> types.CodeType:
    code: types.CodeType = compile(source, "<cell>", "exec", flags, dont_inherit=True)
    return code


def _compile(source: str, flags: int) -> types.CodeType:
    """Compile as Python or, where that fails, as what is left without IPython's magics and shell lines."""
    try:
        return _compile_python(source, flags)
    except SyntaxError:
        plain = _without_magics(source)
        if plain == source:
            raise
        return _compile_python(plain, flags)


def _without_magics(source: str) -> str:
    lines = source.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if first is not None and lines[first].startswith("%%"):
        name = re.match(r"%%(\w*)", lines[first])
        if name is None or name[1] not in RUNS_ITS_CELL:
            return ""  # a cell in another language, or one that writes a file
        lines[first] = ""
    return "\n".join(_without_magic(line) for line in lines)


def _without_magic(line: str) -> str:
    magic = MAGIC.match(line)
    if magic and magic["name"] == "time" and magic["rest"].strip():
        return str(magic["indent"] + magic["rest"].strip())
    if magic or re.match(r"^\s*[\w.]+\?{1,2}\s*$", line):
        return line[: len(line) - len(line.lstrip())] + "pass"
    return line
