"""The references called as if they were a submission, in the judge's own process, before the first submission.

What Python and numpy do once, when something is used for the first time, is done then: not while a student's code
waits.
"""

from autograder.kit import figures
from autograder.kit.calls import standing_in


class Rehearsal:
    """Stands for a sandbox: calls go straight to the references.

    Args:
        references: modules of the references of a set, which no test holds: functions in them are replaced.

    """

    pieces, problems = (), {}

    def __init__(self, references):
        self.namespaces = [vars(module) for module in references]

    def call(self, call):
        """Make a call of a reference, and fill in its ``value``."""
        namespace = next(one for one in self.namespaces if call.function in one)
        with standing_in(namespace, {name: one for name, one in call.replaced.items() if name in namespace}):
            value = namespace[call.function](*call.args, **call.kwargs)
        call.value = figures.describe(value) or value
        figures.close_all()

    def close(self):
        """End nothing: there is no child."""
