from autograder import agree, points, raises, expect


@points(10)
def test_matches_the_reference(submission, reference, rng):
    """The gradient is right at random points."""
    for n, d in [(7, 3), (3, 5), (1, 1)]:
        X, y, w = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d)
        agree(submission.regression_gradient(X, y, w), reference.regression_gradient(X, y, w), tol=1e-9)

@points(10)
def test_loss(submission, reference, rng):
    """The loss is right at random points."""
    for n, d in [(7, 3), (3, 5), (1, 1)]:
        X, y, w = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d)
        agree(submission.regression_loss(X, y, w), reference.regression_loss(X, y, w), tol=1e-9)

@points(5, after="test_loss")
def test_raises(submission, rng):
    """A column for y is refused."""
    X, y, w = rng.normal(size=(3, 3)), rng.normal(size=(3,1)), rng.normal(size=3)
    raises(ValueError, submission.regression_loss, X, y, w)
