"""Tables that others wrote, such as a gradebook or a roster: read whole, as CSV, whatever separates their cells."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from .errors import Refusal, refusing
from .escape import Cell

Row: TypeAlias = list[str]


def read_table(path: str) -> tuple[Row, list[Row]]:
    """Return a CSV file of a consumer's as ``(header, rows)``: a list of str, and a list of lists as long as it.

    Raises:
        Refusal: it is no such table.

    """
    header, *rows = read_rows(path)
    header = [name.strip() for name in header]
    return header, [(row + [""] * len(header))[: len(header)] for row in rows]


def read_rows(path: str) -> list[Row]:
    """Return the rows of a CSV file that are not blank, each as long as it is; there is at least one.

    Raises:
        Refusal: it is no such table.

    """
    text = _text(path)
    first = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))
    except csv.Error as error:
        raise Refusal(path, f"this is no table of comma-separated values: {error}", "download it anew") from error
    if not any(rows):
        raise Refusal(path, "it is empty", "download it anew")
    return [rows[0], *(row for row in rows[1:] if any(row))]


def _text(path: str) -> str:
    try:
        with (
            refusing(path, "give the path of a CSV file that is there"),
            open(path, encoding="utf-8-sig", newline="") as file,
        ):
            return file.read()
    except UnicodeDecodeError as error:
        raise Refusal(path, "it is not UTF-8 text", "download it anew, and do not save it in a spreadsheet") from error


def column(header: Sequence[str], name: str, path: str) -> int:
    """Return the place of a column.

    Raises:
        Refusal: there is none.

    """
    if name not in header:
        raise Refusal(
            path,
            f"it has no column {name!r}, but: {', '.join(header)}",
            "download it with the site's language set to English",
        )
    return header.index(name)


def folded(name: str) -> str:
    """Return a name as it is compared: accents may be written in two ways, and capitals tell nobody apart."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows of cells as CSV, as they are."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
