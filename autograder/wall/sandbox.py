"""The trusted side of the wall: a sandbox for a submission, which loads its cells and calls its functions.

Whatever the student's code does becomes a value or one of the exceptions of ``outcomes``, in bounded time and memory.
"""

import itertools
import types
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.kit.calls import Call, named_values

from . import decoding, encoding, hearing, wire
from .conversation import Bounds, Conversation, Questions
from .deadline import Budget, Deadline
from .handed_over import HandedOver
from .hearing import Hearing, Need
from .limits import Limits
from .outcomes import LATE, Loss, NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from .patience import GIVEN_UP, Key, Patience
from .plain_text import plain_lines, printed_by_each
from .spawn import ZygoteHandle
from .wire import Message

SILENCE = 0.5  # seconds of processor time that may pass while cells are executed and nothing is heard
RESTARTS = 100  # of one loading: each leaves out a statement that has ended a child
RESTART = 0.05  # seconds that one counts, besides what the child used
MOST_PROBLEMS = 200  # that are told of one submission


class Sandbox:
    """One submission behind the wall. A child that hangs or dies is replaced, without the statement that did it.

    Args:
        zygote: of which its children are forked.
        limits: what it may use.
        seed: for the student's own random numbers.
        asked: name of an exercise -> the functions that it asks for.
        needs: name of such a function -> what a right one needs, where that is known.

    """

    def __init__(
        self,
        zygote: ZygoteHandle,
        limits: Limits,
        seed: int = 0,
        asked: Mapping[str, Sequence[str]] = types.MappingProxyType({}),
        needs: Mapping[str, Need] = types.MappingProxyType({}),
    ) -> None:
        self.zygote, self.limits, self.seed, self.asked, self.needs = zygote, limits, seed, asked, needs
        self.exercise_of = {function: exercise for exercise, functions in asked.items() for function in functions}
        self.child: Conversation | None = None
        self.cells: list[str] = []
        self.is_script = False  # without marks
        self.problems: list[Loss] = []  # what did not run, in order
        self.culprits: dict[tuple[int, int], Loss] = {}  # cell and number of statements that ended a child
        self.careful: int | None = None  # the first cell of which each statement is announced
        self.sign: Message | None = None  # the last one of life
        self.numbers = itertools.count()  # of functions that are handed over
        self.patience = Patience(limits, needs)
        self.at_least = 0.0  # seconds that the running test asks for, for each of its calls
        self.waiting = Budget(limits.waiting)
        self.budgets: dict[str | None, Budget] = {exercise: Budget(limits.exercise) for exercise in (*asked, None)}
        self.debtor = Budget(limits.loading)  # pays for the next loading
        self.hearings: dict[str | None, Hearing] = {
            exercise: hearing.for_exercise(map(needs.get, functions), limits.answers)
            for exercise, functions in asked.items()
        } | {None: Hearing(limits.answers)}

    def close(self) -> int | None:
        """End the child; return its exit code, negative for a signal, or None if there is none."""
        child, self.child = self.child, None
        return child.close() if child else None

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute a submission's cells, one by one. Nothing is raised: what went wrong is in ``problems``.

        Args:
            pieces: the cells.
            cut: whether it is one script without cell marks.

        """
        self.cells, self.is_script = pieces, cut
        self._execute()

    def loss_of(self, name: str) -> Loss | None:
        """Return the statement that would have given a name its value, had it run; None where there is no such one."""
        return next((loss for loss in self.problems if name in loss.names), None)

    def call(self, call: Call) -> Any:
        """Make a call, and fill in its ``value``, ``changed``, ``asked`` and ``printed``.

        Raises:
            NotDefinedError, StudentCodeError, StudentTimeoutError, StudentCrashError: there is no value.

        """
        name, given = self._called(call)
        encoder = encoding.Encoder(given.add)
        try:
            request: Message = {"do": "call", "function": name}
            request |= encoding.encode_arguments(encoder, call.args, call.kwargs, call.replaced)
        except wire.ProtocolError as error:
            raise StudentCrashError(f"What was returned before is too large to be handed on: {error}.") from None
        if self.child and self.child.depth:  # a callback asks
            child = self.child
            answer, payload = child.ask_within(request, encoder.payload, given)
        else:
            if self.patience.has_ended(_key(call)):
                raise StudentTimeoutError(GIVEN_UP)
            child = self._loaded()
            try:
                answer, payload = self._within(child, call, request, encoder.payload, given)
            finally:
                call.printed = child.printed
        if "missing" in answer:
            raise NotDefinedError(name)
        if "too_much" in answer:
            raise StudentCrashError(f"What it returned cannot be read: {hearing.TOO_MUCH}.")
        try:
            handles = child.handles()
            call.value = decoding.decode(answer.get("value"), payload, handles.make)
            call.returns_functions = handles.made > 0
            call.changed = tuple(plain_lines(answer.get("changed", []), 100))
            call.asked = _asked(call, given)
        except wire.ProtocolError as error:
            problem = StudentCrashError(f"What it returned cannot be read: {error}.")
            child.break_off(problem)
            raise problem from None
        return call.value

    def call_ahead(self, calls: Sequence[Call]) -> int:
        """Make calls of one function in one go, and fill in their ``value``, ``asked`` and ``printed``.

        It ends at the first call of which there is more to say than its value: one that raises, changes its arguments,
        takes long, or says too much. That one, and all that follow, are left to ``call``.

        Returns:
            How many calls, of the first ones, were made.

        """
        if _key(calls[0]) in self.patience.slow or (self.child and self.child.depth):
            return 0
        try:
            name, given = self._called(calls[0])
            encoder, own = encoding.Encoder(), [given.copy() for _ in calls]
            request: Message = {"do": "calls", "function": name, "cases": []}
            for call, part in zip(calls, own, strict=True):
                encoder.register = part.add
                request["cases"].append(encoding.encode_arguments(encoder, call.args, call.kwargs, call.replaced))
                given.join(part)
            child = self._loaded()
            answer, payload = self._within(child, calls[0], request, encoder.payload, given)
            handles = child.handles()
            values = decoding.decode(answer.get("values"), payload, handles.make)
            printed = printed_by_each(answer.get("printed_by_each", []))
        except (StudentCodeError, StudentTimeoutError, StudentCrashError, wire.ProtocolError):
            return 0
        if type(values) is not list or len(values) > len(calls):
            return 0
        made = len(values)
        for call, part, value, lines in itertools.zip_longest(calls[:made], own[:made], values, printed[:made]):
            call.value, call.returns_functions, call.asked = value, handles.made > 0, _asked(call, part)
            call.printed = lines or ()
        return made

    def _within(
        self, child: Conversation, call: Call, request: Message, payload: Sequence[bytes], given: HandedOver
    ) -> tuple[Message, bytes]:
        """Ask for a call, within what it may take of its exercise's budget."""
        exercise, key, is_ahead = self.exercise_of.get(call.function), _key(call), request["do"] == "calls"
        budget, patience = self.budgets[exercise], self.patience
        if is_ahead:
            most = patience.seconds_together(key[0], len(request["cases"]))
        else:
            most = patience.seconds(key, self.at_least, numbers=sum(map(len, payload)) / 8)
        seconds = budget.allow(most)
        deadline = Deadline(seconds, self.limits.grace, self.waiting.allow(self.limits.waiting), child.processor)
        bounds = Bounds(deadline, self.hearings[exercise], self._questions(key, is_ahead=is_ahead))
        try:
            request = {**request, "seconds": seconds, "purse": bounds.questions.purse.most}
            answer, told = child.ask(request, payload, bounds, given=given)
            if "timeout" in answer:
                if given:  # it may still wait for what it had asked of one, and take the next request for it
                    child.close()
                raise StudentTimeoutError(LATE.format(seconds=seconds))
            return answer, told
        except StudentTimeoutError:
            patience.lose(key, deadline.used(), is_ahead=is_ahead)
            raise
        finally:
            patience.hear(call.function, child.served)
            budget.spend(deadline.used())
            self.waiting.spend(deadline.waited())
            if child.is_over:
                self.debtor = budget

    def _questions(self, key: Key, *, is_ahead: bool) -> Questions:
        """Return how often a call of a function may call back, or several at once, and what they may say thereby."""
        need = self.needs.get(key[0])
        purse = need.purse if need else Hearing(self.limits.answers, share=1.0)
        return Questions(self.patience.callbacks(key, is_ahead=is_ahead), purse)

    def _called(self, call: Call) -> tuple[str | int, HandedOver]:
        """Return how the child knows what a call calls, and the functions of ours that this may call back."""
        if call.returned is None:
            return call.function, HandedOver(numbers=self.numbers)
        child, number, given = call.returned.known
        if self.child is None or child is not self.child or (child.is_over and not child.depth):
            raise StudentCrashError("The function that it returned is gone, with the process that made it.")
        return number, given.copy()

    def _loaded(self) -> Conversation:
        """Return the conversation with a child that has executed the cells."""
        if self.child is None or self.child.is_over:
            self._execute()
        return self._opened()

    def _opened(self) -> Conversation:
        """Return the conversation with a child, which may be a new one that has executed nothing."""
        if self.child is None or self.child.is_over:
            self.child = Conversation(self.zygote, self.seed, self.call)
        return self.child

    # Loading

    def _execute(self) -> None:
        """Execute the cells; after a statement that hung or ended the child, the others again, in a new child."""
        for _ in range(RESTARTS):
            try:
                told = self._execute_all(self._opened())
                self.problems = sorted([*told, *self.culprits.values()], key=lambda loss: (loss.cell, loss.line or 0))
                return
            except (StudentTimeoutError, StudentCrashError, StudentCodeError, wire.ProtocolError) as error:
                self.close()
                self.debtor.spend(RESTART)
                if not self._leave_out(error) or self.debtor.left <= RESTART:
                    break
        self.cells = []
        problem = StudentCrashError("It was given up: it ended Python, or took too long, again and again.")
        self.problems = [*self.culprits.values(), Loss(0, None, "", problem)]

    def _execute_all(self, child: Conversation) -> list[Loss]:
        """Execute the cells in a new child, without the statements that ended others; return what did not run."""
        request = {
            "do": "load", "cells": self.cells, "script": self.is_script, "asked": dict(self.asked),
            "skip": list(self.culprits), "careful": self.careful, "statement": self.limits.statement,
            "left": self.debtor.left,
        }  # fmt: skip
        seconds, self.sign = self.limits.statement + SILENCE, None
        waiting = self.waiting.allow(self.limits.waiting)
        deadline = Deadline(seconds, self.limits.grace, waiting, child.processor)

        def hear(sign: Message) -> None:
            self.sign = sign
            if child.processor.used() > self.debtor.left + self.limits.statement:  # the child keeps no limits
                raise TimeoutError
            deadline.renew()

        try:
            answer, _ = child.ask(request, (), Bounds(deadline, self.hearings[None], Questions()), sign=hear)
            problems = answer["problems"]
            if type(problems) is not list:
                raise wire.ProtocolError("problems that are none")
            return [Loss.read(told) for told in problems[:MOST_PROBLEMS]]
        except KeyError as error:
            raise wire.ProtocolError("an answer without problems") from error
        finally:
            self.debtor.spend(child.processor.used())
            self.waiting.spend(deadline.waited())

    def _leave_out(self, error: Exception) -> bool:
        """Leave out the statement that a child has ended at; where it is not known, see to it that it will be.

        Returns:
            Whether there is any use in trying again.

        """
        try:
            cell, number = self.sign["at"] if self.sign else (0, 0)
            if self.careful is None or cell < self.careful:
                self.careful = int(cell)
                return True
            loss = Loss.read(self.sign, error)
        except (TypeError, ValueError, wire.ProtocolError):
            return False
        is_new = (cell, number) not in self.culprits
        self.culprits[cell, number] = loss
        return is_new


def _asked(call: Call, given: HandedOver) -> dict[str, int]:
    """Return how often a call asked each of the functions that it was given."""
    return given.counts(named_values(call.args, {**call.kwargs, **call.replaced})) if given else {}


def _key(call: Call) -> Key:
    return call.function, call.returned is not None
