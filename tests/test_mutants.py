"""Mutants: which changes are made to a reference, what becomes of them, and whether the lists of survivors are true."""

import os
import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.course.model import Exercise
from autograder.errors import CourseError
from autograder.judge.task import Depth, Task
from autograder.proof.affected import affected_by
from autograder.proof.boundary.input_cases import lists, pairs_of_axes, refused_lists, shapes_that_differ
from autograder.proof.boundary.kinds import all_kinds, source_of
from autograder.proof.boundary.subjects import MISSING, Argument, Subject
from autograder.proof.mutants import find_mutants
from autograder.proof.survivors import FILE, read_survivors
from autograder.proof.trials import SECRET

REFERENCE = '''
def f(A, x, y, n):
    """It has 7 lines."""
    # BEGIN SOLUTION
    {}
    # END SOLUTION
'''


def exercise(folder, body="return x"):
    (folder / "reference.py").write_text(REFERENCE.format(body))
    return Exercise("f", str(folder), "F", 10, 1, "")


def changes(folder, body):
    """Return what the mutants of a function's body have in place of it."""
    return {mutant.after for mutant in find_mutants(exercise(folder, body))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("z = x + y", {"x - y"}),
        ("z = A @ x", {"A * x", "x @ A", "A.T @ x"}),
        ("return A.T", {"A", "return -A.T"}),
        ("return x + y", {"x - y", "return -(x + y)"}),
        ("return -y", {"y"}),
        ("return x < y", {"x <= y", "x >= y"}),
        ("return x and y", {"x or y"}),
        ("return A[y, n]", {"A[n, y]"}),
        ("return x[y:n]", {"x[:n]", "x[y:]"}),
        ("return x[7]", {"x[8]", "x[6]"}),
        ("z = 0.25 * y", {"0.25 / y", "0.5 * y", "-0.25 * y"}),
        ("z = y < 1e-8", {"y <= 1e-08", "y >= 1e-08", "y < 2e-08", "y < 0.0001", "y < -1e-08"}),
        ("return np.sin(y)", {"np.cos(y)"}),
        ("z = x / y", {"x * y", "x / (y + 1e-08)"}),
        ("y /= n", {"y *= n", "y /= n + 1e-08"}),
        ("return y > 0", {"y >= 0", "y <= 0", "y > 1", "y > -1", "y > 1e-08"}),
        ("return np.log(y)", {"np.log1p(y)", "np.log(y + 1e-08)"}),
        ("return np.log(np.pi)", {"np.log1p(np.pi)"}),
        ("return inv(A)", {"inv(A.T)", "inv(A + 1e-08 * np.eye(len(A)))"}),
        ("return x.min(axis=1)", {"x.max(axis=1)", "x.min(axis=2)", "x.min(axis=0)"}),
        ("return max(x, y)", {"min(x, y)"}),
        ("return sum(x)", set()),
        ("return np.outer(x, y)", {"np.outer(y, x)"}),
        ("return np.cumsum(A)", {"np.cumprod(A)", "np.cumsum(A.T)"}),
        ("return np.trace(A)", set()),
        ("return f(STEP)", set()),
        ("return abs(y)", {"y"}),
        ("return [y for _ in range(n)]", {"range(n - 1)"}),
        ("return np.einsum('ij,j->i', x, y)", {"np.einsum('ji,j->i', x, y)"}),
        ("return y if n else x", {"y if not n else x"}),
        ("y *= n", {"y /= n"}),
    ],
)
def test_one_thing_is_changed_at_a_time(tmp_path, body, expected):
    """Operators, signs, comparisons, indices, transposes, numbers and calls each have their changes, and no others."""
    assert changes(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError(f'{n + 1} is too large', n + 1)",
        "y: x[7] = n",
        "return f'{n + 1}'",
        "return x[:, :]",
        "return x\n    # END SOLUTION\n    return x + 1\n    # BEGIN SOLUTION",
    ],
)
def test_what_has_no_say_in_a_result_is_left_alone(tmp_path, body):
    """Messages, annotations and what students are given stay; a change that changes nothing is no mutant."""
    assert changes(tmp_path, body) == set()


def test_a_mutant_is_found_again_when_its_surroundings_change(tmp_path):
    """Lines, comments and layout are no part of its name; the same change in two places is numbered."""
    plain = [one.key for one in find_mutants(exercise(tmp_path, "return abs(1.5*x) + abs(1.5*x)"))]
    moved = [
        one.key for one in find_mutants(exercise(tmp_path, "# Why\n    return (abs(1.5 * x)\n    + abs(1.5 * x))"))
    ]
    assert plain == moved
    assert len(set(plain)) == len(plain)
    assert ("f", "abs(1.5 * x)", "abs(3.0 * x)", 2) in plain


