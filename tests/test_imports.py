"""What commands load: whoever types one does not wait for a library that it has no use for."""

import re

import pytest

from tests.paths import ROOT

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


@pytest.mark.parametrize("command", MAY_IMPORT)
def test_a_command_loads_nothing_that_it_has_no_use_for(begin_python, graded, tiny_course, command):
    """What it may import is written down for each."""
    printed = begin_python(PROGRAM, " ".join(HEAVY), f"--course {tiny_course} {command}", cwd=graded)
    assert set(printed.rpartition("loaded:")[2].split()) <= set(MAY_IMPORT[command])


def test_one_module_imports_nbgrader_and_its_family():
    """So that there is one place at which it is decided how they are loaded."""
    imports = re.compile(r"^\s*(import|from) (jupytext|nbconvert|nbformat|nbgrader)\b", re.MULTILINE)
    modules = (ROOT / "autograder").rglob("*.py")
    assert [path.name for path in modules if imports.search(path.read_text())] == ["upstream.py"]


def test_what_is_left_out_while_loading_is_there_afterwards(begin_python):
    """Whoever comes later may import what nbgrader was spared."""
    assert begin_python("import sys, autograder.nbgrader.upstream; print('rfc3987_syntax' in sys.modules)") == "False\n"
