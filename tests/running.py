"""The commands as programs of their own, as people and other programs start them."""

import contextlib
import glob
import os
import subprocess
import sys

from tests.paths import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_SECRET": "of the tests", "COLUMNS": "200"}


def command(course, *arguments):
    """Return the command line of one of our commands, for a course's folder."""
    return [sys.executable, "-P", "-m", "autograder", "--course", str(course), *map(str, arguments)]


def autograder(course, *arguments, cwd=None, **environment):
    """Run a command to its end; return the CompletedProcess."""
    return subprocess.run(
        command(course, *arguments), cwd=cwd, env=ENVIRONMENT | environment,
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


def processes_about(folder):
    """Return the command lines of running processes that name a folder."""
    lines = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        with contextlib.suppress(OSError), open(path, "rb") as file:
            lines.append(file.read())
    return [line for line in lines if str(folder).encode() in line]
