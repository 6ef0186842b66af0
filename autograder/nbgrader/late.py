"""nbgrader's rule about late submissions, as the course folder that a gradebook belongs to has it."""

import os
from typing import Any

from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import GradebookError

from .upstream import AssignLatePenalties

SETTINGS = "nbgrader_config.py"


class LateRule:
    """What being late costs by the settings in a folder; instructors may name a plugin of their own there.

    Args:
        path: of an ``nbgrader_config.py``.

    Raises:
        GradebookError: the settings, or the plugin, cannot be loaded.

    """

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            config = PyFileConfigLoader(os.path.basename(path), path=os.path.dirname(path)).load_config()
            self.stage = AssignLatePenalties(config=config)
            self.stage.init_plugin()
        except Exception as error:  # these are a teacher's own programs
            raise self._broken("these settings cannot be loaded", error) from error

    @classmethod
    def beside(cls, place: str) -> "LateRule | None":
        """Return the rule of the folder of a gradebook, or None if it is in none."""
        path = os.path.join(os.path.dirname(place), SETTINGS)
        return cls(path) if os.path.isfile(path) else None

    def apply(self, submission: Any) -> None:
        """Set the penalty of a submission anew, after its scores have changed.

        Raises:
            GradebookError: the plugin fails.

        """
        notebook, late = submission.notebooks[0], submission.total_seconds_late
        score = sum(_score(grade) for grade in notebook.grades)
        cost = self._cost(submission.student_id, score, late) if late > 0 else None
        notebook.late_submission_penalty = None if cost is None else min(max(cost, 0.0), score)

    def _cost(self, student: str, score: float, late: float) -> float | None:
        try:
            cost = self.stage.plugin_inst.late_submission_penalty(student, score, late)
            return None if cost is None else float(cost)
        except Exception as error:
            raise self._broken(f"its rule about late submissions fails for {student!r}", error) from error

    def _broken(self, what: str, error: Exception) -> GradebookError:
        return GradebookError(
            self.path,
            f"{what}: {type(error).__name__}: {error}",
            "mend that file, and run the same command again; every report is on disk",
        )


def _score(grade: Any) -> float:
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (given or 0.0) + (grade.extra_credit or 0.0)
