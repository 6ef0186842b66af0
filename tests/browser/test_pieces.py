"""Each piece to play with on the site, moved by mouse, keyboard and finger: what it shows is what numpy computes."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.piece import Piece

MAPS = [
    lambda x, y: (x * x - y * y, 2 * x * y),
    lambda x, y: (x * np.cos(y), x * np.sin(y)),
    lambda x, y: (x + np.sin(2 * y) / 2, y + np.sin(2 * x) / 2),
    lambda x, y: (x * x, y),
    lambda x, y: (1 - x * x + y, x / 2),
]


def differences(f, at, h=1e-6):
    """Return the Jacobian of f at a point, by central differences."""
    at = np.asarray(at, dtype=float)
    return np.stack(
        [(np.array(f(*(at + step))) - np.array(f(*(at - step)))) / (2 * h) for step in h * np.eye(len(at))], axis=-1
    )


@pytest.mark.parametrize("which", range(len(MAPS)))
def test_the_jacobian_is_that_of_its_map(visit, which):
    """Wherever keys take the point: matrix, value, area, orientation, and how far the grids part."""
    browser = visit("gradients/linearisation.html")
    piece, f = Piece(browser), MAPS[which]
    piece.choose(which)
    piece.slide("Half the side", 0.2)
    piece.handle.send_keys(Keys.ARROW_LEFT * 3, Keys.ARROW_UP * 4)
    at = piece.numbers("at")
    assert at == pytest.approx([0.7, 1.4])
    J = differences(f, at)
    assert piece.numbers("J").reshape(2, 2) == pytest.approx(J, abs=0.006)
    assert piece.numbers("value") == pytest.approx(f(*at), abs=0.006)
    assert piece.numbers("area") == pytest.approx([abs(np.linalg.det(J))], abs=0.006)
    assert piece.text("orientation") == ("kept" if np.linalg.det(J) > 0 else "mirrored")
    offsets = np.stack(np.meshgrid(*[np.linspace(-0.2, 0.2, 9)] * 2, indexing="ij"), axis=-1)
    bent = np.stack(f(*np.moveaxis(at + offsets, -1, 0)), axis=-1)
    gap = np.max(np.linalg.norm(bent - (np.array(f(*at)) + offsets @ J.T), axis=-1))
    assert piece.numbers("gap") == pytest.approx([gap], abs=0.0006)
    told = browser.execute_async_script(
        "setTimeout(() => arguments[0](document.querySelector('.piece [role=status]').textContent), 400)"
    )
    assert f"orientation {piece.text('orientation')}" in told


@pytest.mark.parametrize(("how", "width"), [("drag", 1280), ("touch", 375)])
def test_a_point_follows_mouse_and_finger(visit, how, width):
    """As far as the hand moves, in units of the plane; it stays within its bounds."""
    piece = Piece(visit("index.html", width))
    side = piece.section.find_element("tag name", "svg").size["width"]
    by = piece.moved_by("at", lambda: getattr(piece, how)(-60, 30))
    assert by == pytest.approx(np.array([-60, -30]) * 5 / side, abs=0.03)
    getattr(piece, how)(-side / 2, 0)
    assert piece.numbers("at")[0] == pytest.approx(max(-2, 1 + by[0] - 2.5), abs=0.03)


def test_a_grid_that_is_mirrored_or_flat_is_told(visit):
    """On both sides of a fold, and on it."""
    piece = Piece(visit("gradients/linearisation.html"))
    piece.choose(3)
    piece.handle.send_keys(Keys.ARROW_LEFT * 10)
    assert piece.text("orientation").startswith("lost")
    piece.handle.send_keys(Keys.ARROW_LEFT)
    assert piece.text("orientation") == "mirrored"


SURFACES = [
    lambda x, y: x**3 - 3 * x * y**2, lambda x, y: x**2 - y**2, lambda x, y: x**4 + y**4,
    lambda x, y: x**3 * y - x * y**3, lambda x, y: x**2 + y**3,
]  # fmt: skip


@pytest.mark.parametrize("which", range(len(SURFACES)))
def test_the_circle_counts_changes_of_sign(visit, which):
    """As numpy does at the same angles; the height is that of the point."""
    piece = Piece(visit("foundations/monkey_saddle.html"))
    piece.choose(which)
    piece.handle.send_keys(Keys.ARROW_UP * 2)
    (radius,), (degrees,) = piece.numbers("radius"), piece.numbers("angle")
    angles = (np.arange(720) + 0.5) * 2 * np.pi / 720
    signs = SURFACES[which](radius * np.cos(angles), radius * np.sin(angles)) > 0
    assert piece.numbers("changes") == [np.sum(signs != np.roll(signs, 1))]
    x, y = np.array([0.7 * np.cos(np.pi / 9), 0.7 * np.sin(np.pi / 9) + 0.1])
    assert (radius, degrees) == pytest.approx((np.hypot(x, y), np.degrees(np.arctan2(y, x))), abs=0.6)
    assert piece.numbers("height") == pytest.approx([SURFACES[which](x, y)], abs=0.0006)
    piece.slide("Degrees", 90)
    assert piece.numbers("angle") == [90]
    assert np.any(piece.moved_by("radius", lambda: piece.drag(0, 40)) < 0)


@pytest.mark.parametrize(("which", "f"), list(enumerate([np.sin, np.cos, np.exp, np.log1p, lambda x: 1 / (1 + x * x)])))
def test_taylor_polynomials_are_right(visit, which, f):
    """By a fit to values around the centre, which needs no derivative."""
    piece = Piece(visit("foundations/taylor_plots.html"))
    piece.choose(which)
    piece.slide("Order", 4)
    piece.handle.send_keys(Keys.ARROW_RIGHT * 3)
    piece.slide("Look at", 0.5)
    nodes = 0.1 * np.cos(np.pi * (np.arange(12) + 0.5) / 12)
    coefficients = np.polynomial.Chebyshev.fit(nodes, f(0.3 + nodes), 11).convert(kind=np.polynomial.Polynomial).coef
    assert piece.numbers("centre") == [0.3]
    assert piece.numbers("terms") == pytest.approx([coefficients[4]], abs=1e-3)
    assert piece.numbers("p") == pytest.approx([np.polyval(coefficients[4::-1], 0.5)], abs=1e-3)
    assert piece.numbers("f") == pytest.approx([f(0.8)], abs=1e-4)
    assert np.any(piece.moved_by("centre", lambda: piece.drag(50, 0)) > 0)


@pytest.mark.parametrize(("share", "k"), [(0.9, 10), (0.5, 30), (1.05, 4), (1.0, 1)])
def test_descent_and_flow_are_what_numpy_walks(visit, share, k):
    """Losses at both ends, and what becomes of the walk."""
    piece = Piece(visit("landscapes/conditioning.html"))
    piece.slide("Condition", k)
    piece.slide("Learning", share)
    piece.handle.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    H, start, rate = np.diag([1.0, k]), np.array([-2.4, 0.7]), share * 2 / k
    loss = lambda w: w @ H @ w / 2  # noqa: E731
    w = start
    for _ in range(40):
        w = w - rate * H @ w
    flowed = np.exp(-40 * rate * np.diag(H)) * start
    assert piece.numbers("rate") == pytest.approx([rate], abs=0.0006)
    for name, end in {"first": start, "last": w, "flow": flowed}.items():
        assert piece.numbers(name) == pytest.approx([loss(end)], rel=0.06, abs=0.0006)
    assert piece.text("verdict") == (
        "flies apart" if share > 1 else "comes to rest" if share < 1 else "goes to and fro for ever"
    )
    assert np.any(piece.moved_by("first", lambda: piece.drag(30, 0)) < 0)


RULES = [
    lambda x, w, A: np.array([w @ x]), lambda x, w, A: A @ x, lambda x, w, A: np.array([x @ x]),
    lambda x, w, A: np.array([x @ A @ x]), lambda x, w, A: np.array([(A @ x - w) @ (A @ x - w)]),
    lambda x, w, A: np.tanh(A @ x),
]  # fmt: skip


@pytest.mark.parametrize("which", range(len(RULES)))
def test_rules_agree_with_numpy(visit, which):
    """By the rule and as measured, for numbers that are typed; a step that is too small is worse."""
    piece = Piece(visit("identities/rules.html"))
    piece.choose(which)
    field = piece.section.find_element("css selector", "input[aria-label='A, row 2, entry 1']")
    field.send_keys(Keys.CONTROL + "a" + Keys.NULL, "-1.5")
    x, w, A = np.array([1, 0.5]), np.array([3.0, -1]), np.array([[1.0, 2], [-1.5, 3]])
    right = differences(lambda *x: RULES[which](np.array(x), w, A), x)
    assert piece.numbers("by") == pytest.approx(right.ravel(), abs=0.0006)
    assert piece.numbers("slopes") == pytest.approx(right.ravel(), abs=0.0006)
    assert piece.numbers("f") == pytest.approx(RULES[which](x, w, A), abs=0.006)
    (gap,) = piece.numbers("gap")
    piece.slide("Step of the check", -12)
    assert piece.numbers("gap") > gap
