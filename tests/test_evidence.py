"""What is kept behind the sentence of a failed test: small, plain, and only where something failed."""

import json
import math
import os

import numpy as np
import pytest

from autograder.judge import evidence
from autograder.judge.signs import CallOutcome
from autograder.kit.calls import Call, Opaque
from autograder.kit.compare import Disagreement, agree, expect
from autograder.kit.figures import Axes, Figure, Points
from autograder.report_folder import evidence_path, write_report

LARGEST = 50_000  # characters of evidence of one test, whatever came back


def failing(got, expected, **options):
    """Return the Disagreement of two values."""
    with pytest.raises(Disagreement) as caught:
        agree(got, expected, **options)
    return caught.value


def kept(error, calls, right=None):
    """Return the evidence of one failed test."""
    found = evidence.Evidence()
    found.add("one", "test_a", error, calls, right)
    return json.loads(json.dumps(found.to_dict(), allow_nan=False))


def figure(*lines, surfaces=()):
    return Figure([Axes("", ["x", "y"], [0.0, 1.0], [0.0, 1.0], None, ["linear"] * 2, [], list(lines), list(surfaces))])


def test_the_call_and_what_was_compared_are_kept():
    """Input, result, right answer and place of the largest error are there, in full precision."""
    x, got, right = np.array([[1.0, 1 / 3]]), np.array([1.0, 2.5, 3.0]), np.array([1.0, 2.0, 3.0])
    call = Call("f", (x,), {"h": 1e-3}, value=got)
    other = Call("g", (0.0,), {}, value=1.0)
    behind = kept(failing(got, right), [call, other])["tests"]["one"]["test_a"]
    assert [one["function"] for one in behind["calls"]] == ["f"]
    assert behind["calls"][0]["args"][0]["entries"] == x.tolist()
    assert behind["calls"][0]["kwargs"] == {"h": {"kind": "number", "value": 1e-3}}
    compared = behind["compared"]
    assert (compared["where"], compared["wrong"]) == ([1], 1)
    assert compared["got"]["entries"] == [got.tolist()]
    assert compared["expected"]["entries"] == [right.tolist()]


def test_the_limit_of_an_entry_follows_from_the_tolerance():
    """If no entry's error were above it, the whole would have passed."""
    right = np.full((5, 4), 10.0)
    behind = kept(failing(right + 1e-3, right, tol=1e-6), [])["tests"]["one"]["test_a"]
    assert behind["compared"]["limit"] == pytest.approx(1e-6 * np.linalg.norm(right) / math.sqrt(20))
    assert behind["compared"]["wrong"] == 20


def test_parts_are_traced_to_their_call():
    """A part of a tuple, an entry of a dict, a view of an array lead to the call that they came from."""
    array, right = np.arange(6.0).reshape(2, 3), np.zeros(3)
    for value, part in [((1.0, array), array), ({"a": array}, array), (array, array[1])]:
        calls = [Call("f", (), {}, value=value), Call("g", (), {}, value=2.0)]
        behind = kept(failing(part, right), calls)["tests"]["one"]["test_a"]
        assert [one["function"] for one in behind["calls"]] == ["f"]


def test_what_cannot_be_traced_names_the_last_calls():
    """A number that was computed from several results may come from any of them."""
    calls = [Call(name, (), {}, value=float(number)) for number, name in enumerate("abcde")]
    behind = kept(failing(3.5, 4.0), calls)["tests"]["one"]["test_a"]
    assert [one["function"] for one in behind["calls"]] == ["c", "d", "e"]


def test_a_function_that_came_back_leads_to_its_maker(grade, perfect_text):
    """Who reads the evidence sees both calls."""
    report = grade(f"{perfect_text}\n\ndef shifted(a):\n    return lambda x: x - a\n")
    (call,) = report.evidence["tests"]["toolbox"]["test_shifted"]["calls"]
    assert (call["function"], call["maker"]["function"], call["place"]) == ("shifted", "shifted", [])
    assert call["args"][0]["shape"] == [3]
    assert call["maker"]["args"][0]["kind"] == "number"


def test_a_value_that_was_only_looked_at_is_kept():
    """What ``expect`` refuses has no right answer, and is shown alone."""
    with pytest.raises(Disagreement) as caught:
        expect(np.array([np.nan, 1.0]), (2,))
    compared = kept(caught.value, [])["tests"]["one"]["test_a"]["compared"]
    assert compared["got"]["entries"] == [["nan", 1.0]]
    assert "expected" not in compared


