"""TODO: at least 3 right answers written differently, and at least 6 mistakes that students make."""

from autograder import correct, mistake


@correct
def with_a_loop(x):
    raise NotImplementedError  # TODO: a right answer written differently


@mistake("TODO: a question that leads on without giving the answer away")
def forgets_something(x):
    raise NotImplementedError  # TODO: a mistake, whole, with a name that says what is wrong
