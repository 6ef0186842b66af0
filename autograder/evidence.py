"""Evidence as it is read: what ``judge.evidence`` keeps behind the sentence of a test, with every type checked.

Pages are made of it; marks are not. What does not fit together (a window that is no rectangle, the number of a figure
that is not there) is refused when it is read, so that nothing later has to look.
"""

from typing import Any, TypeAlias

import msgspec

DETAILS = ("everything", "sentences", "score")  # how much of it, and of the tests' sentences, students may see

Entry: TypeAlias = bool | int | float | str  # of an array; a number that JSON does not have is text


class Tagged(msgspec.Struct, frozen=True, tag_field="kind"):
    """A value of a student's or of ours, told apart by ``kind``."""


class Nothing(Tagged, frozen=True, tag="none"):
    """None."""


class Number(Tagged, frozen=True, tag="number"):
    """A number; text where JSON has none such."""

    value: int | float | str


class Truth(Tagged, frozen=True, tag="bool"):
    """True or False."""

    value: bool


class Text(Tagged, frozen=True, tag="text"):
    """The beginning of a text of ``size`` characters."""

    value: str
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is cut off."""
        return self.size == len(self.value)


class Array(Tagged, frozen=True, tag="array"):
    """A window on an array: rows of entries, the first at ``corner`` of the matrix ``at`` the leading indices."""

    shape: tuple[int, ...]
    dtype: str
    at: tuple[int, ...]
    corner: tuple[int, int]
    entries: tuple[tuple[Entry, ...], ...]

    def __post_init__(self) -> None:
        if len({len(row) for row in self.entries}) > 1:
            raise ValueError("the rows of an array are not equally long")
        if not self.shape or min(*self.shape, *self.at, *self.corner) < 0:
            raise ValueError("an array has a shape and indices that are at least 0")


class Sequence(Tagged, frozen=True, tag="sequence"):
    """The first items of a list, or of a tuple, of ``size`` items."""

    items: "tuple[Value, ...]"
    size: int
    is_tuple: bool = msgspec.field(name="tuple")


class Table(Tagged, frozen=True, tag="dict"):
    """The first items of a dict of ``size`` items."""

    items: "tuple[tuple[str, Value], ...]"
    size: int


class Function(Tagged, frozen=True, tag="function"):
    """A function, by its name."""

    name: str


class Other(Tagged, frozen=True, tag="other"):
    """Anything else, by its type."""

    name: str


Value: TypeAlias = Nothing | Number | Truth | Text | Array | Sequence | Table | Function | Other


class Call(msgspec.Struct, frozen=True):
    """One call of a student's function.

    ``value`` is None where it raised or drew; ``printed`` holds the last lines that it printed. A function that another
    call returned was made by that call, its ``maker``, and stands at ``place`` of what came back there: keys and
    indices as Python writes them.
    """

    function: str
    args: tuple[Value, ...] = ()
    kwargs: dict[str, Value] = {}
    value: Value | None = None
    maker: "Call | None" = None
    place: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True):
    """What was held against what; ``limit`` is the error of an entry from which on it counts as wrong."""

    got: Value
    where: tuple[int, ...] | None = None  # index of the entry that differs most
    expected: Value | None = None
    limit: float | None = None
    wrong: int | None = None  # how many entries differ


class Behind(msgspec.Struct, frozen=True):
    """What lies behind one test; ``figures`` are numbers of those of the whole Evidence."""

    calls: tuple[Call, ...] = ()
    mistake: str | None = None  # the named one that explains the calls
    compared: Comparison | None = None
    figures: tuple[int, ...] = ()


class Piece(msgspec.Struct, frozen=True):
    """A curve or a surface: its x, y and, in three dimensions, z; None where a coordinate is not finite.

    A surface over a rectangular ``grid`` of rows and columns has its points row by row.
    """

    label: str
    grid: tuple[int, int] | None
    points: tuple[tuple[float | None, ...], ...]

    def __post_init__(self) -> None:
        sizes = {len(axis) for axis in self.points}
        if len(self.points) not in (2, 3) or len(sizes) != 1:
            raise ValueError("a curve has two or three coordinates of each of its points")
        if self.grid and (min(self.grid) < 1 or self.grid[0] * self.grid[1] not in sizes):
            raise ValueError("a grid has as many points as rows times columns")


class Axes(msgspec.Struct, frozen=True):
    """One pair or triple of axes."""

    title: str
    labels: tuple[str, ...]
    limits: tuple[tuple[float | str, float | str], ...]
    scales: tuple[str, ...]
    legend: tuple[str, ...]
    lines: tuple[Piece, ...]
    surfaces: tuple[Piece, ...]

    @property
    def is_solid(self) -> bool:
        """Whether it has three dimensions."""
        return len(self.limits) == 3

    def pieces(self, kind: str) -> tuple[Piece, ...]:
        """Return its ``lines`` or its ``surfaces``."""
        return self.lines if kind == "lines" else self.surfaces


class Figure(msgspec.Struct, frozen=True):
    """What a figure shows."""

    title: str
    axes: tuple[Axes, ...]


class FigurePair(msgspec.Struct, frozen=True):
    """A student's figure, and the reference's where it drew one."""

    theirs: Figure
    reference: Figure | None


class Evidence(msgspec.Struct, frozen=True):
    """All that is kept of one submission: exercise -> name of a test -> what lies behind it; figures; own functions."""

    tests: dict[str, dict[str, Behind]] = {}
    figures: tuple[FigurePair, ...] = ()
    functions: dict[str, str] = {}  # of those that were called: name -> its text

    def __post_init__(self) -> None:
        numbers = [number for tests in self.tests.values() for behind in tests.values() for number in behind.figures]
        if not all(0 <= number < len(self.figures) for number in numbers):
            raise ValueError("a test has the number of a figure that is not there")


def from_dict(data: Any) -> Evidence:
    """Return the Evidence that ``judge.evidence`` has made.

    Raises:
        ValueError: it is none; the message says where it is wrong.

    """
    return msgspec.convert(data, Evidence)
