"""nbgrader: the folder that `nbgrader release_feedback` takes: a page for each notebook, and when it was handed in.

nbgrader hands a page out under a digest of the notebook's name and of a secret that lies in the submission, so a page
is called like the notebook as the student called it. Who handed in a script alone can fetch none.
"""

import os

from autograder.collecting.storing import SECRET, STAMP
from autograder.course.roster import LONGEST_NAME
from autograder.kit.cells import Unreadable
from autograder.submissions import read_file

from .material import Feedback, Material, Returned

FOLDER = "feedback"
LONGEST = 10_000  # bytes of a secret or a time
STEPS = "In nbgrader's folder: nbgrader release_feedback {name} --CourseDirectory.feedback_directory={folder}/" + FOLDER
NO_SECRET = (
    "there is no {secret} beside their work, without which nbgrader releases nothing: collect it from the exchange"
)
TOO_LONG = "their notebook's name is too long for a file beside it"
SCRIPT = "handed in a script, and nbgrader lets students fetch feedback on notebooks alone"


def give(material: Material) -> Returned:
    """Return the folder."""
    name = material.problem_set.name
    returned = Returned(STEPS)
    for student, feedback in material.feedbacks.items():
        folder = os.path.join(material.submitted, student, name)
        secret, stamp = (_beside(folder, file) for file in (SECRET, STAMP))
        if secret is None:
            returned.left_out.append(f"{student}: {NO_SECRET.format(secret=SECRET)}")
        elif not (feedback.report.submission.file or "").endswith(".ipynb"):
            returned.left_out.append(f"{student}: {SCRIPT}")
        elif len(os.fsencode(_notebook(feedback))) > LONGEST_NAME:
            returned.left_out.append(f"{student}: {TOO_LONG}")
        else:
            returned.students.add(student)
            inner = f"{FOLDER}/{student}/{name}"
            returned.files[f"{inner}/{_notebook(feedback)}.html"] = feedback.page.encode("utf-8", "replace")
            returned.files[f"{inner}/{SECRET}"] = secret
            returned.files[f"{inner}/{STAMP}"] = stamp or b""  # nbgrader only says it
    return returned


def _notebook(feedback: Feedback) -> str:
    """Return what the student called their notebook, without its ending."""
    file = feedback.row.original_name if feedback.row else feedback.report.submission.file or ""
    return os.path.splitext(os.path.basename(file))[0]


def _beside(folder: str, name: str) -> bytes | None:
    """Return what stands in a file beside somebody's work, or None."""
    try:
        return read_file(os.path.join(folder, name)).data[:LONGEST]
    except (OSError, Unreadable):
        return None
