"""Public tests on the student's own machine: a pytest plugin that loads their file and answers in sentences."""

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from . import cards, figures, given, imports, sentences, student_file
from .calls import Call, changed_arguments, snapshot, standing_in, start_log
from .compare import Disagreement
from .output import LastLines, printing_to, without_screen
from .proxy import SubmissionProxy
from .student_file import EXECUTING, LONGEST, StudentFile
from .time_limit import TookTooLongError, time_limit

FIGURES = "figures"  # the folder for what the student's functions draw, where there is no notebook to show it
TOOLS = "autograder"  # what the folder with these tools is called
LONGEST_AGAIN = 1.0  # seconds for a further call of a function that once took too long


def check(exercise: str) -> None:
    """Run the public tests of one exercise on the functions of the notebook that calls this, and show what they say.

    Args:
        exercise: the exercise's name.

    Raises:
        AssertionError: not all of them pass, and it is `nbgrader validate` that asks: it knows no other answer.

    """
    if EXECUTING:  # a test run executes the file's cells, this one among them
        EXECUTING[-1].worlds.check(exercise)
        return
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    plugin = NotebookTests(folder, StudentFile(sentences.NOTEBOOK, vars(sys.modules["__main__"])))
    test = os.path.join(folder, f"test_{exercise}.py")
    if os.path.exists(test):
        _run(folder, test, plugin)
    else:
        plugin.findings.problems.append(f"There are no tests for {exercise!r} in {folder}.")
    cards.show(plugin.findings)
    if os.environ.get("NBGRADER_EXECUTION") and not plugin.findings.passed:
        raise AssertionError(f"Not all public tests of {exercise} pass; the output says which.")


def _run(folder: str, test: str, plugin: "PublicTests") -> None:
    """Run the tests of a file inside this process, undisturbed by whatever else the student's pytest is told."""
    options = ["--noconftest", "--assert=plain", "--capture=sys", "--rootdir", folder, "-c", os.devnull]
    options += [f"-pno:{name}" for name in ("cacheprovider", "terminal", "warnings", "faulthandler")]
    with mock.patch.dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTEST_ADDOPTS=""):
        pytest.main([*options, test], plugins=[plugin])


class MissingFunction(Disagreement):
    """A function is not there, or not there yet: nothing is wrong with it."""

    def __init__(self, name: str, file: StudentFile) -> None:
        if file.name == sentences.NOTEBOOK:
            super().__init__(f"Run the cell of {name} first.")
        elif name in file.unrun:
            super().__init__(f"{name} is not there, because the code that defines it did not run: see above.")
        else:
            super().__init__(f"There is no function {name} in {file.name}.")


