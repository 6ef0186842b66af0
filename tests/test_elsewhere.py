"""The wall on machines of other kinds: every attack again as an ordinary user where namespaces are refused.

That is where least of the wall is left. Where only one of the two is so, those attacks are tried again that meet the
kernel; what the rest comes to is decided before it. Each test runs a program as it would run there (see
``elsewhere.py``), and is skipped where this machine cannot be made to look so.
"""

import compileall
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

from tests import elsewhere
from tests.paths import ROOT
from tests.test_layers import is_offered

HIGHEST = ["capabilities", "no_new_privs", "landlock", "seccomp"]
# What says the same wherever it runs: once is enough.
SAME_EVERYWHERE = [
    "tests/test_layers.py::test_each_part_of_a_layer_counts",
    "tests/test_attacks.py::test_nothing_is_obeyed",
    "tests/test_attacks.py::test_pages_and_terminals_show_what_was_said",
    "tests/test_attacks.py::test_every_attack_says_what_it_is_after",
]
MEETING_THE_KERNEL = ["doors", "escapes", "exits", "files", "leftovers", "peers", "resources", "secrets"]
# what the machine is like -> (options, the layers that must be up there)
MACHINES = {
    "an ordinary user": (["--ordinary"], ["namespaces", "rlimits", *HIGHEST]),
    "no namespaces": (["--without", "namespaces"], None),
    "an ordinary user, no namespaces": (["--ordinary", "--without", "namespaces"], ["rlimits", *HIGHEST]),
}


@pytest.fixture(scope="module")
def readable_copy():
    """A copy of what the tests need, compiled, in a folder that everybody can enter."""
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root)
        folder.chmod(0o755)
        for name in ("autograder", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "sample_class"))
        for name in ("pyproject.toml", "requirements.txt"):
            shutil.copy(ROOT / name, folder)
        compileall.compile_dir(folder, quiet=1)  # where an ordinary user runs, no process could keep what it compiles
        yield folder


@pytest.fixture
def another_machine(readable_copy):
    """Run Python with some arguments on a machine of another kind; see ``Machine``."""
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o755)
        yield Machine(readable_copy, pathlib.Path(home))


class Machine:
    """Where a copy of the tests is run: as whom, and behind what of the wall, is said with each command."""

    def __init__(self, folder, home):
        self.folder, self.home = folder, home

    def run(self, options, command, **environment):
        """Run Python with some arguments on another machine; return the CompletedProcess."""
        if os.getuid() == 0 and "--ordinary" in options:
            os.chown(self.home, elsewhere.ORDINARY, elsewhere.ORDINARY)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LD_LIBRARY_PATH")}
        kept |= {"PYTHONPATH": str(self.folder), "HOME": str(self.home), "TMPDIR": str(self.home), "USER": "someone"}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tests.elsewhere", *options, sys.executable, "-P", *command],
            cwd=self.folder, env=kept | environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == elsewhere.CANNOT:
            pytest.skip(done.stderr.strip())
        return done


@pytest.mark.parametrize("machine", MACHINES)
def test_every_attack_fails_there_too(another_machine, machine):
    """The suite, and what each layer does alone, on a machine of that kind."""
    options, layers = MACHINES[machine]
    is_ordinary = os.getuid() != 0
    if "--ordinary" in options and is_ordinary:
        pytest.skip("these tests are run by an ordinary user anyway")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(another_machine.home / "tests")]
    command += [word for test in SAME_EVERYWHERE for word in ("--deselect", test)]
    expected = [layer for layer in layers or () if is_offered(layer)]
    environment = {"LAYERS": " ".join(expected)} if layers else {}
    if not ("namespaces" in options and (is_ordinary or "--ordinary" in options)):
        environment["TOPICS"] = " ".join(MEETING_THE_KERNEL)
    done = another_machine.run(options, [*command, "tests/test_attacks.py", "tests/test_layers.py"], **environment)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


REFUSALS = {
    "no namespaces, no Landlock": (["namespaces", "landlock"], "it can read"),
    "no seccomp": (["seccomp"], "it can start a process"),
}


@pytest.mark.parametrize("missing", REFUSALS)
def test_too_little_is_told_and_refused(another_machine, missing):
    """Where too little of the wall is left, the run says what student code could do, and grades nobody."""
    layers, words = REFUSALS[missing]
    options = [word for layer in layers for word in ("--without", layer)]
    submission = another_machine.home / "submitted" / "ada" / "warmup" / "warmup.py"
    submission.parent.mkdir(parents=True)
    submission.write_text("x = 1\n")
    command = ["-m", "autograder", "--course", "tests/tiny_course", "grade"]
    command += ["--submitted", str(another_machine.home / "submitted"), "--out", str(another_machine.home / "out")]
    done = another_machine.run(options, command, COURSE_SECRET="of the tests")
    assert done.returncode == 2
    assert words in done.stderr and "Nothing was graded" in done.stderr
    assert not (another_machine.home / "out" / "warmup").exists()
