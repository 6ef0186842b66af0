"""``python -m autograder show``: one student's report in the terminal, as their page tells it."""

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import advice, views
from .texts import count, number, visible

STYLES = {"passed": "green", "not attempted": "yellow", "skipped": "yellow", "grader error": "yellow"}


def parts(record, problem_set):
    """Yield what is shown of a Record, for rich to print."""
    report = record.report
    head = f"{problem_set.title}: {visible(report.student)}"
    yield Text.assemble((head, "bold"), f"   {number(report.score)} of {number(report.max_score)} points")
    if report.status != "graded":
        yield Text(visible(f"{report.status}: {report.exercises[0].tests[0].rationale}"), "red")
        return
    for exercise in report.exercises:
        yield Text(f"\n{exercise.title}   {number(exercise.score)} / {number(exercise.max_score)}", "bold")
        tests = views.tests_of(record, exercise)
        passed = all(test.result.status == "passed" for test in tests)
        yield Text(f"  ✓ {count(len(tests), 'test')} passed", "green") if passed else _tests(tests)
    steps = advice.next_steps(record)
    yield Text("\nWhat to try next" if steps else "\nNothing is left to do.", "bold")
    for step in steps:
        yield Text(visible(f"  {step.exercise.title}: {step.sentence}"))


def _tests(tests):
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for test in tests:
        result = test.result
        style = STYLES.get(result.status, "red")
        points = f"{number(result.score)} / {number(result.max_score)}"
        table.add_row(Text(test.sign[0], style), Group(*_body(test, style)), Text(points, "dim"))
    return Padding(table, (0, 0, 0, 2))


def _body(test, style):
    yield Text(test.result.title)
    if test.result.status == "passed":
        return
    yield Text(visible(": ".join(part for part in (test.sign[1], test.result.rationale) if part)), style)
    if test.result.help:
        yield Text(f"→ {test.result.help}", "cyan")
    for term, text in test.facts:
        yield Text(visible(f"{term}: {text}"), "dim")
    for table in test.tables:
        yield _matrix(table)
    for drawing in test.drawings:
        yield from (Text(visible(sentence), "dim") for sentence in drawing.sentences)


def _matrix(table):
    """Return a table of values, as rich draws it; wrong entries say what was expected."""
    drawn = Table(title=table.caption, title_justify="left", title_style="dim", show_edge=False, header_style="dim")
    for name in ([""] if table.rows else []) + [str(column) for column in table.columns]:
        drawn.add_column(name, justify="right", no_wrap=True)
    for place, row in enumerate(table.cells):
        label = [str(table.rows[place])] if table.rows else []
        drawn.add_row(*label, *(_entry(cell) for cell in row))
    return drawn


def _entry(cell):
    if not cell.level:
        return Text(cell.got)
    return Text(f"✗ {cell.got}\nnot {cell.expected}", "bold red" if cell.worst else "red")