class PublicTests:
    """The pytest plugin of a folder: it calls the student's functions for the tests there, and says what these find.

    Several folders may be tested at once. Each has a plugin, with its own copy of these tools.

    Args:
        folder: the student's, with the tests in it.
        file: what is tested.

    """

    def __init__(self, folder: str, file: StudentFile) -> None:
        self.folder, self.file = os.path.realpath(folder), file
        came = given.read()
        notes = [*file.notes, *given.say_difference(came)]
        self.findings = cards.Findings(_as_seen_from_here(self.folder, file.name), list(file.problems), notes)
        self.packages = came.packages
        self.drawn: dict[str, Any] = {}
        self.calls: list[Call] = []
        self.slow: set[str] = set()  # functions that once took too long
        self.printed: LastLines | None = LastLines()  # by the functions of the running test; None to leave it alone
        self.tools = _take_tools()
        sys.modules.update(self.tools)

    @classmethod
    def of_folder(cls, folder: str, problem_set: str) -> "PublicTests":
        """Return the plugin for the file that a student has in a folder."""
        return cls(folder, student_file.load(folder, problem_set))

    @pytest.fixture
    def submission(self, request: pytest.FixtureRequest) -> SubmissionProxy:
        """The student's functions. Of several plugins pytest asks the last one, for the tests of all folders."""
        plugins: set[Any] = request.config.pluginmanager.get_plugins()
        (owner,) = [one for one in plugins if hasattr(one, "holds") and one.holds(request.path)]
        proxy: SubmissionProxy = owner.begin()
        return proxy

    def begin(self) -> SubmissionProxy:
        """Return what stands for the student's functions in a test that begins."""
        self.calls = start_log()
        if self.printed:
            self.printed = LastLines()
        return SubmissionProxy(self._call, self.calls, self.drawn)

    def _call(self, call: Call) -> None:
        worlds, maker = self.file.worlds, call
        while maker.maker is not None:
            maker = maker.maker
        function = worlds.function(call.function) if call.maker is None else call.returned
        if not callable(function):
            raise MissingFunction(call.function, self.file)
        before = [snapshot(value) for value in (*call.args, *call.kwargs.values())]
        figures.close_all()
        with (
            worlds.inside(worlds.homes.get(maker.function)),
            standing_in(self.file.namespace, call.replaced),
            without_screen(self.file.namespace),
            self._imports(),
        ):
            value = self._value(function, call)
        call.changed = changed_arguments(call.args, call.kwargs, before)
        figure = figures.find(value)
        call.value = value if figure is None else figures.describe(figure)
        if figure is not None:
            self._keep(call.function, figure)
        figures.close_all()

    def _value(self, function: Callable[..., Any], call: Call) -> Any:
        """Return what a function returns, unless it takes too long."""
        seconds = LONGEST_AGAIN if call.function in self.slow else LONGEST
        limit = time_limit(seconds) if self.printed else contextlib.nullcontext()
        try:
            with printing_to(self.printed), limit:
                return function(*call.args, **call.kwargs)
        except TookTooLongError:
            self.slow.add(call.function)
            raise Disagreement(sentences.ENDLESS.format(what=call, seconds=seconds)) from None

    def _imports(self) -> contextlib.AbstractContextManager[None]:
        """Let the student's functions import what they may when they are graded."""
        return imports.as_when_graded(self.packages)

    def _keep(self, name: str, figure: Any) -> None:
        """Keep the first figure that a function draws, so that the student can look at it."""
        if name in self.findings.pictures:
            return
        with contextlib.suppress(Exception):  # a figure that cannot be painted: the tests say what is wrong with it
            self.findings.pictures[name] = self._kept(name, cards.painted(figure))

    def _kept(self, name: str, picture: bytes) -> bytes | str:
        """Save a picture in the folder of figures; return where it is, as seen from where the student is."""
        os.makedirs(os.path.join(self.folder, FIGURES), exist_ok=True)
        with open(os.path.join(self.folder, FIGURES, f"{name}.png"), "wb") as file:
            file.write(picture)
        return _as_seen_from_here(self.folder, os.path.join(FIGURES, f"{name}.png"))

    # What pytest asks. It asks the plugin of each folder, about the tests of all.

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.verbose, config.option.tbstyle, config.option.no_summary = -2, "no", True
        config.option.no_header = config.option.continue_on_collection_errors = True
        if config.getoption("capture") == "no" or config.getoption("usepdb"):
            self.printed = None  # whoever looks at each print, or stops in the middle, has time

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        """Let the tests of this folder find its tools, and not a test of the same name in another folder."""
        if not self.holds(collector.path):
            return (yield)
        if isinstance(collector, pytest.Module):
            sys.modules.pop(collector.path.stem, None)
        with self._own_tools():
            return (yield)

    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: Any) -> None:
        """Say of a file of tests that cannot be read that it cannot."""
        if isinstance(node, pytest.Collector) and self.holds(node.path):
            error = call.excinfo.value.__cause__ or call.excinfo.value
            line = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
            why = f"{type(error).__name__}{line}."
            self.findings.problems.append(sentences.BROKEN_TEST.format(file=node.path.name, why=why))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run no test where there is no file to test: it is said once."""
        if not self.file.readable:
            items[:] = [item for item in items if not self.holds(item.path)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        if not self.holds(item.path):
            return (yield)
        with self._own_tools():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        if self.holds(item.path) and (call.when == "call" or call.excinfo):
            self.findings.verdicts.append(self._verdict(item, call.excinfo.value if call.excinfo else None))
        return (yield)

    def _verdict(self, item: pytest.Item, error: BaseException | None) -> cards.Verdict:
        title = " ".join((getattr(item, "function", item).__doc__ or item.name).split())
        exercise = item.path.stem.removeprefix("test_")
        if error is None:
            return cards.Verdict(exercise, "passed", title)
        status = "not attempted" if isinstance(error, NotImplementedError | MissingFunction) else "failed"
        printed = tuple(self.printed.lines()) if self.printed and self.calls else ()
        return cards.Verdict(exercise, status, title, self._describe(error), printed)

    def _describe(self, error: BaseException) -> str:
        """Say what went wrong; where the student's code raised, also with which call."""
        last = self.calls[-1] if self.calls else None
        what = str(last) if last and last.error is error else "Your code"
        said = sentences.describe_problem(error, self.file.name, what)
        nothing = any(one["got"] is None for one in getattr(error, "compared", []))
        return f"{said} {sentences.PRINTS}" if nothing and self.printed and self.printed.lines() else said

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str]:
        return report.outcome, "", ""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Generator[None, None, None]:
        """Say it all at the end, after pytest's own last words; in a notebook there is no terminal to say it to."""
        yield
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            self.findings.problems.append(sentences.STOPPED.format(what=self.calls[-1] if self.calls else "The run"))
        if self.findings.problems and not self.file.readable:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if terminal := session.config.pluginmanager.get_plugin("terminalreporter"):
            for line in cards.as_lines(self.findings):
                terminal.write_line(line)

    def holds(self, path: Path) -> bool:
        """Tell whether a test is one of this folder: of all folders with tools that it lies in, this is the nearest."""
        return self.folder == _folder_of(path.parent)

    @contextlib.contextmanager
    def _own_tools(self) -> Iterator[None]:
        """Let ``import autograder`` mean the copy in this folder."""
        others = _take_tools()
        sys.modules.update(self.tools)
        try:
            yield
        finally:
            self.tools = _take_tools()
            sys.modules.update(others)


class NotebookTests(PublicTests):
    """The plugin inside a running notebook, where pictures are shown, and whatever is installed can be imported."""

    def __init__(self, folder: str, file: StudentFile) -> None:
        super().__init__(folder, file)
        self.findings.notes.extend(imports.say_missing(file.namespace, self.packages))

    def _imports(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def _kept(self, name: str, picture: bytes) -> bytes | str:
        return picture


@functools.cache
def _folder_of(folder: Path) -> str:
    """Return the nearest folder with tools that another one is, or lies in; "" where there is none."""
    real = Path(os.path.realpath(folder))
    return str(next((one for one in (real, *real.parents) if (one / TOOLS).is_dir()), ""))


def _take_tools() -> dict[str, ModuleType]:
    """Take these tools out of the modules that are loaded, and return them by their names."""
    package = __name__.rpartition(".")[0]
    names = [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
    return {name: sys.modules.pop(name) for name in names}


def _as_seen_from_here(folder: str, name: str) -> str:
    """Return a file's path as the student would type it."""
    if name == sentences.NOTEBOOK:
        return name
    with contextlib.suppress(ValueError):  # on another drive
        return os.path.relpath(os.path.join(folder, name))
    return name
