"""What students' code finds behind the wall in the place of a screen, of styles, of somebody to ask, and of imports."""

import builtins
import importlib
import sys
import types
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib
from matplotlib import pyplot, style
from matplotlib.figure import Figure

from autograder.kit import imports

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
    _forgive_styles()
    builtins.input = _refuse_to_answer
    for name in [name for name in sys.modules if name.partition(".")[0] in ("IPython", "autograder")]:
        del sys.modules[name]
    sys.meta_path.insert(0, imports.Finder(imports.available(packages)))
    importlib.import_module("autograder")  # that no child has to


def _forgive_styles() -> None:
    """Let a style that this matplotlib does not have do no harm, nor texts that only TeX could set."""
    use = style.use

    def use_if_there(names: Any) -> None:
        for name in names if isinstance(names, Sequence) and not isinstance(names, str) else [names]:
            try:
                use(name)
            except OSError:
                continue

    vars(style)["use"] = use_if_there
    matplotlib.rcParams.validate["text.usetex"] = lambda value: False


def _refuse_to_answer(*prompt: object) -> str:
    raise EOFError(INPUT)


def _do_nothing(*args: Any, **options: Any) -> None:
    pass


def course_tools() -> types.ModuleType:
    """Return the module that stands for the students' tools, which the notebook's own cells import."""
    return importlib.import_module("autograder")
