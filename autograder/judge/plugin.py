"""The pytest plugin of a judge: pytest collects the hidden tests of a problem set once, for many submissions.

Tests that ask for nothing but our fixtures are run here for one submission after another: there is nothing to set up
for them and nothing to tear down. Where a test asks for more, the judge is forked for each submission, and pytest's own
loop runs in the fork, so that each submission meets fresh fixtures.
"""

import functools
import gc
import os
from collections.abc import Sequence
from typing import Literal, cast

import pytest

from autograder.errors import CourseError
from autograder.report import Report, TestStatus
from autograder.wall import lockdown, selftest
from autograder.wall.deadline import interrupting
from autograder.wall.hearing import Need
from autograder.wall.sandbox import Sandbox
from autograder.wall.spawn import ZygoteError

from . import items as hidden
from . import workers
from .attempt import Attempt, UnchangedError
from .draws import Draws
from .fixtures import Fixtures
from .materials import Materials
from .rehearsal import Rehearsal
from .task import Answer, Task

NOBODY = Task("", "", "", "", "")  # in whose name nothing secret is drawn
MEMORY = 2**31  # bytes that judging may take, beyond what it takes when it begins
SELDOM = 20_000  # objects after which a judge looks for garbage: Python's own 700 take a fiftieth of its time


class JudgePlugin(Fixtures):
    """The loop over submissions, and the results of the one that is being graded.

    Args:
        materials: of the problem set.
        waiting: a Worker for each judge that is wanted; this process becomes one of them.
        private: folders that student code must not see into, besides the course's.

    """

    def __init__(self, materials: Materials, waiting: list[workers.Worker], private: Sequence[str]) -> None:
        super().__init__()
        self.materials, self.waiting, self.private = materials, waiting, private
        self.worker = waiting[0]  # until it is known which one this process is
        self.failures: list[str] = []  # of collecting
        self.needs: dict[str, Need] = {}  # of the functions that are asked for, where they are known
        self.called: dict[str, set[str]] = {}  # identifier of a test -> the functions that it calls, where we know

    # Collecting

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "points(number, after=None, seconds=None): what a hidden test is worth")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures.append(f"{report.nodeid}: {report.longrepr}")

    # The loop over submissions

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        tests = cast("list[pytest.Function]", session.items)
        if self.failures:
            self._say(Answer(failed="\n".join(self.failures)))
            return True
        try:
            self._prepare(tests)
        except CourseError as error:
            self._say(Answer(failed=str(error)))
            return True
        is_plain = all(map(self.is_plain, tests))
        try:
            for task in self.worker.channel.tasks():
                if is_plain:
                    self._grade(list(tests), task)
                elif workers.is_fork(self.worker):
                    self._begin_in_fork(tests, task)
                    return None  # pytest's own loop goes on from here
        except ZygoteError as error:
            self.attempt = None
            self._say(Answer(failed=str(error)))
        return True

    def _prepare(self, tests: list[pytest.Function]) -> None:
        """Make everything ready for the first submission, try the wall, and say so."""
        hidden.check(tests)
        blank = self._rehearse(tests)
        gc.collect()
        gc.freeze()
        gc.set_threshold(SELDOM)
        self.worker = workers.divide(self.waiting)
        holes = selftest.find_holes(self.worker.zygote, self.materials.secrets, self.private)
        lockdown.limit_own_memory(MEMORY)
        self._say(Answer(report=blank, pid=os.getpid(), holes=tuple(holes)))

    def _rehearse(self, tests: list[pytest.Function]) -> Report:
        """Run the tests on the references; whether they pass is for `make check` to say."""
        rehearsal = Rehearsal(self.materials.stages.values())
        self.attempt = Attempt(NOBODY, tests, self.materials, rehearsal)
        blank = self.attempt.report()
        for test in filter(self.is_plain, tests):
            outcome = pytest.CallInfo.from_call(functools.partial(self._run, test), when="call")
            self.attempt.note(test, outcome)
            if outcome.excinfo is None:  # it has made all its calls
                self.called[test.nodeid] = {call.function for call in self.attempt.calls}
        self.needs = self._needs(rehearsal)
        self.attempt = None
        return blank

    def _needs(self, rehearsal: Rehearsal) -> dict[str, Need]:
        """Return what the functions of those exercises need whose tests have all been rehearsed, and hold."""
        doubtful = {
            self.materials.exercise_of(test).name
            for test in self.current.items
            if self.current.results[test.nodeid].status is not TestStatus.PASSED
        }
        exercises = [one for one in self.materials.problem_set.exercises if one.name not in doubtful]
        return {name: rehearsal.needs.get(name, Need()) for one in exercises for name in one.functions}

    def close(self) -> None:
        """End the zygote, and wait for the other judges that were forked here."""
        workers.close(self.worker, self.waiting)

    # One submission

    def _grade(self, tests: list[pytest.Function], task: Task) -> None:
        """Grade one submission here."""
        try:
            self._begin(tests, task)
            for test in tests:
                self.pytest_runtest_protocol(test)
            self._report()
        except UnchangedError:
            self._say(Answer(unchanged=True))
        self.attempt = None

    def _begin_in_fork(self, tests: list[pytest.Function], task: Task) -> None:
        try:
            self._begin(tests, task)
        except UnchangedError:
            self._say(Answer(unchanged=True))
            os._exit(0)

    def _begin(self, tests: list[pytest.Function], task: Task) -> None:
        tests[:] = self._asked_for(tests, task)
        seed = Draws(task.secret, task.drawn_for).seed
        asked = {one.name: one.functions for one in self.materials.problem_set.exercises}
        sandbox = Sandbox(self.worker.zygote, self.materials.limits, seed, asked, self.needs)
        self.attempt = Attempt(task, tests, self.materials, sandbox)
        self.attempt.load(tests)

    def _asked_for(self, tests: list[pytest.Function], task: Task) -> list[pytest.Function]:
        """Return the tests that a task asks for, with those that they come after."""
        if task.only is not None:
            tests = [test for test in tests if self.materials.exercise_of(test).name in task.only]
        if task.about is not None:
            about = set(task.about)
            wanted = {test.nodeid for test in tests if about & self.called.get(test.nodeid, about)}
            for test in reversed(tests):  # what a test comes after stands above it
                wanted |= {hidden.earlier_of(test) or ""} if test.nodeid in wanted else set()
            tests = [test for test in tests if test.nodeid in wanted]
        return tests

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.attempt:  # in a fork
            self._report()
            os._exit(0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> bool | None:
        """Run a test that asks for nothing but our fixtures without the machinery that others need.

        There is nothing to set up and nothing to tear down for it, and that is most of what pytest does for a test.
        """
        if not self.is_plain(item):
            return None
        self.current.note(item, pytest.CallInfo.from_call(functools.partial(self._run, item), when="call"))
        return True

    def _run(self, item: pytest.Function) -> None:
        """Run a test that asks for our fixtures alone."""
        self.current.start(item)
        given = self.values(item)
        with interrupting(self.materials.limits.test):
            item.obj(**given)

    def pytest_runtest_setup(self, item: pytest.Function) -> None:
        self.current.start(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Function, call: pytest.CallInfo[None]) -> pytest.TestReport:
        self.current.note(item, call)
        when = cast("Literal['setup', 'call', 'teardown']", call.when)
        return pytest.TestReport(item.nodeid, item.location, {}, "failed" if call.excinfo else "passed", None, when)

    def _report(self) -> None:
        self._say(Answer(report=self.current.report(self.worker.zygote.layers or ())))

    def _say(self, answer: Answer) -> None:
        self.worker.channel.say(answer)
