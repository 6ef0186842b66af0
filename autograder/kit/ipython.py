"""What a notebook's line means where it is not Python: asked of IPython's own reader, and answered by a quiet shell.

IPython turns magics, shell lines, prompts and questions into calls of ``get_ipython()``. The shell here takes these
calls and does next to nothing: there is no other program to start, and nobody who looks.
"""

import ast
import functools
import importlib
import importlib.util
import io
import os
import re
import sys
import types
from collections.abc import Callable
from typing import Any

RUNS_ITS_CELL = {"time", "timeit", "prun", "capture"}  # cell magics that execute the cell as Python
READER = "IPython.core.inputtransformer2"
PYLAB = "import numpy as np\nimport matplotlib.pyplot as plt\nfrom matplotlib.pylab import *"
# Prompts that make valid Python of another meaning: `In [3]: x = 1` annotates an entry of a list.
PROMPT = re.compile(r"^\s*In \[\d+\]:", re.MULTILINE)


class _Anything(type):
    """The type of what has, as a class too, every attribute that is asked for."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing


class Nothing(metaclass=_Anything):
    """Stands for what notebooks use and grading has no use for, such as widgets: whatever is asked of it is done.

    Called with a function alone, as a decorator is, it gives the function back.
    """

    def __new__(cls, *args: Any, **options: Any) -> Any:
        """Return the function that is decorated, or a new one."""
        return args[0] if cls is Nothing and _is_decorating(args) else super().__new__(cls)

    def __init__(self, *args: Any, **options: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Return the function that is decorated, or itself."""
        return args[0] if _is_decorating(args) else self

    def __iter__(self) -> Any:
        return iter(())

    def __enter__(self) -> "Nothing":
        return self

    def __exit__(self, *error: object) -> None:
        pass


class Shell(Nothing):
    """What ``get_ipython()`` returns.

    Args:
        run: executes the text of a cell, and returns the value of its last line.

    """

    def __init__(self, run: Callable[[str], Any]) -> None:
        self.run = run

    def run_line_magic(self, name: str, line: str, *depth: int) -> Any:
        """Execute what ``%time`` stands before, and import what ``%pylab`` does; other magics do nothing."""
        text = PYLAB if name == "pylab" else line if name == "time" else ""
        return self.run(text) if text.strip() else None

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Do nothing: the cells that are Python have been executed as such."""

    def getoutput(self, *command: Any, **options: Any) -> list[str]:
        """Return the lines that a shell command prints: none."""
        return []

    def system(self, *command: Any) -> None:
        """Start nothing."""


def as_python(source: str) -> str:
    """Return a cell as Python, as IPython reads it; as it is where there is no IPython to ask."""
    reader = load_reader()
    if reader is None:
        return source
    manager = reader.TransformerManager()
    lines = lines_of(source if source.endswith("\n") else f"{source}\n")
    for transform in (*manager.cleanup_transforms, *manager.line_transforms):
        lines = lines_of("".join(transform(lines)))
    return "".join(manager.do_token_transforms(lines))


def python_of_cell_magic(node: ast.stmt) -> tuple[str, str, str] | None:
    """Return name, line and body of a magic that executes its cell, or None where a statement is no such thing.

    The body of a magic that is not for Python is empty.
    """
    match node:
        case ast.Expr(
            ast.Call(
                ast.Attribute(ast.Call(ast.Name("get_ipython")), "run_cell_magic"),
                [ast.Constant(str(name)), ast.Constant(str(line)), ast.Constant(str(body))],
            )
        ):
            return name, line, body if name in RUNS_ITS_CELL else ""
    return None


@functools.cache
def load_reader() -> types.ModuleType | None:
    """Return IPython's reader of cells, or None where IPython is not installed. The rest of IPython is not loaded."""
    spec = importlib.util.find_spec("IPython")
    if spec is None or not spec.submodule_search_locations:
        return None
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "IPython"}
    for name in ("IPython", "IPython.core", "IPython.utils"):
        package = types.ModuleType(name)
        package.__path__ = [os.path.join(spec.submodule_search_locations[0], *name.split(".")[1:])]
        sys.modules[name] = package
    try:
        return importlib.import_module(READER)
    except ImportError:
        return None
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "IPython"]:
            del sys.modules[name]
        sys.modules.update(kept)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, as Python counts them: a form feed or U+2028 ends none."""
    return io.StringIO(text).readlines()


def _is_decorating(args: tuple[Any, ...]) -> bool:
    return len(args) == 1 and isinstance(args[0], types.FunctionType)
