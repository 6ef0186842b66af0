"""Other right answers, and mistakes."""

import numpy as np

from autograder import correct, mistake


@correct
def by_multiplying(x):
    return 2 * x


@correct
def with_a_loop(x):
    return np.array([2 * one for one in x])


@correct
def with_einsum(x):
    return np.einsum("i,->i", x, 2.0)


@mistake("Is the square of 3 twice 3?")
def squares(x):
    return x * x


@mistake("What is twice 1?")
def does_nothing(x):
    return x.copy()


@mistake("How many times did you add?")
def triples(x):
    return x + x + x


@mistake("Which sign has twice a negative number?")
def loses_the_sign(x):
    return abs(x + x)


@mistake("Should one number come out, or n?")
def adds_up(x):
    return 2 * x.sum()


@mistake("Is half the opposite of double?")
def halves(x):
    return x / 2
