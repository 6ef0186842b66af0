"""Where artists of matplotlib leave paint, found by painting them: for what is drawn in ways that no rule foresees."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR = 0.02  # of the diagonal of a figure: paint that is as near to a point as this shows it
FAINTEST = 20  # of 255: a difference of colour, or an opacity, below which nobody sees anything
MOST_PIXELS = 2**25  # of a figure that is painted

Mask = NDArray[np.bool_]  # (height, width), of pixels, the lowest row first
NOWHERE: Mask = np.zeros((1, 1), dtype=bool)


class Painted:
    """A figure that is painted as often as it has to be, and no more.

    Args:
        figure: the whole of it, or a part.

    """

    def __init__(self, figure: Any) -> None:
        self._figure = figure.get_figure(root=True)
        self._changed: Mask | None = None

    def alone(self, axes: Any, artist: Any) -> Mask:
        """Tell where an artist leaves paint that is painted alone: nowhere if it cannot be."""
        if hasattr(axes, "get_zlim"):
            axes.M = axes.get_proj()
            if hasattr(artist, "do_3d_projection"):
                artist.do_3d_projection()
        pixels = self._paint(artist)
        return NOWHERE if pixels is None else np.asarray(pixels[:, :, 3] > FAINTEST)

    def changed(self) -> Mask:
        """Tell where the figure looks different without all lines and collections."""
        if self._changed is None:
            with_them = self._paint(self._figure)
            with _hidden(_drawn(self._figure)):
                without = self._paint(self._figure)
            if with_them is None or without is None:
                return NOWHERE
            difference = np.abs(_on_paper(with_them) - _on_paper(without))
            self._changed = np.asarray(np.max(difference, axis=2) > FAINTEST)
        return self._changed

    def _paint(self, artist: Any) -> NDArray[np.uint8] | None:
        from matplotlib.backends.backend_agg import RendererAgg

        width, height = (int(side) for side in self._figure.bbox.size)
        if not 0 < width * height <= MOST_PIXELS:
            return None
        renderer: Any = RendererAgg(width, height, self._figure.dpi)  # type: ignore[no-untyped-call]
        try:
            artist.draw(renderer)
        except Exception:  # whatever a student's figure holds: what cannot be painted shows nothing
            return None
        return np.asarray(renderer.buffer_rgba())[::-1]


def near(mask: Mask, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which places on the screen, (n, 2) in pixels, have paint near them."""
    reach = int(NEAR * np.hypot(*mask.shape)) + 1
    sums = np.pad(np.cumsum(np.cumsum(mask, axis=0), axis=1), ((1, 0), (1, 0)))
    known = np.isfinite(places).all(axis=1)
    limits = np.array(mask.shape)[::-1]
    at = np.clip(np.where(known[:, None], places, -2 * reach), -2 * reach, limits + 2 * reach).astype(int)
    left, low = np.clip(at - reach, 0, limits).T
    right, high = np.clip(at + reach + 1, 0, limits).T
    painted = sums[high, right] - sums[low, right] - sums[high, left] + sums[low, left]
    return np.asarray((painted > 0) & known)


def _on_paper(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    opacity = pixels[:, :, 3:] / 255.0
    return np.asarray(pixels[:, :, :3] * opacity + 255 * (1 - opacity))


def _drawn(figure: Any) -> list[Any]:
    return [artist for axes in figure.axes for artist in (*axes.lines, *axes.collections) if artist.get_visible()]


@contextmanager
def _hidden(artists: Sequence[Any]) -> Iterator[None]:
    for artist in artists:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in artists:
            artist.set_visible(True)
