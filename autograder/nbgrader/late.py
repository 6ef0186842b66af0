"""nbgrader's rule about late submissions, as the course folder that a gradebook belongs to has it."""

import os

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import PyFileConfigLoader

SETTINGS = "nbgrader_config.py"


class LateRule:
    """What being late costs by the settings in a folder; instructors may name a plugin of their own there.

    Args:
        folder: path, in which there is an ``nbgrader_config.py``.

    """

    def __init__(self, folder):
        self.stage = AssignLatePenalties(config=PyFileConfigLoader(SETTINGS, path=folder).load_config())
        self.stage.init_plugin()

    @classmethod
    def beside(cls, place):
        """Return the rule of the folder of a gradebook, or None if it is in none."""
        folder = os.path.dirname(place)
        return cls(folder) if os.path.isfile(os.path.join(folder, SETTINGS)) else None

    def apply(self, submission):
        """Set the penalty of a submission anew, after its scores have changed."""
        notebook, late = submission.notebooks[0], submission.total_seconds_late
        score = sum(_score(grade) for grade in notebook.grades)
        cost = self.stage.plugin_inst.late_submission_penalty(submission.student_id, score, late) if late > 0 else None
        notebook.late_submission_penalty = None if cost is None else min(max(cost, 0.0), score)


def _score(grade):
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (given or 0.0) + (grade.extra_credit or 0.0)
