"""Text that comes from students, made safe to look at; and counts and numbers as people write them."""

import re

# Controls, halves of characters, and marks that turn the direction of what follows them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text):
    """Return a text with a replacement character for all that cannot be seen or would disturb its surroundings."""
    return INVISIBLE.sub("\ufffd", text)


def count(number, noun, plural=None):
    """Return a number with its noun: 1 student, 2 students."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def number(value):
    """Return points as people write them: 14.5, and 25 without decimals."""
    return f"{value:.6g}"


def percent(share):
    """Return a share of 1 in per cent; 0 and 100 are kept for none and all."""
    rounded = round(100 * share)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded} %"


def words(name):
    """Return the name of a mistake or an exercise as words."""
    return name.replace("_", " ")
