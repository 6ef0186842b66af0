"""Kinds of options, words and lists on which a function may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

from .faults import accepts, overlooks, wrong_by_presence, wrong_where_whole
from .input_cases import defaults, lists, refused_lists, words
from .kinds import kind

# Arguments that need not be given


@kind(wrong_by_presence, defaults, shown=1)
def left_out(was_given: bool, value: Any, default: Any) -> bool:
    """Is wrong where {0} is left at its default."""
    return not was_given


@kind(wrong_by_presence, defaults, shown=1)
def default_given(was_given: bool, value: Any, default: Any) -> bool:
    """Is wrong where the default of {0} is given explicitly."""
    return was_given and type(value) is type(default) and value == default


@kind(wrong_by_presence, defaults, shown=1)
def other_given(was_given: bool, value: Any, default: Any) -> bool:
    """Is wrong where {0} is given and is not its default."""
    return was_given and not (type(value) is type(default) and value == default)


# Words


@kind(accepts, words, shown=1)
def other_case(word: str, words: list[str]) -> str:
    """Takes a word of {0} in another case for the word."""
    return next((known for known in words if known.lower() == word.lower()), word)


@kind(accepts, words, shown=1)
def with_spaces(word: str, words: list[str]) -> str:
    """Takes a word of {0} with spaces around it for the word."""
    return next((known for known in words if known == word.strip()), word)


@kind(accepts, words, shown=1)
def prefix(word: str, words: list[str]) -> str:
    """Takes the beginning of a word of {0} for the word."""
    return next((known for known in words if word and known.startswith(word)), word)


@kind(accepts, words, shown=1)
def longer_word(word: str, words: list[str]) -> str:
    """Takes what begins like a word of {0} for the word."""
    return next((known for known in words if word.startswith(known)), word)


@kind(accepts, words, shown=1)
def empty_word(word: str, words: list[str]) -> str:
    """Takes an empty {0} for one of its words."""
    return word or words[0]


@kind(accepts, words, shown=1)
def any_word(word: str, words: list[str]) -> str:
    """Takes any {0} that is not empty for one of its words."""
    return words[0] if word else word


# Lists


@kind(wrong_where_whole, lists)
def list_of_one(value: Any) -> bool:
    """Is wrong where {0} has one item."""
    return isinstance(value, list | tuple) and len(value) == 1


@kind(wrong_where_whole, lists)
def list_over_three(value: Any) -> bool:
    """Is wrong where {0} has more than 3 items."""
    return isinstance(value, list | tuple) and len(value) > 3


@kind(wrong_where_whole, lists)
def list_over_fifty(value: Any) -> bool:
    """Is wrong where {0} has more than 50 items."""
    return isinstance(value, list | tuple) and len(value) > 50


@kind(overlooks, refused_lists)
def bad_first(value: Any) -> Any:
    """Does not refuse {0} where its first item alone is bad."""
    return [value[1:]]


@kind(overlooks, refused_lists)
def bad_last(value: Any) -> Any:
    """Does not refuse {0} where its last item alone is bad."""
    return [value[:-1]]


@kind(overlooks, refused_lists)
def bad_between(value: Any) -> Any:
    """Does not refuse {0} where an item between the first and the last alone is bad."""
    return [value[:i] + value[i + 1 :] for i in range(1, len(value) - 1)]
