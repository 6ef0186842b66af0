"""One student's report in the terminal, as their page tells it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.course.model import ProblemSet
from autograder.escape import visible
from autograder.numbers import count, points, readable
from autograder.report import ReportStatus, TestStatus
from autograder.report_folder import Record

from . import advice, pages, views
from .values import Cell, Matrix

STYLES = {
    TestStatus.PASSED: "green",
    TestStatus.FAILED: "red",
    TestStatus.ERROR: "red",
    TestStatus.TIMEOUT: "red",
    TestStatus.CRASHED: "red",
    TestStatus.NOT_ATTEMPTED: "yellow",
    TestStatus.SKIPPED: "yellow",
    TestStatus.GRADER_ERROR: "yellow",
}


def parts(record: Record, problem_set: ProblemSet) -> Iterator[RenderableType]:
    """Yield what is shown of a Record, for rich to print."""
    report = record.report
    head = f"{problem_set.title}: {visible(report.student)}"
    total = report.standing or f"{points(report.score)} of {points(report.max_score)} points"
    yield Text.assemble((head, "bold"), f"   {total}")
    if record.error:
        yield Text(pages.NO_EVIDENCE, "yellow")
    yield from (Text(visible(sentence), "dim") for sentence in report.notes)
    for problem in report.loading:
        yield Text(visible(f"{views.where(problem)}: {problem.text}: {problem.problem}"), "yellow")
    if report.status is not ReportStatus.GRADED:
        yield Text(visible(f"{report.status}: {report.reason}"), "red")
        return
    for exercise in report.exercises:
        yield Text(f"\n{exercise.title}   {points(exercise.score)} / {points(exercise.max_score)}", "bold")
        tests = views.tests_of(record, exercise)
        passed = all(test.result.status is TestStatus.PASSED for test in tests)
        yield Text(f"  ✓ {count(len(tests), 'test')} passed", "green") if passed else _tests(tests)
    steps = advice.next_steps(record)
    yield Text("\nWhat to try next" if steps else "\nNothing is left to do.", "bold")
    for step in steps:
        yield Text(visible(f"  {step.exercise.title}: {step.sentence}"))


def _tests(tests: list[views.TestView]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for test in tests:
        result = test.result
        style = STYLES[result.status]
        earned = Text(f"{points(result.score)} / {points(result.max_score)}", "dim")
        table.add_row(Text(test.sign[0], style), Group(*_body(test, style)), earned)
    return Padding(table, (0, 0, 0, 2))


def _body(test: views.TestView, style: str) -> Iterator[RenderableType]:
    yield Text(test.result.title)
    if test.result.status is TestStatus.PASSED:
        return
    yield Text(visible(": ".join(part for part in (test.sign[1], readable(test.result.rationale)) if part)), style)
    if test.result.help:
        yield Text(f"→ {test.result.help}", "cyan")
    yield from (Text(f"  | {line}", "dim") for line in (["It printed:", *test.printed] if test.printed else []))
    for term, text in test.facts:
        yield Text(visible(f"{term}: {text}"), "dim")
    for matrix in test.tables:
        yield _table(matrix)
    for figure in test.figures:
        yield from (Text(visible(sentence), "dim") for sentence in figure.sentences)


def _table(matrix: Matrix) -> Table:
    """Return a table of values, as rich draws it; wrong entries say what was expected."""
    drawn = Table(title=matrix.caption, title_justify="left", title_style="dim", show_edge=False, header_style="dim")
    for name in ([""] if matrix.rows else []) + [str(column) for column in matrix.columns]:
        drawn.add_column(name, justify="right", no_wrap=True)
    for number, row in enumerate(matrix.cells):
        label = [str(matrix.rows[number])] if matrix.rows else []
        drawn.add_row(*label, *(_entry(cell) for cell in row))
    return drawn


def _entry(cell: Cell) -> Text:
    if not cell.level:
        return Text(visible(cell.got))
    return Text(visible(f"✗ {cell.got}\nnot {cell.expected}"), "bold red" if cell.worst else "red")
