"""What students' code imports and has no use here: the notebook, its widgets, a screen. All of it does nothing.

What is neither this, nor Python's own, nor among the packages of the course, is not there.
"""

import builtins
import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import matplotlib
from matplotlib import pyplot, style
from matplotlib.figure import Figure

from autograder.kit.ipython import Nothing

# Roots of modules that do nothing, with all their submodules.
DO_NOTHING = ("IPython", "ipykernel", "ipympl", "ipywidgets", "matplotlib_inline", "google.colab", "autograder", "tqdm")
DISPLAYED = ("Audio", "HTML", "IFrame", "Image", "JSON", "Javascript", "Latex", "Markdown", "Math", "Pretty", "SVG",
             "Video", "YouTubeVideo", "clear_output", "display", "set_matplotlib_formats")  # fmt: skip
WIDGETS = ("Accordion", "BoundedFloatText", "BoundedIntText", "Box", "Button", "Checkbox", "ColorPicker", "Dropdown",
           "FloatLogSlider", "FloatRangeSlider", "FloatSlider", "FloatText", "GridBox", "HBox", "HTML", "HTMLMath",
           "Image", "IntProgress", "IntRangeSlider", "IntSlider", "IntText", "Label", "Layout", "Output", "Play",
           "RadioButtons", "SelectionSlider", "Tab", "Text", "Textarea", "ToggleButton", "ToggleButtons", "VBox",
           "fixed", "interact", "interact_manual", "interactive", "interactive_output", "jslink", "link")  # fmt: skip
# What `from ... import *` takes of them.
STARS = {"IPython.display": DISPLAYED, "IPython.core.display": DISPLAYED, "ipywidgets": WIDGETS}
COURSE = ("numpy", "matplotlib", "mpl_toolkits", "pylab", "pytest")  # packages that every set has
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
    sys.meta_path.insert(0, Finder(frozenset({*COURSE, *packages, *sys.stdlib_module_names})))
    importlib.import_module("autograder")  # that no child has to


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that do nothing, and refuses a student's cells those that the course does not have."""

    def __init__(self, packages: frozenset[str]) -> None:
        self.packages = packages

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a module that does nothing, or None for others to find it.

        Raises:
            ModuleNotFoundError: a student's cell asks for what the course does not have.

        """
        if name == "google" or any(f"{name}.".startswith(f"{root}.") for root in DO_NOTHING):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        root = name.partition(".")[0]
        if root not in self.packages and _is_asked_by_a_cell():
            raise ModuleNotFoundError(f"{root} is not available in this course", name=root)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return a module of nothing, or that of the progress bars."""
        module = types.ModuleType(spec.name)
        vars(module)["__getattr__"] = Nothing().__getattr__
        if spec.name in STARS:
            vars(module)["__all__"] = STARS[spec.name]
        if spec.name.partition(".")[0] == "tqdm":
            vars(module).update(tqdm=Progress, trange=_trange, tqdm_notebook=Progress, __all__=["tqdm", "trange"])
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Execute nothing."""


class Progress(Nothing):
    """A progress bar that nobody sees: it hands on what it is given."""

    def __init__(self, iterable: Iterable[Any] = (), *args: Any, **options: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]


def _trange(*args: int, **options: Any) -> Progress:
    return Progress(range(*args))


def _is_asked_by_a_cell() -> bool:
    """Tell whether it is a student's cell that imports, and not a library that it uses."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == "<cell>"


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
