"""Gradescope: the ``results.json`` of one submission."""

import json
from collections.abc import Sequence
from typing import Any

from autograder import marks
from autograder.errors import Refusal
from autograder.report import OUR_FAULT, ExerciseReport, Report, ReportStatus, TestResult, TestStatus

from . import common

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
# Gradescope knows two outcomes, and none at all.
OUTCOMES = {
    TestStatus.PASSED: "passed",
    TestStatus.FAILED: "failed",
    TestStatus.ERROR: "failed",
    TestStatus.TIMEOUT: "failed",
    TestStatus.CRASHED: "failed",
    TestStatus.NOT_ATTEMPTED: "failed",
    TestStatus.SKIPPED: "failed",
    TestStatus.GRADER_ERROR: "",
}

Json = dict[str, Any]


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the results of the one submission that there is a report of.

    Raises:
        Refusal: there are several.

    """
    if len(reports) != 1:
        raise Refusal(
            "--student", f"this format takes one submission, and there are {len(reports)}", "add SET= and STUDENT="
        )
    if reports[0].standing:
        cause = f"they are excused from {reports[0].problem_set}, and have no mark in it"
        raise Refusal(reports[0].student, cause, "excuse them on Gradescope; STUDENT= somebody else")
    return common.Export([json.dumps(results(options.whole(reports[0]), options), indent=1) + "\n"])


def results(report: Report, options: common.Options) -> Json:
    """Return what Gradescope shows of a report, as its format has it.

    The total is the sum of the tests. Titles and points of the tests are as visible as what is said about them: on
    Gradescope that is one setting.
    """
    title = options.title(report.problem_set)
    reason = "" if report.status is ReportStatus.GRADED else f"{title}: {report.status}. {report.reason}"
    reason = " ".join(filter(None, (reason, *marks.sentences(report))))
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
        "tests": [_test(exercise, test, options) for exercise, test in report.tests()],
    }


def failure(message: str) -> Json:
    """Return the results of a submission that could not be graded, for reasons of ours."""
    return {
        "score": 0.0,
        "output": f"{OUR_FAULT} Nothing of your work is lost; it will be graded again.",
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"grader error": message},
    }


def _test(exercise: ExerciseReport, test: TestResult, options: common.Options) -> Json:
    outcome = OUTCOMES[test.status]
    shown = {
        "name": f"{exercise.title}: {test.title}",
        "score": test.score,
        "max_score": test.max_score,
        "output": common.comment(test, options),
        "visibility": options.visibility,
        "tags": [exercise.name, test.status],
    }
    return shown | ({"status": outcome} if outcome else {})
