import numpy as np

from autograder import agree, entry


def bowl(t):
    """The function of the example."""
    return 2 * t[0] ** 2 + 2 * t[0] * t[1] + 2 * t[1] ** 2


def test_loss_of_the_example(submission):
    """The loss of the network is that of the example."""
    X, y = np.array([1.0, 2.0]), np.array([0.5, 1.0])
    agree(submission.net_loss(np.array([0.0, 0.0]), X, y), 0.625)
    agree(submission.net_loss(np.array([1.0, 1.0]), X, y), 0.0348628, tol=1e-6)


def test_loss_tells_the_weights_apart(submission):
    """The first weight acts before the tanh, the second after it."""
    X, y = np.array([1.0, 2.0]), np.array([0.5, 1.0])
    agree(submission.net_loss(np.array([1.0, 0.0]), X, y), 0.625)
    agree(submission.net_loss(np.array([0.5, 2.0]), X, y), 0.2268504, tol=1e-6)


def test_hessian_of_the_example(submission):
    """The Hessian of the example is the same everywhere."""
    for x in ([0.0, 0.0], [0.7, -1.2]):
        agree(submission.numeric_hessian(bowl, np.array(x)), np.array([[4.0, 2.0], [2.0, 4.0]]), tol=1e-6)


def test_hessian_is_accurate(submission):
    """The Hessian of exp(x) sin(y) is accurate to one in a million without a step being given."""
    for x, y in ([1.0, 1.0], [-0.5, 2.0], [0.7, 1.3]):
        a, b = np.exp(x) * np.sin(y), np.exp(x) * np.cos(y)
        H = submission.numeric_hessian(lambda t: np.exp(t[0]) * np.sin(t[1]), np.array([x, y]))
        agree(H, np.array([[a, b], [b, -a]]), tol=1e-6)


def test_report_of_the_example(submission):
    """The report of the example has the eigenvalues, the condition number and the kind of the statement."""
    report = submission.hessian_report(bowl, np.zeros(2))
    agree(entry(report, "eigenvalues"), np.array([2.0, 6.0]), tol=1e-6, what="'eigenvalues'")
    agree(entry(report, "condition"), 3.0, tol=1e-6, what="'condition'")
    agree(entry(report, "kind"), "minimum", what="'kind'")
