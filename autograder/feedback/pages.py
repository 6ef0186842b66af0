"""HTML of the pages: one file each, which needs no network and holds no script, so that what it quotes does nothing.

Everything is escaped by Jinja, and every text is made visible first (see ``escape``).
"""

import functools
import os
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from autograder import numbers
from autograder.course.model import ProblemSet
from autograder.errors import ReportError
from autograder.escape import visible
from autograder.report import ExerciseReport, Report
from autograder.report_folder import REPORT, Record, report_path

from . import advice, drawing, lecture, statistics, views

FOLDER = "feedback"  # below the one of the reports
TEMPLATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")
LARGEST = 300_000  # characters of evidence on one page; what comes after is left out
LISTED_GROUPS = 12  # of students whose work went wrong alike
LISTED = 40  # students in a list of those who need something
# What a student reads where something of theirs cannot be shown.
NO_EVIDENCE = (
    "What lies behind these sentences cannot be shown here. Your points stand; ask your teacher about the rest."
)
NO_FIGURE = Markup('<p class="quiet">This figure cannot be drawn here.</p>')
NO_REPORT = "Your report cannot be read. Nothing of your work is lost: ask your teacher to have it graded again."


def student_page(
    record: Record,
    title: str,
    drawings: Mapping[str, Markup],
    detail: str = "everything",
    note: str = "",
    links: Sequence[object] = (),
) -> str:
    """Return the page of a Record.

    Args:
        record: whose page it is.
        title: of the problem set.
        drawings: key -> SVG, with all of ``views.figures(record)`` where everything is shown.
        detail: one of ``evidence.DETAILS``.
        note: a sentence about what is not shown.
        links: to other pages, each with ``text`` and ``address``.

    """
    report = record.report
    shown = record if detail == "everything" else Record(report)
    exercises = [(exercise, views.tests_of(shown, exercise)) for exercise in report.exercises]
    _leave_out(exercises, drawings)
    return render(
        "student.html", report=report, title=title, detail=detail, exercises=exercises, note=note,
        drawings=drawing.Shown(drawings), steps=advice.next_steps(shown), links=links,
    )  # fmt: skip


def unread_page(student: str, title: str) -> str:
    """Return the page of a student whose report cannot be read."""
    return render("unread.html", student=student, title=title, reason=NO_REPORT)


def class_page(
    classes: Iterable[tuple[ProblemSet, Iterable[Record]]],
    *,
    anonymous: bool = False,
    problems: Sequence[str] = (),
    link: Callable[[Record], str] | None = None,
) -> str:
    """Return the page of a class.

    Args:
        classes: each set with its Records, which are looked at once.
        anonymous: leave out the names of students, and links to their pages.
        problems: sentences about what could not be read or shown, with names.
        link: called with a Record; returns the address of its page, relative to this one.

    """
    shown = []
    for problem_set, records in classes:
        about = statistics.of_class(records)
        shown.append({"problem_set": problem_set, "about": about, "sentences": lecture.sentences(about)})
    return render(
        "class.html",
        classes=shown,
        anonymous=anonymous,
        problems=problems,
        link=link or address,
        most=LISTED,
        few=LISTED_GROUPS,
    )


def page_path(out: str, report: Report) -> str:
    """Return where the page of a Report belongs."""
    return report_path(os.path.join(out, FOLDER), report.problem_set, report.student, ".html")


def unread_path(out: str, error: ReportError) -> tuple[str, str]:
    """Return the name of the student whose report cannot be read, and where their page belongs."""
    set_folder, name = os.path.split(error.where)
    student = name.removesuffix(REPORT)
    return student, os.path.join(out, FOLDER, os.path.basename(set_folder), f"{student}.html")


def address(record: Record) -> str:
    """Return the address of a student's page, relative to the class's."""
    return quote(os.fsencode(page_path("", record.report)))


@functools.cache
def stylesheet() -> Markup:
    """Return the style of all pages."""
    with open(os.path.join(TEMPLATES, "page.css"), encoding="utf-8") as file:
        return Markup(file.read())


def render(name: str, **values: object) -> str:
    """Return a template, filled in."""
    return _environment().get_template(name).render(**values)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters |= {
        "points": numbers.points,
        "percent": numbers.percent,
        "count": numbers.count,
        "words": views.words,
        "quoted": shlex.quote,
        "where": views.where,
        "readable": numbers.readable,
        "prose": _prose,
    }
    environment.globals |= {
        "share": _share,
        "folded": views.folded,
        "advise": advice.of_problem,
        "anchor": views.anchor,
        "css": stylesheet(),
    }
    return environment


def _prose(text: str) -> Markup:
    """Return a sentence of ours: what stands between backquotes is code."""
    parts = numbers.readable(visible(text)).split("`")
    if len(parts) % 2 == 0:
        return Markup.escape("`".join(parts))
    return Markup("").join(Markup("<code>{}</code>").format(part) if number % 2 else part
                           for number, part in enumerate(parts))  # fmt: skip


def _share(score: float, of: float) -> str:
    """Return how long a bar is, in per cent, for the style sheet."""
    return f"{100 * score / of:.4g}" if of else "0"


def _leave_out(exercises: Sequence[tuple[ExerciseReport, list[views.TestView]]], drawings: Mapping[str, str]) -> None:
    """Keep a page small: beyond a size, tests keep their sentences alone."""
    size = 0
    for _, tests in exercises:
        for test in tests:
            size += _size(test, drawings) if test.has_more else 0
            if size > LARGEST:
                test.calls, test.facts, test.tables, test.figures, test.own = [], [], [], [], []
                test.left_out = True


def _size(test: views.TestView, drawings: Mapping[str, str]) -> int:
    cells = sum(len(row) for table in test.tables for row in table.cells)
    keys = [key for figure in test.figures for key in (figure.theirs, figure.reference) if key]
    texts = [*test.code, *(text for _, text in test.own)]
    return 1000 + sum(map(len, texts)) + 160 * cells + sum(len(drawings[key]) for key in keys)
