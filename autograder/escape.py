"""Text that came from students, made harmless for whatever reads it next.

A spreadsheet, a browser, XML, Markdown, a terminal.
"""

import html as html_
import re
from typing import TypeAlias

Cell: TypeAlias = str | float | None  # of a table

# What makes a spreadsheet compute: some read the wide forms of the signs, too, or look past a line break.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]|[+-]?\d+(?:[.,]\d+)?")  # a sign alone computes nothing, and says "none" in worksheets
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Controls, halves of characters, marks that turn the direction of what follows them, and spaces of no width, by which
# two names look like one.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
MARKUP = re.compile(r"[^\w\s.,]|_|(?<=www)\.", re.IGNORECASE)  # `www.` alone makes a link


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would compute a text. A number such as ``-5`` is what it says, and no formula."""
    return text.startswith(FORMULA) and not NUMBER.fullmatch(text)


def cell(value: Cell) -> Cell:
    """Return a value for a table, of which no spreadsheet makes a formula. Only a str can change."""
    return f"'{value}" if isinstance(value, str) and _is_quoted(value) else value


def uncell(text: str) -> str:
    """Return what a text was before ``cell``."""
    return text[1:] if text.startswith("'") and _is_quoted(text[1:]) else text


def _is_quoted(text: str) -> bool:
    """Tell whether a text has a quote before it in a table: formulas, and what would be taken for a quoted one."""
    return is_formula(text.lstrip("'"))


def html(text: str) -> str:
    """Return text that a browser shows as it is."""
    return html_.escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def xml(text: str) -> str:
    """Return text without the characters that XML cannot hold; they become ``#x0B``, as in pytest's own reports."""
    return NO_XML.sub(lambda found: f"#x{ord(found[0]):02X}", text)


def markdown(text: str) -> str:
    """Return text that Markdown shows as it is, in one line, in a table too."""
    one_line = " ".join(NO_XML.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return MARKUP.sub(lambda found: f"&#{ord(found[0])};", one_line)


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text, at most so many characters, saying so where something is missing."""
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text) - longest} more characters)"


def visible(text: str) -> str:
    """Return a text with a replacement character for all that cannot be seen or would disturb its surroundings."""
    return text if text.isprintable() else INVISIBLE.sub("\ufffd", text)


def printable(text: str) -> str:
    """Return text in which every letter is printed: nothing that a terminal would obey, or that a file cannot hold."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in text)


def spelt_out(text: str) -> str:
    """Return printable text by which a name can still be told: what is not printed is spelt as Python spells it."""
    return "".join(letter if letter.isprintable() else _spelt(letter) for letter in text)


def _spelt(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