def test_a_mutant_is_the_whole_reference_with_its_change(tmp_path):
    """It can be handed in as it is."""
    (mutant,) = find_mutants(exercise(tmp_path, "z = y + n\n    return z"))
    names = {}
    exec(mutant.text, names)
    assert names["f"](None, None, 5, 3) == 2
    assert (str(mutant), mutant.line) == ("f: y + n -> y - n", 5)


def test_grading_stops_at_the_first_loss_where_that_is_asked(judges, tmp_path, perfect_text):
    """What comes later is skipped, and no hint is looked for."""
    os.chmod(tmp_path, 0o755)
    (tmp_path / "warmup.py").write_text(
        perfect_text.replace("sum(f(k) for k in range(n))", "sum(f(k) for k in range(n - 1))")
    )
    task = Task(judges.root, "warmup", "ada", str(tmp_path), SECRET, ("toolbox",), depth=Depth.FIRST_LOSS)
    tests = judges.grade(task).exercises[0].tests
    assert [test.status for test in tests] == ["passed", "passed", "failed", "skipped", "skipped", "skipped"]
    assert not any(test.help for test in tests)


def test_only_the_tests_of_what_was_changed_run_where_that_is_asked(judges, tmp_path, perfect_text):
    """Those that call one of the functions, and those that they come after; the rest is not in the report."""
    os.chmod(tmp_path, 0o755)
    (tmp_path / "warmup.py").write_text(perfect_text)

    def tests_about(*names):
        report = judges.grade(Task(judges.root, "warmup", "ada", str(tmp_path), SECRET, ("toolbox",), names))
        return [test.name for _, test in report.tests()]

    assert tests_about("total", "picture") == ["test_total", "test_picture", "test_total_refuses_words"]
    assert tests_about("slope") == ["test_slope", "test_slope_is_odd"]
    assert tests_about() == []


def test_a_change_affects_what_uses_it(tmp_path):
    """Functions that call it, directly or not, in a constant too; not what it calls itself."""
    body = "return g(x)\n\n\ndef g(x):\n    return x\n\n\nTABLE = [g(1)]\n\n\ndef h():\n    return TABLE"
    changed = exercise(tmp_path, body)
    assert affected_by(changed, "g") == ("TABLE", "f", "g", "h")
    assert affected_by(changed, "f") == ("f",)
    assert affected_by(changed, "the module") == ("TABLE", "f", "g", "h")


def test_lists_have_cases_of_their_own():
    """Bad items are looked for where something is refused, and shapes are compared of arrays, not of lists of them."""
    given = [Argument("program", 0, MISSING, ""), Argument("x", 1, MISSING, ""), Argument("seed", 2, MISSING, "")]
    for argument, value in zip(given, ([("add", 0, 0)], [np.ones(2), np.ones((3, 1))], np.ones(2)), strict=True):
        argument.values.append(value)
    subject = Subject("f", (), given)
    assert (list(lists(subject)), list(refused_lists(subject))) == ([("program",), ("x",)], [])
    assert list(refused_lists(replace(subject, errors=1))) == [("program",), ("x",)]
    assert list(shapes_that_differ(subject)) == []


@pytest.mark.parametrize(
    ("name", "case", "right", "wrong"),
    [
        ("doubled_at_one_along", ("x", 1), (np.ones((2, 3)), 0.0), (np.ones((2, 1)), 0.0)),
        ("both_one_along", ("x", "y", 0, 0), (np.ones((1, 2)), np.ones(2)), (np.ones((1, 2)), np.ones(1))),
        ("over_two_axes", ("x",), (np.ones((1, 2)), 0.0), (np.ones((1, 2, 1)), 0.0)),
        ("asked_with_lists", ("y",), (np.ones(2), lambda t: 1.0 + sum(t)), (np.ones(2), lambda t: (t / 2).sum())),
        ("asked_with_whole", ("y",), (np.ones(2), np.sum), (np.ones(2), lambda t: np.sum(t**-1))),
    ],
)
def test_a_kind_is_wrong_where_it_says(name, case, right, wrong):
    """The two controls of a kind: elsewhere its fault keeps the right result, and on its inputs it does not."""
    known = all_kinds()[name]
    names = {}
    exec(source_of("seen_from_outside", known.maker, name), names)
    fault = eval(known.expression(case), names)

    def total(x, y):
        return float(np.sum(x)) + (y(1.0 * x) if callable(y) else float(np.sum(y)))

    def seen(arguments):
        try:
            return fault(names["Call"](total, arguments, {}, {}))
        except (TypeError, ValueError):
            return None

    assert seen(right) == total(*right)
    assert seen(wrong) != total(*wrong)


