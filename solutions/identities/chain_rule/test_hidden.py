"""Hidden tests: 7 points for the product, 8 for its cost."""

from itertools import pairwise

import numpy as np

from autograder import agree, agree_on, draw, edges, points, raises


def draw_chain(rng, *sizes):
    """Return Jacobians of maps between spaces of these sizes, the first in front."""
    return [draw(rng, after, before) for before, after in pairwise(sizes)]


def draw_sizes(rng, *sizes):
    """Return sizes in random order, as a list of int."""
    return rng.permutation(sizes).tolist()


@points(4)
def test_chain(submission, reference, rng):
    """The Jacobian of a chain is right where all sizes are equal, where all are different, and for a single map."""
    chains = [draw_chain(rng, *sizes) for sizes in [(3, 3, 3, 3), draw_sizes(rng, 2, 3, 4, 5), (3, 2)]]
    agree_on(submission.chain, reference.chain, [(Js,) for Js in chains])


@points(1)
def test_chain_of_other_arrays(submission, reference, rng):
    """The Jacobian of a chain is right for all sizes and kinds of numbers, for whole ones alone, and for sixty maps."""
    whole = [unit * rng.integers(1, 6, size=(3, 3)) for unit in (10**5, 10**5)]
    many = [draw(rng, 2, 2) for _ in range(60)]
    chains = [*edges(rng, "b a", "c b", "d c", tiny=6e-7), whole, many]
    agree_on(submission.chain, reference.chain, [(list(Js),) for Js in chains])
    single = [J.astype(np.float32) for J in draw_chain(rng, 2, 4, 3)]
    agree(submission.chain(single), reference.chain([J.astype(float) for J in single]), tol=1e-4)


@points(2)
def test_chain_of_layers(submission, rng):
    """For two layers tanh(Bx) and tanh(Au) of a network, the chain gives the slopes of the whole."""
    B, A, x = draw(rng, 3, 3), draw(rng, 3, 3), draw(rng, 3)
    steps = 1e-30j * np.eye(3)
    right = np.tanh(A @ np.tanh(B @ (x[:, None] + steps))).imag / 1e-30
    hidden = np.tanh(B @ x)
    inner, outer = (1 - hidden**2)[:, None] * B, (1 - np.tanh(A @ hidden) ** 2)[:, None] * A
    agree(submission.chain([inner, outer]), right, what="The Jacobian of tanh(A tanh(Bx)) by your chain")


def agree_on_costs(submission, reference, cases):
    """Hold costs against the right ones. ``cases`` has pairs: sizes, mode."""
    costs = list(submission.chain_cost.each(cases))  # all of them, for they tell mistakes apart
    for cost, case in zip(costs, cases, strict=True):
        agree(cost, reference.chain_cost(*case), what="chain_cost({}, {!r})".format(*case))


@points(2.5)
def test_cost_forward(submission, reference, rng):
    """The number of multiplications from the input on is exact, for chains of two, three and four maps."""
    chains = [draw_sizes(rng, 2, 3, 5), draw_sizes(rng, 2, 4, 7, 9), draw_sizes(rng, 3, 10, 20, 5, 8)]
    submission.chain_cost(
        chains[-1], "reverse"
    )  # not judged here: it tells who swaps the modes from who knows only one
    agree_on_costs(submission, reference, [(sizes, "forward") for sizes in chains])


@points(2.5)
def test_cost_in_reverse(submission, reference, rng):
    """The number of multiplications from the output on is exact, for chains of two, three and four maps."""
    chains = [draw_sizes(rng, 2, 3, 5), draw_sizes(rng, 2, 4, 7, 9), draw_sizes(rng, 3, 10, 20, 5, 8)]
    agree_on_costs(submission, reference, [(sizes, "reverse") for sizes in chains])


@points(1)
def test_cost_of_other_sizes(submission, reference, rng):
    """The number of multiplications is exact for sizes of 1, equal and large ones, and for more than fifty maps."""
    end = rng.integers(3, 9).item()
    chains = [
        [1, *draw_sizes(rng, 2, 3, 4)],
        [*draw_sizes(rng, 2, 3), 1, rng.integers(2, 9).item()],
        [*draw_sizes(rng, 2, 3, 4), 1],
        [rng.integers(3, 9).item()] * 4,
        draw_sizes(rng, 2000, 3000, 4000, 5000),
        rng.integers(1, 9, size=60).tolist(),
    ]
    modes = ["forward", "reverse"] * 3
    same_ends = [([end, 2, 10, 20, end], "forward"), ([end, 20, 10, 2, end], "reverse")]  # the other mode takes fewer
    agree_on_costs(submission, reference, [*zip(chains, modes, strict=True), *same_ends])


@points(1, after="test_cost_forward", why="A loop that begins with the second map may do without it.")
def test_cost_of_one_map(submission, reference, rng):
    """A single Jacobian takes no multiplication, in either mode."""
    sizes = draw_sizes(rng, 3, 7)
    agree_on_costs(submission, reference, [(sizes, "forward"), (sizes, "reverse")])


@points(1, after="test_cost_forward")
def test_unknown_mode_is_refused(submission, rng):
    """A mode that is neither of the two raises ValueError, also where there is a single map."""
    for sizes in ((2, 3, 4), (2, 3)):
        for word in ("backward", "Forward", "reversed") if len(sizes) == 3 else ("", " reverse ", "for"):
            raises(ValueError, submission.chain_cost, draw_sizes(rng, *sizes), word)
