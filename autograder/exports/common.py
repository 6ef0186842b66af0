"""What all exports share: which mark is given, what is said about it, and what becomes of those who are left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autograder import escape, marks, tables
from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.evidence import DETAILS
from autograder.numbers import points
from autograder.report import ExerciseReport, Report, ReportStatus, Standing, TestResult, TestStatus

LONGEST_TEXT = 2000  # characters of one sentence about a test
LONGEST_FEEDBACK = 30_000  # characters in one cell; Excel takes 32,767
SYMBOLS = {
    TestStatus.PASSED: "✓",
    TestStatus.FAILED: "✗",
    TestStatus.ERROR: "✗",
    TestStatus.TIMEOUT: "✗",
    TestStatus.CRASHED: "✗",
    TestStatus.NOT_ATTEMPTED: "○",
    TestStatus.SKIPPED: "○",
    TestStatus.GRADER_ERROR: "✗",
}


@dataclass(frozen=True)
class Options:
    """What an export may be told beside the reports."""

    titles: Mapping[str, str] = field(default_factory=dict)  # name of a set -> its title
    roster: str | None = None  # path of a gradebook that Canvas has exported
    key: str | None = None  # by which students are found there, whatever others would find
    worksheet: str | None = None  # path of a grading worksheet that Moodle has exported
    visibility: str = "after_published"  # of the hidden tests, on Gradescope
    zero_for_missing: bool = False
    is_narrowed: bool = False  # to a student or a section
    detail: str = DETAILS[0]  # what is said of tests; here, everything is their sentences
    people: Mapping[str, Person] = field(default_factory=dict)  # student -> who they are on the platform, if known
    gradebook: Sequence[Mapping[str, str]] = ()  # nbgrader: the rows of its own export, by their columns
    whole: Callable[[Report], Report] = lambda report: report  # of a report that may be condensed, with all its tests

    @property
    def says_score_alone(self) -> bool:
        """Whether nothing is said of tests."""
        return self.detail == "score"

    def identifier(self, space: str, student: str) -> str:
        """Return what a student is called in a name space of the platform's, or an empty str."""
        return self.people[student].ids.get(space, "") if student in self.people else ""

    def called(self, space: str, student: str) -> str:
        """Return a student's name here where it may be what a name space calls them; nothing where that is another."""
        return student if self.identifier(space, student) in ("", student) else ""

    def title(self, problem_set: str) -> str:
        """Return the title of a set, or its name where the course does not know it."""
        return self.titles.get(problem_set, problem_set)


