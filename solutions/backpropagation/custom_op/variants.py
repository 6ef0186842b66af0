"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _softmax(Z, axis=1):
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def _loss(Z, labels):
    """Return the loss of each sample, the probabilities, and the table of labels."""
    Z = np.asarray(Z, float)
    m = Z.max(axis=1)
    losses = m + np.log(np.exp(Z - m[:, None]).sum(axis=1)) - Z[np.arange(len(Z)), labels]
    return losses, _softmax(Z), np.eye(Z.shape[1])[labels]


def _spread(X, axis, eps):
    X = np.asarray(X, float)
    return X - X.mean(axis, keepdims=True), np.sqrt(X.var(axis, keepdims=True) + eps)


def _pieces(X, U, axis, eps):
    """Return u, its mean, x̂, the mean of u∘x̂, and s."""
    steps, s = _spread(X, axis, eps)
    U = np.asarray(U, float)
    return U, U.mean(axis, keepdims=True), steps / s, (U * steps / s).mean(axis, keepdims=True), s


# Right answers


@correct(of="softmax")
def softmax_of_logarithms(Z):
    Z = np.asarray(Z, float)
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


@correct(of="softmax")
def softmax_row_by_row(Z):
    rows = [[np.exp(float(z) - float(max(row))) for z in row] for row in np.asarray(Z)]
    return np.array([[e / sum(row) for e in row] for row in rows])


@correct(of="softmax_vjp")
def softmax_vjp_by_jacobians(P, U):
    P, U = np.asarray(P, float), np.asarray(U, float)
    return np.array([(np.diag(p) - np.outer(p, p)) @ u for p, u in zip(P, U, strict=True)])


@correct(of="softmax_vjp")
def softmax_vjp_in_two_terms(P, U):
    G = np.multiply(P, U, dtype=float)
    return G - np.asarray(P, float) * np.einsum("nk->n", G)[:, None]


@correct(of="cross_entropy")
def cross_entropy_by_logaddexp(Z, labels):
    Z = np.asarray(Z, float)
    logs = Z - np.logaddexp.reduce(Z, axis=1)[:, None]
    Y = np.arange(Z.shape[1]) == np.asarray(labels)[:, None]
    return -logs[Y].mean(), (np.exp(logs) - Y) / len(Z)


@correct(of="cross_entropy")
def cross_entropy_sample_by_sample(Z, labels):
    Z = np.array(Z, dtype=float)
    loss, G = 0.0, np.zeros(Z.shape)
    for i, label in enumerate(labels):
        z = Z[i] - Z[i].max()
        loss += np.log(np.exp(z).sum()) - z[label]
        G[i] = np.exp(z) / np.exp(z).sum()
        G[i, label] -= 1
    return [loss / len(Z), G / len(Z)]


@correct(of="cross_entropy")
def cross_entropy_with_the_softmax(Z, labels):
    P = softmax(Z)  # noqa: F821 - the submission's own
    losses, _, Y = _loss(Z, labels)
    return sum(losses) / len(losses), (P - Y) / len(P)


@correct(of="normalise")
def normalise_by_turning(X, axis, eps=1e-5):
    A = np.asarray(X, float).T if axis == 0 else np.asarray(X, float)
    A = np.array([(a - np.mean(a)) / (np.var(a) + eps) ** 0.5 for a in A])
    return A.T if axis == 0 else A


@correct(of="normalise")
def normalise_by_sums(X, axis, eps=1e-5):
    X = np.array(X, dtype=float)
    X -= X.sum(axis, keepdims=True) / X.shape[axis]
    return X * (np.square(X).sum(axis, keepdims=True) / X.shape[axis] + eps) ** -0.5


@correct(of="normalise_vjp")
def normalise_vjp_by_jacobians(X, U, axis, eps=1e-5):
    X, U = np.asarray(X, float), np.asarray(U, float)
    rows = []
    for x, u in zip(X.T, U.T, strict=True) if axis == 0 else zip(X, U, strict=True):
        n, s = len(x), np.sqrt(np.var(x) + eps)
        hat = (x - x.mean()) / s
        rows.append((np.eye(n) - 1 / n - np.outer(hat, hat) / n) @ u / s)
    return np.array(rows).T if axis == 0 else np.array(rows)


@correct(of="normalise_vjp")
def normalise_vjp_node_by_node(X, U, axis, eps=1e-5):
    steps, s = _spread(X, axis, eps)
    U, n = np.asarray(U, float), steps.shape[axis]
    ds = -(U * steps).sum(axis, keepdims=True) / s**2
    dvar = ds / (2 * s)
    dsteps = U / s + 2 * steps * dvar / n
    return dsteps - dsteps.mean(axis, keepdims=True)


