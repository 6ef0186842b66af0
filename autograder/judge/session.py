"""One pytest session for many submissions: pytest collects the hidden tests of a problem set once.

Where several judges are wanted, it then forks until there are as many, each with a zygote of its own. Tests that ask
for nothing but our fixtures are run there for one submission after another: there is nothing to set up for them and
nothing to tear down. Where a test asks for more, the judge is forked for each submission, and pytest's own loop runs in
the fork, so that each submission meets fresh fixtures.
"""

import gc
import json
import os
import pathlib
import sys
import warnings

import numpy as np
import pytest

from autograder import submissions
from autograder.course.model import SECRET_FILE, load_course, load_module
from autograder.errors import CourseError
from autograder.kit import cells, figures
from autograder.kit.proxy import SubmissionProxy
from autograder.wall import lockdown, selftest, spawn
from autograder.wall.deadline import interrupting
from autograder.wall.forking import await_children, become_several
from autograder.wall.sandbox import Limits

from .attempt import Graded, UnchangedError, mark_of, sibling
from .rehearsal import Rehearsal
from .task import Answer, Task

# Parts of pytest that hidden tests have no use for, and that would take their share of every test.
UNUSED_PLUGINS = (
    "cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "skipping", "stepwise", "terminal",
    "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings",
)  # fmt: skip
OWN_FIXTURES = {"submission", "reference", "rng"}
NOBODY = Task("", "", "", "", "")  # in whose name nothing secret is drawn
MEMORY = 2**31  # bytes that judging may take, beyond what it takes when it begins
SECRET_FILES = ("reference.py", "test_hidden.py", "variants.py")


def main(root, set_name, channels, *, limits=None, private=(), without=()):
    """Collect the hidden tests of a set, become a judge for each channel, and answer its requests until there are none.

    A request is the line of a Task, an answer that of an Answer. The first answer says that collecting worked.

    Args:
        root: the course's folder.
        set_name: problem set.
        channels: list of pairs of text files, one for requests and one for answers.
        limits: dict, the fields of Limits that are not to be as they are by default.
        private: folders that student code must not see into, besides the course's.
        without: names of layers of the wall to leave out, for the tests of the wall.

    """
    limits = Limits(**limits or {})
    zygotes = spawn.start(limits, without, len(channels))  # first, since it takes a while to load
    figures.capture()
    warnings.simplefilter("ignore")  # what a student's value makes numpy warn of, the comparison says better
    course = load_course(root)
    problem_set = course.select(set_name)
    options = ["-c", os.devnull, "--rootdir", root, "--import-mode=importlib", "--assert=plain", "--capture=no"]
    options += ["--strict-markers", *(f"-pno:{name}" for name in UNUSED_PLUGINS)]
    paths = [exercise.path("test_hidden.py") for exercise in problem_set.exercises]
    judge = Judge(course, problem_set, list(zip(zygotes, channels, strict=True)), limits, private)
    pytest.main([*options, *paths], plugins=[judge])
    judge.close()


