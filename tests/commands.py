"""The commands, as people type them."""

import os
import subprocess
import sys

from tests.paths import ROOT

# Without a gradebook, which costs seconds, where a test does not ask for one.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "COURSE_SECRET": "of the tests",
    "COLUMNS": "200",
    "GRADEBOOK": "none",
}


def autograder(course, *arguments, cwd=None, **environment):
    """Run a command of the engine on the course in a folder; return what came of it."""
    command = [sys.executable, "-P", "-m", "autograder", "--course", str(course), *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT | environment, capture_output=True, text=True, check=False, timeout=300
    )
