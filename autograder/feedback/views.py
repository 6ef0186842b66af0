"""What is shown of a report, and how much of it: from everything to the score alone."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.escape import visible
from autograder.evidence import Array, Behind, Comparison, FigurePair
from autograder.report import ExerciseReport, LoadingProblem, TestResult, TestStatus
from autograder.report_folder import Record

from . import advice, differences, drawing, values

# A letter and a word or two for each status: none rests on colour.
SIGNS = {
    TestStatus.PASSED: ("✓", "passed"),
    TestStatus.FAILED: ("✗", "not right yet"),
    TestStatus.ERROR: ("!", "raised an error"),
    TestStatus.TIMEOUT: ("…", "took too long"),
    TestStatus.CRASHED: ("!", "did not survive"),
    TestStatus.NOT_ATTEMPTED: ("○", "not written yet"),
    TestStatus.SKIPPED: ("→", "comes later"),
    TestStatus.GRADER_ERROR: ("?", "not judged: our fault"),
}
# How a test stands out: what passed, what a student can work on, and the rest.
LOOKS = {
    TestStatus.PASSED: "passed",
    TestStatus.FAILED: "open",
    TestStatus.ERROR: "open",
    TestStatus.TIMEOUT: "open",
    TestStatus.CRASHED: "open",
    TestStatus.NOT_ATTEMPTED: "rest",
    TestStatus.SKIPPED: "rest",
    TestStatus.GRADER_ERROR: "rest",
}


@dataclass(frozen=True)
class FigureView:
    """A figure beside the reference's: keys of their drawings, and in words how they differ."""

    theirs: str
    reference: str | None
    sentences: list[str]
    marked: bool  # whether one has a curve or a surface that the other has not


@dataclass
class TestView:
    """A test as a page shows it; what lies behind it only where everything is shown."""

    __test__ = False  # pytest takes it for a class of tests otherwise

    result: TestResult
    anchor: str
    advice: str = ""
    asked: str = ""  # anchor of the earlier test with the same advice
    functions: list[str] = field(default_factory=list)  # of the student's, which were called
    calls: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)  # a term, and what is to be said of it
    tables: list[values.Matrix] = field(default_factory=list)
    figures: list[FigureView] = field(default_factory=list)
    unfolded: bool = False  # from the beginning
    left_out: bool = False  # because the page has enough already
    see: str = ""  # title of an earlier test that shows the same figure

    @property
    def sign(self) -> tuple[str, str]:
        """A letter and a word or two for the status."""
        return SIGNS[self.result.status]

    @property
    def is_question(self) -> bool:
        """Whether its advice is a hint that asks something."""
        return bool(self.result.help) and advice.is_question(self.advice)

    @property
    def look(self) -> str:
        """How it stands out."""
        return LOOKS[self.result.status]

    @property
    def has_more(self) -> bool:
        """Whether there is anything to unfold."""
        return bool(self.calls or self.facts or self.tables or self.figures)


def tests_of(record: Record, exercise: ExerciseReport) -> list[TestView]:
    """Return the TestViews of an exercise, with all that lies behind them."""
    shown: list[TestView] = []
    seen: dict[int, str] = {}
    advised: dict[str, str] = {}
    for result in exercise.tests:
        view = TestView(result, anchor(exercise.name, result.name))
        if result.status is not TestStatus.PASSED:
            behind = record.behind(exercise.name, result.name)
            view.advice, view.functions = advice.sentence(result, behind), advice.functions(behind)
            if view.look == "open":
                first = advised.setdefault(view.advice, view.anchor)
                view.asked = first if first != view.anchor else ""
            _unfold(view, behind, record.evidence.figures, seen)
        shown.append(view)
    for view in [view for view in shown if view.has_more][:1]:
        view.unfolded = True
    return shown


def anchor(exercise: str, test: str) -> str:
    """Return the identifier of a test within the page of a student."""
    return f"{exercise}-{test}"


def folded(tests: Sequence[TestView]) -> Iterator[list[TestView]]:
    """Yield tests one by one, but those side by side on which there is nothing to work, and all alike, together."""
    for look, group in itertools.groupby(tests, lambda test: test.look):
        together = list(group)
        yield from ([test] for test in together) if look == "open" else [together]


def words(name: str) -> str:
    """Return the name of a mistake or an exercise as words."""
    return name.replace("_", " ")


def where(problem: LoadingProblem) -> str:
    """Return where a statement that did not run stands."""
    line = "" if problem.line is None else f", line {problem.line}"
    return f"Cell {problem.cell}{line}"


def figures(record: Record) -> dict[str, drawing.Job]:
    """Return the figures of a Record to be drawn, by the keys of their drawings."""
    return {job.key: job for pair in record.evidence.figures for job in _both(pair)}


def _unfold(view: TestView, behind: Behind, pairs: Sequence[FigurePair], seen: dict[int, str]) -> None:
    """Add what lies behind a test; ``seen`` has the number of each figure shown before, and the title above it."""
    view.calls = [values.call(call) for call in behind.calls]
    view.code = [visible(text) for call in behind.calls if (text := values.code(call))]
    if len(behind.calls) == 1 and behind.calls[0].value is not None:
        view.facts.append(("came back", values.short(behind.calls[0].value)))
    if behind.compared:
        _compare(view, behind.compared)
    for number in behind.figures:
        if number in seen:
            view.see = seen[number]
        else:
            view.figures.append(_figure(pairs[number]))
            seen[number] = view.result.title


def _compare(view: TestView, comparison: Comparison) -> None:
    """Add what was held against what: as a table with its wrong entries marked, or as two things that differ."""
    got, right = comparison.got, comparison.expected
    together = values.compared(comparison, "What came back")
    if together:
        view.tables.append(together)
        view.facts.clear()  # the table shows it
    else:
        fact = ("held against the right answer", values.short(got))
        view.facts += [fact] if ("came back", fact[1]) not in view.facts else []
        tables = [values.table(got, "What came back"), right and values.table(right, "Expected")]
        view.tables += [table for table in tables if table]
        view.facts += [("expected", values.short(right))] if right else []
    if comparison.wrong:
        size = f" of {math.prod(got.shape)}" if isinstance(got, Array) else ""
        view.facts.append(("entries that differ", f"{comparison.wrong}{size}"))
    if comparison.where:
        view.facts.append(("differs most at", f"[{', '.join(map(str, comparison.where))}]"))


def _figure(pair: FigurePair) -> FigureView:
    jobs = list(_both(pair))
    keys = [job.key for job in jobs]
    sentences = differences.in_words(pair.theirs, pair.reference) if pair.reference else []
    return FigureView(keys[0], keys[1] if keys[1:] else None, sentences, any(job.marked for job in jobs))


def _both(pair: FigurePair) -> Iterator[drawing.Job]:
    """Yield both figures of a pair, with what is to be marked in each."""
    own, right = differences.unmatched(pair.theirs, pair.reference) if pair.reference else ([], [])
    yield drawing.Job(pair.theirs, tuple(own), "Your figure")
    if pair.reference:
        yield drawing.Job(pair.reference, tuple(right), "The reference's figure")
