"""What ``run_autograder`` runs: one submission, in the layout of Gradescope's containers, becomes ``results.json``.

Whatever goes wrong on our side is written there too, and never as the student's fault.
"""

import json
import os
import shutil
import stat
import sys
import tempfile
import traceback

from autograder.errors import JudgeError
from autograder.exports import gradescope
from autograder.exports.common import Options
from autograder.files import write_whole
from autograder.grading.judges import Judges
from autograder.grading.secret import course_secret
from autograder.judge.task import Task
from autograder.submissions import ENDINGS

SETTINGS = "settings.json"
NOT_WORK = ("test_", "conftest.")  # files that students were given, and may hand in with their own
NOT_LOOKED_AT = {"autograder", "__MACOSX", "__pycache__"}
MOST_FILES = 10_000


def main(root):
    """Grade the submission below a container's folder, ``/autograder``."""
    with tempfile.TemporaryDirectory() as desk:
        try:
            results = _grade(root, desk)
        except Exception as error:
            traceback.print_exc()
            results = gradescope.failure(f"{type(error).__name__}: {error}")
    write_whole(os.path.join(root, "results", "results.json"), json.dumps(results, indent=1) + "\n")


def _grade(root, desk):
    source = os.path.join(root, "source")
    settings = _read_json(os.path.join(source, SETTINGS))
    name = settings["problem_set"]
    folder, chosen = choose(os.path.join(root, "submission"), name, desk)
    student = student_of(os.path.join(root, "submission_metadata.json"))
    with Judges(source) as judges:
        holes = judges.prepare(name)
        if holes and not settings["accept_holes"]:
            raise JudgeError(
                "the wall", f"it does not hold here: {'; '.join(holes)}", "look at the image that Gradescope runs"
            )
        report = judges.grade(Task(source, name, student, folder, course_secret(source)))
    options = Options({name: settings["title"]}, visibility=settings["visibility"])
    results = gradescope.results(report, options)
    if chosen:
        results["output"] = f"{chosen} was graded as your {name}. {results['output']}".strip()
    return results


def student_of(path):
    """Return what stands for the student, or the group, in the draw of hidden inputs: Gradescope's numbers of them."""
    try:
        return "+".join(sorted(str(user["id"]) for user in _read_json(path)["users"])) or "somebody"
    except (OSError, ValueError, KeyError, TypeError):
        return "somebody"  # a mark is worth more than inputs of one's own


def choose(submission, name, desk):
    """Find the work in what was handed in, where files may have any name and lie in any folder.

    A file with the right name is it. Where there is none, the only notebook is, or else the only script.

    Args:
        submission: folder.
        name: of the problem set.
        desk: empty folder, in which a file can be given its right name.

    Returns:
        ``(folder, chosen)``: the folder to grade, and the name of a file that was called otherwise, or None.

    """
    files = list(_files(submission))
    right = {os.path.dirname(path) for path in files if os.path.basename(path) in {name + end for end in ENDINGS}}
    if submission in right or len(right) == 1:
        return (submission if submission in right else right.pop()), None
    for ending in () if right else ENDINGS:
        own = [path for path in files if path.endswith(ending)]
        if len(own) == 1:
            shutil.copyfile(own[0], os.path.join(desk, name + ending), follow_symlinks=False)
            return desk, os.path.relpath(own[0], submission)
    return submission, None


def _files(folder):
    """Yield the paths of notebooks and scripts that can be a student's work; links are not followed."""
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in NOT_LOOKED_AT and not name.startswith("."))
        for name in sorted(names):
            count += 1
            path = os.path.join(parent, name)
            if (
                name.endswith(ENDINGS)
                and not name.startswith((".", *NOT_WORK))
                and stat.S_ISREG(os.lstat(path).st_mode)
            ):
                yield path
        if count > MOST_FILES:
            return


def _read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    main(sys.argv[1])
