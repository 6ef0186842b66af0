"""The course of this repository holds: what `make check` proves is proved with every change."""

import os
import subprocess
import sys

from tests.paths import ROOT


def test_the_course_holds(whole_course):
    """References, right answers, mistakes, hints, spoilt answers and stubs, in one draw of the inputs.

    What many draws tell is asked every week, and by whoever changes an exercise.
    """
    command = [sys.executable, "-P", "-m", "autograder", "--course", str(whole_course), "check", "--seeds", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "The course holds.\n"), done.stdout + done.stderr
