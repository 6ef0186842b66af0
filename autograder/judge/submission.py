"""The fixture ``submission``: calling its functions calls the student's, behind the wall."""

import contextlib
import copy
import inspect

from autograder.kit.calls import Call, brief
from autograder.kit.compare import Disagreement
from autograder.kit.figures import Figure
from autograder.wall.sandbox import StudentCodeError


class SubmissionProxy:
    """Stands for a student's namespace in a hidden test.

    ``submission.f(x)`` calls the student's ``f``. Each call is logged. A call that changes its arguments in place fails
    its test. A figure is drawn once: calling the same function with the same arguments again returns the same one.

    Args:
        sandbox: Sandbox.
        reference: the module of the reference, for the names of parameters.
        log: list, to which each Call is added.
        drawn: dict of the figures drawn so far, shared by the tests of a submission.

    """

    def __init__(self, sandbox, reference, log, drawn):
        self._sandbox, self._reference, self._log, self._drawn = sandbox, reference, log, drawn
        self._replaced = {}

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def function(*args, **kwargs):
            return self._call(Call(name, *copy.deepcopy((args, kwargs)), replaced=dict(self._replaced)))

        function.__name__ = name
        return function

    @contextlib.contextmanager
    def replacing(self, **functions):
        """Put functions of ours in the place of the student's own, for the calls made meanwhile."""
        before, self._replaced = self._replaced, self._replaced | functions
        try:
            yield
        finally:
            self._replaced = before

    def _call(self, call):
        self._log.append(call)
        key = str(call)
        if key in self._drawn:
            call.value = self._drawn[key]
            return call.value
        try:
            self._sandbox.call(call)
        except StudentCodeError as error:
            call.error = error
            raise
        if call.changed:
            names = " and ".join(self._argument(call, which) for which in call.changed)
            raise Disagreement(f"{call} changed {names} in place. Work on a copy: the caller still needs it.")
        if isinstance(call.value, Figure):
            self._drawn[key] = call.value
        return call.value

    def _argument(self, call, which):
        try:
            return list(inspect.signature(getattr(self._reference, call.function)).parameters)[int(which)]
        except (AttributeError, ValueError, IndexError):
            return f"argument {brief(which)}"
