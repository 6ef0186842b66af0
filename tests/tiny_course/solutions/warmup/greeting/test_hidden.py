"""The tests that decide."""

from autograder import agree, points


@points(5)
def test_greets(submission, reference, rng):
    """Whoever comes is greeted."""
    name = "".join(rng.choice(list("abcdef"), 9))
    agree(submission.greet(name), reference.greet(name))
