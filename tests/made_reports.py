"""Made-up reports with everything in them that can go wrong on the way to a consumer."""

from autograder.report import ExerciseReport, Report, ReportStatus, SubmittedFile, TestResult, TestStatus
from autograder.report_folder import write_report

ODD_NAMES = {
    "ada": "Lovelace, Ada",
    "zoë": "Zoë “Z” Ångström",
    "=1+1": "=HYPERLINK(1)",
    "-5": "O'Neil; <b>Sean</b>",
    'q"uote, comma': 'Quote, "Q"',
    "two\nlines": "Two\nLines",
    "pipe|star*": "@pipe | *star*",
}


def result(status="passed", rationale="", help_="", name="test_slope"):
    """Return one result, worth 3 points where it passed."""
    score = 3.0 if status == "passed" else 0.0
    return TestResult(
        name, "The slope of <f> & co. is right.", TestStatus(status), score, 3.0, rationale, help_, 0.0125
    )


def report(student, *tests, status="graded", problem_set="warmup"):
    """Return a report of one exercise, with the results given."""
    exercise = ExerciseReport("toolbox", "Toolbox | <1>", tuple(tests or [result()]))
    return Report(student, problem_set, ReportStatus(status), (exercise,), SubmittedFile("warmup.py", "ab" * 32))


def a_class():
    """Return reports of one set: odd names, odd texts, every status of a test, every status of a report."""
    odd = [report(name) for name in ODD_NAMES]
    statuses = [
        result("failed", "slope(3) is not right: expected 6, got <script>alert(1)</script>.", "Try n = 1."),
        result("error", "slope([1, 2]) raised ValueError: \x1b[31m\x00bell\x07 | `x` @all."),
        result("timeout", "slope(3) took too long."),
        result("crashed", "slope(3) did not survive."),
        result("not attempted", "Nothing is written here yet."),
        result("skipped", "This is looked at once this holds: The slope is right."),
    ]
    gone = result("not attempted", "There is no warmup.ipynb and no warmup.py in what was handed in.")
    broken = result("not attempted", "warmup.py: The file is not Python text: it holds NUL bytes.")
    return [
        *odd,
        report("every", *statuses),
        report("gone", gone, status="missing"),
        report("garbled", broken, status="unreadable"),
        report("unsure", result(), result("grader error", "Something went wrong on our side.")),
    ]


def put(out, report):
    """Write a report to where a grading run puts it."""
    write_report(str(out), report)
