"""What the benchmark hands to every tool: the hidden tests as plain functions. A right submission passes all."""

import pytest

from autograder.course.model import load_course
from autograder.proof.synthetic import perfect
from tests.bench import checks
from tests.paths import ROOT

COURSE = load_course(str(ROOT))


@pytest.mark.parametrize("set_name", [one.name for one in COURSE.problem_sets])
def test_a_right_submission_passes_every_check(set_name, tmp_path, monkeypatch, pytestconfig):
    """Each check runs in one process, without a wall, on numbers drawn as hidden tests draw them."""
    pytestconfig.addinivalue_line("markers", "points(number, after=None): what a hidden test is worth")
    file = tmp_path / "submission.py"
    file.write_text(perfect(COURSE.select(set_name).exercises))
    monkeypatch.setenv("SUBMISSION", str(file))
    namespace = checks.submission_from("SUBMISSION")
    for check in checks.load_checks(set_name):
        check.run(namespace)
