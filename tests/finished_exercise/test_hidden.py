"""The tests that decide."""

from autograder import agree, draw, points


@points(10)
def test_matches_the_reference(submission, reference, rng):
    """The result is right at random points."""
    for n in (8, 3, 1):
        x = draw(rng, n)
        agree(submission.double(x), reference.double(x))
