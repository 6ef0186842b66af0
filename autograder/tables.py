"""Tables that others wrote, such as a gradebook or a roster: read whole, as CSV, whatever separates their cells."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .errors import Refusal, refusing
from .escape import Cell
from .numbers import points

Row: TypeAlias = list[str]
DECIMALS = {mark: re.compile(rf"-?\d+{re.escape(mark)}\d+") for mark in ".,"}


@dataclass(frozen=True)
class Form:
    """How a table is written: what separates its cells, and what stands before the decimals of a number."""

    delimiter: str = ","
    decimal: str = "."

    def number(self, value: float) -> str:
        """Return points as such a table has them."""
        return points(value).replace(".", self.decimal)


OUR_FORM = Form()


def form_of(path: str) -> Form:
    """Return how a table is written; where no number says otherwise, or they disagree, decimals follow a point.

    Raises:
        Refusal: it is no such table.

    """
    cells = [cell.strip() for row in read_rows(path) for cell in row]
    seen = [mark for mark, pattern in DECIMALS.items() if any(map(pattern.fullmatch, cells))]
    return Form(_delimiter(_text(path)), "," if seen == [","] else ".")


def number_in(text: str) -> float | None:
    """Return the number in a cell, whatever its decimals follow, or None."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


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
    return [row for _, row in numbered_rows(path)]


def numbered_rows(path: str) -> list[tuple[int, Row]]:
    """Return the same with the number of the line in which each row ends.

    Raises:
        Refusal: it is no such table.

    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Refusal(path, f"this is no table of comma-separated values: {error}", "download it anew") from error
    if not any(row for _, row in rows):
        raise Refusal(path, "it is empty", "download it anew")
    return [rows[0], *((line, row) for line, row in rows[1:] if any(row))]


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first line, whatever stands within quotes."""
    return max(",;\t", key=re.sub('"[^"]*"', "", text.split("\n", 1)[0]).count)


def _text(path: str) -> str:
    try:
        with (
            refusing(path, "give the path of a CSV file that is there"),
            open(path, encoding="utf-8-sig", newline="") as file,
        ):
            return file.read()
    except UnicodeDecodeError as error:
        raise Refusal(
            path, "it is not UTF-8 text", "download it anew, or save it in the spreadsheet as CSV UTF-8"
        ) from error


def column(header: Sequence[str], name: str, path: str) -> int:
    """Return the place of a column.

    Raises:
        Refusal: there is none, or there are two.

    """
    if header.count(name) > 1:
        raise Refusal(path, f"it has two columns {name!r}", "take out the one that is not meant")
    if name not in header:
        raise Refusal(
            path,
            f"it has no column {name!r}, but: {', '.join(header)}",
            "give the table that this platform exports, in English",
        )
    return header.index(name)


def folded(name: str) -> str:
    """Return a name as it is compared: accents may be written in two ways, and capitals tell nobody apart."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def as_csv(rows: Iterable[Iterable[Cell]], form: Form = OUR_FORM) -> str:
    """Return rows of cells as CSV, as they are."""
    return "".join(csv_rows(rows, form))


def csv_rows(rows: Iterable[Iterable[Cell]], form: Form = OUR_FORM) -> Iterator[str]:
    """Yield the same row by row."""
    writer = csv.writer(_Echo(), delimiter=form.delimiter, lineterminator="\n")
    yield from map(writer.writerow, rows)


class _Echo:
    """A file that holds nothing: what is written to it is what ``writerow`` returns."""

    def write(self, text: str) -> str:
        return text
