"""What is shown of a report, and how much of it: from everything to the score alone."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.escape import visible
from autograder.evidence import Array, Behind, Comparison, Figure, FigurePair
from autograder.kit.output import LINES
from autograder.report import ExerciseReport, LoadingProblem, TestResult, TestStatus
from autograder.report_folder import Record

from . import advice, differences, drawing, values

# A letter and a word or two for each status: none rests on colour.
SIGNS = {
    TestStatus.PASSED: ("✓", "passed"),
    TestStatus.FAILED: ("×", "not right yet"),
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
    own: list[tuple[str, str]] = field(default_factory=list)  # names and texts, unless shown before
    calls: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)  # the last lines of the calls behind it
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
    texts = dict(record.evidence.functions)  # that are not shown yet
    for result in exercise.tests:
        view = TestView(result, anchor(exercise.name, result.name))
        if result.status is not TestStatus.PASSED:
            behind = record.behind(exercise.name, result.name)
            view.advice, view.functions = advice.sentence(result, behind), advice.functions(behind)
            view.own = [(name, visible(texts.pop(name))) for name in view.functions if name in texts]
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
    return {job.key: job for pair in record.evidence.figures for job in _jobs(pair)}


def _unfold(view: TestView, behind: Behind, pairs: Sequence[FigurePair], seen: dict[int, str]) -> None:
    """Add what lies behind a test; ``seen`` has the number of each figure shown before, and the title above it."""
    view.calls = [values.call(call) for call in behind.calls]
    view.code = [visible(text) for call in behind.calls if (text := values.code(call))]
    view.printed = [visible(line) for call in behind.calls for line in call.printed][-LINES:]
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
    if pair.reference is None:
        return FigureView(_alone(pair.theirs).key, None, [], marked=False)
    difference = differences.between(pair.theirs, pair.reference)
    own, right = _beside(pair.theirs, pair.reference, difference)
    sentences = differences.in_words(pair.theirs, pair.reference, difference)
    return FigureView(own.key, right.key, sentences, bool(own.marked or right.marked))


def _jobs(pair: FigurePair) -> Sequence[drawing.Job]:
    """Return the figures of a pair, to be drawn."""
    if pair.reference is None:
        return [_alone(pair.theirs)]
    return _beside(pair.theirs, pair.reference, differences.between(pair.theirs, pair.reference))


def _alone(theirs: Figure) -> drawing.Job:
    return drawing.Job(theirs, (), "Your figure")


def _beside(theirs: Figure, reference: Figure, difference: differences.Difference) -> tuple[drawing.Job, drawing.Job]:
    """Return both figures with what is marked in each, on the same axes and in the same colours."""
    limits = differences.shared_limits(theirs, reference)
    colours = tuple(sorted(differences.shared_colours(theirs, reference, difference).items()))
    return (drawing.Job(theirs, tuple(difference.only_theirs), "Your figure", limits, colours),
            drawing.Job(reference, tuple(difference.only_reference), "The reference's figure", limits))  # fmt: skip
