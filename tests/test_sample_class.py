"""The sample class gets the marks that it deserves, worked out by hand, whatever numbers the hidden tests draw."""

import pytest
import yaml

from tests.conftest import SAMPLE_SECRETS
from tests.paths import SAMPLE

FULL = 25.0


def deserved():
    """Return student -> (status, points of each exercise that are not full, reason)."""
    given = yaml.safe_load((SAMPLE / "expected.yaml").read_text())
    return {name: (one.get("status", "graded"), one.get("points", {}), one["why"]) for name, one in given.items()}


@pytest.fixture(scope="module", params=SAMPLE_SECRETS)
def reports(request, grade_sample):
    """The reports of the class under a secret: student -> Report."""
    return grade_sample(request.param)


def test_everyone_is_graded(reports):
    """One report a student, and nothing went wrong on our side."""
    assert reports.keys() == deserved().keys()
    statuses = {test.status for report in reports.values() for one in report.exercises for test in one.tests}
    assert "grader error" not in statuses


@pytest.mark.parametrize("student", deserved())
def test_marks_are_as_deserved(reports, student):
    """Status and points of every exercise are those of the table beside the class."""
    status, points, why = deserved()[student]
    report = reports[student]
    assert report.status == status, why
    assert {one.name: one.score for one in report.exercises} == {
        one.name: points.get(one.name, FULL) for one in report.exercises
    }, why


@pytest.mark.parametrize(
    ("student", "status"),
    [
        ("cleo", "not attempted"),
        ("ines", "error"),
        ("jun", "error"),
        ("kofi", "timeout"),
        ("lena", "error"),
        ("milo", "failed"),
    ],
)
def test_what_went_wrong_has_its_own_status(reports, student, status):
    """A student can tell from the report what happened."""
    assert status in {test.status for one in reports[student].exercises for test in one.tests}


@pytest.mark.parametrize(("student", "hints"), [("farid", 1), ("grace", 2), ("milo", 1)])
def test_known_mistakes_get_their_hints(reports, student, hints):
    """Whoever makes a mistake that we know is asked the question that helps."""
    given = {test.help for one in reports[student].exercises for test in one.tests if test.help}
    assert len(given) == hints
