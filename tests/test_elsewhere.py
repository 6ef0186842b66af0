"""The wall on machines of other kinds: every attack again as an ordinary user, and where namespaces are refused.

Each test runs a program as it would run there (see ``elsewhere.py``), and is skipped where this machine cannot be made
to look so.
"""

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
SAME_EVERYWHERE = "tests/test_layers.py::test_each_part_of_a_layer_counts"  # whoever runs it: once is enough
# what the machine is like -> (options, the layers that must be up there)
MACHINES = {
    "an ordinary user": (["--ordinary"], ["namespaces", "rlimits", *HIGHEST]),
    "no namespaces": (["--without", "namespaces"], None),
    "an ordinary user, no namespaces": (["--ordinary", "--without", "namespaces"], ["rlimits", *HIGHEST]),
}


@pytest.fixture
def another_machine():
    """Run Python with some arguments on a machine of another kind, in a copy that everybody can read; see ``Copy``."""
    with tempfile.TemporaryDirectory() as folder:
        yield Copy(pathlib.Path(folder))


class Copy:
    """A copy of what the tests need, in a folder that everybody can enter."""

    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        folder.chmod(0o755)
        self.home.mkdir()
        for name in ("autograder", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "sample_class"))
        for name in ("pyproject.toml", "requirements.txt"):
            shutil.copy(ROOT / name, folder)

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
    """The whole suite, and what each layer does alone, on a machine of that kind."""
    options, layers = MACHINES[machine]
    if "--ordinary" in options and os.getuid() != 0:
        pytest.skip("these tests are run by an ordinary user anyway")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(another_machine.home / "tests")]
    command += ["--deselect", SAME_EVERYWHERE]
    expected = [layer for layer in layers or () if is_offered(layer)]
    environment = {"LAYERS": " ".join(expected)} if layers else {}
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
    submission = another_machine.folder / "submitted" / "ada" / "warmup" / "warmup.py"
    submission.parent.mkdir(parents=True)
    submission.write_text("x = 1\n")
    command = ["-m", "autograder", "--course", "tests/tiny_course", "grade", "--submitted", "submitted", "--out", "out"]
    done = another_machine.run(options, command, COURSE_SECRET="of the tests")
    assert done.returncode == 2
    assert words in done.stderr and "Nothing was graded" in done.stderr
    assert not (another_machine.folder / "out" / "warmup").exists()
