import numpy as np

from autograder import correct, mistake

from .reference import numeric_hessian

STEP = np.finfo(float).eps ** 0.25


# Right answers to net_loss


@correct(of="net_loss")
def loss_by_a_loop(theta, X, y):
    total = 0.0
    for a, b in zip(X, y, strict=True):
        total += (theta[1] * np.tanh(theta[0] * a) - b) ** 2
    return total / len(X)


@correct(of="net_loss")
def loss_by_a_dot_product_of_exponentials(theta, X, y):
    e = np.exp(-2 * np.outer(X, theta[:1])).ravel()
    r = (1 - e) / (1 + e) * theta[1] - y
    return np.asarray(r @ r / r.size)


# Right answers to numeric_hessian


@correct(of="numeric_hessian")
def nested_central_gradients(f, x, h=None):
    x = np.array(x, dtype=float)
    n = len(x)
    steps = [h or 1e-4 * max(1.0, abs(value)) for value in x]

    def gradient(z):
        slopes = np.zeros(n)
        for i in range(n):
            e = np.zeros(n)
            e[i] = steps[i]
            slopes[i] = (f(z + e) - f(z - e)) / (2 * steps[i])
        return slopes

    H = np.zeros((n, n))
    for j in range(n):
        e = np.zeros(n)
        e[j] = steps[j]
        H[:, j] = (gradient(x + e) - gradient(x - e)) / (2 * steps[j])
    return 0.5 * (H + H.T)


@correct(of="numeric_hessian")
def complex_step_then_central(f, x, h=None):
    x = np.asarray(x, dtype=float)
    steps = 1e-5 * np.maximum(1, np.abs(x)) if h is None else h * np.ones(x.size)
    tiny = 1e-30j * np.eye(x.size)

    def gradient(z):
        return np.array([np.imag(f(z + t)) / 1e-30 for t in tiny])

    H = np.array([(gradient(x + e) - gradient(x - e)) / (2 * e.sum()) for e in np.diag(steps)])
    return (H + H.T) / 2


@correct(of="numeric_hessian")
def second_differences_along_diagonals(f, x, h=None):
    x = np.asarray(x, dtype=np.float64)
    steps = np.diag(np.full(x.size, h) if h else 2e-4 * np.maximum(1, abs(x)))
    middle = 2 * f(x)
    bends = {}
    for i, a in enumerate(steps):
        bends[i, i] = f(x + a) + f(x - a) - middle
        for j, b in enumerate(steps[:i]):
            bends[i, j] = (f(x + a + b) + f(x - a - b) - f(x + a - b) - f(x - a + b)) / 4
    H = np.array([[bends[max(i, j), min(i, j)] for j in range(x.size)] for i in range(x.size)])
    return H / np.outer(steps.sum(axis=1), steps.sum(axis=1))


@correct(of="numeric_hessian")
def seven_values_for_each_mixed_entry(f, x, h=None, *, scale=3e-4):
    x = x.astype(float)
    s = [h if h is not None else scale * max(1, abs(v)) for v in x]
    E = np.eye(len(x)) * s
    c, up, down = f(x), [f(x + e) for e in E], [f(x - e) for e in E]
    H = np.diag([(p - 2 * c + m) / k**2 for p, m, k in zip(up, down, s, strict=True)])
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            both = f(x + E[i] + E[j]) + f(x - E[i] - E[j])
            H[i, j] = (both - up[i] - up[j] - down[i] - down[j] + 2 * c) / (2 * s[i] * s[j])
    return np.triu(H) + np.triu(H, 1).T


@correct(of="numeric_hessian")
def extrapolated_to_fourth_order(f, x, h=None):
    x = np.asarray(x, float)

    def second_order(scale):
        E = np.diag(scale * (np.maximum(1, abs(x)) * 2e-3 if h is None else np.full(len(x), h)))
        H = [[f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b) for a in E] for b in E]
        return np.array(H) / (4 * np.outer(E.sum(0), E.sum(0)))

    H = (4 * second_order(0.5) - second_order(1.0)) / 3
    return (H + H.T) / 2


