"""Numbers about a class, held against another way of computing them, and the sentences made of them."""

import math
import statistics as standard
from dataclasses import replace

import numpy as np
import pytest

from autograder.evidence import from_dict
from autograder.feedback import lecture, statistics
from autograder.report import ExerciseReport, Report, ReportStatus, TestResult, TestStatus
from autograder.report_folder import Record
from tests.running import typed

# Six students, three tests of 1, 2 and 3 points in two exercises; 1 is passed, 0 failed.
PASSED = {"ann": (1, 1, 1), "bob": (1, 1, 0), "cat": (1, 0, 1), "dan": (0, 1, 0), "eve": (1, 0, 0), "fay": (0, 0, 0)}
POINTS = (1.0, 2.0, 3.0)


def result_of(number, passed, status=None):
    status = status or ("passed" if passed else "failed")
    score = POINTS[number] if status == "passed" else 0.0
    return TestResult(f"test_{number}", f"Property {number}.", TestStatus(status), score, POINTS[number])


def record(student, passed, statuses=(None, None, None), status="graded", evidence=None):
    tests = [result_of(number, *pair) for number, pair in enumerate(zip(passed, statuses, strict=True))]
    exercises = (
        ExerciseReport("one", "The first", tuple(tests[:2])),
        ExerciseReport("two", "The second", tuple(tests[2:])),
    )
    return Record(Report(student, "warmup", ReportStatus(status), exercises), from_dict(evidence or {}))


def mistaken(name):
    return {"tests": {"two": {"test_2": {"calls": [], "mistake": name, "figures": []}}}}


@pytest.fixture
def made_class():
    """The class above, one who handed in nothing, and one who left the stub as it was."""
    nothing = ("not attempted",) * 3
    others = [record("gus", (0, 0, 0), nothing, "missing"), record("hal", (0, 0, 0), nothing)]
    return [record(*one) for one in PASSED.items()] + others


def point_biserial(passed, rest):
    """Return the coefficient by its textbook formula: (M1 - M0) / s * sqrt(p q), with the population's s."""
    ones = [score for score, one in zip(rest, passed, strict=True) if one]
    zeros = [score for score, one in zip(rest, passed, strict=True) if not one]
    p = len(ones) / len(rest)
    return (standard.mean(ones) - standard.mean(zeros)) / standard.pstdev(rest) * math.sqrt(p * (1 - p))


def test_difficulty_is_the_share_who_pass(made_class):
    """Whoever handed in nothing, or nothing of their own, is not counted."""
    about = statistics.of_class(made_class)
    assert [item.difficulty for item in about.tests] == pytest.approx([4 / 6, 3 / 6, 2 / 6])
    assert [item.full for item in about.tests] == [4, 3, 2]
    assert {item.counted for item in about.tests} == {6}
    assert [item.difficulty for item in about.exercises] == pytest.approx([(4 + 6) / 18, 2 / 6])


def test_discrimination_is_the_corrected_point_biserial_coefficient(made_class):
    """Each test is held against the points of all the others, without its own."""
    about = statistics.of_class(made_class)
    for number, item in enumerate(about.tests):
        passed = [one[number] for one in PASSED.values()]
        rest = [sum(POINTS[k] * one[k] for k in range(3) if k != number) for one in PASSED.values()]
        assert item.discrimination == pytest.approx(point_biserial(passed, rest))
    # By hand for the first: rest is 5, 2, 3, 2, 0, 0; passed 5, 2, 3, 0 with mean 2.5, failed 2, 0 with mean 1.
    assert about.tests[0].discrimination == pytest.approx(1.5 / math.sqrt(3) * math.sqrt(2) / 3, rel=1e-12)


def test_an_exercise_is_held_against_the_rest(made_class):
    """Pearson's correlation of its points with those of the other exercises."""
    about = statistics.of_class(made_class)
    first = [one[0] + 2 * one[1] for one in PASSED.values()]
    second = [3 * one[2] for one in PASSED.values()]
    assert about.exercises[0].discrimination == pytest.approx(standard.correlation(first, second))


def test_what_everybody_passes_tells_nobody_apart():
    """There is no coefficient of a test that all pass, or none, and none of a class of one."""
    about = statistics.of_class([record("a", (1, 0, 1)), record("b", (1, 0, 0))])
    assert [item.difficulty for item in about.tests] == [1.0, 0.0, 0.5]
    assert [item.discrimination for item in about.tests] == [None, None, None]
    assert statistics.correlation(np.array([1.0]), np.array([2.0])) is None


def test_our_own_errors_say_nothing_about_a_test(made_class):
    """Who could not be judged in a test is left out of that test alone, and listed."""
    made_class[0] = record("ann", (1, 1, 1), ("grader error", None, None))
    about = statistics.of_class(made_class)
    assert [item.counted for item in about.tests] == [5, 6, 6]
    assert about.tests[0].difficulty == pytest.approx(3 / 5)
    assert [(one.report.student, test.name) for one, _, test in about.ours] == [("ann", "test_0")]
    assert "could not be judged for our own reasons" in lecture.sentences(about)[0]


def test_the_distribution_counts_everybody_who_worked(made_class):
    """Full marks are in the last of ten bins."""
    assert statistics.of_class(made_class).bins == [1, 1, 0, 1, 0, 1, 1, 0, 0, 1]


