"""Right answers written differently, and the mistakes that students make, for both functions."""

import itertools

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.asarray(array, float) for array in arrays]


def _path(At, bt, w0, lrs):
    At, bt, w0, lrs = _floats(At, bt, w0, lrs)
    path = np.zeros((len(lrs) + 1, len(w0)))
    path[0] = w0
    for k, a in enumerate(lrs):
        path[k + 1] = path[k] - a * (At @ path[k] - bt)
    return path


def _back(At, bt, Av, bv, w0, lrs, carry=None, late=False):
    """Return the hypergradient; options change how v is carried, and at which w slopes are taken."""
    path = _path(At, bt, w0, lrs)
    At, bt, Av, bv, lrs = _floats(At, bt, Av, bv, lrs)
    v = Av @ path[-1] - bv
    g = np.zeros(len(lrs))
    for k in range(len(lrs) - 1, -1, -1):
        g[k] = -v @ (At @ path[k + late] - bt)
        v = v - lrs[k] * At @ v if carry is None else carry(v, k, path)
    return g


# Right answers


@correct(of="train")
def path_row_by_row(At, bt, w0, lrs):
    return _path(At, bt, w0, lrs)


@correct(of="train")
def path_by_affine_maps(At, bt, w0, lrs):
    At, bt, w0 = _floats(At, bt, w0)
    maps = [(np.eye(len(bt)) - a * At, a * bt) for a in np.asarray(lrs, float)]
    path = itertools.accumulate(maps, lambda w, step: step[0] @ w + step[1], initial=w0)
    return np.stack(list(path))


@correct(of="hypergrad")
def hypergradient_by_tangents(At, bt, Av, bv, w0, lrs):
    At, bt, Av, bv, w, lrs = _floats(At, bt, Av, bv, w0, lrs)
    tangents = np.zeros((len(lrs), len(w)))
    for k, a in enumerate(lrs):
        slope = At @ w - bt
        tangents = tangents - a * tangents @ At
        tangents[k] = -slope
        w = w - a * slope
    return tangents @ (Av @ w - bv)


@correct(of="hypergrad")
def hypergradient_by_products(At, bt, Av, bv, w0, lrs):
    path = _path(At, bt, w0, lrs)
    At, bt, Av, bv, lrs = _floats(At, bt, Av, bv, lrs)
    up, g = Av @ path[-1] - bv, []
    for k in range(len(lrs)):
        J = np.eye(len(bt))
        for a in lrs[k + 1 :]:
            J = (np.eye(len(bt)) - a * At) @ J
        g.append(-up @ J @ (At @ path[k] - bt))
    return np.array(g)


@correct(of="hypergrad")
def hypergradient_with_the_path(At, bt, Av, bv, w0, lrs):
    path = train(At, bt, w0, lrs)  # noqa: F821 - the submission's own
    At, bt, Av, bv, lrs = _floats(At, bt, Av, bv, lrs)
    v, g = Av @ path[-1] - bv, []
    for w, a in zip(path[-2::-1], lrs[::-1], strict=True):
        g.append(v @ (bt - At @ w))
        v = (np.eye(len(bt)) - a * At) @ v
    return np.array(g[::-1])


# Mistakes: the path


@mistake("How many points has a path of K steps?", of="train")
def path_without_start(At, bt, w0, lrs):
    return _path(At, bt, w0, lrs)[1:]


@mistake("Which rate did step k use?", of="train")
def first_rate_alone(At, bt, w0, lrs):
    return _path(At, bt, w0, np.full(len(lrs), lrs[0] if len(lrs) else 0.0))


@mistake("Does the training loss fall along your path for a small rate?", of="train")
def uphill(At, bt, w0, lrs):
    return _path(At, bt, w0, -np.asarray(lrs, float))


@mistake("Where does your path come to rest? Is At w = bt there?", of="train")
def linear_term_forgotten(At, bt, w0, lrs):
    return _path(At, 0 * np.asarray(bt, float), w0, lrs)


@mistake("What is the dtype of your path when w0 holds whole numbers?", of="train")
def path_in_the_dtype_of_w0(At, bt, w0, lrs):
    path = np.zeros((len(lrs) + 1, len(w0)), dtype=np.asarray(w0).dtype)
    path[0] = w0
    for k, a in enumerate(lrs):
        path[k + 1] = path[k] - a * (np.asarray(At, float) @ path[k] - bt)
    return path


@mistake("At which w is the gradient of step 2 taken?", of="train")
def gradient_at_the_start(At, bt, w0, lrs):
    At, bt, w0, lrs = _floats(At, bt, w0, lrs)
    return w0 - np.concatenate([[0.0], np.cumsum(lrs)])[:, None] * (At @ w0 - bt)


# Mistakes: the hypergradient


@mistake("Does an early step's change pass through the later steps unchanged?", of="hypergrad")
def frozen(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs, carry=lambda v, k, path: v)


@mistake("Is the slope in g_k that before step k, or after it? And is v that before, or after?", of="hypergrad")
def after_the_step(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs, late=True)


@mistake("Which way does w move when a rate grows?", of="hypergrad")
def upside_down(At, bt, Av, bv, w0, lrs):
    return -_back(At, bt, Av, bv, w0, lrs)


@mistake("Which loss makes the steps: that of training, or that of validation?", of="hypergrad")
def validation_drives(At, bt, Av, bv, w0, lrs):
    return _back(Av, bv, Av, bv, w0, lrs)


@mistake("How often is V judged?", of="hypergrad")
def validation_gradient_each_step(At, bt, Av, bv, w0, lrs):
    def carry(v, k, path):
        return np.asarray(Av, float) @ path[k] - bv

    return _back(At, bt, Av, bv, w0, lrs, carry=carry)


@mistake("Which rate did step k use on the way back?", of="hypergrad")
def one_rate_for_all(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs, carry=lambda v, k, path: v - lrs[0] * np.asarray(At, float) @ v)


@mistake("Which loss is judged at the end?", of="hypergrad")
def training_loss(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, At, bt, w0, lrs)


@mistake("How many rates are there, and how many numbers do you return?", of="hypergrad")
def summed(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs).sum()


@mistake("Which rate does g[0] belong to?", of="hypergrad")
def backwards_in_time(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs)[::-1]


@mistake("Does the rate of a step scale what the next ones pass back?", of="hypergrad")
def carried_without_the_rate(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, bv, w0, lrs, carry=lambda v, k, path: v - np.asarray(At, float) @ v)


@mistake("Where V is least, what is its gradient? Is bv in yours?", of="hypergrad")
def validation_term_forgotten(At, bt, Av, bv, w0, lrs):
    return _back(At, bt, Av, 0 * np.asarray(bv, float), w0, lrs)
