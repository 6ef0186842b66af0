"""What a student's code may import: Python's own, what the course has, and what stands for a notebook and its screen.

What has no use where work is graded, such as widgets, is there and does nothing. What is neither this, nor Python's
own, nor among the packages of the course, is not there. At home it is the same while a file is tested, whatever is
installed.
"""

import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .ipython import Nothing, load_reader

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


def available(packages: Iterable[str]) -> frozenset[str]:
    """Return the roots of modules that are there when work is graded.

    Args:
        packages: that a set has beyond those of the course.

    """
    return frozenset({*COURSE, *packages, *sys.stdlib_module_names})


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that do nothing, and refuses a student's cells those that the course does not have."""

    def __init__(self, packages: frozenset[str], nothing: Sequence[str] = DO_NOTHING) -> None:
        self.packages, self.nothing = packages, nothing
        self.made: list[str] = []  # names of modules

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a module that does nothing, or None for others to find it.

        Raises:
            ModuleNotFoundError: a student's cell asks for what the course does not have.

        """
        if name == "google" or any(f"{name}.".startswith(f"{root}.") for root in self.nothing):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        root = name.partition(".")[0]
        if root not in self.packages and _is_asked_by_a_cell():
            raise ModuleNotFoundError(f"{root} is not available in this course", name=root)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return a module of nothing, or that of the progress bars."""
        module = types.ModuleType(spec.name)
        self.made.append(spec.name)
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


@contextlib.contextmanager
def as_when_graded(packages: Iterable[str]) -> Iterator[None]:
    """Let cells import meanwhile what they may when they are graded, and nothing else."""
    load_reader()  # which is of the real IPython
    finder = Finder(available(packages), [root for root in DO_NOTHING if root != "autograder"])
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in finder.made:  # who looks for a notebook later is not to find one
            sys.modules.pop(name, None)


class Watcher(importlib.abc.MetaPathFinder):
    """Waits for a module to be loaded, and does something then, once.

    Args:
        name: of a module that is no part of another one.
        action: what to do.

    """

    def __init__(self, name: str, action: Callable[[], object]) -> None:
        self.name, self.action = name, action

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return the spec that others find of the module, with the action at its end."""
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def execute_and_act(module: types.ModuleType) -> None:
                execute(module)
                self.action()

            spec.loader.exec_module = execute_and_act  # type: ignore[method-assign]
        return spec


@contextlib.contextmanager
def once_loaded(name: str, action: Callable[[], object]) -> Iterator[None]:
    """Do something as soon as a module is loaded: at once, or when it is imported meanwhile, or not at all."""
    if name in sys.modules:
        action()
        yield
        return
    watcher = Watcher(name, action)
    sys.meta_path.insert(0, watcher)
    try:
        yield
    finally:
        if watcher in sys.meta_path:
            sys.meta_path.remove(watcher)


def say_missing(namespace: Mapping[str, Any], packages: Iterable[str]) -> list[str]:
    """Return a sentence where names stand for something of packages that are not there when work is graded; else none.

    Args:
        namespace: of a running notebook, in which anything that is installed can be imported.
        packages: that a set has beyond those of the course.

    """
    there = {*available(packages), "__main__", *(root.partition(".")[0] for root in DO_NOTHING)}
    kept = (value for name, value in namespace.items() if name[0] != "_")
    missing = sorted({root for root in map(_root_of, kept) if root} - there)
    if not missing:
        return []
    verb = "is" if len(missing) == 1 else "are"
    return [f"{' and '.join(missing)} {verb} not available when your work is graded: what needs it will fail there."]


def _root_of(value: Any) -> str:
    """Return the root of the module that a value is, or comes from; "" where it is something else."""
    if isinstance(value, types.ModuleType):
        return value.__name__.partition(".")[0]
    if isinstance(value, type | types.FunctionType | types.BuiltinFunctionType):
        return str(value.__module__ or "").partition(".")[0]
    return ""
