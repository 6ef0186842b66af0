"""All pages of a grading run, written side by side. A figure that several pages show is drawn once."""

import contextlib
import functools
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from autograder.files import write_whole
from autograder.report_folder import Record

from . import drawing, pages, views

CLASS_PAGE = "class.html"


@dataclass
class Page:
    """What a student's page is made of."""

    out: str
    title: str  # of the problem set
    record: Record
    drawings: dict  # key -> SVG
    detail: str


def write_pages(out, classes, *, detail="everything", anonymous=False, workers=1, track=iter):
    """Write the page of each student and set, then the one of the class; return how many there are of the former.

    Args:
        out: folder of a grading run.
        classes: list of (ProblemSet, list of Record).
        detail: what students see, one of ``views.DETAILS``.
        anonymous: leave the names of students out of the class's page.
        workers: how many processes.
        track: called with an iterable as long as there are pages; returns it, and may show how far it has come.

    """
    members = [(one.title, record) for one, records in classes for record in records]
    figures = [views.figures(record) if detail == "everything" else {} for _, record in members]
    different = {key: job for own in figures for key, job in own.items()}
    with _side_by_side(min(workers, len(members))) as each:
        drawings = dict(zip(different, each(_draw, different.values()), strict=True))
        shown = [{key: drawings[key] for key in own} for own in figures]
        made = [Page(out, *member, own, detail) for member, own in zip(members, shown, strict=True)]
        for _ in track(each(_write, made)):
            pass
    write_whole(os.path.join(out, CLASS_PAGE), pages.class_page(classes, anonymous=anonymous))
    return len(made)


@contextlib.contextmanager
def _side_by_side(workers):
    """Open processes; yield what maps a function over tasks in them, in order."""
    if workers <= 1:
        yield map
        return
    # Forking while a thread draws the progress could stop for ever; new processes share nothing.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as executor:
        yield functools.partial(executor.map, chunksize=8)


def _draw(figure):
    return drawing.draw(*figure)


def _write(page):
    text = pages.student_page(page.record, page.title, page.drawings, page.detail)
    write_whole(pages.page_path(page.out, page.record.report), text)