def test_sizes_that_differ_make_pairs():
    """Each with each other one, within an argument and across two; lists of arrays have none."""
    given = [Argument("A", 0, MISSING, "array of shape (m, n)"), Argument("x", 1, MISSING, "array of shape (n,)"),
             Argument("y", 2, MISSING, "array of shape (k,)"), Argument("Js", 3, MISSING, "")]  # fmt: skip
    for argument, value in zip(given, (np.ones((2, 3)), np.ones(3), np.ones(4), [np.ones((2, 1))]), strict=True):
        argument.values.append(value)
    found = pairs_of_axes(Subject("f", (), given))
    assert found == [("A", "A", 0, 1), ("A", "y", 0, 0), ("A", "y", 1, 0)]


LIST = """
- why: It is only tried.
  changes: true
  mutants:
    - {function: slope, before: 2.0 * np.asarray(x), after: [4.0 * np.asarray(x)]}
    - {function: total, before: range(n), after: [range(n - 1), range(n - 2)]}
"""


def test_a_list_of_survivors_is_kept_true(tiny_course, prove):
    """Mutants that survive unlisted are told, those that are listed and caught, those that are none, and the share."""
    folder = tiny_course / "solutions" / "warmup" / "toolbox"
    hidden = folder / "test_hidden.py"
    hidden.write_text(hidden.read_text().replace("agree(submission.slope(", "assert (submission.slope("))
    (folder / FILE).write_text(LIST)
    done = prove(tiny_course, "mutate", "--exercise", "warmup/toolbox", "--kind", "operator")
    assert done.returncode == 1
    assert "{function: slope, before: 2.0 * np.asarray(x), after: [2.0 / np.asarray(x)]}" in done.stderr
    assert "after: [4.0" not in done.stderr
    assert "the hidden tests catch this; take it away: total: range(n) -> range(n - 1)" in done.stderr
    assert "this is no mutant; take it away: total: range(n) -> range(n - 2)" in done.stderr
    assert "of the operator mutants that are a fault are caught; 98% should be" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- why: It\n  changes: false\n  mutants: []\n  more: 1", "this is no entry"),
        ("- changes: false\n  mutants: []", "this is no entry"),
        ("why: It", "this is no entry"),
        ("- {why: It, changes: false, mutants: [{function: f, before: x}]}", "this is no mutant"),
        ("- {why: It, changes: false, mutants: [{function: f, before: x, after: [y, y]}]}", "twice"),
        ("- {why: It, boundary: [{function: f, kinds: [a_zero(x), a_zero(x)]}]}", "twice"),
        ("- {why: It, boundary: [{function: f}]}", "this is no mutant"),
        ("\n- {statement: Nobody reads this, boundary: []}", "yaml:2: students do not read this anywhere"),
        ("- [", "it is no YAML"),
    ],
)
def test_a_malformed_list_is_told(tmp_path, text, words):
    """The file, what is wrong with it, and the form to write."""
    (tmp_path / FILE).write_text(text)
    with pytest.raises(CourseError, match=words):
        read_survivors(exercise(tmp_path))


def test_a_hint_that_luck_gives_is_told(tiny_course, prove):
    """Where a test asks at one number first, a mutant may do there what a mistake does, and elsewhere not."""
    hidden = tiny_course / "solutions" / "warmup" / "toolbox" / "test_hidden.py"
    hidden.write_text(hidden.read_text().replace("x = rng.normal(size=shape)", "x = rng.own.normal(size=shape)"))
    done = prove(tiny_course, "hints", "--exercise", "warmup/toolbox")
    assert done.returncode == 1
    told = re.search(r"loses_the_sign: slope: .* gets its hint in test_slope; (.*)", done.stderr)
    assert told, done.stderr
    assert told[1].startswith("in another draw it comes to something else in slope(")
    of_both_signs = "x = np.resize([1.0, -1.0], np.shape(x) or 2) * np.abs(rng.normal())\n        agree("
    hidden.write_text(hidden.read_text().replace("agree(", of_both_signs, 1))
    done = prove(tiny_course, "hints", "--exercise", "warmup/toolbox")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Every hint is true."), done.stderr


def test_the_mutants_of_the_course_are_caught_or_explained(whole_course, prove):
    """In each set 98 % of the operator mutants that are a fault are caught, and what survives is listed."""
    done = prove(whole_course, "mutate", "--kind", "operator")
    assert done.returncode == 0, done.stdout + done.stderr