@correct(of="numeric_hessian")
def precise_only_as_the_dtype_allows(f, x, h=None):
    single = x.dtype == np.float32
    x = x.astype(np.float32 if single else float)
    step = 1.9e-2 if single else STEP
    E = np.diag([h or step * max(1, abs(value)) for value in x]).astype(x.dtype)
    n, s = len(x), E.sum(axis=0)
    H = np.zeros((n, n), x.dtype)
    for i in range(n):
        for j in range(n):
            plus = f(x + E[i] + E[j]) - f(x + E[i] - E[j])
            minus = f(x - E[i] + E[j]) - f(x - E[i] - E[j])
            H[i, j] = (plus - minus) / (4 * s[i] * s[j])
    return np.maximum(H, H.T)


# Right answers to hessian_report


@correct(of="hessian_report")
def report_by_the_general_solver(f, theta):
    H = numeric_hessian(f, theta, None)
    values, vectors = np.linalg.eig(H)
    order = np.argsort(values)
    values, vectors = values[order], vectors[:, order]
    if min(values) < -1e-6 * max(abs(values)) and max(values) > 1e-6 * max(abs(values)):
        kind = "saddle"
    elif min(abs(values)) <= 1e-6 * max(abs(values)):
        kind = "inconclusive"
    else:
        kind = "minimum" if values[0] > 0 else "maximum"
    with np.errstate(all="ignore"):
        condition = max(abs(values)) / min(abs(values))
    return {
        "hessian": H,
        "eigenvalues": values,
        "eigenvectors": vectors,
        "steep": -vectors.T[-1],
        "flat": -vectors.T[0],
        "condition": condition,
        "kind": kind,
        "trace": np.trace(H),
    }


@correct(of="hessian_report")
def report_without_numeric_hessian(f, theta):
    n = len(theta)
    E = np.diag(STEP * np.maximum(1, np.abs(theta)))
    s = np.diag(E)
    H = np.array([[f(theta + a + b) - f(theta + a - b) - f(theta - a + b) + f(theta - a - b) for a in E] for b in E])
    H = (H + H.T) / 8 / np.outer(s, s)
    values, vectors = np.linalg.eigh(H)
    signs = np.sign(values * (np.abs(values) > 1e-6 * np.abs(values).max())).astype(int)
    kind = {(1,): "minimum", (-1,): "maximum"}.get(tuple(set(signs)), "inconclusive")
    return {
        "hessian": H,
        "eigenvalues": values,
        "eigenvectors": vectors,
        "steep": vectors[:, n - 1],
        "flat": vectors[:, 0],
        "condition": np.linalg.cond(H),
        "kind": "saddle" if {1, -1} <= set(signs) else kind,
    }


@correct(of="hessian_report")
def report_that_looks_at_the_gradient(f, theta):
    H = numeric_hessian(x=theta, f=f)
    values, vectors = np.linalg.eigh(H, UPLO="U")
    slopes = [(f(theta + e) - f(theta - e)) / 2e-5 for e in 1e-5 * np.eye(len(theta))]
    largest = np.abs(values).max()
    signs = {int(np.sign(value)) if abs(value) > 1e-6 * largest else 0 for value in values}
    if np.max(np.abs(slopes)) > 1e-6:
        kind = "not critical"
    elif signs >= {1, -1}:
        kind = "saddle"
    elif len(signs) > 1 or signs == {0}:
        kind = "inconclusive"
    else:
        kind = "minimum" if signs == {1} else "maximum"
    singular = np.linalg.svd(H, compute_uv=False)
    keys = ["hessian", "eigenvalues", "eigenvectors", "steep", "flat", "condition", "kind"]
    condition = float("inf") if singular[-1] == 0 else singular[0] / singular[-1]
    return dict(zip(keys, [H, values, vectors, vectors[:, -1], vectors[:, 0], condition, kind], strict=True))


# Mistakes in net_loss


