"""Numbers as people read them, the same on every page, in every table and in every sentence."""


def points(value: float) -> str:
    """Return points: 14.5, and 25 without decimals."""
    return format(round(value, 6), ".10g")


def significant(value: float | str, digits: int = 6) -> str:
    """Return a number with so many significant digits, an integer with all; what is text already stays as it is."""
    return format(value, f".{digits}g") if isinstance(value, float) else str(value)


def apart(value: float | str, other: float | str) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to see the difference."""
    pairs = [(significant(value, digits), significant(other, digits)) for digits in (4, 8, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def percent(share: float) -> str:
    """Return a share of 1 in per cent; 0 and 100 are kept for none and all."""
    rounded = round(100 * share)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded} %"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 student, 2 students."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
