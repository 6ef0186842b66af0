"""TODO: hidden tests decide; their points add up to those of the statement."""

from autograder import agree, points


@points(10)
def test_matches_the_reference(submission, reference, rng):
    """The result is right at random points."""
    for n in (8, 3, 1):
        x = rng.uniform(0.4, 1.6, n) * rng.choice([-1, 1], n)
        agree(submission.$name(x), reference.$name(x))
