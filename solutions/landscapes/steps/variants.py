"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="decrease_ratio")
def ratio_with_a_guard(f, g, x, lr):
    if not np.any(g):
        return 1
    new = [float(a) - lr * float(b) for a, b in zip(x, g, strict=True)]
    return (f(np.array(x, dtype=float)) - f(np.array(new))) / lr / np.linalg.norm(g.astype(float)) ** 2


@correct(of="decrease_ratio")
def ratio_as_a_mean_slope(f, g, x, lr):
    x, step = x.astype(float), -lr * np.asarray(g, dtype=float)
    promised = -np.sum(step * g)
    kept = f(x) - f(x + step)
    return np.divide(kept, promised, out=np.array(1.0), where=promised != 0)


@correct(of="exact_lr")
def lr_by_loops(H, g):
    n = len(g)
    bend = sum(g[i] * H[i, j] * g[j] for i in range(n) for j in range(n))
    return sum(slope**2 for slope in g) / bend


@correct(of="exact_lr")
def lr_by_einsum(H, g):
    u = g / np.linalg.norm(g)
    return 1 / np.einsum("i,ij,j->", u, H, u)


@correct(of="newton_step")
def newton_by_the_inverse(H, g):
    return -np.linalg.inv(H) @ g


@correct(of="newton_step")
def newton_by_eigenvectors(H, g):
    values, V = np.linalg.eigh(np.asarray(H, dtype=float))
    return -(V / values) @ (V.T @ g)


# Mistakes: the ratio


@mistake("A step went down. Is the decrease, the old loss less the new one, then positive?", of="decrease_ratio")
def ratio_of_the_increase(f, g, x, lr):
    promised = lr * (g @ g)
    return float((f(x - lr * g) - f(x)) / promised) if promised else 1.0


@mistake("Predict the drop for the loss f(x) = 3x, whose slope is 3 everywhere. Is the ratio 1?", of="decrease_ratio")
def ratio_with_the_length_unsquared(f, g, x, lr):
    promised = lr * np.linalg.norm(g)
    return float((f(x) - f(x - lr * g)) / promised) if promised else 1.0


@mistake("If the step is half as long, how much does the slope promise?", of="decrease_ratio")
def ratio_without_the_learning_rate(f, g, x, lr):
    promised = g @ g
    return float((f(x) - f(x - lr * g)) / promised) if promised else 1.0


@mistake("Which way does the step go, along the gradient or against it?", of="decrease_ratio")
def ratio_of_a_step_uphill(f, g, x, lr):
    promised = lr * (g @ g)
    return float((f(x) - f(x + lr * g)) / promised) if promised else 1.0


@mistake("What is 0 / 0, and what does the statement ask for where the gradient is zero?", of="decrease_ratio")
def ratio_of_zeros(f, g, x, lr):
    with np.errstate(all="ignore"):
        return float(np.divide(f(x) - f(x - lr * g), lr * (g @ g)))


@mistake("Where nothing was promised, was the promise broken?", of="decrease_ratio")
def ratio_zero_where_nothing_is_promised(f, g, x, lr):
    promised = lr * (g @ g)
    return float((f(x) - f(x - lr * g)) / promised) if promised else 0.0


@mistake("May a step that is too long end higher than it began? What is the ratio then?", of="decrease_ratio")
def ratio_without_a_sign(f, g, x, lr):
    promised = lr * (g @ g)
    return float(abs(f(x) - f(x - lr * g)) / promised) if promised else 1.0


@mistake("Does the slope promise a share of the loss, or a decrease by a number?", of="decrease_ratio")
def ratio_to_the_loss(f, g, x, lr):
    return float((f(x) - f(x - lr * g)) / f(x)) if np.any(g) else 1.0


@mistake("Measure x in kilometres in place of millimetres. Do slopes become zero?", of="decrease_ratio")
def ratio_that_takes_small_slopes_for_none(f, g, x, lr):
    x = x.astype(float)
    return 1.0 if np.allclose(g, 0) else float((f(x) - f(x - lr * g)) / (lr * (g @ g)))


# Mistakes: the best learning rate


@mistake("Take L = 5x². Its curvature is 10: is the best learning rate 10, or 1/10?", of="exact_lr")
def lr_upside_down(H, g):
    return float((g @ H @ g) / (g @ g))


@mistake("Is the curvature along g that of the steepest direction?", of="exact_lr")
def lr_for_the_largest_eigenvalue(H, g):
    return float(1 / np.linalg.eigvalsh(H)[-1])


@mistake("Follow the loss along the line: where is it lowest, and where is it as high as at first?", of="exact_lr")
def lr_where_the_loss_is_as_before(H, g):
    return float(2 * (g @ g) / (g @ H @ g))


@mistake("Multiply g by 10: the direction is the same. Does your learning rate change?", of="exact_lr")
def lr_with_the_length_unsquared(H, g):
    return float(np.linalg.norm(g) / (g @ H @ g))


@mistake("Should the loss be lowest along the line, or the gradient shortest?", of="exact_lr")
def lr_for_the_shortest_gradient(H, g):
    Hg = H @ g
    return float((g @ Hg) / (Hg @ Hg))


@mistake("Do the entries of H beside its diagonal bend the line along g?", of="exact_lr")
def lr_from_the_diagonal(H, g):
    return float((g @ g) / (np.diag(H) @ g**2))


# Mistakes: Newton's step


@mistake("Add your step to x, for L = x² at x = 1. Are you at the minimum?", of="newton_step")
def newton_step_to_be_subtracted(H, g):
    return np.linalg.solve(H, g)


@mistake("In the unit of what does H times g come out, and in which should a step be?", of="newton_step")
def newton_step_multiplied(H, g):
    return -(H @ g)


@mistake("Does H⁻¹g divide entry by entry, also where H is not diagonal?", of="newton_step")
def newton_step_by_the_diagonal(H, g):
    return -g / np.diag(H)


@mistake("Newton's step goes to the critical point of the model. Where does yours go, if a curvature is negative?",
         of="newton_step")  # fmt: skip
def newton_step_away_from_saddles(H, g):
    values, V = np.linalg.eigh(H)
    return -V @ ((V.T @ g) / np.abs(values))


@mistake("In a long valley, is a small eigenvalue of H the same as zero?", of="newton_step")
def newton_step_that_drops_small_eigenvalues(H, g):
    return -np.linalg.pinv(H, rcond=1e-4) @ g


@mistake("Must a Newton step be made safe by adding something to H? On a quadratic it should arrive.", of="newton_step")
def newton_step_that_is_damped(H, g):
    return -np.linalg.solve(H + 1e-3 * np.eye(len(H)), g)
