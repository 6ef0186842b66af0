"""A browser, and the environment that a student makes from their requirements.txt; what is missing is said by name."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from selenium import webdriver

from autograder import stubs
from tests.browser.jupyterlab import Notebook, Server
from tests.paths import ROOT

ENVIRONMENT = ROOT / ".venv-student"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-dev-shm-usage", "--disable-component-update", "--window-size=1200,1000",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium without a screen."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("no browser: apt-get install -y chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options, webdriver.ChromeService(driver))
        yield browser
        browser.quit()


@pytest.fixture(scope="session")
def student_python(browser, course):
    """The interpreter of the environment that the students' README makes; it is made once, and kept."""
    requirements = stubs.contents(course, course.problem_sets[0])["requirements.txt"]
    stamp, python = ENVIRONMENT / "requirements.txt", ENVIRONMENT / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != requirements:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        made = ENVIRONMENT / "wanted.txt"
        made.write_text(requirements)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", made]
        if subprocess.run(pip, check=False).returncode:
            pytest.skip(f"no JupyterLab: {python} -m pip install -r assignments/<set>/requirements.txt")
        made.rename(stamp)
    return python


@pytest.fixture(scope="session")
def open_notebook(browser, student_python, course, tmp_path_factory):
    """Open the notebook of a problem set in JupyterLab, in a folder as students get it; returns a Notebook."""
    served, home = tmp_path_factory.mktemp("student"), tmp_path_factory.mktemp("home")
    with Server(student_python, served, home) as server:

        def open_(set_name):
            files = stubs.contents(course, course.select(set_name))
            stubs.write_folder(str(served / set_name), files)
            return Notebook(browser, server, f"{set_name}/{set_name}.ipynb")

        yield open_


@pytest.fixture(scope="session")
def pictures():
    """The folder for screenshots: that of the variable SCREENSHOTS, or one that nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(os.environ.get("SCREENSHOTS", folder))
