"""Gradescope: the ``results.json`` of one submission."""

import json

from autograder.errors import Refusal
from autograder.report import OUR_FAULT

from . import common

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


def export(reports, options):
    """Return the results of the one submission that there is a report of.

    Raises:
        Refusal: there are several.

    """
    if len(reports) != 1:
        raise Refusal(
            "--student", f"this format takes one submission, and there are {len(reports)}", "add SET= and STUDENT="
        )
    return common.Export(json.dumps(results(reports[0], options), indent=1) + "\n")


def results(report, options):
    """Return what Gradescope shows of a report, as its format has it.

    The total is the sum of the tests. Titles and points of the tests are as visible as what is said about them: on
    Gradescope that is one setting.
    """
    title = options.titles.get(report.problem_set, report.problem_set)
    tests = [(exercise, test) for exercise in report.exercises for test in exercise.tests]
    reason = "" if report.status == "graded" else f"{title}: {report.status}. {tests[0][1].rationale if tests else ''}"
    return {
        "score": report.score,
        "output": OUR_FAULT if common.is_unsure(report) else reason,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "problem_set": report.problem_set,
            "status": report.status,
            "sha256": report.submission.sha256,
            "isolation": report.isolation,
        },
        "tests": [_test(exercise, test, options.visibility) for exercise, test in tests],
    }


def failure(message):
    """Return the results of a submission that could not be graded, for reasons of ours."""
    return {
        "score": 0.0,
        "output": f"{OUR_FAULT} Nothing of your work is lost; it will be graded again.",
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"grader error": message},
    }


def _test(exercise, test, visibility):
    status = {"passed": "passed", "grader error": None}.get(test.status, "failed")
    shown = {
        "name": f"{exercise.title}: {test.title}",
        "score": test.score,
        "max_score": test.max_score,
        "output": common.comment(test),
        "visibility": visibility,
        "tags": [exercise.name, test.status],
    }
    return shown | ({"status": status} if status else {})
