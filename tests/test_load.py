"""A busy machine decides nothing: the same file has the same report, whatever else is being computed."""

import contextlib
import os
import subprocess
import sys

import pytest

from autograder.grading.judges import Judges
from autograder.judge.task import Task
from tests.conftest import SECRET

BUSY = 12  # processes that take what processor they can get
LIMITS = {"statement": 1.5, "least": 1.5, "again": 0.2, "exercise": 12.0}
BURN = """import time

def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

burn(0.8)
"""
HANDED_IN = {
    "slow, and right": "\n\ngiven = slope\ndef slope(x):\n    burn(0.25)\n    return given(x)\n",
    "one that hangs": "\n\ndef greet(name):\n    while True: pass\n",
    "one that waits": "\n\ndef greet(name):\n    time.sleep(3)\n    return f'Hello, {name}'\n\ntime.sleep(60)\n",
}


@pytest.fixture(scope="module")
def judge(tiny):
    """Judges with limits that are near, begun once."""
    with Judges(str(tiny), limits=LIMITS) as judges:
        judges.prepare("warmup")
        yield judges


@pytest.fixture(scope="session")
def busy_machine():
    """Keep every processor busy with much else, as long as a context lasts."""

    @contextlib.contextmanager
    def busy_machine():
        others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
        try:
            yield
        finally:
            for other in others:
                other.kill()
                other.wait()

    return busy_machine


@pytest.mark.parametrize("what", HANDED_IN)
def test_load_changes_no_report(judge, busy_machine, tmp_path, perfect_text, what):
    """Slow work, a hang and a wait are told alike on a machine that has nothing to do and on one that has too much."""
    os.chmod(tmp_path, 0o755)
    (tmp_path / "warmup.py").write_text(BURN + perfect_text + HANDED_IN[what])

    def told():
        report = judge.grade(Task(judge.root, "warmup", "ada", str(tmp_path), SECRET))
        return report.score, report.loading, [(test.status, test.rationale) for _, test in report.tests()]

    alone = told()
    with busy_machine():
        assert told() == alone
    assert alone[0] == (10.0 if what == "one that hangs" else 15.0)
