"""Hints and evidence have one budget a submission; what is over it is not told, and no mark depends on it."""

import types

import pytest

from autograder.authoring import Variant
from autograder.judge import explanation
from autograder.judge.explanation import Explanation, Trace
from autograder.kit.calls import Call
from autograder.kit.compare import Disagreement
from autograder.report import TestStatus

reference = types.ModuleType("reference")
exec("def f(x):\n    return 2.0 * x\ndef g(x):\n    return 3.0 * x", vars(reference))


def squares(x):
    return x * x


def never_ends(x):
    while True:
        pass


def materials(**mistakes):
    """Return what a judge has of exercises of these names, each with one mistake in `f`."""
    variants = {name: [Variant(function, name, "f")] for name, function in mistakes.items()}
    return types.SimpleNamespace(mistakes=variants, stages=dict.fromkeys(mistakes, reference), drawn={})


def failed(exercise):
    return Trace(exercise, "test_f", [Call("f", (3.0,), {}, value=9.0)], TestStatus.FAILED, Disagreement("No."))


@pytest.fixture
def little(monkeypatch):
    """A budget that is spent at once by what never ends."""
    monkeypatch.setattr(explanation, "BUDGET", 0.2)


def test_over_the_budget_there_are_no_more_hints(little, capsys):
    """What was found before stays, what comes after is left out, and the log says so once."""
    traces = {name: failed(name) for name in ("before", "endless", "after")}
    found = Explanation(materials(before=squares, endless=never_ends, after=squares), traces)
    found.work_out("ada")
    assert {key: mistake.hint for key, mistake in found.mistakes.items()} == {"before": "before"}
    assert capsys.readouterr().err == "no more hints: ada: they took 0.2 seconds\n"


def test_evidence_comes_first(little):
    """Whatever hints cost, the evidence of every test is there: it says what was wrong, which is worth more."""
    traces = {name: failed(name) for name in ("endless", "after")}
    found = Explanation(materials(endless=never_ends, after=squares), traces)
    found.work_out("ada")
    assert set(found.evidence.to_dict()["tests"]) == set(traces)


def test_no_status_depends_on_it(little):
    """Tests end as they ended: nothing is an error of ours, because a hint took too long."""
    traces = {"endless": failed("endless")}
    Explanation(materials(endless=never_ends), traces).work_out("ada")
    assert traces["endless"].status is TestStatus.FAILED


def test_a_mistake_that_breaks_costs_one_hint(capsys):
    """An error of ours while looking for one hint leaves all others."""
    broken = materials(broken=squares, other=squares)
    broken.stages["broken"] = None
    found = Explanation(broken, {name: failed(name) for name in ("broken", "other")})
    found.work_out("ada")
    assert set(found.mistakes) == {"other"} and "no hint: ada: broken" in capsys.readouterr().err
