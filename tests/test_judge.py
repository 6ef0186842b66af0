"""From a submission to its report: statuses, points, sentences and hints, on the tiny course."""

import importlib
import json
import pkgutil
import resource
from collections.abc import Mapping

import pytest

from autograder import judge
from autograder.judge.task import Task
from autograder.report import Report, TestStatus


def statuses(report):
    return {test.name.removeprefix("test_"): test.status for one in report.exercises for test in one.tests}


def test_a_perfect_submission_gets_every_point(grade, perfect_text):
    """Every test is passed, and nothing is said against it."""
    report = grade(perfect_text)
    assert (report.status, report.score, report.max_score) == ("graded", 15.0, 15.0)
    assert set(statuses(report).values()) == {"passed"}
    assert not any(test.rationale or test.help for one in report.exercises for test in one.tests)


def test_a_report_says_all_that_it_should(grade, perfect_text):
    """The fields of the JSON are those that were promised, and it survives being read back."""
    data = json.loads(json.dumps(grade(perfect_text).to_dict()))
    assert list(data)[:6] == ["schema", "student", "problem_set", "status", "score", "max_score"]
    others = {"exercises", "submission", "course", "isolation", "environment", "loading", "notes"}
    assert set(data) == {*list(data)[:6], *others}
    assert list(data["exercises"][0]) == ["name", "title", "score", "max_score", "tests"]
    assert list(data["exercises"][0]["tests"][0]) == [
        "name", "title", "status", "score", "max_score", "rationale", "help", "seconds",
    ]  # fmt: skip
    assert data["submission"]["file"] == "warmup.py"
    assert len(data["submission"]["sha256"]) == len(data["course"]["sha256"]) == 64
    assert "seccomp" in data["isolation"]
    assert Report.from_dict(data).to_dict() == data


def test_two_runs_say_the_same(grade, perfect_text):
    """The same submission gets the same report, seconds aside; another student meets other numbers."""
    wrong = perfect_text.replace("2.0 * np.asarray(x)", "3.0 * np.asarray(x)")

    def told(student):
        exercises = grade(wrong, student=student).to_dict()["exercises"]
        return [{**test, "seconds": 0} for one in exercises for test in one["tests"]]

    assert told("ada") == told("ada") != told("emmy")


def test_a_changed_file_meets_other_numbers(grade, perfect_text):
    """What a page tells about hidden numbers is of no use for the next attempt, be it only a comment longer."""
    wrong = perfect_text.replace("2.0 * np.asarray(x)", "3.0 * np.asarray(x)")

    def told(text):
        return grade(text).exercises[0].tests[0].rationale

    assert told(wrong) == told(wrong) != told(f"{wrong}\n# again\n")


def test_numbers_that_were_read_off_are_of_no_use(grade, perfect_text):
    """A program that hands in what it was told to be right, again and again, gains nothing."""
    known = {}
    for _ in range(8):
        recited = f"{perfect_text}\n\ndef slope(x):\n    return {known!r}.get(repr(x), 0.0)\n"
        report = grade(recited)
        behind = report.evidence["tests"]["toolbox"]["test_slope"]
        (call,) = behind["calls"]
        known[repr(call["args"][0]["value"])] = behind["compared"]["expected"]["value"]
        assert report.score == 11.0


def test_the_stub_gets_nothing_and_is_not_attempted(grade, tmp_path, judges):
    """All tests of an untouched stub are not attempted, those that come after others too."""
    with open(f"{judges.root}/assignments/warmup/warmup.py") as file:
        report = grade(file.read())
    assert report.score == 0
    assert set(statuses(report).values()) == {"not attempted"}


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("warmup.py", None, "missing", "There is no warmup.ipynb and no warmup.py"),
        ("notes.txt", "x", "missing", "The folder holds: 'notes.txt'"),
        ("warmup.ipynb", "not JSON", "unreadable", "not valid JSON"),
        ("warmup.ipynb", "", "unreadable", "it is empty"),
        ("warmup.py", b"\xff\xfe", "unreadable", "not Python text"),
    ],
)
def test_what_cannot_be_graded_gets_a_report(grade, name, data, status, words):
    """Every test is in it, with no points and with the reason."""
    report = grade(data, name=name)
    assert (report.status, report.score, report.max_score) == (status, 0.0, 15.0)
    assert set(statuses(report).values()) == {"not attempted"}
    assert all(words in test.rationale for one in report.exercises for test in one.tests)


def test_an_empty_script_is_not_attempted(grade):
    """There is nothing wrong with it, and nothing in it."""
    report = grade("")
    assert report.status == "graded"
    assert set(statuses(report).values()) == {"not attempted"}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("return x", "failed", "is not right: expected"),
        ("return 1 / 0", "error", "raised ZeroDivisionError: division by zero (line"),
        ("raise NotImplementedError", "not attempted", "Nothing is written here yet."),
        ("while True: pass", "timeout", "took too long"),
        ("import os; os._exit(0)", "crashed", "did not survive"),
        ("import sys; sys.exit(0)", "error", "SystemExit"),
        ("import pytest; pytest.skip('x')", "error", "raised"),
        ("raise AssertionError('fine')", "error", "AssertionError"),
    ],
)
def test_what_a_function_does_decides_about_its_own_tests_alone(grade, perfect_text, body, status, words):
    """One broken function costs its own points, what builds on it is skipped, and all else is untouched."""
    report = grade(f"{perfect_text}\n\ndef slope(x):\n    {body}\n")
    found = statuses(report)
    assert found["slope"] == status
    assert found["slope_is_odd"] == ("not attempted" if status == "not attempted" else "skipped")
    assert {found[name] for name in ("total", "shifted", "picture", "greets")} == {"passed"}
    assert report.score == 11.0
    assert words in report.exercises[0].tests[0].rationale


