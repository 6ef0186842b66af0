"""Figures made before they are asked for: making axes takes matplotlib longer than all the rest of a plot.

The zygote makes a few figures, each with plane and three-dimensional axes that are taken out again. In a child, pyplot
hands these figures out as new ones, and the first subplot of such a figure is one of its waiting axes.
"""

import functools
from collections.abc import Callable
from typing import Any

import matplotlib
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec

PROJECTIONS = ("rectilinear", "3d")
WHOLE = ((), (111,), (1, 1, 1))  # ways to say that a subplot is the only one


def prepare(count: int) -> None:
    """Make some figures, and make pyplot use them first. For a process from which others are forked."""
    settings: Any = matplotlib.rcParams
    stock = Stock([_make() for _ in range(count)], dict(dict.items(settings)))
    pyplot.figure = _taking_from(stock, pyplot.figure)
    Figure.add_subplot = _reusing(Figure.add_subplot)  # type: ignore[method-assign]


class Stock:
    """Figures that wait, and the settings that they were made under: under others, new ones are made."""

    def __init__(self, figures: list[Figure], settings: dict[str, Any]) -> None:
        self.figures, self.settings = figures, settings

    def take(self, figsize: Any = None, *, frameon: bool = True, **options: Any) -> Figure:
        """Return a figure, as the class does."""
        is_plain = frameon and all(value is None for value in options.values())
        if not (is_plain and self.figures and dict.__eq__(matplotlib.rcParams, self.settings)):
            return Figure(figsize, frameon=frameon, **options)
        figure = self.figures.pop()
        if figsize is not None:
            figure.set_size_inches(figsize)
        return figure


def _make() -> Figure:
    figure = Figure()
    waiting = {name: figure.add_subplot(projection=name) for name in PROJECTIONS}
    for axes in waiting.values():
        figure.delaxes(axes)
    vars(figure)["waiting"] = waiting
    return figure


def _taking_from(stock: Stock, figure: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(figure)
    def new_figure(num: Any = None, *args: Any, FigureClass: Any = Figure, **options: Any) -> Any:
        return figure(num, *args, FigureClass=stock.take if FigureClass is Figure else FigureClass, **options)

    return new_figure


def _reusing(add_subplot: Callable[..., Axes]) -> Callable[..., Axes]:
    @functools.wraps(add_subplot)
    def reusing(self: Figure, *args: Any, projection: str | None = None, **options: Any) -> Axes:
        waiting = self.__dict__.pop("waiting", {})
        axes = waiting.get(projection or "rectilinear")
        is_plain = all(value is None for value in options.values())
        if axes is None or not is_plain or self.axes or not _is_whole(args):
            return add_subplot(self, *args, projection=projection, **options)
        if args and isinstance(args[0], SubplotSpec):
            axes.set_subplotspec(args[0])
        return self.add_axes(axes)

    return reusing


def _is_whole(args: tuple[Any, ...]) -> bool:
    if len(args) == 1 and isinstance(args[0], SubplotSpec):
        return args[0].get_geometry() == (1, 1, 0, 0)
    return args in WHOLE