@mistake("Is this loss a sum or a mean? Write every sample twice: should the loss change?", of="net_loss")
def adds_up_instead_of_averaging(theta, X, y):
    return float(np.sum((theta[1] * np.tanh(theta[0] * X) - y) ** 2))


@mistake("Is there a factor ½ in this loss? Try one sample with the weights at zero.", of="net_loss")
def halves_the_squares(theta, X, y):
    return float(0.5 * np.mean((theta[1] * np.tanh(theta[0] * X) - y) ** 2))


@mistake("Which of the two weights does x meet first, before the tanh?", of="net_loss")
def swaps_the_weights(theta, X, y):
    return float(np.mean((theta[0] * np.tanh(theta[1] * X) - y) ** 2))


@mistake("How large can tanh get? And how large can the output of this network get, if w2 = 5?", of="net_loss")
def squashes_the_output_too(theta, X, y):
    return float(np.mean((np.tanh(theta[1] * np.tanh(theta[0] * X)) - y) ** 2))


@mistake("Double all residuals: by what factor should this loss grow?", of="net_loss")
def takes_a_root_at_the_end(theta, X, y):
    return float(np.sqrt(np.mean((theta[1] * np.tanh(theta[0] * X) - y) ** 2)))


# Mistakes in numeric_hessian


def differences(f, x, steps):
    """Return a Hessian by central differences with one step a coordinate."""
    along, n = np.diag(steps), len(x)
    H = np.zeros((n, n))
    for i, a in enumerate(along):
        H[i, i] = (f(x + a) - 2 * f(x) + f(x - a)) / steps[i] ** 2
        for j, b in enumerate(along[:i]):
            mixed = f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)
            H[i, j] = H[j, i] = mixed / (4 * steps[i] * steps[j])
    return H


def steps_at(x, h):
    """Return good steps, or h for each coordinate where it is given."""
    return STEP * np.maximum(1, np.abs(x)) if h is None else np.full(len(x), h)


@mistake("How many digits survive subtracting nearly equal numbers and dividing by h²?", of="numeric_hessian")
def takes_far_too_small_a_step(f, x, h=None):
    return differences(f, np.asarray(x, float), np.full(len(x), 1e-8 if h is None else h))


@mistake(
    "Try f = sin at 1 with your step, and with one a tenth of it: which of the two comes closer?", of="numeric_hessian"
)
def takes_a_large_step(f, x, h=None):
    return differences(f, np.asarray(x, float), np.full(len(x), 0.1 if h is None else h))


@mistake("Halve h: by what factor does your error drop?", of="numeric_hessian")
def one_sided_differences(f, x, h=None):
    x = np.asarray(x, float)
    steps = steps_at(x, h) * (8 if h is None else 1)
    E = np.diag(steps)
    H = np.array([[f(x + a + b) - f(x + a) - f(x + b) + f(x) for a in E] for b in E])
    return (H + H.T) / (2 * np.outer(steps, steps))


@mistake("Should the order of differentiation matter? Compare H[0, 1] and H[1, 0] for h = 0.1.", of="numeric_hessian")
def leaves_it_as_the_order_of_differentiation_made_it(f, x, h=None):
    x = np.asarray(x, float)
    inner, outer = 1e-5 * np.eye(len(x)), np.diag(steps_at(x, 1e-3 if h is None else h))

    def gradient(z):
        return np.array([f(z + e) - f(z - e) for e in inner]) / 2e-5

    return np.array([(gradient(x + e) - gradient(x - e)) / (2 * e.max()) for e in outer])


@mistake("Which entries of the matrix does your loop never reach?", of="numeric_hessian")
def fills_only_one_triangle(f, x, h=None):
    x = np.asarray(x, float)
    return np.triu(differences(f, x, steps_at(x, h)))


@mistake("Try f = x². Does the second derivative come out as the one you know?", of="numeric_hessian")
def divides_the_diagonal_by_two_squared_steps(f, x, h=None):
    x = np.asarray(x, float)
    H = differences(f, x, steps_at(x, h))
    return H - np.diag(np.diag(H)) / 2


