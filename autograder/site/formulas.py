"""Formulas as MathML, which browsers show by themselves: no script and no network.

What the converter leaves to chance is settled here: names of functions keep their distance from their arguments, bars
of a norm keep none, and bold letters are characters of their own, since browsers know no other way.
"""

import functools
import html
import re
import unicodedata
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring, tostring

from latex2mathml.converter import convert_to_element

# Read by the converter where a size stands before them only if they are the characters themselves.
FENCES = {r"\lceil": "⌈", r"\rceil": "⌉", r"\lfloor": "⌊", r"\rfloor": "⌋"}
BARS = {"|", "‖"}
CLOSE = BARS | {"/"}  # what keeps no distance
SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
THIN = "0.167em"
LETTERS = {"∞", "∂", "∇"}  # no operators between two things
SIGNS, CLOSING = set("−+±∓"), set(")]}⌉⌋⟩|‖!")
APART = {"mo", "mspace", "mtext"}  # keep their own distance
SIMPLE = re.compile(r"[−-]?[\w∂∇.^]+")
STYLES = {"bold": "BOLD", "double-struck": "DOUBLE-STRUCK"}


@functools.cache
def mathml(latex: str, *, block: bool = False) -> str:
    """Return a formula as MathML, for a page.

    Args:
        latex: as it stands between dollars.
        block: whether it has lines of its own.

    Raises:
        Exception: one of the converter's, of many kinds: it does not know what stands there.
        ValueError: a command is left over.

    """
    for command, character in FENCES.items():
        latex = latex.replace(command, character)
    element = convert_to_element(latex, display="block" if block else "inline")
    element.attrib.pop("xmlns", None)
    for part in list(element.iter()):
        _settle(part)
    for part in list(element.iter()):
        _keep_apart(part)
    text = tostring(element, encoding="unicode")
    if "\\" in text:
        raise ValueError(f"a command in it is unknown: {latex}")
    return text


def as_typed(formula: str) -> str:
    """Return MathML in one line, as people type it: J_ij, x^2, (a + b)/c."""
    return " ".join(_typed(fromstring(formula)).split())


def _typed(part: Element) -> str:
    inner = [_typed(child) for child in part]
    match part.tag:
        case "msub" | "munder":
            return f"{inner[0]}_{_grouped(inner[1])}"
        case "msup":
            return f"{inner[0]}^{_grouped(inner[1])}"
        case "msubsup" | "munderover":
            return f"{inner[0]}_{_grouped(inner[1])}^{_grouped(inner[2])}"
        case "mfrac":
            return "/".join(map(_grouped, inner))
        case "msqrt":
            return f"√{_grouped(''.join(inner))}"
        case "mtable":
            return "; ".join(inner)
        case "mtr":
            return ", ".join(inner)
        case "mspace":
            return " "
    return (part.text or "") + "".join(inner)


def _grouped(text: str) -> str:
    """Return a text in brackets, unless it reads as one without them."""
    return text if len(text) < 2 or SIMPLE.fullmatch(text) else f"({text})"


def _settle(part: Element) -> None:
    """Make a name of what is one, take the space from bars and slashes, and spell styles with characters."""
    text = part.text = html.unescape(part.text or "")
    if part.tag == "mo" and len(text) > 1 and text.isalpha():
        part.tag = "mi"
    if part.tag == "mo" and text in LETTERS:
        part.tag = "mi"
        part.set("mathvariant", "normal")
    if part.tag == "mi" and text in SIGNS:
        part.tag = "mo"
    if part.tag == "mo" and text in CLOSE:
        part.attrib = {"stretchy": "false", **part.attrib, "lspace": "0", "rspace": "0"}
    style = STYLES.get(part.get("mathvariant", ""))
    if style and part.tag in ("mi", "mn"):
        part.text = "".join(_styled(letter, style) for letter in text)
        del part.attrib["mathvariant"]


def _styled(letter: str, style: str) -> str:
    kind = unicodedata.name(letter).replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {style} {kind}")
    except KeyError:
        return letter


def _keep_apart(row: Element) -> None:
    """Put a thin space between the name of a function and a neighbour that is no operator."""
    if row.tag in SCRIPTED:
        return
    for before, after in reversed(list(pairwise(row))):
        if after.text in SIGNS and before.tag in ("mo", "mspace") and before.text not in CLOSING:
            after.set("form", "prefix")  # a sign, and no difference
        first, last = _head(after), _tail(before)
        beside_argument = _is_name(before) and (first.tag not in APART or first.text in BARS)
        beside_factor = _is_name(after) and last.tag not in APART
        if beside_argument or beside_factor:
            row.insert(list(row).index(after), Element("mspace", width=THIN))


def _is_name(part: Element) -> bool:
    head = _head(part)
    return head.tag == "mi" and len(head.text or "") > 1


def _head(part: Element) -> Element:
    """Return the first thing that is read of a part."""
    return _head(part[0]) if part.tag in SCRIPTED | {"mrow", "mstyle"} and len(part) else part


def _tail(part: Element) -> Element:
    """Return the last thing that is read of a part."""
    if part.tag in SCRIPTED:
        return _tail(part[0]) if _head(part).tag == "mo" else part
    return _tail(part[-1]) if part.tag in {"mrow", "mstyle"} and len(part) else part
