"""Each piece to play with on the site, moved by mouse, keyboard and finger: what it shows is what numpy computes."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

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


def test_the_jacobian_is_that_of_its_map(visit):
    """Where keys take the point: matrix, value, area, orientation, and how far the grids part."""
    browser = visit("gradients/linearisation.html")
    piece = Piece(browser)
    piece.slide("Half the side", 0.2)
    piece.handle.send_keys(Keys.ARROW_LEFT * 3, Keys.ARROW_UP * 4)
    at = piece.numbers("at")
    assert at == pytest.approx([0.7, 1.4])
    offsets = np.stack(np.meshgrid(*[np.linspace(-0.2, 0.2, 9)] * 2, indexing="ij"), axis=-1)
    for which, f in enumerate(MAPS):
        piece.choose(which)
        J = differences(f, at)
        assert piece.numbers("J").reshape(2, 2) == pytest.approx(J, abs=0.006)
        assert piece.numbers("value") == pytest.approx(f(*at), abs=0.006)
        assert piece.numbers("area") == pytest.approx([abs(np.linalg.det(J))], abs=0.006)
        assert piece.text("orientation") == ("kept" if np.linalg.det(J) > 0 else "mirrored")
        bent = np.stack(f(*np.moveaxis(at + offsets, -1, 0)), axis=-1)
        gap = np.max(np.linalg.norm(bent - (np.array(f(*at)) + offsets @ J.T), axis=-1))
        assert piece.numbers("gap") == pytest.approx([gap], abs=0.0006)
    told = "return document.querySelector('.piece [role=status]').textContent"
    WebDriverWait(browser, 10).until(lambda _: "orientation mirrored" in browser.execute_script(told))


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


def test_the_circle_counts_changes_of_sign(visit):
    """As numpy does at the same angles; the height is that of the point."""
    piece = Piece(visit("foundations/monkey_saddle.html"))
    piece.handle.send_keys(Keys.ARROW_UP * 2)
    (radius,), (degrees,) = piece.numbers("radius"), piece.numbers("angle")
    x, y = np.array([0.7 * np.cos(np.pi / 9), 0.7 * np.sin(np.pi / 9) + 0.1])
    assert (radius, degrees) == pytest.approx((np.hypot(x, y), np.degrees(np.arctan2(y, x))), abs=0.6)
    angles = (np.arange(720) + 0.5) * 2 * np.pi / 720
    for which, surface in enumerate(SURFACES):
        piece.choose(which)
        signs = surface(radius * np.cos(angles), radius * np.sin(angles)) > 0
        assert piece.numbers("changes") == [np.sum(signs != np.roll(signs, 1))]
        assert piece.numbers("height") == pytest.approx([surface(x, y)], abs=0.0006)
    piece.slide("Degrees", 90)
    assert piece.numbers("angle") == [90]
    assert np.any(piece.moved_by("radius", lambda: piece.drag(0, 40)) < 0)


def test_taylor_polynomials_are_right(visit):
    """By a fit to values around the centre, which needs no derivative."""
    piece = Piece(visit("foundations/taylor_plots.html"))
    piece.slide("Order", 4)
    piece.handle.send_keys(Keys.ARROW_RIGHT * 3)
    piece.slide("Look at", 0.5)
    nodes = 0.1 * np.cos(np.pi * (np.arange(12) + 0.5) / 12)
    for which, f in enumerate([np.sin, np.cos, np.exp, np.log1p, lambda x: 1 / (1 + x * x)]):
        piece.choose(which)
        fit = np.polynomial.Chebyshev.fit(nodes, f(0.3 + nodes), 11)
        coefficients = fit.convert(kind=np.polynomial.Polynomial).coef
        assert piece.numbers("centre") == [0.3]
        assert piece.numbers("terms") == pytest.approx([coefficients[4]], abs=1e-3)
        assert piece.numbers("p") == pytest.approx([np.polyval(coefficients[4::-1], 0.5)], abs=1e-3)
        assert piece.numbers("f") == pytest.approx([f(0.8)], abs=1e-4)
    assert np.any(piece.moved_by("centre", lambda: piece.drag(50, 0)) > 0)


def test_descent_and_flow_are_what_numpy_walks(visit):
    """Losses at both ends, and what becomes of the walk."""
    piece = Piece(visit("landscapes/conditioning.html"))
    piece.handle.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    start = np.array([-2.4, 0.7])
    for share, k, verdict in [(0.9, 10, "comes to rest"), (0.5, 30, "comes to rest"), (1.05, 4, "flies apart"),
                              (1.0, 1, "goes to and fro for ever")]:  # fmt: skip
        piece.slide("Condition", k)
        piece.slide("Learning", share)
        slopes, rate = np.array([1.0, k]), share * 2 / k
        walked = start
        for _ in range(40):
            walked = walked - rate * slopes * walked
        flowed = np.exp(-40 * rate * slopes) * start
        assert piece.numbers("rate") == pytest.approx([rate], abs=0.0006)
        for name, end in {"first": start, "last": walked, "flow": flowed}.items():
            assert piece.numbers(name) == pytest.approx([np.sum(slopes * end**2) / 2], rel=0.06, abs=0.0006)
        assert piece.text("verdict") == verdict
    assert np.any(piece.moved_by("first", lambda: piece.drag(30, 0)) < 0)


RULES = [
    lambda x, w, A: np.array([w @ x]), lambda x, w, A: A @ x, lambda x, w, A: np.array([x @ x]),
    lambda x, w, A: np.array([x @ A @ x]), lambda x, w, A: np.array([(A @ x - w) @ (A @ x - w)]),
    lambda x, w, A: np.tanh(A @ x),
]  # fmt: skip


def test_rules_agree_with_numpy(visit):
    """By the rule and as measured, for numbers that are typed; a step that is too small is worse."""
    piece = Piece(visit("identities/rules.html"))
    field = piece.section.find_element("css selector", "input[aria-label='A, row 2, entry 1']")
    field.send_keys(Keys.CONTROL + "a" + Keys.NULL, "-1.5")
    x, w, A = np.array([1, 0.5]), np.array([3.0, -1]), np.array([[1.0, 2], [-1.5, 3]])
    for which, f in enumerate(RULES):
        piece.choose(which)
        right = differences(lambda *x, f=f: f(np.array(x), w, A), x)
        assert piece.numbers("by") == pytest.approx(right.ravel(), abs=0.0006)
        assert piece.numbers("slopes") == pytest.approx(right.ravel(), abs=0.0006)
        assert piece.numbers("f") == pytest.approx(f(x, w, A), abs=0.006)
    (gap,) = piece.numbers("gap")
    piece.slide("Step of the check", -12)
    assert piece.numbers("gap") > gap


def test_the_curve_is_that_of_kernel_ridge(visit):
    """Its weights, its value and its largest miss, where one sample was moved."""
    piece = Piece(visit("linear_models/kernel_ridge.html"))
    piece.slide("Look", -0.7)
    piece.handle.send_keys(Keys.ARROW_UP * 2, Keys.ARROW_LEFT)
    assert piece.numbers("sample") == pytest.approx([0.4, 1])
    x, y = np.array([[-2.6, -0.6], [-1.9, -1], [-1.1, -0.7], [-0.2, 0.1], [0.4, 1], [1.2, 0.7], [2.4, 0.4]]).T
    for length, power in [(0.8, -2), (0.3, -4), (2, 0)]:
        piece.slide("Length", length)
        piece.slide("Penalty", power)
        K = np.exp(-(np.subtract.outer(x, x) ** 2) / (2 * length**2))
        alpha = np.linalg.solve(K + 10.0**power * np.eye(7), y)
        assert piece.numbers("alpha") == pytest.approx([alpha[4]], abs=0.0006)
        assert piece.numbers("value") == pytest.approx(
            [alpha @ np.exp(-((x + 0.7) ** 2) / (2 * length**2))], abs=0.0006
        )
        assert piece.numbers("error") == pytest.approx([np.max(np.abs(K @ alpha - y))], abs=0.0006, rel=0.06)
    assert np.any(piece.moved_by("sample", lambda: piece.drag(0, 30)) < 0)


def test_attention_is_softmax(visit):
    """Of products divided by the temperature; what comes out is the weighted mean."""
    piece = Piece(visit("backpropagation/attention.html"))
    piece.handle.send_keys(Keys.ARROW_LEFT * 5)
    keys, values = np.array([[1.6, 0.4], [0.5, 1.5], [-1.2, 1], [-1, -1.3], [0.9, -1.2]]), np.array([4, 2, -1, -3, 1])
    for temperature in (0.2, 1.4, 6):
        piece.slide("Temperature", temperature)
        weights = np.exp(keys @ [0.5, 0.8] / temperature)
        weights /= weights.sum()
        assert piece.numbers("weights") == pytest.approx(weights, abs=0.006)
        assert piece.numbers("output") == pytest.approx([weights @ values], abs=0.0006)
        assert piece.numbers("sure") == pytest.approx([weights.max()], abs=0.0006)
    assert np.any(piece.moved_by("query", lambda: piece.drag(-30, 10)) < 0)


def test_conditioning_is_that_of_a_gaussian(visit):
    """Inverse, mean and variance of the second coordinate once the first is known."""
    piece = Piece(visit("probability/gaussian.html"))
    piece.slide("Spread of x₂", 1.3)
    piece.handle.send_keys(Keys.ARROW_LEFT * 15)
    for rho in (-0.9, 0, 0.6):
        piece.slide("Correlation", rho)
        covariance = np.array([[1, 1.3 * rho], [1.3 * rho, 1.69]])
        assert piece.numbers("covariance").reshape(2, 2) == pytest.approx(covariance, abs=0.006)
        assert piece.numbers("precision").reshape(2, 2) == pytest.approx(np.linalg.inv(covariance), abs=0.006)
        assert piece.numbers("mean") == pytest.approx([covariance[1, 0] / covariance[0, 0] * -0.5], abs=0.0006)
        schur = covariance[1, 1] - covariance[1, 0] * covariance[0, 1] / covariance[0, 0]
        assert piece.numbers("after") == pytest.approx([schur], abs=0.0006)
    assert np.any(piece.moved_by("known", lambda: piece.drag(40, 0)) > 0)


def test_eigenvalues_and_their_slopes_are_right(visit):
    """Values as numpy has them, slopes as differences measure them; the sum stands still."""
    piece = Piece(visit("beyond/spectral.html"))
    piece.handle.send_keys(Keys.ARROW_RIGHT * 11)
    (t,) = piece.numbers("t")
    assert t == pytest.approx(0.3)
    for coupling in (0.05, 0.3, 1.5):
        piece.slide("Coupling", coupling)
        matrices = [[[at, coupling], [coupling, -at]] for at in (t - 1e-6, t, t + 1e-6)]
        below, here, above = np.linalg.eigvalsh(matrices)
        assert piece.numbers("values") == pytest.approx(here, abs=0.0006)
        assert piece.numbers("slopes") == pytest.approx((above - below) / 2e-6, abs=0.0006)
        assert piece.numbers("trace") == [0]
    piece.slide("Coupling", 0)
    piece.handle.send_keys(Keys.ARROW_LEFT * 3)
    assert piece.text("slopes") == "none of their own"
    assert np.any(piece.moved_by("t", lambda: piece.drag(-40, 0)) < 0)
