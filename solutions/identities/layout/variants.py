"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="derivative_shape")
def shape_from_a_table(num, den, layout):
    if layout == "denominator":
        return tuple(reversed(shape_from_a_table(num, den, "numerator")))
    if layout != "numerator":
        raise ValueError(layout)
    kinds = len(num), len(den)
    if kinds == (0, 0):
        return ()
    if kinds == (0, 1):
        return 1, den[0]
    if kinds == (1, 0):
        return num[0], 1
    if kinds == (1, 1):
        return num[0], den[0]
    if kinds == (0, 2):
        return den[1], den[0]
    if kinds == (2, 0):
        return num
    raise ValueError("more than two indices")


@correct(of="derivative_shape")
def shape_of_a_product(num, den, layout):
    if layout not in {"numerator", "denominator"} or len(num + den) > 2:
        raise ValueError("no table of rows and columns")
    if len(num + den) == 0:
        return ()
    rows, columns = np.zeros(num), np.zeros(den)
    rows, columns = (one if one.ndim == 2 else one.reshape(-1, 1) for one in (rows, columns))
    derivative = np.kron(rows, columns.T)
    return derivative.shape if layout == "numerator" else derivative.T.shape


@correct(of="convert")
def convert_with_an_attribute(D):
    D = np.asarray(D)
    if D.ndim == 1:
        raise ValueError("row or column?")
    return D.T


@correct(of="convert")
def convert_entry_by_entry(D):
    if np.ndim(D) == 0:
        return D
    if np.ndim(D) == 1:
        raise ValueError("row or column?")
    return np.array([[D[i, j] for i in range(D.shape[0])] for j in range(D.shape[1])])


# Mistakes: the table


def _checked(num, den, layout):
    if layout not in ("numerator", "denominator") or len(num) + len(den) > 2:
        raise ValueError("no such derivative")


def _in_numerator_layout(num, den):
    (a, b), (c, d) = ((*shape, 1, 1)[:2] for shape in (num, den))
    return (a * d, b * c) if num or den else ()


@mistake("Which of the two layouts gives a gradient the shape of its variable?", of="derivative_shape")
def shape_swaps_the_layouts(num, den, layout):
    _checked(num, den, layout)
    shape = _in_numerator_layout(num, den)
    return shape[::-1] if layout == "numerator" else shape


@mistake("Call it with either layout. Should the answers be the same?", of="derivative_shape")
def shape_ignores_the_layout(num, den, layout):
    _checked(num, den, layout)
    return _in_numerator_layout(num, den)


@mistake("Test your definitions on a number that depends on a vector.", of="derivative_shape")
def shape_takes_the_names_literally(num, den, layout):
    _checked(num, den, layout)
    if num and den:
        return _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]
    if layout == "numerator":
        return (*num, 1)[:2] if num else ()
    return ((*den, 1)[:2] if den else ())[::-1]


@mistake("Is it a row or a column? How many axes has either of them?", of="derivative_shape")
def shape_drops_the_axis_of_size_one(num, den, layout):
    _checked(num, den, layout)
    shape = _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]
    return num + den if len(num) + len(den) == 1 else shape


@mistake("In which layout does a number by a matrix have the shape of the matrix: in one of them, or in both?",
         of="derivative_shape")  # fmt: skip
def shape_of_a_matrix_never_turns(num, den, layout):
    _checked(num, den, layout)
    if len(num) == 2 or len(den) == 2:
        return num + den
    return _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]


@mistake("How many axes does a number have?", of="derivative_shape")
def shape_of_numbers_is_one_by_one(num, den, layout):
    _checked(num, den, layout)
    return (_in_numerator_layout(num, den) or (1, 1))[:: 1 if layout == "numerator" else -1]


@mistake("How many indices does the derivative of a matrix by a vector have? Can a table hold them?",
         of="derivative_shape")  # fmt: skip
def shape_of_anything(num, den, layout):
    if layout not in ("numerator", "denominator"):
        raise ValueError("no such layout")
    if len(num) + len(den) > 2:
        return num + den if layout == "numerator" else den + num
    return _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]


@mistake("Is an array of shape (p, 1) a vector or a matrix? How many indices has its derivative by a vector?",
         of="derivative_shape")  # fmt: skip
def shape_takes_a_narrow_matrix_for_a_vector(num, den, layout):
    num, den = (shape[:1] if len(shape) == 2 and shape[1] == 1 else shape for shape in (num, den))
    _checked(num, den, layout)
    return _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]


@mistake("What does your function say to a layout that does not exist?", of="derivative_shape")
def shape_takes_any_word_for_a_layout(num, den, layout):
    _checked(num, den, "numerator")
    return _in_numerator_layout(num, den)[:: 1 if layout == "numerator" else -1]


# Mistakes: the way from one layout to the other


def _refuse_one_axis(D):
    if np.ndim(D) == 1:
        raise ValueError("one axis")


@mistake("Which index counted the outputs before, and which counts them now?", of="convert")
def convert_does_nothing(D):
    _refuse_one_axis(D)
    return D


@mistake("Look at [[1, 2, 3], [4, 5, 6]]. The shape is right; is 4 where it should be?", of="convert")
def convert_only_reshapes(D):
    _refuse_one_axis(D)
    return np.reshape(D, np.shape(D)[::-1])


@mistake("Does the first entry of D stay the first?", of="convert")
def convert_turns_by_a_quarter(D):
    _refuse_one_axis(D)
    return np.rot90(D) if np.ndim(D) == 2 else D


@mistake("Print what transposing an array of shape (3,) does to its shape. Can you tell a row from a column now?",
         of="convert")  # fmt: skip
def convert_passes_one_axis_on(D):
    return np.transpose(D)


@mistake("Who told you that what came in was a row?", of="convert")
def convert_takes_one_axis_for_a_row(D):
    return D[:, None] if np.ndim(D) == 1 else np.transpose(D)


@mistake("What becomes of a row of shape (1, n): a column, or something without a layout?", of="convert")
def convert_squeezes(D):
    _refuse_one_axis(D)
    return np.squeeze(np.transpose(D))