def test_mistakes_are_counted_by_student():
    """Whoever makes one in several tests counts once; the commonest comes first."""
    names = {"a": "forgets_it", "b": "turns_it_round", "c": "forgets_it"}
    records = [record(student, (1, 1, 0), evidence=mistaken(name)) for student, name in names.items()]
    found = statistics.of_class(records).mistakes
    assert [(one.name, len(one.students)) for one in found] == [("forgets_it", 2), ("turns_it_round", 1)]
    assert [one.report.student for one, _ in found[0].students] == ["a", "c"]


def test_who_needs_help(made_class):
    """Less than half of the points, the fewest first, those without work included."""
    about = statistics.of_class(made_class)
    assert [one.report.student for one, _ in about.in_need] == ["fay", "gus", "hal", "eve", "dan"]


def test_a_teacher_learns_what_to_say(made_class):
    """How many, how well, where to begin, what went wrong, who needs help."""
    for place, one in enumerate(made_class[3:6], 3):
        first, second = one.report.exercises
        second = replace(second, tests=(replace(second.tests[0], help="Where is it?"), *second.tests[1:]))
        made_class[place] = Record(replace(one.report, exercises=(first, second)), from_dict(mistaken("forgets_it")))
    said = " ".join(lecture.sentences(statistics.of_class(made_class)))
    assert "6 of 8 students handed in work" in said
    assert "2.67 of 6 points in the mean" in said.replace("2.7", "2.67")
    assert "Begin with “The second”: 60 %" in said
    assert "“forgets it” (3 students). Ask them: “Where is it?”" in said
    assert "5 students have less than half" in said


def test_extremes_are_told():
    """What nobody passes, and what everybody does."""
    said = " ".join(lecture.sentences(statistics.of_class([record("a", (1, 0, 1)), record("b", (1, 0, 0))])))
    assert "Nobody passes “Property 1.”" in said
    assert "Everybody passes 1 of the 3 tests" in said


def test_a_test_that_the_good_ones_fail_is_told():
    """A negative coefficient points at the test, not at the class."""
    records = [record(f"s{n}", (n % 2, 1 - n % 2, n % 2)) for n in range(20)]
    assert any("look at the test before" in one for one in lecture.sentences(statistics.of_class(records)))


def test_a_class_without_work_has_a_page_too():
    """There is one sentence, and no arithmetic on nothing."""
    about = statistics.of_class([record("a", (0, 0, 0), ("not attempted",) * 3, "missing")])
    assert about.bins == [0] * 10
    assert len(lecture.sentences(about)) == 1


def answered(student, got, right=4.0, *, mistake=None, status=None):
    """Return the Record of a student who failed the last test with a number."""
    compared = {"got": {"kind": "number", "value": got}, "expected": {"kind": "number", "value": right}}
    call = {"function": "slope", "args": [], "kwargs": {}, "value": None}
    behind = {"calls": [call], "mistake": mistake, "figures": [], "compared": compared}
    return record(student, (1, 1, 0), (None, None, status), evidence={"tests": {"two": {"test_2": behind}}})


def signs(records):
    return [(group.function, group.what, len(group.students)) for group in statistics.of_class(records).unexplained]


def test_equal_wrong_answers_are_a_group():
    """With its number where all met the same, as a multiple of what is right where they did not."""
    assert signs([answered("a", 2.0), answered("b", 2.0), answered("c", 3.0)]) == [
        ("slope", "answers 2 where 4 is right", 2)
    ]
    assert signs([answered("a", 2.0), answered("b", 5.0, 10.0)]) == [("slope", "answers 0.5 times what is right", 2)]
    assert signs([answered("a", 0.0), answered("b", 0.0, 10.0)]) == [("slope", "answers 0 throughout", 2)]


def test_what_has_a_name_is_in_no_group():
    """A known mistake explains it; a loop without end has a group even alone."""
    assert signs([answered(name, 2.0, mistake="halves") for name in "ab"]) == []
    assert signs([answered("a", 2.0, status="timeout")]) == [("slope", "does not end in time", 1)]


def test_few_students_discriminate_nothing():
    """A coefficient of fewer than 20 students, or of fewer than 3 who failed, is not told."""
    told = [
        item.is_telling
        for size, failed in ((19, 9), (20, 2), (20, 3))
        for item in statistics.of_class([record(f"s{n}", (n >= failed, n % 2, n % 2)) for n in range(size)]).tests[:1]
    ]
    assert told == [False, False, True]


def test_a_mistake_begins_with_what_a_student_wrote(tiny, tmp_path):
    """The last definition of a function is text to paste; a student without one is named."""
    folder = tmp_path / "submitted" / "ada" / "warmup"
    folder.mkdir(parents=True)
    (folder / "warmup.py").write_text("def slope(x):\n    return x\n\n# %%\ndef slope(x):\n    return x * x\n# %%\n(")
    where = ("--student", "ada", "--submitted", tmp_path / "submitted")
    done = typed(tiny, "new", "--mistake", "warmup/slope", *where)
    assert done.returncode == 0, done.stderr
    assert 'of="slope")\ndef TODO_name_of_slope(x):\n    return x * x\n' in done.stdout
    assert "no function 'height'" in typed(tiny, "new", "--mistake", "warmup/height", *where).stderr
