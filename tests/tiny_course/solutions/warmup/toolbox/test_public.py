"""What students can try at home."""

from autograder import agree


def test_slope_at_three(submission):
    """The slope at 3 is 6."""
    agree(submission.slope(3.0), 6.0)
