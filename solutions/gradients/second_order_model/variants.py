"""Right answers written differently, and the mistakes that students make, for both functions."""

import numpy as np

from autograder import correct, mistake

from .reference import taylor2

# Right answers: taylor2


@correct(of="taylor2")
def by_einsum(f, g, H, x0):
    x0 = x0.astype(float)

    def m(x):
        d = x - x0
        return f(x0) + np.einsum("i,i", g(x0), d) + 0.5 * np.einsum("i,ij,j->", d, H(x0), d)

    return m


@correct(of="taylor2")
def by_loops(f, g, H, x0):
    x0 = np.array(x0, dtype=float)
    value, slope, curvature = f(x0), g(x0), H(x0)

    def m(x):
        total = value
        for i in range(len(x0)):
            total += slope[i] * (x[i] - x0[i])
            for j in range(i):
                total += curvature[i, j] * (x[i] - x0[i]) * (x[j] - x0[j])
            total += 0.5 * curvature[i, i] * (x[i] - x0[i]) ** 2
        return total

    return m


@correct(of="taylor2")
def by_horner(f, g, H, x0):
    x0 = np.asarray(x0, dtype=float)
    return lambda x: f(x0) + (g(x0) + H(x0) @ (x - x0) / 2) @ (x - x0)


@correct(of="taylor2")
def as_a_callable_object(f, g, H, x0):
    class Model:
        def __init__(self):
            self.at = x0.astype(float)

        def __call__(self, x):
            d = (x - self.at)[:, None]
            return (f(self.at) + g(self.at) @ d + np.sum(H(self.at) * (d @ d.T)) / 2)[0]

    return Model()


# Right answers: remainder_slopes


def line_through(ts, remainders):
    """Return the slope of the line through the logarithms."""
    a, b = np.log(ts), np.log(remainders)
    return np.sum((a - a.mean()) * (b - b.mean())) / np.sum((a - a.mean()) ** 2)


@correct(of="remainder_slopes")
def slopes_from_the_two_ends(f, g, H, x0, d, ts):
    x0, d = x0.astype(float), d.astype(float)
    ends, m = [float(min(ts)), float(max(ts))], taylor2(f, g, H, x0)
    logs = [[np.log10(abs(f(x0 + t * d) - model)) for t, model in zip(ends, models, strict=True)]
            for models in ([f(x0) + t * np.dot(g(x0), d) for t in ends], [m(x0 + t * d) for t in ends])]  # fmt: skip
    return tuple((high - low) / np.log10(ends[1] / ends[0]) for low, high in logs)


@correct(of="remainder_slopes")
def slopes_without_a_model(f, g, H, x0, d, ts):
    x0, d, ts = x0.astype(float), d.astype(float), ts.astype(float)
    change = np.array([f(x0 + t * d) for t in ts]) - f(x0) - np.asarray(ts) * (g(x0) @ d)
    left = change - np.asarray(ts) ** 2 * (d @ H(x0) @ d) / 2
    return [line_through(ts, abs(change)), line_through(ts, abs(left))]


@correct(of="remainder_slopes")
def slopes_as_one_array(f, g, H, x0, d, ts):
    x0, d, ts = (np.array(array, float) for array in (x0, d, ts))
    m = taylor2(f, g, H, x0)
    table = [[abs(f(x0 + t * d) - f(x0) - t * g(x0) @ d), abs(f(x0 + t * d) - m(x0 + t * d))] for t in ts]
    return np.polyfit(np.log2(ts), np.log2(table), 1)[0]


# Mistakes: taylor2


def parts(f, g, H, x0):
    """Return x0 as float64, and value, gradient and Hessian there."""
    x0 = np.array(x0, dtype=float)
    return x0, f(x0), g(x0), H(x0)


@mistake("Differentiate your model twice: does H come out?", of="taylor2")
def forgets_the_half(f, g, H, x0):
    x0, value, slope, curvature = parts(f, g, H, x0)
    return lambda x: value + slope @ (x - x0) + (x - x0) @ curvature @ (x - x0)


@mistake("What does your model say at x0? Does it multiply positions or displacements?", of="taylor2")
def multiplies_positions(f, g, H, x0):
    _, value, slope, curvature = parts(f, g, H, x0)
    return lambda x: value + slope @ x + x @ curvature @ x / 2


