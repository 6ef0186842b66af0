"""The smallest exercise there can be."""


def greet(name):
    """Return "Hello, " and the name, a str."""
    # BEGIN SOLUTION
    return f"Hello, {name}"
    # END SOLUTION
