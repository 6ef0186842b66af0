"""What paint an artist of matplotlib leaves: whether any, how opaque, and whether it stands out from what is behind."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FAINTEST = 0.02  # alpha below which nobody sees anything
THINNEST = 0.05  # widths and sizes, in points
SMALLEST = 2.0  # size of letters, in points, that can be read
NEAREST = 0.08  # of red, green and blue, from 0 to 1: colours that differ by less look alike
NOTHING = (None, "None", "none", "", " ")


def is_on(artist: Any) -> bool:
    """Tell whether an artist is neither invisible nor transparent."""
    alpha = artist.get_alpha()
    return bool(artist.get_visible()) and (alpha is None or float(np.max(alpha, initial=0.0)) >= FAINTEST)


def is_painted(artist: Any) -> bool:
    """Tell whether an artist leaves any paint: a line, or what drew a grid of points in three dimensions."""
    if not is_on(artist) or artist.figure is None:  # removed again
        return False
    if hasattr(artist, "get_linestyle") and hasattr(artist, "get_marker"):
        return _is_painted_line(artist)
    return _is_painted_collection(artist) if hasattr(artist, "get_facecolor") else True


def is_readable(text: Any, behind: NDArray[Any]) -> bool:
    """Tell whether words are there, large enough, and of another colour than what is behind them.

    Args:
        text: an artist.
        behind: (3,), red, green and blue.

    """
    if not is_on(text) or text.get_fontsize() < SMALLEST:
        return False
    return bool(text.get_path_effects()) or not _is_near(behind, [text.get_color()], text.get_alpha())


def behind(axes: Any) -> NDArray[Any]:
    """Return the colour behind what is drawn in axes, as (3,) of red, green and blue."""
    colour = np.ones(3)
    for patch in (axes.figure.patch, axes.patch):
        if patch.get_visible() and (patch is not axes.patch or axes.axison):
            colour = covered(colour, patch)
    return colour


def covered(colour: NDArray[Any], patch: Any) -> NDArray[Any]:
    """Return what a colour, (3,), looks like behind a patch."""
    seen: NDArray[Any] = _over(colour, _rgba(patch.get_facecolor(), None))[0]
    return seen


def has_colour_of(behind: NDArray[Any], artist: Any) -> bool:
    """Tell whether all paint of an artist has nearly a colour, so that it cannot be told from it."""
    if artist.get_path_effects():
        return False
    if getattr(artist, "is_shaded", False):  # white has its shadows, unless it is all but transparent
        return bool(np.max(_rgba(given_color(artist, "facecolor"), artist.get_alpha())[:, 3], initial=0.0) < NEAREST)
    return _is_near(behind, _colours_of(artist), artist.get_alpha())


def is_mapped(artist: Any) -> bool:
    """Tell whether the colours of an artist stand for numbers."""
    return hasattr(artist, "get_array") and artist.get_array() is not None


def given_color(artist: Any, name: str) -> Any:
    """Return colours as they were given: those of solids are known in the plane only once they are painted."""
    given = getattr(artist, f"_{name}3d", None)
    return getattr(artist, f"get_{name}")() if given is None else given


def opacity(colors: Any) -> float:
    """Return the largest alpha of some colours."""
    from matplotlib.colors import to_rgba_array

    return float(np.max(to_rgba_array(colors)[:, 3], initial=0.0))


def _is_painted_line(line: Any) -> bool:
    has_line = line.get_linestyle() not in NOTHING and line.get_linewidth() >= THINNEST
    has_marks = line.get_marker() not in NOTHING and line.get_markersize() >= THINNEST
    return bool(has_line and opacity(line.get_color()) >= FAINTEST) or bool(
        has_marks and max(opacity(line.get_markerfacecolor()), opacity(line.get_markeredgecolor())) >= FAINTEST
    )


def _is_painted_collection(collection: Any) -> bool:
    sizes = collection.get_sizes() if hasattr(collection, "get_sizes") else ()
    if np.size(sizes) and np.max(sizes) < THINNEST:
        return False
    has_edges = np.max(collection.get_linewidth(), initial=0.0) >= THINNEST
    edges = opacity(given_color(collection, "edgecolor")) if has_edges else 0.0
    return is_mapped(collection) or max(opacity(given_color(collection, "facecolor")), edges) >= FAINTEST


def _colours_of(artist: Any) -> list[Any]:
    if hasattr(artist, "get_marker"):
        has_marks = artist.get_marker() not in NOTHING
        marks = [artist.get_markerfacecolor(), artist.get_markeredgecolor()] if has_marks else []
        return marks + ([artist.get_color()] if artist.get_linestyle() not in NOTHING else [])
    if is_mapped(artist):
        return [artist.to_rgba(np.ravel(artist.get_array()), artist.get_alpha())]
    return [given_color(artist, "facecolor"), given_color(artist, "edgecolor")]


def _is_near(behind: NDArray[Any], colours: list[Any], alpha: Any) -> bool:
    seen = np.concatenate([_over(behind, _rgba(colour, alpha)) for colour in colours])
    return bool(np.all(np.abs(seen - behind) < NEAREST))


def _rgba(colours: Any, alpha: Any) -> NDArray[Any]:
    from matplotlib.colors import to_rgba_array

    is_one = alpha is None or np.size(alpha) == 1
    rgba: NDArray[Any] = to_rgba_array(colours, alpha if is_one and len(np.shape(colours)) < 2 else None)
    return rgba


def _over(behind: NDArray[Any], rgba: NDArray[Any]) -> NDArray[Any]:
    """Return what colours look like over another one, as (n, 3)."""
    seen_through: NDArray[Any] = rgba[:, :3] * rgba[:, 3:] + behind * (1 - rgba[:, 3:])
    return seen_through
