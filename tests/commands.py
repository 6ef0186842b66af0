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


def nbgrader(folder, *arguments):
    """Run one of nbgrader's own commands in a course folder; return what it printed."""
    command = [os.path.join(os.path.dirname(sys.executable), "nbgrader"), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=quiet(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def quiet(folder):
    """Return an environment in which Jupyter neither reads nor writes anything of the person who runs the tests."""
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    kept = {name: value for name, value in ENVIRONMENT.items() if name not in ("GRADEBOOK", "PYTHONPATH")}
    return kept | dict.fromkeys(homes, str(folder.parent / "jupyter")) | {"PYTHONWARNINGS": "ignore"}
