"""What students can try at home."""

from autograder import agree


def test_ada(submission):
    """Ada is greeted."""
    agree(submission.greet("Ada"), "Hello, Ada")
