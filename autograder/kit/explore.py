"""Playing with what a student wrote: sliders and menus where ipywidgets is there, a still figure where it is not."""

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .output import is_notebook, show_in_notebook
from .sentences import describe_problem
from .student_file import EXECUTING

Control = Sequence[float] | list[str]  # of a slider: lowest, highest, step, first; or the entries of a menu

UNWRITTEN = "This cell draws what you write above, and something there is not written yet."
NO_WIDGETS = "To move what you see, type `python -m pip install ipywidgets` and start Jupyter again."


def interact(draw: Callable[..., object], **controls: Control) -> None:
    """Show what a function draws, and draw it anew whenever a control is moved.

    Args:
        draw: function that takes the controls' values by name. It draws a matplotlib figure, or prints.
        **controls: for a slider ``(lowest, highest, step, first)``, numbers; for a menu a list of str.

    """
    if EXECUTING:
        return  # a test run executes the notebook's cells; nobody looks
    widgets = _widgets()
    if widgets is None:
        _show(draw, {name: one[0] if isinstance(one, list) else one[3] for name, one in controls.items()})
        return
    made = {name: _control(widgets, name, one) for name, one in controls.items()}
    panel = widgets.interactive_output(lambda **values: _show(draw, values), made)
    show_in_notebook(widgets.VBox([*made.values(), panel]))


def _widgets() -> Any:
    """Return ipywidgets, or None where there is no notebook to show it, or where it is missing, which is told."""
    if not is_notebook():
        return None
    try:
        import ipywidgets
    except ImportError:
        print(NO_WIDGETS)
        return None
    return ipywidgets


def _control(widgets: Any, name: str, given: Control) -> Any:
    if isinstance(given, list):
        return widgets.Dropdown(options=given, description=name)
    low, high, step, first = given
    return widgets.FloatSlider(value=first, min=low, max=high, step=step, description=name, continuous_update=False)


def _show(draw: Callable[..., object], values: Mapping[str, object]) -> None:
    """Draw, and show the figure, or say in a sentence why there is none. No figure stays open."""
    try:
        draw(**values)
        with warnings.catch_warnings(action="ignore"):  # where there is no screen, a figure cannot be shown
            _pyplot("show")
    except Exception as error:
        print(_sentence(error))
    finally:
        _pyplot("close", "all")


def _pyplot(name: str, *args: object) -> None:
    """Call a function of pyplot where there are figures; what has drawn none need not have loaded it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_fignums():
        getattr(pyplot, name)(*args)


def _sentence(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return UNWRITTEN
    if isinstance(error, NameError):
        return f"Run the cells above first: {error}."
    return describe_problem(error, "your cells")