@correct(of="normalise_vjp")
def normalise_vjp_with_the_normalisation(X, U, axis, eps=1e-5):
    hat = normalise(X, axis, eps)  # noqa: F821 - the submission's own
    U, bar, _, inner, s = _pieces(X, U, axis, eps)
    return (U - bar - hat * inner) / s


# Mistakes: softmax


@mistake("Hand in two rows, then each alone: do your answers agree?", of="softmax")
def sums_the_whole_array(Z):
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum()


@mistake("Whose probabilities add up to 1: those of a row, or of a column?", of="softmax")
def softmax_by_columns(Z):
    return _softmax(Z, axis=0)


@mistake("What is softmax of (1000, 1001)? Which shift of a row changes nothing?", of="softmax")
def overflows(Z):
    E = np.exp(np.asarray(Z, float))
    return E / E.sum(axis=1, keepdims=True)


@mistake("What becomes of a row that is 1000 lower than another one?", of="softmax")
def one_shift_for_all(Z):
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=1, keepdims=True)


@mistake("Which numbers of a row add up to 1 in your answer?", of="softmax")
def not_divided(Z):
    Z = np.asarray(Z, float)
    return np.exp(Z - Z.max(axis=1, keepdims=True))


@mistake("If one probability rises, can all others stay?", of="softmax_vjp")
def diagonal_jacobian(P, U):
    P = np.asarray(P, float)
    return P * (1 - P) * U


@mistake("Which average of u is taken off: the plain one, or one weighted by p?", of="softmax_vjp")
def mean_of_u(P, U):
    U = np.asarray(U, float)
    return P * (U - U.mean(axis=1, keepdims=True))


@mistake("Hand in two rows, then each alone: do your answers agree?", of="softmax_vjp")
def vjp_sums_the_whole_array(P, U):
    return P * (U - np.sum(np.multiply(P, U, dtype=float)))


@mistake("Is a sample a row, or a column?", of="softmax_vjp")
def vjp_by_columns(P, U):
    return P * (U - np.sum(np.multiply(P, U, dtype=float), axis=0, keepdims=True))


@mistake("What should come back for a class whose probability is 0?", of="softmax_vjp")
def factor_p_forgotten(P, U):
    return U - np.sum(np.multiply(P, U, dtype=float), axis=1, keepdims=True)


@mistake("Raise one logit: does its own probability rise or fall?", of="softmax_vjp")
def vjp_upside_down(P, U):
    return np.asarray(P, float) * (np.sum(np.multiply(P, U, dtype=float), axis=1, keepdims=True) - U)


@mistake("P came out of softmax already. What is softmax of softmax?", of="softmax_vjp")
def softmax_of_the_probabilities(P, U):
    Q = _softmax(P)
    return Q * (U - np.sum(Q * U, axis=1, keepdims=True))


# Mistakes: its loss


@mistake("What is the loss for z = (1000, −1000) and label 1?", of="cross_entropy")
def log_of_zero(Z, labels):
    _, P, Y = _loss(Z, labels)
    with np.errstate(divide="ignore"):
        return -np.mean(np.log(P[Y == 1])), (P - Y) / len(P)


@mistake("The loss for z = (1000, −1000) and label 1 is a round number. Which one is yours?", of="cross_entropy")
def log_of_clipped(Z, labels):
    _, P, Y = _loss(Z, labels)
    return -np.mean(np.log(np.maximum(P[Y == 1], 1e-12))), (P - Y) / len(P)


@mistake("Hand the batch in twice, one copy below the other: should the entries of the gradient stay?",
         of="cross_entropy")  # fmt: skip
def gradient_of_the_sum(Z, labels):
    losses, P, Y = _loss(Z, labels)
    return losses.mean(), P - Y


@mistake("Hand the batch in twice, one copy below the other: should the loss double?", of="cross_entropy")
def loss_summed(Z, labels):
    losses, P, Y = _loss(Z, labels)
    return losses.sum(), (P - Y) / len(P)


@mistake("Should raising the right label's logit raise the loss?", of="cross_entropy")
def gradient_upside_down(Z, labels):
    losses, P, Y = _loss(Z, labels)
    return losses.mean(), (Y - P) / len(P)


@mistake("Print what G[:, labels] selects.", of="cross_entropy")
def every_label_in_every_row(Z, labels):
    losses, P, _ = _loss(Z, labels)
    P[:, labels] -= 1
    return losses.mean(), P / len(P)


@mistake("What does the gradient by the right label's logit come to where its probability is 1?", of="cross_entropy")
def label_forgotten_in_the_gradient(Z, labels):
    losses, P, _ = _loss(Z, labels)
    return losses.mean(), P / len(P)


@mistake("Is a probability near 1 a small loss, or a large one, by your function?", of="cross_entropy")
def loss_without_minus(Z, labels):
    losses, P, Y = _loss(Z, labels)
    return -losses.mean(), (P - Y) / len(P)


