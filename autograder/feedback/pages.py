"""HTML of the pages: one file each, which needs no network and holds no script, so that what it quotes does nothing.

Everything is escaped by Jinja, and every text is made visible first (see ``texts``).
"""

import functools
import os
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from autograder.report_folder import report_path

from . import advice, drawing, lecture, statistics, texts, views

FOLDER = "feedback"  # below the one of the reports
TEMPLATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")
LARGEST = 300_000  # characters of evidence on one page; what comes after is left out
LISTED = 40  # students in a list of those who need something


def student_page(record, title, drawings, detail="everything"):
    """Return the page of a Record.

    Args:
        record: Record.
        title: of the problem set.
        drawings: dict, key -> SVG, with all of ``views.figures(record)`` where everything is shown.
        detail: one of ``views.DETAILS``.

    """
    report = record.report
    shown = record if detail == "everything" else type(record)(report)
    exercises = [(one, views.tests_of(shown, one)) for one in report.exercises]
    _leave_out(exercises, drawings)
    first = report.exercises[0].tests[0] if report.exercises else None
    return render(
        "student.html", report=report, title=title, detail=detail, exercises=exercises,
        drawings=drawing.Shown(drawings), steps=advice.next_steps(shown), reason=first.rationale if first else "",
    )  # fmt: skip


def class_page(classes, *, anonymous=False, link=None):
    """Return the page of a class.

    Args:
        classes: list of (ProblemSet, list of Record).
        anonymous: leave out the names of students, and links to their pages.
        link: called with a Record; returns the address of its page, relative to this one.

    """
    about = [statistics.of_class(records) for _, records in classes]
    shown = [
        {"problem_set": one, "about": numbers, "sentences": lecture.sentences(numbers)}
        for (one, _), numbers in zip(classes, about, strict=True)
    ]
    return render("class.html", classes=shown, anonymous=anonymous, link=link or address, most=LISTED, why=why)


def page_path(out, report):
    """Return where the page of a Report belongs."""
    return report_path(os.path.join(out, FOLDER), report.problem_set, report.student, ".html")


def address(record):
    """Return the address of a student's page, relative to the class's."""
    return quote(os.fsencode(page_path("", record.report)))


def why(report):
    """Return in a few words why somebody has few points."""
    if report.status != "graded":
        return "handed in nothing" if report.status == "missing" else "the file cannot be read"
    blank = [one.title for one in report.exercises if all(test.status == "not attempted" for test in one.tests)]
    if len(blank) == len(report.exercises):
        return "nothing is written yet"
    tests = [test.status for one in report.exercises for test in one.tests]
    parts = [f"{sum(status == 'failed' for status in tests)} tests failed"] if "failed" in tests else []
    broken = sum(status in ("error", "timeout", "crashed") for status in tests)
    parts += [f"{broken} ended in an error"] if broken else []
    return "; ".join(parts + [f"nothing written in {', '.join(blank)}"] * bool(blank))


@functools.cache
def stylesheet():
    """Return the style of all pages."""
    with open(os.path.join(TEMPLATES, "page.css"), encoding="utf-8") as file:
        return Markup(file.read())


def render(name, **values):
    """Return a template, filled in."""
    return _environment().get_template(name).render(**values)


@functools.cache
def _environment():
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: texts.visible(value) if type(value) is str else value,
    )
    environment.filters |= {
        "number": texts.number,
        "percent": texts.percent,
        "words": texts.words,
        "count": texts.count,
    }
    environment.globals |= {"share": _share, "anchor": views.anchor, "css": stylesheet()}
    return environment


def _share(score, of):
    return f"{100 * score / of:.4g}" if of else "0"


def _leave_out(exercises, drawings):
    """Keep a page small: beyond a size, tests keep their sentences alone."""
    size = 0
    for _, tests in exercises:
        for test in tests:
            size += _size(test, drawings) if test.has_more else 0
            if size > LARGEST:
                test.calls, test.facts, test.tables, test.drawings = [], [], [], []
                test.left_out = True


def _size(test, drawings):
    cells = sum(len(row) for table in test.tables for row in table.cells)
    pictures = sum(len(drawings[key]) for one in test.drawings for key in (one.theirs, one.reference) if key)
    return 1000 + sum(map(len, test.code)) + 160 * cells + pictures
