"""What is shown of a report, and how much of it: from everything to the score alone."""

from dataclasses import dataclass, field

from . import advice, differences, drawing, values
from .texts import visible

DETAILS = ("everything", "sentences", "score")  # what students may see of hidden tests
SIGNS = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "not right yet"),
    "error": ("!", "raised an error"),
    "timeout": ("⧗", "took too long"),
    "crashed": ("!", "did not survive"),
    "not attempted": ("○", "not written yet"),
    "skipped": ("→", "comes later"),
    "grader error": ("?", "not judged: our fault"),
}


@dataclass
class Drawing:
    """A figure beside the reference's: keys of their drawings, and in words how they differ."""

    theirs: str
    reference: str | None
    sentences: list
    marked: bool  # whether one has a curve or a surface that the other has not


@dataclass
class Test:
    """A test as a page shows it; what lies behind it only where everything is shown."""

    result: object  # TestResult
    anchor: str
    advice: str = ""
    calls: list = field(default_factory=list)  # of str
    code: list = field(default_factory=list)  # of str
    facts: list = field(default_factory=list)  # of (term, text)
    tables: list = field(default_factory=list)  # of values.Table
    drawings: list = field(default_factory=list)  # of Drawing
    unfolded: bool = False  # from the beginning
    left_out: bool = False  # because the page has enough already
    see: str = ""  # title of an earlier test that shows the same figure

    __test__ = False

    @property
    def sign(self):
        """A letter and a word or two for the status."""
        return SIGNS[self.result.status]

    @property
    def has_more(self):
        """Whether there is anything to unfold."""
        return bool(self.calls or self.facts or self.tables or self.drawings)


def tests_of(record, exercise):
    """Return the Tests of an ExerciseReport, with all that lies behind them."""
    shown, seen = [], {}
    for result in exercise.tests:
        test = Test(result, anchor(exercise.name, result.name))
        if result.status != "passed":
            behind = record.behind(exercise.name, result.name)
            test.advice = advice.sentence(result, behind)
            _unfold(test, behind, record.evidence.get("figures", []), seen)
        shown.append(test)
    for test in [test for test in shown if test.has_more][:1]:
        test.unfolded = True
    return shown


def anchor(exercise, test):
    """Return the identifier of a test within the page of a student."""
    return f"{exercise}-{test}"


def figures(record):
    """Return the figures of a Record to be drawn: key -> (figure, marked pieces, title)."""
    jobs = {}
    for pair in record.evidence.get("figures", []):
        jobs |= {drawing.key(*job): job for job in _both(pair)}
    return jobs


def _unfold(test, behind, pairs, seen):
    if not behind:
        return
    test.calls = [values.call(one) for one in behind["calls"]]
    test.code = [visible(text) for one in behind["calls"] if (text := values.code(one))]
    if len(behind["calls"]) == 1 and "value" in behind["calls"][0]:
        test.facts.append(("came back", values.short(behind["calls"][0]["value"])))
    if "compared" in behind:
        _compare(test, behind["compared"])
    for number in behind["figures"]:
        if number in seen:
            test.see = seen[number]
        else:
            test.drawings.append(_drawing(pairs[number]))
            seen[number] = test.result.title


def _compare(test, comparison):
    """Add what was held against what: as a table with its wrong entries marked, or as two things that differ."""
    got, right = comparison["got"], comparison.get("expected")
    together = values.compared(comparison, "What came back")
    if together:
        test.tables.append(together)
        test.facts.clear()  # the table shows it
    else:
        fact = ("held against the right answer", values.short(got))
        test.facts += [fact] if ("came back", fact[1]) not in test.facts else []
        tables = [values.table(got, "What came back")] + ([values.table(right, "Expected")] if right else [])
        test.tables += [one for one in tables if one]
    if right and not together:
        test.facts.append(("expected", values.short(right)))
    if comparison.get("wrong"):
        test.facts.append(("entries that differ", str(comparison["wrong"])))
    if comparison["where"]:
        test.facts.append(("differs most at", f"[{', '.join(map(str, comparison['where']))}]"))


def _drawing(pair):
    both = list(_both(pair))
    keys = [drawing.key(*job) for job in both]
    sentences = differences.in_words(pair["theirs"], pair["reference"]) if pair["reference"] else []
    return Drawing(keys[0], keys[1] if keys[1:] else None, sentences, any(marked for _, marked, _ in both))


def _both(pair):
    """Yield a pair of figures with what is to be marked in each."""
    theirs, reference = pair["theirs"], pair["reference"]
    own, right = differences.unmatched(theirs, reference) if reference else ([], [])
    yield theirs, own, "Your figure"
    if reference:
        yield reference, right, "The reference's figure"
