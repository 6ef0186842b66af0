"""JUnit XML, as CI systems read it and pytest writes it (its family xunit2): a suite a student and set."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from autograder import escape
from autograder.report import ExerciseReport, Report, TestResult, TestStatus

from . import common

OUTCOMES = {
    TestStatus.PASSED: "",
    TestStatus.FAILED: "failure",
    TestStatus.ERROR: "failure",
    TestStatus.TIMEOUT: "failure",
    TestStatus.CRASHED: "failure",
    TestStatus.NOT_ATTEMPTED: "failure",
    TestStatus.SKIPPED: "skipped",
    TestStatus.GRADER_ERROR: "error",
}


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return all reports as test suites."""
    return common.Export(_pieces(reports, options))


def _pieces(reports: Sequence[Report], options: common.Options) -> Iterator[str]:
    """Yield the suites one by one, as they stand in the element around them."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="marks">'
    for report in map(options.whole, reports):
        suite = _suite(report, options)
        ET.indent(suite, level=1)
        yield f"\n  {ET.tostring(suite, encoding='unicode')}"
    yield "\n</testsuites>\n"


def _suite(report: Report, options: common.Options) -> ET.Element:
    title = options.title(report.problem_set)
    tests = list(report.tests())
    outcomes = [OUTCOMES[test.status] for _, test in tests]
    about = {"name": escape.xml(f"{report.student}: {title}"), "tests": str(len(tests)),
             "time": f"{sum(test.seconds for _, test in tests):.3f}"}  # fmt: skip
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite = ET.Element("testsuite", about | {name: str(outcomes.count(said)) for name, said in counts.items()})
    properties = ET.SubElement(suite, "properties")
    for name in ("student", "problem_set", "status", "score", "max_score"):
        ET.SubElement(properties, "property", name=name, value=escape.xml(str(_about(report, name))))
    suite.extend(_case(report, exercise, test, options) for exercise, test in tests)
    return suite


def _about(report: Report, name: str) -> object:
    """Return one of the properties of a suite; whoever is excused has no score."""
    if report.standing and name in ("status", "score"):
        return report.standing if name == "status" else ""
    return getattr(report, name)


def _case(report: Report, exercise: ExerciseReport, test: TestResult, options: common.Options) -> ET.Element:
    place = f"{report.problem_set}.{exercise.name}"
    case = ET.Element("testcase", classname=escape.xml(place), name=escape.xml(test.name), time=f"{test.seconds:.3f}")
    if outcome := OUTCOMES[test.status]:
        said = "" if options.says_score_alone else test.rationale
        message = escape.xml(escape.shortened(said, common.LONGEST_TEXT))
        found = ET.SubElement(case, outcome, message=message, type=test.status)
        found.text = escape.xml("\n".join(part for part in (test.title, common.comment(test, options)) if part))
    return case
