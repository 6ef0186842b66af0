"""What the student's own check costs, on their machine: an exercise in a notebook, and a whole set in a terminal."""

import shutil
import sys
import tempfile
from pathlib import Path

from autograder.proof.synthetic import perfect
from tests.bench import measure as commands
from tests.paths import ROOT
from tests.student_home import BARE

# As a notebook does it: the cells have run, and the check is asked for, here for the first time in this process.
NOTEBOOK = """
import sys, time
source, exercise = sys.argv[1:]
exec(open(source).read())
from autograder import check
began = time.process_time()
check(exercise)
open("seconds", "w").write(str(time.process_time() - began))
"""


def measure(course):
    """Return of each set, by its name, the processor seconds of a run in a terminal, and of each exercise's check."""
    return {one.name: _of_set(one) for one in course.problem_sets}


def _of_set(problem_set):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, problem_set.name)
        shutil.copytree(ROOT / "assignments" / problem_set.name, folder)
        script = folder / f"{problem_set.name}.py"
        script.write_text(perfect(problem_set.exercises))
        (folder / f"{problem_set.name}.ipynb").unlink()
        terminal = commands.run([sys.executable, "-m", "pytest", "-q"], cwd=folder, env=BARE)
        checks = {exercise.name: _check(folder, script, exercise.name) for exercise in problem_set.exercises}
    return {"terminal": terminal.cpu, "exercises": checks}


def _check(folder, script, exercise):
    commands.run([sys.executable, "-c", NOTEBOOK, script.name, exercise], cwd=folder, env=BARE | {"MPLBACKEND": "Agg"})
    return float((folder / "seconds").read_text())
