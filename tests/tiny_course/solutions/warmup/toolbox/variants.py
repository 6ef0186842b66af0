"""Other right answers, and mistakes."""

import matplotlib.pyplot as plt
import numpy as np

from autograder import correct, mistake


@correct(of="slope")
def as_a_sum(x):
    return x + x


@correct(of="total")
def with_a_loop(f, n):
    result = 0.0
    for k in range(n):
        result += f(k)
    return result


@correct(of="shifted")
def as_a_callable_object(a):
    class Shift:
        def __call__(self, x):
            return a + x

    return Shift()


@correct(of="picture")
def with_pyplot_alone():
    plt.plot(np.linspace(0, 1, 5), np.linspace(0, 1, 5), "r--", label="line")
    plt.legend()


@mistake("What is the derivative of x² at 1?", of="slope")
def returns_the_square(x):
    return np.asarray(x) ** 2


@mistake("Try x = -1.", of="slope")
def loses_the_sign(x):
    return abs(2.0 * np.asarray(x))


@mistake("How many terms has the sum for n = 1?", of="total")
def stops_early(f, n):
    return float(sum(f(k) for k in range(n - 1)))


@mistake("Which is the first term?", of="total")
def starts_at_one(f, n):
    return float(sum(f(k + 1) for k in range(n)))


@mistake("What is 0 shifted by 1?", of="shifted")
def shifts_the_other_way(a):
    return lambda x: x - a


@mistake("May the caller still need x?", of="slope")
def changes_its_input(x):
    x *= 2.0
    return x


@mistake("Who can read your figure?", of="picture")
def without_a_legend():
    figure, axes = plt.subplots()
    axes.plot([0.0, 1.0], [0.0, 1.0], label="y = x")
    return figure
