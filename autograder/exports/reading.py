"""The reports of a grading run, read back from the folder that it wrote them to."""

import json
import os

from autograder.commands.base import Refusal
from autograder.report import Report


def read_reports(folder, order, set_name=None, student=None):
    """Return the reports below a folder, set by set and sorted by student.

    Args:
        folder: of ``<set>/<student>.json``.
        order: names of sets, in which they come; others follow.
        set_name: read this set alone.
        student: read this student alone.

    Raises:
        Refusal: there is none, or one of them cannot be read.

    """
    names = [set_name] if set_name else _folders(folder)
    paths = [os.path.join(folder, name, file) for name in names for file in _files(os.path.join(folder, name))]
    reports = [report for path in paths if (report := _read(path)).student == student or student is None]
    if not reports:
        who = f" of {student}" if student else ""
        raise Refusal(f"there is no report{who} in {os.path.join(folder, set_name or '')}; make grade writes them")
    places = {name: place for place, name in enumerate(order)}
    return sorted(reports, key=lambda one: (places.get(one.problem_set, len(places)), one.problem_set, one.student))


def _read(path):
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return Report.from_dict(json.load(file))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refusal(f"{path} is no report of this version ({error!r}); grade them anew") from error


def _folders(folder):
    if not os.path.isdir(folder):
        raise Refusal(f"there is no folder {folder}; make grade writes it")
    return sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)) and name[0] != ".")


def _files(folder):
    return sorted(f for f in os.listdir(folder) if f.endswith(".json")) if os.path.isdir(folder) else []
