"""The reference against the words themselves."""


def test_words(reference):
    """The words are as promised."""
    assert reference.greet("Emmy") == "Hello, Emmy"
