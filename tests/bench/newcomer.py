"""A newcomer's first minutes, as a clock shows them: a student who has unpacked the zip, and a visitor of the site.

The student has Python and nothing else, and types what the README says: an environment, all that the course needs,
the first function, the first check. The visitor opens the first page and moves the point of the Jacobian.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.site import build
from tests.bench import measure as commands
from tests.browser import chromium
from tests.browser.piece import Piece
from tests.paths import ROOT
from tests.student_home import BARE

MOST = {"student": 180, "visitor": 10}  # seconds
PIP = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.lower().endswith("_proxy")}


def measure(course):
    """Return what each step takes, by its name, in seconds: of the student and of the visitor."""
    with tempfile.TemporaryDirectory() as place:
        return {"student": _student(course.problem_sets[0], Path(place)), "visitor": _visitor(course, Path(place))}


def _student(problem_set, place):
    folder = Path(shutil.copytree(ROOT / "assignments" / problem_set.name, place / problem_set.name))
    python = folder / ".venv" / "bin" / "python"
    took = {}
    for name, command in {
        "environment": [sys.executable, "-m", "venv", ".venv"],
        "installation": [python, "-m", "pip", "install", "-q", "--no-cache-dir", "-r", "requirements.txt"],
    }.items():
        took[name] = commands.run([str(word) for word in command], cwd=folder, env=BARE | PIP).wall
    first = problem_set.exercises[0]
    script = folder / f"{problem_set.name}.py"
    script.write_text(script.read_text() + f"\n\n{Path(first.path('reference.py')).read_text()}\n")
    began = time.perf_counter()
    done = subprocess.run([python, "-m", "pytest"], cwd=folder, env=BARE, capture_output=True, text=True, check=False)
    assert "✓" in done.stdout, done.stdout + done.stderr
    return {**took, "first check": time.perf_counter() - began}


def _visitor(course, place):
    build.write(course, str(place / "site"))
    browser = chromium.begin(place / "profile")
    try:
        began = time.perf_counter()
        browser.get((place / "site" / "index.html").as_uri())
        opened = time.perf_counter()
        piece = Piece(browser)
        before = piece.shown
        piece.drag(-30, 20)
        assert piece.shown != before, "the point has not moved"
        return {"first page": opened - began, "Jacobian moved": time.perf_counter() - opened}
    finally:
        browser.quit()
