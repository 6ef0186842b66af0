"""Whatever a student's work can leave in a report or its evidence, pages, terminals and exports are made of it."""

import contextlib
import csv
import io
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console, Group

from autograder import escape, evidence
from autograder.course.model import load_course
from autograder.evidence import Axes, Behind, Call, Comparison, Evidence, Figure, FigurePair, Piece
from autograder.exports import canvas, github, gradescope, junit, moodle, nbgrader
from autograder.exports.common import Options
from autograder.feedback import differences, drawing, pages, terminal, values, views
from autograder.report import ExerciseReport, Report, ReportStatus, TestResult, TestStatus
from autograder.report_folder import Found, Record, load, report_path, write_report
from tests import bank
from tests.paths import TINY

pytestmark = pytest.mark.usefixtures("hundreds")
FEW, MANY = (
    settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    for count in (15, 60)
)

TEXTS = st.text(st.characters(exclude_categories=()), max_size=50)  # halves of characters and controls included
# Whatever a folder can be called, bytes that are no text included.
NAMES = st.binary(min_size=1, max_size=50).map(os.fsdecode) | st.text(min_size=1, max_size=50)
LABELS = TEXTS | st.sampled_from(["", "_child0", "$x^2$", r"$\frac{$", "$" * 60, "<svg/onload=x>", "\x00", "&#0;"])
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
GIVEN = NUMBERS | st.integers(-(2**60), 2**60) | st.sampled_from(["nan", "inf", "-inf", "(1+2j)", "a huge integer"])
ENTRIES = GIVEN | st.booleans() | TEXTS


@st.composite
def arrays(draw):
    """Draw an array as evidence has it: its window, and shapes that need not be its own."""
    rows, columns = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    entries = tuple(tuple(draw(ENTRIES) for _ in range(columns)) for _ in range(rows))
    shape = tuple(draw(st.lists(st.integers(0, 5), min_size=1, max_size=3)))
    corner = draw(st.tuples(st.integers(0, 99), st.integers(0, 99)))
    return evidence.Array(shape, draw(TEXTS), tuple(range(max(len(shape) - 2, 0))), corner, entries)


LEAVES = st.one_of(
    st.just(evidence.Nothing()),
    st.builds(evidence.Number, GIVEN),
    st.builds(evidence.Truth, st.booleans()),
    st.builds(evidence.Text, TEXTS, st.integers(0, 999)),
    arrays(),
    st.builds(evidence.Function, TEXTS),
    st.builds(evidence.Other, TEXTS),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(evidence.Sequence, st.lists(inner, max_size=3).map(tuple), st.integers(0, 9), st.booleans()),
        st.builds(evidence.Table, st.lists(st.tuples(TEXTS, inner), max_size=3).map(tuple), st.integers(0, 9)),
    ),
    max_leaves=5,
)
PLAIN_CALLS = st.builds(
    Call, TEXTS, st.lists(VALUES, max_size=3).map(tuple), st.dictionaries(TEXTS, VALUES, max_size=2), st.none() | VALUES
)
CALLS = PLAIN_CALLS | st.builds(
    Call, TEXTS, maker=PLAIN_CALLS, place=st.lists(TEXTS, max_size=2).map(tuple), value=st.none() | VALUES
)
COMPARISONS = st.builds(
    Comparison,
    VALUES,
    st.none() | st.lists(st.integers(0, 99), max_size=3).map(tuple),
    st.none() | VALUES,
    st.none() | st.floats(),
    st.none() | st.integers(0, 9),
)


@st.composite
def pieces(draw, dimensions):
    """Draw a curve or a surface: with gaps, with one point, with none, on a grid or not."""
    coordinates = st.none() | NUMBERS | st.sampled_from([0.0, 1.0, -1.0])
    grid = draw(st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)))
    size = grid[0] * grid[1] if grid else draw(st.integers(0, 6))
    points = tuple(tuple(draw(coordinates) for _ in range(size)) for _ in range(dimensions))
    return Piece(draw(LABELS), grid, points)


