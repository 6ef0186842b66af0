"""GitHub Actions: the summary of a job, in Markdown (``>> "$GITHUB_STEP_SUMMARY"``)."""

from autograder import escape

from . import common

LONGEST = 900_000  # characters, mostly of one byte; GitHub refuses a summary of more than 1 MiB
LONGEST_TABLE = 1000  # rows


def export(reports, options):
    """Return a table a problem set, and what did not pass, student by student, folded away."""
    names = dict.fromkeys(report.problem_set for report in reports)
    own = {name: [report for report in reports if report.problem_set == name] for name in names}
    parts = [part for name, of_set in own.items() for part in _set(of_set, options.titles.get(name, name))]
    return common.Export(common.fitting(parts, LONGEST // 4, "\n_There is more in the reports._\n"))


def _set(reports, title):
    exercises = {exercise.name: exercise.title for report in reports for exercise in report.exercises}
    head = ["student", *map(escape.markdown, exercises.values()), "score", ""]
    yield f"\n## {escape.markdown(title)}\n\n{_row(head)}{_row(['---'] * len(head))}"
    for report in reports[:LONGEST_TABLE]:
        yield _row([escape.markdown(report.student), *_scores(report, exercises), _total(report), _note(report)])
    yield "\n"
    yield from (_details(report) for report in reports[:LONGEST_TABLE] if report.status == "graded")


def _scores(report, exercises):
    scores = {one.name: f"{_mark(one)} {common.number(one.score)}" for one in report.exercises}
    return [scores.get(name, "") for name in exercises]


def _mark(exercise):
    return "✓" if exercise.score == exercise.max_score else "✗"


def _total(report):
    return f"**{common.number(report.score)}** / {common.number(report.max_score)}"


def _note(report):
    if common.is_unsure(report):
        return "grader error"
    return "" if report.status == "graded" else report.status


def _row(cells):
    return f"| {' | '.join(cells)} |\n"


def _details(report):
    tests = [(exercise, test) for exercise in report.exercises for test in exercise.tests if test.status != "passed"]
    if not tests:
        return ""
    lines = [f"- {_says(exercise, test)}\n" for exercise, test in tests]
    summary = f"<summary>{escape.markdown(report.student)}: what did not pass ({len(tests)})</summary>"
    return f"\n<details>{summary}\n\n{''.join(lines)}\n</details>\n"


def _says(exercise, test):
    title, said = (escape.markdown(text) for text in (f"{exercise.title}: {test.title}", common.comment(test)))
    return f"**{title}** ({test.status}) {said}"