class Judge:
    """The pytest plugin: fixtures, the loop over submissions, and the results of the one that is being graded."""

    def __init__(self, course, problem_set, places, limits, private):
        self.problem_set, self.places, self.limits, self.private = problem_set, places, limits, private
        self.zygote, (self.requests, self.answers) = places[0]
        self.exercises = {pathlib.Path(one.folder): one for one in problem_set.exercises}
        self.owners = {}  # test -> Exercise
        self.references = {one.name: load_module(one, "reference") for one in problem_set.exercises}
        # Hints and the rehearsal have modules of their own: what a test holds of the reference is never patched.
        self.stages = {one.name: load_module(one, "reference") for one in problem_set.exercises}
        self.mistakes = {one.name: [v for v in one.variants if v.hint] for one in problem_set.exercises}
        self.generator = np.random.default_rng()  # of each test in turn, which begins with a state of its own
        self.replayed = {}  # figures that hints and evidence have drawn
        self.stubs = _stubs(course.root, problem_set.name)
        self.secret_file = os.path.join(course.root, SECRET_FILE)
        self.failures = []  # of collecting
        self.graded = None  # what is known of the submission that is being graded

    # Collecting

    def pytest_configure(self, config):
        config.addinivalue_line("markers", "points(number, after=None): what a hidden test is worth")

    def pytest_collectreport(self, report):
        if report.failed:
            self.failures.append(f"{report.nodeid}: {report.longrepr}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        if self.failures:
            self._say(failed="\n".join(self.failures))
            return True
        try:
            _check(session.items)
            blank = Graded(NOBODY, session.items, self).report()
            secrets = [exercise.path(name) for exercise in self.problem_set.exercises for name in SECRET_FILES]
            self._rehearse(session.items)
            gc.collect()
            gc.freeze()
            self._become_several()
            holes = selftest.find_holes(self.zygote, [*secrets, self.secret_file], self.private)
            lockdown.limit_own_memory(MEMORY)
            self._say(report=blank, pid=os.getpid(), holes=tuple(holes))
        except CourseError as error:
            self._say(failed=str(error))
            return True
        is_plain = all(set(item.fixturenames) <= OWN_FIXTURES for item in session.items)
        while line := self.requests.readline():
            task = Task.from_line(line)
            try:
                if is_plain:
                    self._grade(list(session.items), task)
                elif self._fork(session, task):
                    return None  # in the fork: pytest's own loop goes on from here
            except spawn.ZygoteError as error:
                self.graded = None
                self._say(failed=str(error))
                return True
        return True

    def _rehearse(self, items):
        """Run the tests on the references; whether they pass is for `make check` to say."""
        self.graded = Graded(NOBODY, items, self, Rehearsal(self.stages.values()))
        for item in items:
            if set(item.fixturenames) <= OWN_FIXTURES:
                pytest.CallInfo.from_call(lambda item=item: self._run(item), when="call")
        self.graded = None

    def _become_several(self):
        """Fork until there is a judge for each place; each goes on in one, and leaves the others alone."""
        number = become_several(len(self.places))
        self.zygote, (self.requests, self.answers) = self.places.pop(number)
        for zygote, channel in self.places:
            zygote.leave()
            for file in channel:
                file.close()
        if number > 0:
            os.setsid()  # so that it can be ended with all that it forks

    def close(self):
        """End the zygote, and wait for the other judges that were forked here."""
        for zygote, _ in self.places:  # where it never became several
            zygote.leave()
        self.zygote.close()
        await_children()

    def _fork(self, session, task):
        """Grade one submission in a fork. Returns True in the fork, and False in the parent when it is done."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            gc.disable()  # a fork lives for a moment, and collecting would copy the memory that it shares
            os.close(reading)
            self.answers = open(writing, "w")  # noqa: SIM115 - open until the fork exits
            try:
                self._begin(session.items, task)
            except UnchangedError:
                self._say(unchanged=True)
                os._exit(0)
            return True
        os.close(writing)
        with open(reading) as pipe:
            answer = pipe.read()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.zygote.end()
        self.answers.write(answer if code == 0 else Answer(failed=f"its fork ended with {code}").to_line())
        self.answers.flush()
        return False

    # One submission

    def _grade(self, items, task):
        """Grade one submission here."""
        try:
            self._begin(items, task)
            for item in items:
                self.pytest_runtest_protocol(item)
            self._say(report=self.graded.report())
        except UnchangedError:
            self._say(unchanged=True)
        self.graded = None

    def _begin(self, items, task):
        if task.only is not None:
            items[:] = [item for item in items if self.exercise_of(item).name in task.only]
        self.graded = Graded(task, items, self)
        self.graded.load(items)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        if self.graded:  # in a fork
            self._say(report=self.graded.report())
            os._exit(0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item):
        """Run a test that asks for nothing but our fixtures without the machinery that others need.

        There is nothing to set up and nothing to tear down for it, and that is most of what pytest does for a test.
        """
        if not set(item.fixturenames) <= OWN_FIXTURES:
            return None
        self.graded.note(item, pytest.CallInfo.from_call(lambda: self._run(item), when="call"))
        return True

    def _run(self, item):
        """Run a test that asks for our fixtures alone."""
        self.graded.start(item)
        given = {name: getattr(self, f"{name}_")() for name in item.fixturenames}
        with interrupting(self.limits.total):
            item.obj(**given)

    def pytest_runtest_setup(self, item):
        self.graded.start(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        self.graded.note(item, call)
        outcome = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def submission_(self):
        return SubmissionProxy(self.graded.sandbox.call, self.graded.calls, self.graded.drawn)

    def reference_(self):
        return self.references[self.exercise_of(self.graded.item).name]

    def rng_(self):
        bits = self.graded.bits(self.graded.item.nodeid)
        state, increment = int.from_bytes(bits[:16]), int.from_bytes(bits[16:]) | 1
        # All of PCG64's state at once: to stretch a seed would take longer than most tests.
        self.generator.bit_generator.state = {
            "bit_generator": "PCG64", "state": {"state": state, "inc": increment}, "has_uint32": 0, "uinteger": 0,
        }  # fmt: skip
        return self.generator

    submission = pytest.fixture(submission_, name="submission")
    reference = pytest.fixture(reference_, name="reference")
    rng = pytest.fixture(rng_, name="rng")

    def exercise_of(self, item):
        """Return the exercise that a test belongs to."""
        if item not in self.owners:
            self.owners[item] = self.exercises[item.path.parent]
        return self.owners[item]

    def _say(self, **answer):
        self.answers.write(Answer(**answer).to_line())
        self.answers.flush()


def _check(items):
    """Raise CourseError for a hidden test that is not as the report needs it."""
    seen = set()
    for item in items:
        _ = item.location  # worked out once, here, and not again in every fork
        mark = mark_of(item)
        after = mark.kwargs.get("after") if mark else None
        if mark is None:
            raise CourseError(item.path, f"{item.name} has no points", "put @points(...) above it")
        if not item.function.__doc__:
            raise CourseError(item.path, f"{item.name} has no docstring", "write the line that people will read")
        if after and sibling(item, after) not in seen:
            raise CourseError(item.path, f"{item.name} comes after {after!r}, no earlier test", "mend the name")
        seen.add(item.nodeid)


def _stubs(root, name):
    """Return the cells of what students were given for a set, where it is there."""
    folder = os.path.join(root, "assignments", name)
    paths = [os.path.join(folder, name + ending) for ending in submissions.ENDINGS]
    stubs = []
    for path in filter(os.path.isfile, paths):
        with open(path, "rb") as file:
            stubs.append(cells.read(path, file.read()))
    return stubs


if __name__ == "__main__":
    channels_ = [(open(reading), open(writing, "w")) for reading, writing in json.loads(sys.argv[3])]  # noqa: SIM115
    main(sys.argv[1], sys.argv[2], channels_, **json.loads(sys.argv[4]))
