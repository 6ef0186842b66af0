"""What students' code finds behind the wall in the place of a screen, of styles, of somebody to ask, and of imports."""

import builtins
import importlib
import sys
import types
from collections.abc import Iterable
from typing import Any

import matplotlib
from matplotlib import pyplot, style
from matplotlib.figure import Figure

from autograder.kit import imports, output

INPUT = "input() asks, and nobody is there to answer when work is graded"


def install(packages: Iterable[str] = ()) -> None:
    """Put them in the place of what they stand for. For the process from which children are forked.

    Args:
        packages: that a set has beyond those of the course.

    """
    nothing: Any = _do_nothing
    # Nobody looks at these pictures, and painting one costs more than everything else together.
    vars(pyplot).update(savefig=nothing, show=nothing, pause=nothing, switch_backend=nothing)
    Figure.savefig = Figure.show = nothing  # type: ignore[method-assign]
    matplotlib.use = nothing  # a student's screen is not here, and neither is the notebook's
    vars(style)["use"] = output.forgiving(style.use)
    matplotlib.rcParams.validate["text.usetex"] = output.without_tex
    builtins.input = _refuse_to_answer
    for name in [name for name in sys.modules if name.partition(".")[0] in ("IPython", "autograder")]:
        del sys.modules[name]
    sys.meta_path.insert(0, imports.Finder(imports.available(packages)))
    importlib.import_module("autograder")  # that no child has to


def _refuse_to_answer(*prompt: object) -> str:
    raise EOFError(INPUT)


def _do_nothing(*args: Any, **options: Any) -> None:
    pass


def course_tools() -> types.ModuleType:
    """Return the module that stands for the students' tools, which the notebook's own cells import."""
    return importlib.import_module("autograder")