def test_a_window_holds_the_largest_error():
    """Of a large array, the part around the entry that differs most is kept; of more axes, the last two."""
    got = np.zeros((2, 40, 50))
    got[1, 30, 45] = 1.0
    compared = kept(failing(got, np.zeros(got.shape)), [])["tests"]["one"]["test_a"]["compared"]
    shown, (row, column) = compared["got"], compared["got"]["corner"]
    assert (shown["shape"], shown["at"]) == ([2, 40, 50], [1])
    assert len(shown["entries"]) == len(shown["entries"][0]) == evidence.SIDE
    assert shown["entries"][30 - row][45 - column] == 1.0


HUGE = ["x" * 2**20, [["y" * 1000] * 1000] * 1000, {f"k{n}" * 1000: n for n in range(1000)}, np.zeros((300, 300)),
        10**4000, Opaque("z" * 10_000), (1.0, 2j, np.inf, None, True), lambda: 0, np.zeros((0, 3)), np.zeros((3,) * 5),
        np.array(["a"] * 999), -(2**70), np.array([1, None], dtype=object), [[[[[[1]]]]]]]  # fmt: skip


@pytest.mark.parametrize("value", HUGE, ids=lambda value: type(value).__name__)
def test_whatever_came_back_is_kept_small(value):
    """Megabytes, depths and oddities become a little plain JSON."""
    behind = kept(failing(value, np.zeros(2)), [Call("f", (value,), {"k": value}, value=value)])
    assert len(json.dumps(behind)) < LARGEST


def test_figures_are_kept_once_and_thinned_out():
    """Two tests that look at one figure share it, and no line has more points than can be seen."""
    x = np.linspace(0, 1, 100_000)
    theirs, right = figure(*[Points(x, x**2, label="a" * 999)] * 50), figure(Points(x, np.where(x > 0.5, np.nan, x)))
    found = evidence.Evidence()
    for name in ("test_a", "test_b"):
        call = Call("draw", (), {}, value=theirs)
        found.add("one", name, AssertionError("no"), [call], lambda call: CallOutcome(right))
    kept = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert [behind["figures"] for behind in kept["tests"]["one"].values()] == [[0], [0]]
    (pair,) = kept["figures"]
    assert len(pair["theirs"]["axes"][0]["lines"]) == evidence.LINES
    assert len(pair["theirs"]["axes"][0]["lines"][0]["points"][0]) <= evidence.POINTS
    assert None in pair["reference"]["axes"][0]["lines"][0]["points"][1]


def test_a_grid_stays_a_grid():
    """A surface over rows and columns keeps some of both, so that it can be drawn as one."""
    x, y = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(0, 2, 50))
    solid = Points(*(one.ravel() for one in (x, y, x * y)))
    behind = kept(
        AssertionError(), [Call("draw", (), {}, value=figure(surfaces=[solid]))], right=lambda call: CallOutcome()
    )
    surface = behind["figures"][0]["theirs"]["axes"][0]["surfaces"][0]
    x, y, z = (np.reshape(one, surface["grid"]) for one in surface["points"])
    assert surface["grid"] == [evidence.GRID] * 2
    assert np.allclose(z, x * y, atol=1e-4)
    assert behind["figures"][0]["reference"] is None


def test_nothing_failed_nothing_kept(grade, perfect_text, tmp_path):
    """A perfect submission has no evidence, and the file of an earlier run is removed."""
    wrong = grade(f"{perfect_text}\n\ndef slope(x):\n    return x * x\n")
    write_report(str(tmp_path / "out"), wrong)
    path = evidence_path(str(tmp_path / "out"), "warmup", "ada")
    with open(path) as file:
        behind = json.load(file)["tests"]["toolbox"]
    assert behind.keys() == {"test_slope"}
    assert behind["test_slope"]["mistake"] == "returns_the_square"
    report = grade(perfect_text)
    assert report.evidence == {}
    write_report(str(tmp_path / "out"), report)
    assert not os.path.exists(path)


def test_a_report_as_json_has_no_evidence(grade):
    """Its fields are fixed; evidence has a file of its own."""
    report = grade("def greet(name):\n    return name\n")
    assert report.evidence["tests"]["greeting"]["test_greets"]["compared"]["got"]["kind"] == "text"
    assert "evidence" not in report.to_dict()
    assert report.from_dict(report.to_message()).evidence == report.evidence
