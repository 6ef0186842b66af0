"""What commands load: whoever types one does not wait for a library that it has no use for."""

import re
import subprocess
import sys

import pytest

from tests.paths import ROOT
from tests.running import ENVIRONMENT

HEAVY = ("autograd", "distributed", "IPython", "jinja2", "jupytext", "matplotlib", "mpmath", "nbconvert", "nbformat",
         "nbgrader", "pytest", "rich", "sqlalchemy")  # fmt: skip
MAY_IMPORT = {
    "--help": ("jinja2", "rich"),
    "new warmup/another": (),
    "stubs": (),
    "publish warmup": (),
    "gradescope warmup": (),
    "export junit": (),
    "export github": (),
    "show ada warmup": ("jinja2", "rich"),  # it shares the sentences of the pages
    "serve --help": ("jinja2",),
    "feedback": ("jinja2", "rich"),
    "grade --submitted submitted": ("rich",),  # where there is nothing new
}
PROGRAM = """
import sys
from autograder.cli import main
try:
    main(sys.argv[2].split(), standalone_mode=False)
except BaseException:
    pass
print("loaded:", *(name for name in sys.argv[1].split() if name in sys.modules))
"""


@pytest.fixture
def graded(tmp_path, perfect_text, grade_here):
    """A folder in which one student is graded."""
    folder = tmp_path / "submitted" / "ada" / "warmup"
    folder.mkdir(parents=True)
    (folder / "warmup.py").write_text(perfect_text)
    assert grade_here(tmp_path / "submitted", tmp_path / "grades").returncode == 0
    return tmp_path


def run(folder, course, command):
    """Run a command; return the libraries that it has loaded, of those that take long."""
    words = f"--course {course} {command}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, " ".join(HEAVY), words],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("command", MAY_IMPORT)
def test_a_command_loads_nothing_that_it_has_no_use_for(graded, tiny_course, command):
    """What it may import is written down for each."""
    assert run(graded, tiny_course, command) <= set(MAY_IMPORT[command])


def test_one_module_imports_nbgrader_and_its_family():
    """So that there is one place at which it is decided how they are loaded."""
    imports = re.compile(r"^\s*(import|from) (jupytext|nbconvert|nbformat|nbgrader)\b", re.MULTILINE)
    modules = (ROOT / "autograder").rglob("*.py")
    assert [path.name for path in modules if imports.search(path.read_text())] == ["upstream.py"]


def test_what_is_left_out_while_loading_is_there_afterwards():
    """Whoever comes later may import what nbgrader was spared."""
    program = "import sys, autograder.nbgrader.upstream; sys.exit('rfc3987_syntax' in sys.modules)"
    subprocess.run([sys.executable, "-P", "-c", program], env=ENVIRONMENT, check=True)
