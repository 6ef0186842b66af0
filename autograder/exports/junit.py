"""JUnit XML, as CI systems read it and pytest writes it (its family xunit2): a suite a student and set."""

import xml.etree.ElementTree as ET

from autograder import escape

from . import common

OUTCOMES = {"passed": None, "skipped": "skipped", "grader error": "error"}  # everything else is a failure


def export(reports, options):
    """Return all reports as test suites."""
    suites = [_suite(report, options.titles.get(report.problem_set, report.problem_set)) for report in reports]
    root = ET.Element("testsuites", name="marks")
    root.extend(suites)
    ET.indent(root)
    return common.Export(f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n')


def _suite(report, title):
    tests = [(exercise, test) for exercise in report.exercises for test in exercise.tests]
    outcomes = [_outcome(test) for _, test in tests]
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite = ET.Element(
        "testsuite",
        name=escape.xml(f"{report.student}: {title}"),
        tests=str(len(tests)),
        time=f"{sum(test.seconds for _, test in tests):.3f}",
        **{name: str(outcomes.count(outcome)) for name, outcome in counts.items()},
    )
    about = ET.SubElement(suite, "properties")
    for name in ("student", "problem_set", "status", "score", "max_score"):
        ET.SubElement(about, "property", name=name, value=escape.xml(str(getattr(report, name))))
    suite.extend(_case(report, exercise, test) for exercise, test in tests)
    return suite


def _case(report, exercise, test):
    place = f"{report.problem_set}.{exercise.name}"
    case = ET.Element("testcase", classname=escape.xml(place), name=escape.xml(test.name), time=f"{test.seconds:.3f}")
    outcome = _outcome(test)
    if outcome:
        message = escape.xml(escape.shortened(test.rationale, common.LONGEST_TEXT))
        found = ET.SubElement(case, outcome, message=message, type=test.status)
        found.text = escape.xml("\n".join(part for part in (test.title, common.comment(test)) if part))
    return case


def _outcome(test):
    return OUTCOMES.get(test.status, "failure")
