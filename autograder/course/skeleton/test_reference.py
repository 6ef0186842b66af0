"""TODO: prove the reference by an oracle that shares no code with it: complex step, differences, another formula."""


def test_agrees_with_the_oracle(reference, rng):
    """The reference agrees with TODO: which oracle."""
    x = rng.normal(size=4)
    assert reference.$name(x) is not None