# Mistakes: normalisation


@mistake("Try a row of equal numbers, and eps=0.5.", of="normalise")
def eps_forgotten(X, axis, eps=1e-5):
    steps, s = _spread(X, axis, 0)
    with np.errstate(all="ignore"):
        return steps / s


@mistake("Call your function with eps=0.5 and with eps=5. What should change?", of="normalise")
def eps_ignored(X, axis, eps=1e-5):
    steps, s = _spread(X, axis, 1e-5)
    return steps / s


@mistake("Does ε stand inside the root, or outside?", of="normalise")
def eps_outside(X, axis, eps=1e-5):
    steps, s = _spread(X, axis, 0)
    return steps / (s + eps)


@mistake("Do you divide by n, or by n − 1?", of="normalise")
def sample_variance(X, axis, eps=1e-5):
    steps, _ = _spread(X, axis, eps)
    return steps / np.sqrt((steps**2).sum(axis, keepdims=True) / max(steps.shape[axis] - 1, 1) + eps)


@mistake("Add 10⁶ to x: what should change, and what does?", of="normalise")
def difference_of_squares(X, axis, eps=1e-5):
    X = np.asarray(X, float)
    mean = X.mean(axis, keepdims=True)
    return (X - mean) / np.sqrt(np.abs((X**2).mean(axis, keepdims=True) - mean**2) + eps)


@mistake("Try axis=0.", of="normalise")
def always_by_rows(X, axis, eps=1e-5):
    steps, s = _spread(X, 1, eps)
    return steps / s


@mistake("Which of the two is axis=0: along a row, or along a column?", of="normalise")
def axes_exchanged(X, axis, eps=1e-5):
    steps, s = _spread(X, 1 - axis, eps)
    return steps / s


@mistake("Double x: what should the output do where ε is small?", of="normalise")
def divided_by_the_variance(X, axis, eps=1e-5):
    steps, s = _spread(X, axis, eps)
    return steps / s**2


@mistake("What is the mean of your output?", of="normalise")
def mean_left_in(X, axis, eps=1e-5):
    return np.asarray(X, float) / _spread(X, axis, eps)[1]


@mistake("Shift all of x by 1, or double it: what does x̂ do? And what does your gradient say?", of="normalise_vjp")
def divides_only(X, U, axis, eps=1e-5):
    U, _, _, _, s = _pieces(X, U, axis, eps)
    return U / s


@mistake("Double x: what does x̂ do? Is s a constant?", of="normalise_vjp")
def deviation_constant(X, U, axis, eps=1e-5):
    U, bar, _, _, s = _pieces(X, U, axis, eps)
    return (U - bar) / s


@mistake("Shift all of x by 1: what does x̂ do? What do your entries add up to?", of="normalise_vjp")
def mean_constant(X, U, axis, eps=1e-5):
    U, _, hat, inner, s = _pieces(X, U, axis, eps)
    return (U - hat * inner) / s


@mistake("What should come back for u = (1, …, 1)?", of="normalise_vjp")
def sums_for_means(X, U, axis, eps=1e-5):
    U, bar, hat, inner, s = _pieces(X, U, axis, eps)
    n = U.shape[axis]
    return (U - n * bar - n * hat * inner) / s


@mistake("Try axis=0.", of="normalise_vjp")
def vjp_always_by_rows(X, U, axis, eps=1e-5):
    U, bar, hat, inner, s = _pieces(X, U, 1, eps)
    return (U - bar - hat * inner) / s


@mistake("Call your function with eps=0.5 and with eps=5. What should change?", of="normalise_vjp")
def vjp_eps_ignored(X, U, axis, eps=1e-5):
    U, bar, hat, inner, s = _pieces(X, U, axis, 1e-5)
    return (U - bar - hat * inner) / s


@mistake("Add 10⁶ to x: what should change, and what does s?", of="normalise_vjp")
def vjp_difference_of_squares(X, U, axis, eps=1e-5):
    U, bar, hat, inner, _ = _pieces(X, U, axis, eps)
    X = np.asarray(X, float)
    s = np.sqrt(np.abs((X**2).mean(axis, keepdims=True) - X.mean(axis, keepdims=True) ** 2) + eps)
    return (U - bar - hat * inner) / s


@mistake("Multiply x by 10. Which power of 10 should the gradient by x change by?", of="normalise_vjp")
def vjp_not_divided(X, U, axis, eps=1e-5):
    U, bar, hat, inner, _ = _pieces(X, U, axis, eps)
    return U - bar - hat * inner


@mistake("In the last term, does x stand, or x̂?", of="normalise_vjp")
def steps_for_x_hat(X, U, axis, eps=1e-5):
    U, bar, hat, inner, s = _pieces(X, U, axis, eps)
    return (U - bar - hat * inner * s**2) / s