@dataclass
class Export:
    """The text for a consumer, in pieces that are made as they are asked for, once.

    ``left_out`` are sentences about students who need a hand, ``notes`` about all else.
    """

    pieces: Iterable[str]
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All of it at once, for those who did not take the pieces."""
        return "".join(self.pieces)


def marked(
    reports: Iterable[Report], options: Options, *, excused: bool = False
) -> tuple[list[Report], list[str], list[str]]:
    """Choose the reports that give a mark.

    A mark that the grader could not make sure of is none yet. Whoever handed in nothing has no mark either, unless the
    options give them 0: an instructor may have excused them.

    Args:
        reports: of one set.
        options: of the export.
        excused: choose those as well for whom the set does not count, since the consumer has a word for that.

    Returns:
        ``(reports, left_out, notes)``: the reports with a mark, and sentences about the others.

    Raises:
        Refusal: all would have 0 because nobody handed in anything.

    """
    reports = list(reports)
    nobody = all(report.status is ReportStatus.MISSING for report in reports)
    if options.zero_for_missing and nobody and len(reports) > 1:
        cause = "nobody handed in anything, and all would have 0"
        raise Refusal("--zero-for-missing", cause, "see that SUBMITTED= was the right folder; make collect fills one")
    chosen: list[Report] = []
    left_out: list[str] = []
    notes: list[str] = []
    for report in reports:
        if is_unsure(report) and report.standing is not Standing.EXCUSED:
            left_out.append(f"{report.student}: a test could not be judged (grader error); grade them anew")
        elif reason := _unmarked(report, options, excused):
            notes.append(f"{report.student}: {reason}, and keeps whatever mark is there")
        else:
            chosen.append(report)
    return chosen, left_out, notes


def _unmarked(report: Report, options: Options, excused: bool) -> str:
    """Return why a report gives no mark, or an empty str."""
    if report.standing is Standing.EXCUSED:
        return "" if excused else "is excused"
    has_none = report.status is ReportStatus.MISSING and not report.mark and not options.zero_for_missing
    return "handed in nothing" if has_none else ""


def is_unsure(report: Report) -> bool:
    """Tell whether something went wrong on our side, so that the score may be too low."""
    return any(test.status is TestStatus.GRADER_ERROR for _, test in report.tests())


def only_set(reports: Iterable[Report]) -> str:
    """Return the name of the one problem set that all reports are about.

    Raises:
        Refusal: there are several, or none.

    """
    names = sorted({report.problem_set for report in reports})
    if len(names) != 1:
        raise Refusal("--set", "this format takes one problem set at a time", f"SET= one of: {', '.join(names)}")
    return names[0]


def table(rows: Iterable[Sequence[escape.Cell]], form: tables.Form = tables.OUR_FORM) -> Iterator[str]:
    """Yield rows of cells as CSV, in which no cell is a formula."""
    return tables.csv_rows(([escape.cell(cell) for cell in row] for row in rows), form)


def heading(report: Report, title: str) -> str:
    """Return the sentence that says what a report comes to."""
    reason = f" ({report.status})" if report.status is not ReportStatus.GRADED else ""
    return f"{title}: {points(report.score)} of {points(report.max_score)} points{reason}"


def comment(test: TestResult, options: Options) -> str:
    """Return what a report says about a test that did not pass: the fact, and the advice where there is one."""
    if options.says_score_alone:
        return ""
    return escape.shortened(" ".join(part for part in (test.rationale, test.help) if part), LONGEST_TEXT)


def feedback(report: Report, options: Options) -> str:
    """Return what a student should read, as HTML that is short enough for a cell."""
    parts = [f"<p>{escape.html(heading(report, options.title(report.problem_set)))}</p>"]
    parts += [f"<p>{escape.html(sentence)}</p>" for sentence in marks.sentences(report)]
    for exercise in report.exercises:
        score = f"{points(exercise.score)} of {points(exercise.max_score)}"
        told = () if options.says_score_alone else exercise.tests
        items = [_item(test, options) for test in told if test.status is not TestStatus.PASSED]
        list_ = f"<ul>{''.join(items)}</ul>" if items else ""
        parts.append(f"<p><strong>{escape.html(exercise.title)}</strong>: {score}</p>{list_}")
    return fitting(parts, LONGEST_FEEDBACK, "<p>There is more in the report.</p>")


def fitting(parts: Iterable[str], longest: int, rest: str) -> str:
    """Join whole parts of a text while there is room, and then say that there is more."""
    kept, length = list[str](), 0
    for part in parts:
        length += len(part)
        if length > longest - len(rest):
            return "".join(kept) + rest
        kept.append(part)
    return "".join(kept)


def describe(exercise: ExerciseReport, options: Options = Options()) -> str:
    """Return what the tests of an exercise say, as plain text."""
    lines = [f"{points(exercise.score)} of {points(exercise.max_score)} points"]
    for test in () if options.says_score_alone else exercise.tests:
        is_passed = test.status is TestStatus.PASSED
        lines.append(f"{'✓' if is_passed else '✗'} {test.title} ({points(test.score)} of {points(test.max_score)})")
        lines += [] if is_passed else [f"    {test.status}. {test.rationale}".rstrip()]
        lines += [f"    {test.help}"] if test.help else []
    return "\n".join(lines) + "\n"


def _item(test: TestResult, options: Options) -> str:
    symbol = SYMBOLS[test.status]
    return f"<li>{symbol} {escape.html(test.title)} {escape.html(comment(test, options))}</li>"
