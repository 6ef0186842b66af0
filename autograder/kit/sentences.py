"""What went wrong in a student's code, as a short sentence for the student: what happened, where, and what to do."""

import traceback
from types import CodeType

from . import cells

NOTEBOOK = "this notebook"  # what is tested where there is no file, but cells that have been run
UNWRITTEN = "Nothing is written here yet."
CALLS_UNWRITTEN = "It calls {name}, and nothing is written there yet."
LEFT_OVER = "The line `raise NotImplementedError()` is still there, in {name}: put what you return in its place."
PRINTS = "It prints something: `print` only shows a value, `return` hands it on."
ENDLESS = "{what} did not end within {seconds:g} seconds. Is there a loop that never ends?"
STOPPED = "{what} was stopped before it was done, and no test after it has run. Is there a loop that never ends?"
BROKEN_TEST = "{file} does not run, so nothing in it was tested: {why} If it came with the course, get it there anew."
USUAL_NAMES = {"np": "import numpy as np", "plt": "import matplotlib.pyplot as plt"}


def describe_problem(error: BaseException, file: str, what: str = "Your code") -> str:
    """Return what went wrong; ``what`` is what raised the error, and ``file`` the student's file, or NOTEBOOK."""
    if isinstance(error, NotImplementedError):
        return _say_unwritten(error)
    if isinstance(error, AssertionError):
        return str(error).split("\nassert ")[0]  # pytest adds the expression, which says less than the sentence
    kind, message, line, _ = cells.describe_error(error)
    where = f" in line {line} of {'its cell' if is_in_cells(file) else file}" if line else ""
    if isinstance(error, SyntaxError) and line:
        return f"Python cannot read it{where.replace(' in ', ': ', 1)}: {message}."
    said = f"{what} raised {kind}{where}: {message}" if message else f"{what} raised {kind}{where}."
    return f"{said}{_advise_on_name(error, file)}" if isinstance(error, NameError) else said


def is_in_cells(file: str) -> bool:
    """Tell whether lines of a file are counted in each of its cells."""
    return not file.endswith(".py")


def _say_unwritten(error: NotImplementedError) -> str:
    """Say whose line it is that raises: an untouched stub's, that of one which is called, or one left over."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    own = [frame for frame in frames if cells.CELL.fullmatch(frame.f_code.co_filename)]
    if not own or own[-1] is not frames[-1]:
        return UNWRITTEN
    name = own[-1].f_code.co_name
    if not _only_raises(own[-1].f_code):
        return LEFT_OVER.format(name=name)
    return UNWRITTEN if len(own) == 1 else CALLS_UNWRITTEN.format(name=name)


def _only_raises(code: CodeType) -> bool:
    """Tell whether a function's code is that of a stub."""
    return code.co_code == _stub.__code__.co_code and code.co_names == _stub.__code__.co_names


def _stub() -> None:
    """Raise, as each stub does."""
    raise NotImplementedError()


def _advise_on_name(error: NameError, file: str) -> str:
    name = error.name or ""
    line = USUAL_NAMES.get(name)
    if isinstance(error, UnboundLocalError) or not name:
        return ""
    if file == NOTEBOOK:
        return f". Run the cell with `{line}` first." if line else ". If another cell defines it, run that cell first."
    return f". Is there a line `{line}` on top of your file, and did it run?" if line else ""
