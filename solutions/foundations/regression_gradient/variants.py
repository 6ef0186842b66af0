"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

from .reference import regression_gradient, regression_loss

# Right answers: the loss


@correct(of="regression_loss")
def loss_sample_by_sample(X, y, w):
    if len(y.shape) > 1:
        raise ValueError("y is not a vector")
    total = 0
    for row, target in zip(X, y, strict=True):
        prediction = 0
        for feature, weight in zip(row, w, strict=True):
            prediction += feature * weight
        total += (prediction - target) ** 2
    return total


@correct(of="regression_loss")
def loss_as_a_squared_norm(X, y, w):
    if np.shape(y) != (X.shape[0],):
        raise ValueError("one target a sample, please")
    return np.linalg.norm(y - np.dot(X, w)) ** 2


@correct(of="regression_loss")
def loss_multiplied_out(X, y, w):
    if y.ndim == 2:
        raise ValueError("y must be one-dimensional")
    return np.einsum("ij,ik,j,k->", X, X, w, w) - 2 * np.einsum("ij,i,j->", X, y, w) + np.einsum("i,i->", y, y)


# Right answers: the gradient


@correct(of="regression_gradient")
def gradient_entry_by_entry(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must be one-dimensional")
    m, n = X.shape
    gradient = np.zeros(n)
    for j in range(n):
        for i in range(m):
            residual = sum(X[i, k] * w[k] for k in range(n)) - y[i]
            gradient[j] += 2 * residual * X[i, j]
    return gradient


@correct(of="regression_gradient")
def gradient_multiplied_out(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must be one-dimensional")
    return 2 * X.T @ X @ w - 2 * X.T @ y


@correct(of="regression_gradient")
def gradient_by_einsum(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must be one-dimensional")
    return np.einsum("ij,i->j", X, 2 * (np.einsum("ij,j->i", X, w) - y))


@correct(of="regression_gradient")
def gradient_by_complex_steps(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must be one-dimensional")
    slopes = []
    for direction in np.eye(len(w)):
        residual = X @ (w + 1e-20j * direction) - y
        slopes.append((residual @ residual).imag / 1e-20)
    return np.array(slopes)


# Right answers: the check


@correct(of="check_gradient")
def check_moves_and_puts_back(X, y, w, h=1e-5):
    h = h or 1e-5
    moved = w.copy()
    numeric = np.zeros_like(w)
    for j in range(w.size):
        moved[j] = w[j] + h
        above = regression_loss(X, y, moved)
        moved[j] = w[j] - h
        below = regression_loss(X, y, moved)
        moved[j] = w[j]
        numeric[j] = (above - below) / (2 * h)
    analytic = regression_gradient(X, y, w)
    return np.linalg.norm(analytic - numeric) / (np.linalg.norm(analytic) + np.linalg.norm(numeric))


@correct(of="check_gradient")
def check_with_its_own_loss(X, y, w, h=None):
    h = 1e-4 if h is None else h

    def loss(v):
        total = 0.0
        for i in range(X.shape[0]):
            residual = -y[i]
            for j in range(X.shape[1]):
                residual += X[i, j] * v[j]
            total += residual**2
        return total

    gradient, worst = regression_gradient(X, y, w), 0.0
    for j in range(len(w)):
        above, below = list(w), list(w)
        above[j] += h
        below[j] -= h
        slope = (loss(above) - loss(below)) / (2 * h)
        worst = max(worst, abs(slope - gradient[j]) / max(1e-8, abs(slope) + abs(gradient[j])))
    return worst


@correct(of="check_gradient")
def check_with_steps_of_the_size_of_w(X, y, w, h=None):
    steps = 6e-6 * np.maximum(1, np.abs(w)) if h is None else np.full(len(w), h)
    above, below = w + np.diag(steps), w - np.diag(steps)
    numeric = [
        (regression_loss(X, y, up) - regression_loss(X, y, down)) / (up[j] - down[j])
        for j, (up, down) in enumerate(zip(above, below, strict=True))
    ]
    difference = np.abs(regression_gradient(X, y, w) - numeric)
    return float(difference.max() / np.max(np.abs(numeric)))


@correct(of="check_gradient")
def check_by_complex_steps(X, y, w, h=None):
    h = 1e-20 if h is None else h
    numeric = np.zeros(len(w))
    for j in range(len(w)):
        residual = X @ (w + 1j * h * np.eye(len(w))[j]) - y
        numeric[j] = np.sum(residual**2).imag / h
    difference = regression_gradient(X, y, w) - numeric
    return np.sqrt(np.sum(difference**2)) / np.sqrt(np.sum(numeric**2))


# Mistakes: the loss


@mistake(
    "Stack the data on top of itself. Should a sum of squared errors stay as it is, or double?", of="regression_loss"
)
def loss_is_a_mean(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return np.sum((X @ w - y) ** 2) / max(1, len(y))


@mistake("Take one sample with X = 1, y = 0 and w = 1 by hand. What is its squared error?", of="regression_loss")
def loss_is_halved(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return np.sum((X @ w - y) ** 2) / 2


@mistake("If every error doubles, by what factor should the loss grow?", of="regression_loss")
def loss_is_a_norm_without_its_square(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return np.linalg.norm(X @ w - y)


@mistake("Take the two errors 1 and -1. Should they cancel?", of="regression_loss")
def loss_squares_the_sum(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return np.sum(X @ w - y) ** 2


@mistake("Is there a term in the definition of this loss that looks at w alone?", of="regression_loss")
def loss_has_a_penalty(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return np.sum((X @ w - y) ** 2) + np.sum(w**2)


@mistake("Print the shape of X @ w - y for a y of shape (5, 1). How many errors are there?", of="regression_loss")
def loss_takes_a_column(X, y, w):
    return np.sum((X @ w - y) ** 2)


@mistake(
    "The statement says what the loss does with a column. Is mending it in silence the same?", of="regression_loss"
)
def loss_flattens_a_column(X, y, w):
    return np.sum((X @ w - y.ravel()) ** 2)


# Mistakes: the gradient


@mistake("Try m = n = 1 by hand: what does the exponent of the square become?", of="regression_gradient")
def forgets_the_factor_two(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return X.T @ (X @ w - y)


@mistake("Is the loss a sum or an average?", of="regression_gradient")
def gradient_of_the_mean(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X.T @ (X @ w - y) / max(1, len(y))


@mistake("Does a tiny step along your gradient raise the loss?", of="regression_gradient")
def points_downhill(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X.T @ (y - X @ w)


@mistake("Is there a penalty in this loss?", of="regression_gradient")
def adds_the_gradient_of_a_penalty(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X.T @ (X @ w - y) + 2 * w


@mistake("Which space must the answer live in: that of the samples, or that of the weights?", of="regression_gradient")
def forgets_to_transpose(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X @ (X @ w - y)


@mistake("The loss is a square of something that depends on w. What does the chain rule add?", of="regression_gradient")
def forgets_the_inner_derivative(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * (X @ w - y)


@mistake("Set w to zero: your gradient vanishes. Is the loss smallest there, whatever y is?", of="regression_gradient")
def loses_the_targets(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X.T @ X @ w


@mistake("Multiply X, y by 10: by what factor should the gradient grow, and does yours?", of="regression_gradient")
def gradient_of_the_norm_without_its_square(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    residual = X @ w - y
    length = np.sqrt(residual @ residual)
    return X.T @ residual / length if length else np.zeros(len(w))


@mistake("How many axes does w have, and how many does your gradient have?", of="regression_gradient")
def gradient_is_a_column(X, y, w):
    if y.ndim != 1:
        raise ValueError("y must have shape (m,)")
    return 2 * X.T @ (X @ w - y)[:, None]


@mistake("What shape does your gradient have when y has shape (5, 1)?", of="regression_gradient")
def gradient_takes_a_column(X, y, w):
    return 2 * X.T @ (X @ w - y)


@mistake(
    "The statement says what the gradient does with a column. Is mending it in silence the same?",
    of="regression_gradient",
)
def gradient_flattens_a_column(X, y, w):
    return 2 * X.T @ (X @ w - y.ravel())


# Mistakes: the check


def _relative_error(gradient, numeric):
    return np.linalg.norm(gradient - numeric) / np.linalg.norm(numeric)


def _central_differences(X, y, w, h):
    steps = (6e-6 if h is None else h) * np.eye(len(w))
    rise = [regression_loss(X, y, w + step) - regression_loss(X, y, w - step) for step in steps]
    return np.array(rise) / (12e-6 if h is None else 2 * h)


@mistake("Take L = w² and h = 0.5 by hand, at w = 1: is your slope that of the tangent?", of="check_gradient")
def check_steps_to_one_side(X, y, w, h=None):
    h = 1e-5 if h is None else h
    here = regression_loss(X, y, w)
    numeric = [(regression_loss(X, y, w + step) - here) / h for step in h * np.eye(len(w))]
    return _relative_error(regression_gradient(X, y, w), np.array(numeric))


@mistake("How far apart are the two points whose losses you subtract?", of="check_gradient")
def check_divides_by_one_step(X, y, w, h=None):
    return _relative_error(regression_gradient(X, y, w), 2 * _central_differences(X, y, w, h))


@mistake("Multiply X and y by 1000. Should what you say about a gradient change?", of="check_gradient")
def check_returns_an_absolute_error(X, y, w, h=None):
    return np.linalg.norm(regression_gradient(X, y, w) - _central_differences(X, y, w, h))


@mistake("If every error of a gradient doubles, by what factor does your answer grow?", of="check_gradient")
def check_squares_the_error(X, y, w, h=None):
    return _relative_error(regression_gradient(X, y, w), _central_differences(X, y, w, h)) ** 2


@mistake("Is an error of 1 % the number 1?", of="check_gradient")
def check_returns_per_cent(X, y, w, h=None):
    return 100 * _relative_error(regression_gradient(X, y, w), _central_differences(X, y, w, h))


@mistake("Which weights does your check move?", of="check_gradient")
def check_looks_at_the_first_entry_alone(X, y, w, h=None):
    gradient, numeric = regression_gradient(X, y, w)[0], _central_differences(X, y, w, h)[0]
    return abs(gradient - numeric) / abs(numeric)


@mistake("A partial derivative holds the other weights still. Do you?", of="check_gradient")
def check_moves_all_weights_at_once(X, y, w, h=None):
    h = 6e-6 if h is None else h
    slope = (regression_loss(X, y, w + h) - regression_loss(X, y, w - h)) / (2 * h)
    return _relative_error(regression_gradient(X, y, w), np.full(len(w), slope))


@mistake("After the first weight has been moved, is it back in its place before the second moves?", of="check_gradient")
def check_does_not_put_weights_back(X, y, w, h=None):
    h = 6e-6 if h is None else h
    above, below, numeric = w.copy(), w.copy(), np.zeros(len(w))
    for j in range(len(w)):
        above[j] += h
        below[j] -= h
        numeric[j] = (regression_loss(X, y, above) - regression_loss(X, y, below)) / (2 * h)
    return _relative_error(regression_gradient(X, y, w), numeric)


@mistake(
    "Let regression_gradient return something silly for a moment. Does your check notice?",
    of="check_gradient",
)
def check_has_a_gradient_of_its_own(X, y, w, h=None):
    return _relative_error(2 * X.T @ (X @ w - y), _central_differences(X, y, w, h))


@mistake("What does your check say about a gradient that is as long as the right one, and points elsewhere?",
         of="check_gradient")  # fmt: skip
def check_compares_lengths(X, y, w, h=None):
    gradient, numeric = regression_gradient(X, y, w), _central_differences(X, y, w, h)
    return abs(np.linalg.norm(gradient) - np.linalg.norm(numeric)) / np.linalg.norm(numeric)


@mistake("What does your check say about a gradient of the right direction that is half as long?", of="check_gradient")
def check_compares_directions(X, y, w, h=None):
    gradient, numeric = regression_gradient(X, y, w), _central_differences(X, y, w, h)
    return 1 - gradient @ numeric / np.linalg.norm(gradient) / np.linalg.norm(numeric)


@mistake("Can an entry that is too large and one that is too small cancel in your error?", of="check_gradient")
def check_lets_errors_cancel(X, y, w, h=None):
    gradient, numeric = regression_gradient(X, y, w), _central_differences(X, y, w, h)
    return abs(np.sum(gradient - numeric)) / np.linalg.norm(numeric)


@mistake("How many digits of the loss survive when two nearly equal losses are subtracted?", of="check_gradient")
def check_takes_too_small_a_step(X, y, w, h=None):
    h = 1e-13 if h is None else h
    return _relative_error(regression_gradient(X, y, w), _central_differences(X, y, w, h))


@mistake(
    "Call your check with h = 0.5 and with h = 1e-6, and print the step inside. What do you see?", of="check_gradient"
)
def check_ignores_the_step(X, y, w, h=None):
    return _relative_error(regression_gradient(X, y, w), _central_differences(X, y, w, 1e-5))


@mistake("Is an error that comes out negative a small one?", of="check_gradient")
def check_keeps_the_sign_of_the_error(X, y, w, h=None):
    gradient, numeric = regression_gradient(X, y, w), _central_differences(X, y, w, h)
    return np.max((gradient - numeric) / np.abs(numeric))
