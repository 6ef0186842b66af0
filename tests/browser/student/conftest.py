"""The environment that a student makes from their requirements.txt, and notebooks of theirs in JupyterLab."""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.course import release
from tests.browser.student.jupyterlab import Notebook, Server
from tests.paths import ROOT

ENVIRONMENT = ROOT / ".venv-student"
WINDOW = (1200, 1000)


@pytest.fixture(scope="session")
def student_python(browser, course):
    """The interpreter of the environment that the students' README makes; it is made once, and kept."""
    requirements = release.contents(course, course.problem_sets[0])["requirements.txt"]
    stamp, python = ENVIRONMENT / "requirements.txt", ENVIRONMENT / "bin" / "python"
    with open(ROOT / ".venv-student.lock", "w") as lock:  # of tests on two cores, one makes it
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make(requirements, stamp, python)
    return python


def _make(requirements, stamp, python):
    if not stamp.exists() or stamp.read_text() != requirements:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        made = ENVIRONMENT / "wanted.txt"
        made.write_text(requirements)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", made]
        if subprocess.run(pip, check=False).returncode:
            pytest.skip(f"no JupyterLab: {python} -m pip install -r assignments/<set>/requirements.txt")
        made.rename(stamp)


@pytest.fixture(scope="session")
def open_notebook(browser, student_python, course, tmp_path_factory):
    """Open the notebook of a problem set in JupyterLab, in a folder as students get it; returns a Notebook."""
    served, home = tmp_path_factory.mktemp("student"), tmp_path_factory.mktemp("home")
    browser.set_window_size(*WINDOW)
    with Server(student_python, served, home) as server:

        def open_(set_name):
            files = release.contents(course, course.select(set_name))
            release.write_folder(str(served / set_name), files)
            return Notebook(browser, server, f"{set_name}/{set_name}.ipynb")

        yield open_


@pytest.fixture(scope="session")
def pictures():
    """The folder for screenshots: that of the variable SCREENSHOTS, or one that nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(os.environ.get("SCREENSHOTS", folder))
