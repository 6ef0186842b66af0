"""The commands: as programs of their own, as people and other programs start them, and in this process."""

import contextlib
import glob
import os
import subprocess
import sys

from click.testing import CliRunner

from autograder.cli import main
from tests.paths import ROOT

# Without a gradebook, which costs two seconds, where a test does not ask for one.
OURS = {"PYTHONPATH": str(ROOT), "COURSE_SECRET": "of the tests", "COLUMNS": "200", "GRADEBOOK": "none"}
ENVIRONMENT = os.environ | OURS


def python(program, *words, cwd=None):
    """Run a program, given as text, in a Python of its own; return what it prints."""
    command = [sys.executable, "-P", "-c", program, *words]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout


def command(course, *arguments):
    """Return the command line of one of our commands, for a course's folder."""
    return [sys.executable, "-P", "-m", "autograder", "--course", str(course), *map(str, arguments)]


def autograder(course, *arguments, cwd=None, **environment):
    """Run a command to its end; return the CompletedProcess."""
    return subprocess.run(
        command(course, *arguments), cwd=cwd, env=ENVIRONMENT | environment,
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


def typed(course, *arguments, cwd=None, **environment):
    """Run a command in this process, which is much cheaper; return a CompletedProcess all the same."""
    with contextlib.chdir(cwd or os.getcwd()):
        words = ["--course", str(course), *map(str, arguments)]
        done = CliRunner(env=OURS | environment).invoke(main, words, prog_name="autograder")
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def grade(course, submitted, out, *options, **environment):
    """Run the whole of ``grade``, as a program of its own; return the CompletedProcess."""
    return autograder(course, "grade", "--submitted", submitted, "--out", out, *options, **environment)


def begin_grading(course, submitted, out, *options):
    """Begin the same, and return the Popen, whose output is read by ``communicate``."""
    line = command(course, "grade", "--submitted", submitted, "--out", out, *options)
    return subprocess.Popen(line, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class AtHand:
    """Judges that were begun elsewhere, lent to a run: it begins none, and ends none."""

    def __init__(self, judges):
        self.judges = judges

    def __getattr__(self, name):
        return getattr(self.judges, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def prepare(self, set_name, count=1):
        """Return what is open in the wall around them."""
        return list(self.judges.holes[set_name])


def processes_about(folder):
    """Return the command lines of running processes that name a folder."""
    lines = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        with contextlib.suppress(OSError), open(path, "rb") as file:
            lines.append(file.read())
    return [line for line in lines if str(folder).encode() in line]


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
