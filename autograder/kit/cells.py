"""A student's file as cells, read from bytes, and the errors of its code in words. Nothing here executes anything."""

import codecs
import io
import itertools
import json
import re
import tokenize
import traceback
from collections.abc import Iterable

from . import work
from .ipython import lines_of

# What begins a cell in a script: a percent mark, or what nbconvert writes.
PERCENT_MARK = re.compile(r"^#\s*(?:%%|In\s?\[[\d ]*\]:)(?P<rest>.*)$")
LONGEST_MESSAGE = 1000  # characters of an error's
# More than any person writes. Reading takes memory for each cell and its line number, so there must be an end.
MOST_CELLS, MOST_LINES, MOST_CODE = 2000, 20_000, 2**20
MOST_BRACKETS = 500_000  # in a notebook, outputs and all
# Decoders that raise what nobody expects, or take the square of the length.
NO_ENCODINGS = {"idna", "punycode", "undefined"}
# What a cell's code says that its file is: here, and in a running notebook.
CELL = re.compile(r"<cell>|.*\bipykernel_\d+\b.*")


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
    """Tell whether this is a script without cell marks: each of its statements is a cell of its own."""
    return not name.lower().endswith(".ipynb") and len(cells) == 1


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
    return [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]


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
    lines = lines_of(text)
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