@mistake("Try f = xy. How far apart are the points of each difference, in x and in y?", of="numeric_hessian")
def divides_mixed_entries_by_one_squared_step(f, x, h=None):
    x = np.asarray(x, float)
    H = differences(f, x, steps_at(x, h))
    return 4 * H - 3 * np.diag(np.diag(H))


@mistake("Which entries of the Hessian of f = xy are not zero?", of="numeric_hessian")
def has_no_mixed_entries(f, x, h=None):
    x = np.asarray(x, float)
    return np.diag(np.diag(differences(f, x, steps_at(x, h))))


@mistake(
    "A plane f = 3x + 2y has a slope. Does it have any curvature? What does your function say?", of="numeric_hessian"
)
def multiplies_first_derivatives(f, x, h=None):
    x = np.asarray(x, float)
    slopes = [(f(x + e) - f(x - e)) / (2 * e.max()) for e in np.diag(steps_at(x, h))]
    return np.outer(slopes, slopes)


@mistake("Does anything change in your result if you ask for h = 0.5?", of="numeric_hessian")
def ignores_the_step_that_is_given(f, x, h=None):
    x = np.asarray(x, float)
    return differences(f, x, steps_at(x, None))


@mistake("Where x is large and h is given: how far from x do you ask f?", of="numeric_hessian")
def multiplies_the_step_that_is_given(f, x, h=None):
    x = np.asarray(x, float)
    return differences(f, x, np.maximum(1, np.abs(x)) * (STEP if h is None else h))


@mistake("At x = 1000, a cubic is near 10⁹: what is the last digit of f that is kept, beside h² times f''?",
         of="numeric_hessian")  # fmt: skip
def takes_the_same_step_at_1000_as_at_1(f, x, h=None):
    return differences(f, np.asarray(x, float), np.full(len(x), STEP if h is None else h))


@mistake("If x is np.array([1, 2]), what is x after x[0] += 0.0001?", of="numeric_hessian")
def steps_in_the_dtype_of_the_point(f, x, h=None):
    steps = steps_at(x, h)

    def moved(*moves):
        z = x.copy()
        for i, step in moves:
            z[i] = z[i] + step
        return f(z)

    H = np.zeros((len(x), len(x)))
    for i, a in enumerate(steps):
        H[i, i] = (moved((i, a)) - 2 * f(x) + moved((i, -a))) / a**2
        for j, b in enumerate(steps[:i]):
            mixed = moved((i, a), (j, b)) - moved((i, a), (j, -b)) - moved((i, -a), (j, b)) + moved((i, -a), (j, -b))
            H[i, j] = H[j, i] = mixed / (4 * a * b)
    return H


# Mistakes in hessian_report


def kind_of(values):
    """Return what the signs of eigenvalues say."""
    zero = 1e-6 * np.max(np.abs(values))
    up, down = np.any(values > zero), np.any(values < -zero)
    if up and down:
        return "saddle"
    if np.min(np.abs(values)) <= zero:
        return "inconclusive"
    return "minimum" if up else "maximum"


def parts_of_report(f, theta):
    """Return a right report."""
    H = numeric_hessian(f, theta)
    values, V = np.linalg.eigh(H)
    sizes = np.abs(values)
    condition = np.max(sizes) / np.min(sizes) if np.min(sizes) else np.inf
    return {"hessian": H, "eigenvalues": values, "eigenvectors": V, "steep": V[:, -1], "flat": V[:, 0],
            "condition": condition, "kind": kind_of(values)}  # fmt: skip


@mistake("Can a condition number be negative?", of="hessian_report")
def condition_keeps_the_signs(f, theta):
    report = parts_of_report(f, theta)
    values = report["eigenvalues"]
    return report | {"condition": float(values[-1] / values[0]) if values[0] else np.inf}


