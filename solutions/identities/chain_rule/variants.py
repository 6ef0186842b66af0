"""Right answers written differently, and the mistakes that students make, for the product and for its cost."""

import functools

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="chain")
def chain_from_the_output(Js):
    product = Js[-1]
    for J in reversed(Js[:-1]):
        product = product @ J
    return product


@correct(of="chain")
def chain_reduced(Js):
    return functools.reduce(lambda product, J: np.dot(J, product), Js)


@correct(of="chain")
def chain_by_multi_dot(Js):
    return np.linalg.multi_dot(Js[::-1]) if len(Js) > 1 else Js[0]


@correct(of="chain_cost")
def cost_step_by_step(dims, mode):
    if mode not in ("forward", "reverse"):
        raise ValueError(mode)
    shapes = [(dims[k + 1], dims[k]) for k in range(len(dims) - 1)]
    cost = 0
    if mode == "forward":
        rows, columns = shapes[0]
        for m, n in shapes[1:]:
            cost += m * n * columns
            rows = m
    else:
        rows, columns = shapes[-1]
        for m, n in shapes[-2::-1]:
            cost += rows * m * n
    return cost


@correct(of="chain_cost")
def cost_of_the_reversed_chain(dims, mode):
    if mode == "reverse":
        return cost_of_the_reversed_chain(dims[::-1], "forward")
    if mode != "forward":
        raise ValueError("forward or reverse?")
    n = np.array(dims)
    return np.sum(n[0] * n[1:-1] * n[2:])


# Mistakes: the product


@mistake("Which map acts first, and on which side of the product does it belong?", of="chain")
def chain_multiplies_in_the_order_given(Js):
    product = Js[0]
    for J in Js[1:]:
        product = product @ J
    return product


@mistake("Does a product of matrices go entry by entry?", of="chain")
def chain_multiplies_entry_by_entry(Js):
    product = Js[0]
    for J in Js[1:]:
        product = J * product
    return product


@mistake("How many rows should the Jacobian of the whole have: as many as outputs, or as inputs?", of="chain")
def chain_is_transposed(Js):
    product = Js[0]
    for J in Js[1:]:
        product = J @ product
    return product.T


@mistake("Count your factors. Does every map of the chain have its say?", of="chain")
def chain_leaves_the_last_out(Js):
    product = Js[0]
    for J in Js[1:-1]:
        product = J @ product
    return product


@mistake("If one map of a chain doubles everything, does the slope of the whole grow by two, or double?", of="chain")
def chain_adds_up(Js):
    return sum(Js[1:], Js[0])


@mistake("Two maps are right. What happens to the ones between the first and the last?", of="chain")
def chain_skips_the_middle(Js):
    return Js[-1] @ Js[0] if len(Js) > 1 else Js[0]


# Mistakes: the cost


def _entries(dims, mode):
    if mode not in ("forward", "reverse"):
        raise ValueError(mode)
    return [dims[k + 1] * dims[k] for k in range(len(dims) - 1)]


@mistake("Multiply a row of b numbers by a column of b numbers. How many of your steps are multiplications?",
         of="chain_cost")  # fmt: skip
def cost_counts_twice(dims, mode):
    entries = _entries(dims, mode)
    return 2 * (dims[0] * sum(entries[1:]) if mode == "forward" else dims[-1] * sum(entries[:-1]))


@mistake("Count multiplications only. What else have you counted?", of="chain_cost")
def cost_counts_additions_too(dims, mode):
    _entries(dims, mode)
    cost, sizes = 0, dims if mode == "forward" else dims[::-1]
    for k in range(1, len(sizes) - 1):
        cost += sizes[0] * (2 * sizes[k] - 1) * sizes[k + 1]
    return cost


@mistake("Bracket the product both ways. Which bracket is forward: the one at the input, or at the output?",
         of="chain_cost")  # fmt: skip
def cost_swaps_the_modes(dims, mode):
    entries = _entries(dims, mode)
    return dims[0] * sum(entries[1:]) if mode == "reverse" else dims[-1] * sum(entries[:-1])


@mistake("Bracket the product both ways. Do the matrices that you carry along have the same shape?", of="chain_cost")
def cost_ignores_the_mode(dims, mode):
    entries = _entries(dims, mode)
    return dims[-1] * sum(entries[:-1])


@mistake("How much work is a chain of one map? Which product is there to compute?", of="chain_cost")
def cost_begins_with_an_identity(dims, mode):
    entries = _entries(dims, mode)
    return (dims[0] if mode == "forward" else dims[-1]) * sum(entries)


@mistake("That is the work for one vector. How many columns, or rows, do you carry along?", of="chain_cost")
def cost_carries_a_vector(dims, mode):
    return sum(_entries(dims, mode))


@mistake("The products are made one after the other. Does their work add up, or multiply?", of="chain_cost")
def cost_multiplies_everything(dims, mode):
    _entries(dims, mode)
    return int(np.prod(dims)) if len(dims) > 2 else 0


@mistake("What does your function say to a mode that does not exist?", of="chain_cost")
def cost_takes_any_word_for_a_mode(dims, mode):
    entries = _entries(dims, "forward")
    return dims[0] * sum(entries[1:]) if mode == "forward" else dims[-1] * sum(entries[:-1])
