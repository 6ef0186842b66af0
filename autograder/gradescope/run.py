"""What ``run_autograder`` runs: one submission, in the layout of Gradescope's containers, becomes ``results.json``.

Whatever goes wrong on our side is written there too, and never as the student's fault.
"""

import json
import os
import stat
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from autograder.errors import JudgeError
from autograder.exports import gradescope
from autograder.exports.common import Options
from autograder.files import write_whole
from autograder.grading.judges import Judges
from autograder.grading.secret import course_secret
from autograder.judge.task import Task
from autograder.kit.work import ENDINGS, candidates

SETTINGS = "settings.json"
NOT_LOOKED_AT = {"autograder", "__MACOSX", "__pycache__"}
MOST_FILES = 10_000


def main(root: str) -> None:
    """Grade the submission below a container's folder, ``/autograder``."""
    try:
        results = _grade(root)
    except Exception as error:
        traceback.print_exc()
        results = gradescope.failure(f"{type(error).__name__}: {error}")
    write_whole(os.path.join(root, "results", "results.json"), json.dumps(results, indent=1) + "\n", public=True)


def _grade(root: str) -> dict[str, Any]:
    source = os.path.join(root, "source")
    settings = _read_json(os.path.join(source, SETTINGS))
    name = settings["problem_set"]
    folder = choose(os.path.join(root, "submission"), name)
    student = student_of(os.path.join(root, "submission_metadata.json"))
    with Judges(source) as judges:
        holes = judges.prepare(name)
        if holes and not settings["accept_holes"]:
            raise JudgeError(
                "the wall", f"it does not hold here: {'; '.join(holes)}", "look at the image that Gradescope runs"
            )
        report = judges.grade(Task(source, name, student, folder, course_secret(source)))
    assert report is not None, "no earlier report was named"
    options = Options({name: settings["title"]}, visibility=settings["visibility"])
    results = gradescope.results(report, options)
    if report.notes:
        results["output"] = " ".join([*report.notes, results["output"]]).strip()
    return results


def student_of(path: str) -> str:
    """Return what stands for the student, or the group, in the draw of hidden inputs: Gradescope's numbers of them."""
    try:
        return "+".join(sorted(str(user["id"]) for user in _read_json(path)["users"])) or "somebody"
    except (OSError, ValueError, KeyError, TypeError):
        return "somebody"  # a mark is worth more than inputs of one's own


def choose(submission: str, name: str) -> str:
    """Return the folder in which the work lies; which file of it counts is found as everywhere.

    Args:
        submission: folder. Students may hand in folders, and zips of folders.
        name: of the problem set.

    """
    there = {folder: found for folder, names in _files(submission) if (found := candidates(names, name))}
    named = [folder for folder, found in there.items() if found[0] in [name + ending for ending in ENDINGS]]
    for folders in (named, list(there)):
        if submission in folders or len(folders) == 1:
            return submission if submission in folders else folders[0]
    return submission


def _files(folder: str) -> Iterator[tuple[str, list[str]]]:
    """Yield folders with the names of their plain files; links are not followed."""
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in NOT_LOOKED_AT and not name.startswith("."))
        yield parent, [name for name in sorted(names) if stat.S_ISREG(os.lstat(os.path.join(parent, name)).st_mode)]
        count += len(names) + 1
        if count > MOST_FILES:
            return


def _read_json(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    main(sys.argv[1])
