"""Numbers as people read them, the same on every page, in every table and in every sentence."""

import math
import re

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# A number with an exponent, as Python writes it, that is no part of a name, a version or a longer number.
WITH_EXPONENT = re.compile(r"(?<![\w.])(-?\d+(?:\.\d*)?)e([+-]\d+)(?![\w.]*\d)")
LONGEST, WHOLE = 9, 7  # characters of a small number without an exponent, and digits before the point of a large one


def points(value: float) -> str:
    """Return points: 14.5, and 25 without decimals."""
    return format(round(value, 6), ".10g")


def significant(value: float | str, digits: int = 6) -> str:
    """Return a number with so many significant digits, an integer with all; what is text already stays as it is.

    What stands before the decimal point is never rounded away.
    """
    if not isinstance(value, float):
        return str(value)
    whole = math.floor(math.log10(abs(value))) + 1 if 1 <= abs(value) < math.inf else 0
    return readable(format(value + 0.0, f".{max(digits, whole if whole <= WHOLE else 0)}g"))


def readable(text: str) -> str:
    """Return a text in which numbers have no exponents: 1e-05 is 0.00001, and 7.5e-08 is 7.5·10⁻⁸."""
    return WITH_EXPONENT.sub(_without_exponent, text) if "e" in text else text


def _without_exponent(found: re.Match[str]) -> str:
    digits, power = found[1].removesuffix("."), int(found[2])
    plain = f"{float(found[0]):.{len(digits.partition('.')[2]) - power}f}" if -LONGEST < power < 0 else ""
    if 0 < len(plain.lstrip("-")) <= LONGEST:
        return plain
    factor = "10" + str(power).translate(POWERS)
    return {"1": factor, "-1": f"-{factor}"}.get(digits, f"{digits}·{factor}")


def apart(value: float | str, other: float | str) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to see the difference."""
    pairs = [(significant(value, digits), significant(other, digits)) for digits in (4, 6, 8, 11, 14, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def percent(share: float) -> str:
    """Return a share of 1 in per cent; 0 and 100 are kept for none and all."""
    rounded = round(100 * share)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded} %"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 student, 2 students."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
