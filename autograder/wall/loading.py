"""How a child executes a submission: statement by statement, each with its own limit, and what did not run is told.

None of it decides anything. What a statement that is said to have failed costs, it costs whoever says so.
"""

import time
from collections.abc import Callable

from autograder.kit import cells, figures
from autograder.kit.statements import Interpreter, Statement, statements_of
from autograder.kit.worlds import Worlds

from .clock import Clock
from .deadline import Budget, Interruption, interrupting
from .wire import Message

SILENCE = 0.25  # seconds of processor time after which a sign of life is due
WHOLE = -1  # stands for the cell where its statements are not known yet: to read it may end a child, too
AGAIN = 0.1  # seconds after which what has held up an interruption is interrupted anew


class Loading:
    """The execution of a submission.

    Args:
        interpreter: where.
        clock: the child's.
        request: ``cells``: their texts; ``script``: whether that is one script without marks; ``asked``: name of an
            exercise -> its functions; ``skip``: pairs of cell and statement that are left out; ``careful``: the first
            cell of which each statement is announced; ``statement`` and ``left``: seconds for one, and for all.
        tell: sends a sign of life: which statement it is, by cell and number.

    """

    def __init__(
        self, interpreter: Interpreter, clock: Clock, request: Message, tell: Callable[[Message], None]
    ) -> None:
        self.interpreter, self.clock, self.request, self.tell = interpreter, clock, request, tell
        self.worlds = Worlds(interpreter.namespace, request["asked"])
        self.skip = {tuple(pair) for pair in request["skip"]}
        self.budget = Budget(request["left"])
        self.heard = time.process_time()  # when there was the last sign of life
        self.problems: list[Message] = []

    def run(self) -> list[Message]:
        """Execute everything; return what went wrong."""
        script = self.request["script"]
        for number, source in enumerate(self.request["cells"]):
            self.interpreter.begin(source)
            if (number, WHOLE) in self.skip:
                continue
            self._announce(number, WHOLE, Statement(None, 1, source.strip().partition("\n")[0][:200], block=source))
            for index, statement in enumerate(statements_of(source, in_cell=not script)):
                if (number, index) not in self.skip:
                    self._announce(number, index, statement)
                    self._execute(number, statement)
                if script:
                    self.worlds.end_cell()
            self.worlds.end_cell()
            figures.close_all()
        self.worlds.settle()
        return self.problems

    def _execute(self, cell: int, statement: Statement) -> None:
        """Execute a statement, within what it may take."""
        began = time.process_time()
        allowed = self.budget.allow(self.request["statement"])
        self.clock.wind()
        try:
            with interrupting(allowed, AGAIN):
                self.interpreter.execute(statement)
        except Interruption:
            self._note(cell, statement, {"timeout": allowed})
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a statement, not the child
            self._note(cell, statement, {"error": cells.describe_error(error)})
        self.worlds.note(statement)
        self.budget.spend(time.process_time() - began)

    def _announce(self, cell: int, index: int, statement: Statement) -> None:
        """Give a sign of life, where one is due."""
        now = time.process_time()
        if self.request["careful"] is not None and cell >= self.request["careful"]:
            self.tell({"at": [cell, index], **_about(cell, statement)})
        elif now - self.heard > SILENCE:
            self.tell({"at": [cell, index]})
        else:
            return
        self.heard = now

    def _note(self, cell: int, statement: Statement, what: Message) -> None:
        self.problems.append({**_about(cell, statement), **what})


def _about(cell: int, statement: Statement) -> Message:
    return {"cell": cell, "line": statement.line, "text": statement.text, "names": list(statement.names)}