def test_a_syntax_error_costs_its_own_function_alone(grade, perfect_text):
    """The sentence says where the cell went wrong."""
    report = grade(perfect_text.replace("def slope(x):", "def slope(x:"))
    assert statuses(report)["slope"] == "error"
    assert "The definition of slope did not run" in report.exercises[0].tests[0].rationale
    assert report.score == 11.0


def test_a_named_mistake_gets_its_hint(grade, perfect_text):
    """The mistake that explains every call of the failed test, and no other, says what to ask oneself."""
    report = grade(f"{perfect_text}\n\ndef slope(x):\n    return x * x\n")
    assert report.exercises[0].tests[0].help == "What is the derivative of x² at 1?"


def test_a_mistake_in_a_returned_function_gets_its_hint(grade, perfect_text):
    """What the function that came back returns is explained as what the submission's own functions return."""
    report = grade(f"{perfect_text}\n\ndef shifted(a):\n    return lambda y: y - a\n")
    (shifted,) = [test for test in report.exercises[0].tests if test.name == "test_shifted"]
    assert (shifted.status, shifted.help) == ("failed", "What is 0 shifted by 1?")


def test_a_returned_function_may_not_change_its_arguments(grade, perfect_text):
    """The sentence tells the whole call."""
    report = grade(f"{perfect_text}\n\ndef shifted(a):\n    return lambda x: x.__iadd__(a)\n")
    (shifted,) = [test for test in report.exercises[0].tests if test.name == "test_shifted"]
    assert ") changed its argument 1 in place." in shifted.rationale and shifted.rationale.startswith("shifted(")


def test_an_unknown_mistake_gets_no_hint(grade, perfect_text):
    """A wrong hint is worse than none."""
    report = grade(f"{perfect_text}\n\ndef slope(x):\n    return 2 * x + 1\n")
    assert report.exercises[0].tests[0].help == ""


def test_changing_an_argument_costs_its_tests(grade, perfect_text):
    """The value may be right; the caller's array is not any more."""
    report = grade(f"{perfect_text}\n\ndef slope(x):\n    x *= 2\n    return x\n")
    assert "changed its argument 1 in place" in report.exercises[0].tests[0].rationale
    assert report.exercises[0].tests[0].help == "May the caller still need x?"


def test_patching_numpy_changes_no_mark(grade, perfect_text):
    """Comparing happens where the student's numpy is not."""
    patch = "import numpy as np\nnp.allclose = np.array_equal = np.testing.assert_allclose = lambda *a, **k: True\n"
    assert grade(patch + perfect_text).score == 15.0
    assert grade(f"{patch}{perfect_text}\n\ndef slope(x):\n    return x\n").score == 11.0


def test_of_two_files_the_one_that_was_worked_on_counts(grade, perfect_text, judges):
    """A stub that came with it is passed over, whichever of the two it is."""
    with open(f"{judges.root}/assignments/warmup/warmup.ipynb") as file:
        grade(file.read(), name="warmup.ipynb")
    report = grade(perfect_text)
    assert (report.submission.file, report.score) == ("warmup.py", 15.0)


def test_of_a_broken_and_a_sound_file_the_sound_one_counts(grade, perfect_text):
    """A notebook that cannot be read does not hide the script beside it."""
    grade("{", name="warmup.ipynb")
    assert grade(perfect_text).score == 15.0


def test_a_grader_error_is_never_the_students(grade, perfect_text):
    """A hidden test that fails by itself says so, and gives no points."""
    report = grade(f"{perfect_text}\n\ndef picture():\n    return 3\n")
    (picture,) = [test for test in report.exercises[0].tests if test.name == "test_picture"]
    assert picture.status == "failed"
    report = grade(f"{perfect_text}\n\ndef picture():\n    import numpy as np\n    return np.eye(2)\n")
    (picture,) = [test for test in report.exercises[0].tests if test.name == "test_picture"]
    assert picture.score == 0.0


def test_a_judge_has_bounds_of_its_own(judges):
    """What a submission makes it compute cannot take the memory of the machine."""
    soft, _ = resource.prlimit(judges.all[0].process.pid, resource.RLIMIT_AS)
    assert 0 < soft < 2**34


def test_a_sentence_is_printable_whatever_it_quotes(tiny_course, tmp_path, begin_judges):
    """A hidden test may quote what a student's function returned; no terminal obeys it."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    path.write_text(path.read_text().replace("    agree(", "    assert not name, submission.greet(name)\n    agree("))
    (tmp_path / "warmup.py").write_text("def greet(name):\n    return 'first\\n\\x1b[2J\\ud800 second'\n")
    with begin_judges(str(tiny_course)) as judges:
        judges.prepare("warmup")
        report = judges.grade(Task(judges.root, "warmup", "ada", str(tmp_path), "00"))
    assert report.exercises[1].tests[0].rationale == "first\n?[2J? second"


def test_what_is_keyed_by_a_status_knows_them_all():
    """A status that is added is decided about everywhere, or this fails."""
    modules = [importlib.import_module(f"autograder.judge.{one.name}") for one in pkgutil.iter_modules(judge.__path__)]
    tables = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Mapping) and any(isinstance(key, TestStatus) for key in value)
    ]
    assert len(tables) >= 2
    assert all(set(table) == set(TestStatus) for table in tables)
