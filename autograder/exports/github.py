"""GitHub Actions: the summary of a job, in Markdown (``>> "$GITHUB_STEP_SUMMARY"``)."""

from collections.abc import Iterator, Mapping, Sequence

from autograder import escape
from autograder.numbers import points
from autograder.report import ExerciseReport, Report, ReportStatus, TestResult, TestStatus

from . import common

LONGEST = 900_000  # characters, mostly of one byte; GitHub refuses a summary of more than 1 MiB
LONGEST_TABLE = 1000  # rows


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return a table a problem set, and what did not pass, student by student, folded away."""
    names = dict.fromkeys(report.problem_set for report in reports)
    own = {name: [report for report in reports if report.problem_set == name] for name in names}
    parts = (part for name, of_set in own.items() for part in _set(of_set, options.title(name), options))
    return common.Export([common.fitting(parts, LONGEST // 4, "\n_There is more in the reports._\n")])


def _set(reports: Sequence[Report], title: str, options: common.Options) -> Iterator[str]:
    exercises = {
        exercise.name: exercise.title for report in map(options.whole, reports) for exercise in report.exercises
    }
    head = ["student", *map(escape.markdown, exercises.values()), "score", ""]
    yield f"\n## {escape.markdown(title)}\n\n{_row(head)}{_row(['---'] * len(head))}"
    for report in map(options.whole, reports[:LONGEST_TABLE]):
        yield _row([escape.markdown(report.student), *_scores(report, exercises), _total(report), _note(report)])
    yield "\n"
    told = () if options.says_score_alone else reports[:LONGEST_TABLE]
    yield from (_details(options.whole(one), options) for one in told if one.status is ReportStatus.GRADED)


def _scores(report: Report, exercises: Mapping[str, str]) -> list[str]:
    scores = {exercise.name: f"{_mark(exercise)} {points(exercise.score)}" for exercise in report.exercises}
    return [scores.get(name, "") for name in exercises]


def _mark(exercise: ExerciseReport) -> str:
    return "✓" if exercise.score == exercise.max_score else "✗"


def _total(report: Report) -> str:
    if report.standing:
        return f"– / {points(report.max_score)}"
    return f"**{points(report.score)}** / {points(report.max_score)}"


def _note(report: Report) -> str:
    if common.is_unsure(report):
        return TestStatus.GRADER_ERROR
    if report.standing:
        return report.standing
    return "" if report.status is ReportStatus.GRADED else report.status


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _details(report: Report, options: common.Options) -> str:
    tests = [(exercise, test) for exercise, test in report.tests() if test.status is not TestStatus.PASSED]
    if not tests:
        return ""
    lines = [f"- {_says(exercise, test, options)}\n" for exercise, test in tests]
    summary = f"<summary>{escape.markdown(report.student)}: what did not pass ({len(tests)})</summary>"
    return f"\n<details>{summary}\n\n{''.join(lines)}\n</details>\n"


def _says(exercise: ExerciseReport, test: TestResult, options: common.Options) -> str:
    both = f"{exercise.title}: {test.title}", common.comment(test, options)
    title, said = map(escape.markdown, both)
    return f"**{title}** ({test.status}) {said}"