@st.composite
def axes(draw):
    """Draw axes of two or three dimensions, with ends and scales that may make no sense."""
    dimensions = draw(st.sampled_from([2, 3]))
    ends = GIVEN | st.sampled_from([-3.0, -1.0, 0.0, 1.0, 1.0000000001])
    drawn = st.lists(pieces(dimensions) | pieces(draw(st.sampled_from([2, 3]))), max_size=3).map(tuple)
    limits = tuple(draw(st.tuples(ends, ends)) for _ in range(dimensions))
    scales = draw(st.lists(st.sampled_from(["linear", "log", "symlog", "logit", "x" * 99]), min_size=2, max_size=2))
    labels = tuple(draw(LABELS) for _ in range(dimensions))
    legend = tuple(draw(st.lists(LABELS, max_size=3)))
    return Axes(draw(LABELS), labels, limits, tuple(scales), legend, draw(drawn), draw(drawn))


FIGURES = st.builds(Figure, LABELS, st.lists(axes(), max_size=2).map(tuple))


class Reader(HTMLParser):
    """Reads a page as a browser would, and keeps the names of its elements."""

    def __init__(self, page):
        super().__init__()
        self.tags = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Keep a name, and see that nothing listens to what is done with it."""
        self.tags.add(tag)
        assert not [name for name, _ in attributes if name.startswith("on")]


def is_harmless(page):
    """Tell whether a page holds nothing that runs or asks for anything, and no letter that a browser would not show."""
    return not Reader(page).tags & {"script", "img", "iframe", "object"} and escape.visible(page) == page


def try_figure(figure):
    """Draw a figure."""
    made = drawing.draw(drawing.Job(figure, (), "Your figure"))
    tags = {element.tag for element in ET.fromstring(made).iter()}
    assert "svg" in tags and not tags & {"script", "style", "foreignObject", "image"}


def try_pair(theirs, reference):
    """Tell in what a figure differs from another one."""
    difference = differences.between(theirs, reference)
    assert all(isinstance(sentence, str) for sentence in differences.in_words(theirs, reference, difference))
    colours = differences.shared_colours(theirs, reference, difference)
    assert len(colours) == sum(len(axes.lines) + len(axes.surfaces) for axes in theirs.axes)
    assert all(limits for limits in differences.shared_limits(theirs, reference))


def try_record(record):
    """Make a page, and what a terminal shows, of a Record."""
    problem_set = load_course(str(TINY)).problem_sets[0]
    drawings = dict.fromkeys(views.figures(record), pages.NO_FIGURE)
    for detail in evidence.DETAILS:
        assert is_harmless(pages.student_page(record, "Warm-up", drawings, detail))
    assert is_harmless(pages.class_page([(problem_set, [record])]))
    console = Console(file=io.StringIO(), width=100)
    console.print(Group(*terminal.parts(record, problem_set)))
    console.file.getvalue().encode()


def record_of(behind, pairs=(), student="ada", rationale=""):
    """Return a Record of a test that failed, and of what lies behind it."""
    tests = (TestResult("test_f", "It is right.", TestStatus.FAILED, 0.0, 1.0, rationale, "Try n = 1."),)
    report = Report(student, "warmup", ReportStatus.GRADED, (ExerciseReport("toolbox", "Toolbox", tests),))
    return Record(report, Evidence({"toolbox": {"test_f": behind}}, tuple(pairs)))


def case(kind):
    """Parametrize a test with what was found of a kind."""
    found = bank.cases(kind)
    return pytest.mark.parametrize("found", found.values(), ids=found)


@case("figure")
def test_a_figure_that_once_broke_a_page_is_drawn(found):
    """Such as an axis with a logarithm and ends below zero, an honest slip."""
    figure = msgspec.convert(found, Figure)
    try_figure(figure)
    try_pair(figure, figure)


@FEW
@given(figure=FIGURES)
def test_any_figure_is_drawn(figure):
    """Whatever its ends, scales, labels and points are."""
    with bank.kept("figure", figure):
        try_figure(figure)


@MANY
@given(theirs=FIGURES, reference=FIGURES)
def test_any_two_figures_are_compared(theirs, reference):
    """Also where they have nothing in common."""
    with bank.kept("pair", [theirs, reference]):
        try_pair(theirs, reference)


@case("behind")
def test_evidence_that_once_broke_a_page_is_shown(found):
    """All of it."""
    try_record(record_of(msgspec.convert(found, Behind)))


@MANY
@given(behind=st.builds(Behind, st.lists(CALLS, max_size=2).map(tuple), st.none() | TEXTS, st.none() | COMPARISONS))
def test_any_evidence_is_shown(behind):
    """Whatever was called, came back and was expected."""
    with bank.kept("behind", behind):
        try_record(record_of(behind))


@MANY
@given(call=CALLS)
def test_a_call_is_written_as_python_or_not_at_all(call):
    """What is offered to be pasted has a bounded length."""
    assert len(values.code(call) or "") <= values.LONGEST_CODE
    assert isinstance(values.call(call), str)


@MANY
@given(student=NAMES, rationale=TEXTS)
def test_any_name_and_sentence_is_shown_and_exported(student, rationale):
    """In pages, in a table of one row a student, in XML, in Markdown of one line a row."""
    record = record_of(Behind(), student=student, rationale=rationale)
    try_record(record)
    options, reports = Options({"warmup": "Warm-up"}), [record.report]
    for consumer in (canvas, moodle, nbgrader):
        rows = list(csv.reader(io.StringIO(consumer.export(reports, options).text, newline="")))
        assert not [cell for row in rows for cell in row if escape.is_formula(cell)]
    ET.fromstring(junit.export(reports, options).text)
    json.loads(gradescope.export(reports, options).text)
    table = [line for line in github.export(reports, options).text.split("\n") if line.startswith("|")]
    assert len(table) == 3


@MANY
@given(student=st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_name_of_a_folder_finds_its_report(student, tmp_path_factory):
    """Reports are written and read under it, however long it is; two names never share a file."""
    out = str(tmp_path_factory.mktemp("out"))
    if student in (".", ".."):
        return
    report = replace(record_of(Behind()).report, student=student)
    write_report(out, report)
    assert load(out, "warmup") == Found([Record(report)])
    assert report_path(out, "warmup", student) != report_path(out, "warmup", student + "x")


KEYS = st.sampled_from(["tests", "figures", "calls", "kind", "args", "a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=9,
)


@MANY
@given(data=JSON)
def test_what_is_no_evidence_is_refused(data):
    """Anything that JSON can hold is evidence, or a ValueError, and nothing else."""
    found = None
    with contextlib.suppress(ValueError):
        found = evidence.from_dict(data)
    assert found is None or isinstance(found, Evidence)


def test_a_figure_costs_one_page_a_sentence(tmp_path):
    """A pair of figures that no page can be made of leaves everybody else's as it is; the run says whose it was."""
    from autograder.feedback import writing

    piece = Piece("", None, ((0.0, 1.0), (0.0, 1.0)))
    good = Figure("", (Axes("", ("x", "y"), ((0.0, 1.0),) * 2, ("linear",) * 2, (), (piece,), ()),))
    # Taken as it is, though `from_dict` would refuse it: an axis without points, of which nothing can be drawn.
    bad = msgspec.structs.replace(good, axes=(msgspec.structs.replace(good.axes[0], lines=(None,)),))
    members = [
        record_of(Behind(figures=(0,)), [FigurePair(figure, good)], student)
        for student, figure in {"ada": good, "ben": bad, "cleo": good}.items()
    ]
    problem_set = load_course(str(TINY)).problem_sets[0]
    problems = writing.write_pages(str(tmp_path), [(problem_set, Found(members))])
    texts = {path.stem: path.read_text() for path in (tmp_path / "feedback" / "warmup").iterdir()}
    assert [problem.partition(": the figures")[0] for problem in problems] == ["warmup: ben"]
    assert pages.NO_EVIDENCE in texts["ben"] and texts["ada"].count("<svg") == texts["cleo"].count("<svg") == 2
    assert "warmup: ben" in (tmp_path / "class.html").read_text()