@mistake("Which direction is taken from x0 to x: that of the gradient?", of="taylor2")
def goes_along_the_gradient(f, g, H, x0):
    x0, value, slope, curvature = parts(f, g, H, x0)
    return lambda x: value + slope @ slope + (x - x0) @ curvature @ (x - x0) / 2


@mistake("Do the mixed terms vanish? Try f = xy.", of="taylor2")
def takes_the_diagonal_alone(f, g, H, x0):
    x0, value, slope, curvature = parts(f, g, H, x0)
    return lambda x: value + slope @ (x - x0) + np.diag(curvature) @ (x - x0) ** 2 / 2


@mistake("What is the height of your model at x0?", of="taylor2")
def forgets_the_value(f, g, H, x0):
    x0, _, slope, curvature = parts(f, g, H, x0)
    return lambda x: slope @ (x - x0) + (x - x0) @ curvature @ (x - x0) / 2


@mistake("At which point is the curvature of your model taken? Is it still a polynomial then?", of="taylor2")
def takes_the_hessian_at_x(f, g, H, x0):
    x0, value, slope, _ = parts(f, g, H, x0)
    return lambda x: value + slope @ (x - x0) + (x - x0) @ H(x) @ (x - x0) / 2


@mistake("At which point is the slope of your model taken? Is it still a polynomial then?", of="taylor2")
def takes_the_gradient_at_x(f, g, H, x0):
    x0, value, _, curvature = parts(f, g, H, x0)
    return lambda x: value + g(x) @ (x - x0) + (x - x0) @ curvature @ (x - x0) / 2


@mistake("If a bowl curves up, does your model lie above the plane or below it?", of="taylor2")
def subtracts_the_curvature(f, g, H, x0):
    x0, value, slope, curvature = parts(f, g, H, x0)
    return lambda x: value + slope @ (x - x0) - (x - x0) @ curvature @ (x - x0) / 2


# Mistakes: remainder_slopes


def remainders(f, g, H, x0, d, ts):
    """Return what the models of degree 1 and 2 leave over, with their signs."""
    x0, d, ts = (np.asarray(array, dtype=float) for array in (x0, d, ts))
    m = taylor2(f, g, H, x0)
    truth = np.array([f(x0 + t * d) for t in ts])
    return truth - f(x0) - ts * (g(x0) @ d), truth - np.array([m(x0 + t * d) for t in ts])


@mistake("Which model comes first, the plane or the one with curvature?", of="remainder_slopes")
def slopes_are_swapped(f, g, H, x0, d, ts):
    first, second = remainders(f, g, H, x0, d, ts)
    return line_through(ts, abs(second)), line_through(ts, abs(first))


@mistake("Are both axes logarithmic?", of="remainder_slopes")
def takes_no_logarithms(f, g, H, x0, d, ts):
    return tuple(np.polyfit(ts, np.abs(one), 1)[0] for one in remainders(f, g, H, x0, d, ts))


@mistake("Which of the two axes of your fit is the distance? What is the slope of R = t² then?", of="remainder_slopes")
def swaps_the_axes(f, g, H, x0, d, ts):
    return tuple(1 / line_through(ts, abs(one)) for one in remainders(f, g, H, x0, d, ts))


@mistake("What is the logarithm of a negative number? And can f lie below its model?", of="remainder_slopes")
def keeps_the_signs(f, g, H, x0, d, ts):
    with np.errstate(all="ignore"):
        return tuple(line_through(ts, one) for one in remainders(f, g, H, x0, d, ts))


@mistake("In which direction do you walk? Does anything change if d does?", of="remainder_slopes")
def walks_along_the_diagonal(f, g, H, x0, d, ts):
    return tuple(line_through(ts, abs(one)) for one in remainders(f, g, H, x0, np.ones(len(d)), ts))


@mistake("Are both logarithms to the same base?", of="remainder_slopes")
def mixes_two_bases(f, g, H, x0, d, ts):
    return tuple(line_through(ts, abs(one)) / np.log(10) for one in remainders(f, g, H, x0, d, ts))


@mistake("Is R the size of what is left over, or its square?", of="remainder_slopes")
def squares_the_remainders(f, g, H, x0, d, ts):
    return tuple(line_through(ts, one**2) for one in remainders(f, g, H, x0, d, ts))