@mistake("A circular bowl has condition number 1. Is a long valley above or below that?", of="hessian_report")
def condition_is_upside_down(f, theta):
    report = parts_of_report(f, theta)
    sizes = np.abs(report["eigenvalues"])
    return report | {"condition": float(sizes.min() / sizes.max())}


@mistake("Which eigenvalue goes with which word?", of="hessian_report")
def steep_and_flat_are_swapped(f, theta):
    report = parts_of_report(f, theta)
    return report | {"steep": report["flat"], "flat": report["steep"]}


@mistake("Multiply the Hessian by your 'steep': is the result a multiple of it? Which index runs over eigenvectors?",
         of="hessian_report")  # fmt: skip
def steep_and_flat_are_rows(f, theta):
    report = parts_of_report(f, theta)
    V = report["eigenvectors"]
    return report | {"steep": V[-1], "flat": V[0]}


@mistake("Multiply the Hessian by the first column of 'eigenvectors': is the result a multiple of that column?",
         of="hessian_report")  # fmt: skip
def eigenvectors_are_rows(f, theta):
    report = parts_of_report(f, theta)
    return report | {"eigenvectors": report["eigenvectors"].T.copy()}


@mistake("Which eigenvalue should stand first?", of="hessian_report")
def eigenvalues_descend(f, theta):
    report = parts_of_report(f, theta)
    values, V = report["eigenvalues"][::-1].copy(), report["eigenvectors"][:, ::-1].copy()
    return report | {"eigenvalues": values, "eigenvectors": V}


@mistake("Try f = x². Is 0 its lowest point or its highest?", of="hessian_report")
def minimum_and_maximum_are_swapped(f, theta):
    report = parts_of_report(f, theta)
    other = {"minimum": "maximum", "maximum": "minimum"}
    return report | {"kind": other.get(report["kind"], report["kind"])}


@mistake("What is the determinant of diag(-1, -1, 1)? And what kind of point is that?", of="hessian_report")
def kind_from_the_determinant(f, theta):
    report = parts_of_report(f, theta)
    H = report["hessian"]
    sign = np.sign(np.linalg.det(H))
    kinds = {0.0: "inconclusive", -1.0: "saddle", 1.0: "minimum" if H[0, 0] > 0 else "maximum"}
    return report | {"kind": kinds[float(sign)]}


@mistake("One eigenvalue is zero, but do the others already disagree?", of="hessian_report")
def any_zero_is_inconclusive(f, theta):
    report = parts_of_report(f, theta)
    sizes = np.abs(report["eigenvalues"])
    singular = sizes.min() <= 1e-6 * sizes.max()
    return report | {"kind": "inconclusive" if singular else report["kind"]}


@mistake("Your numbers come from differences: how small must an eigenvalue be before you can no longer trust its sign?",
         of="hessian_report")  # fmt: skip
def takes_noise_for_curvature(f, theta):
    report = parts_of_report(f, theta)
    values = report["eigenvalues"]
    if values.min() < 0 < values.max():
        kind = "saddle"
    elif values.min() > 0:
        kind = "minimum"
    else:
        kind = "maximum" if values.max() < 0 else "inconclusive"
    return report | {"kind": kind}


@mistake("Measure f in other units, a millionth of the old ones or a million times them: should 'kind' change?",
         of="hessian_report")  # fmt: skip
def zero_does_not_scale_with_the_eigenvalues(f, theta):
    report = parts_of_report(f, theta)
    values = report["eigenvalues"]
    kept = values * (np.abs(values) > 1e-6)
    return report | {"kind": kind_of(kept) if np.any(kept) else "inconclusive"}


@mistake("Compare x² + y⁴ with x² - y⁴ at the origin. Can your function tell them apart?", of="hessian_report")
def singular_bowl_is_a_minimum(f, theta):
    report = parts_of_report(f, theta)
    values = report["eigenvalues"]
    flat = 1e-6 * np.abs(values).max()
    if report["kind"] == "inconclusive":
        report["kind"] = "minimum" if np.all(values >= -flat) else "maximum"
    return report
