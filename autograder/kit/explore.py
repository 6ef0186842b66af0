"""Playing with what a student wrote: sliders and menus where ipywidgets is there, a still figure where it is not."""

import sys

from .public import PublicTests, describe_problem


def interact(draw, **controls):
    """Show what a function draws, and draw it anew whenever a control is moved.

    Args:
        draw: function that takes the controls' values by name. It draws a matplotlib figure, or prints.
        **controls: for a slider ``(lowest, highest, step, first)``, numbers; for a menu a list of str.

    """
    if PublicTests.running:
        return  # a test run executes the notebook's cells; nobody looks
    widgets = _widgets()
    if widgets is None:
        _show(draw, **{name: one[0] if isinstance(one, list) else one[3] for name, one in controls.items()})
        return
    made = {name: _control(widgets, name, one) for name, one in controls.items()}
    panel = widgets.interactive_output(lambda **values: _show(draw, **values), made)
    from IPython.display import display

    display(widgets.VBox([*made.values(), panel]))


def _widgets():
    """Return ipywidgets, or None where it is missing or where there is no notebook to show it."""
    if "ipykernel" not in sys.modules:
        return None
    try:
        import ipywidgets
    except ImportError:
        return None
    return ipywidgets


def _control(widgets, name, given):
    if isinstance(given, list):
        return widgets.Dropdown(options=given, description=name)
    low, high, step, first = given
    return widgets.FloatSlider(value=first, min=low, max=high, step=step, description=name, continuous_update=False)


def _show(draw, **values):
    try:
        draw(**values)
    except Exception as error:
        print(describe_problem(error, "your cells"))
        return
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_fignums():
        pyplot.show()
        pyplot.close("all")
