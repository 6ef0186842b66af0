"""Public tests on the student's own machine: a pytest plugin that loads their file and answers in sentences."""

import contextlib
import os
import sys
from unittest import mock

import pytest

from . import cards, cells, figures
from .calls import changed_arguments, snapshot, standing_in, start_log
from .compare import Disagreement
from .proxy import SubmissionProxy

FIGURES = "figures"  # the folder for what the student's functions draw, where there is no notebook to show it
UNWRITTEN = "Nothing is written here yet."
NO_FILE = "this notebook"  # what is tested where there is no file, but cells that have been run
STOPPED = "{what} was stopped before it was done, and no test after it has run. Is there a loop that never ends?"


def check(exercise):
    """Run the public tests of one exercise on the functions of the notebook that calls this, and show what they say.

    Args:
        exercise: the exercise's name, a str.

    Raises:
        AssertionError: not all of them pass, and it is `nbgrader validate` that asks: it knows no other answer.

    """
    if PublicTests.running:
        return  # a test run executes the notebook's cells, this one among them
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    plugin = PublicTests(vars(sys.modules["__main__"]), NO_FILE)
    test = os.path.join(folder, f"test_{exercise}.py")
    if not os.path.exists(test):
        plugin.findings.problems.append(f"There are no tests for {exercise!r} in {folder}.")
    else:
        _run(folder, test, plugin)
    cards.show(plugin.findings)
    passed = not plugin.findings.problems and all(one.status == "passed" for one in plugin.findings.verdicts)
    if os.environ.get("NBGRADER_EXECUTION") and not passed:
        raise AssertionError(f"Not all public tests of {exercise} pass; the output says which.")


def _run(folder, test, plugin):
    """Run the tests of a file inside this process, undisturbed by whatever else the student's pytest is told."""
    options = ["--noconftest", "--assert=plain", "--capture=sys", "--rootdir", folder, "-c", os.devnull]
    options += [f"-pno:{name}" for name in ("cacheprovider", "terminal", "warnings", "faulthandler")]
    with mock.patch.dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTEST_ADDOPTS=""):
        pytest.main([*options, test], plugins=[plugin])


def load(folder, name):
    """Execute the cells of the notebook or the script of a set, whichever was changed last.

    Returns:
        ``(namespace, file name, problems)``: a dict; a str; and what cells raised, as list of str.

    Raises:
        pytest.UsageError: there is neither, or it cannot be read.

    """
    names = [file for file in (f"{name}.ipynb", f"{name}.py") if os.path.exists(os.path.join(folder, file))]
    if not names:
        raise pytest.UsageError(f"There is no {name}.ipynb and no {name}.py in {folder}.")
    file = max(names, key=lambda one: os.path.getmtime(os.path.join(folder, one)))
    with open(os.path.join(folder, file), "rb") as stream:
        data = stream.read()
    try:
        pieces = cells.read(file, data)
        pieces = cells.cut(pieces[0]) if cells.is_one_piece(file, pieces) else pieces
    except cells.Unreadable as error:
        raise pytest.UsageError(f"{file}: {error}") from error
    module, flags, problems = cells.new_module(), 0, []
    for number, piece in enumerate(pieces, 1):
        try:
            flags = cells.run(piece, module, flags)
        except (Exception, SystemExit) as error:
            problems.append(f"Cell {number} did not run: {describe_problem(error, file)}")
        figures.close_all()
    return vars(module), file, problems


class MissingFunction(Disagreement):
    """A function is not there, or not there yet: nothing is wrong with it."""

    def __init__(self, name, file):
        unrun = f"Run the cell of {name} first."
        super().__init__(unrun if file == NO_FILE else f"There is no function {name} in {file}.")


class PublicTests:
    """The pytest plugin: the fixture ``submission``, and findings in sentences.

    Args:
        namespace: dict in which the student's functions are.
        file: what the student's file is called, for the report.
        problems: list of str, what went wrong when it was loaded.
        folder: where to save figures; None to keep them for a notebook.

    """

    running = False

    def __init__(self, namespace, file, problems=(), folder=None):
        self.namespace, self.file, self.folder = namespace, file, folder
        self.findings = cards.Findings(file, list(problems))
        self.drawn, self.calls = {}, []

    @classmethod
    def of_folder(cls, folder, name):
        """Return the plugin for the file that a student has in a folder."""
        import matplotlib as mpl

        mpl.use("Agg")
        cls.running = True
        try:
            return cls(*load(folder, name), folder)
        finally:
            cls.running = False

    def pytest_configure(self, config):
        config.option.verbose, config.option.tbstyle, config.option.no_summary = -2, "no", True
        config.option.no_header = True

    @pytest.fixture
    def submission(self):
        figures.capture()
        self.calls = start_log()
        return SubmissionProxy(self._call, self.calls, self.drawn)

    def _call(self, call):
        function = self.namespace.get(call.function) if call.maker is None else call.returned
        if not callable(function):
            raise MissingFunction(call.function, self.file)
        before = [snapshot(value) for value in (*call.args, *call.kwargs.values())]
        figures.close_all()
        with standing_in(self.namespace, call.replaced):
            value = function(*call.args, **call.kwargs)
        call.changed = changed_arguments(call.args, call.kwargs, before)
        figure = figures.find(value)
        call.value = value if figure is None else figures.describe(figure)
        if figure is not None:
            self._keep(call.function, figure)
        figures.close_all()

    def _keep(self, name, figure):
        """Keep the first figure that a function draws, so that the student can look at it."""
        if name in self.findings.pictures:
            return
        with contextlib.suppress(Exception):  # a figure that cannot be painted: the tests say what is wrong with it
            picture = cards.painted(figure)
            self.findings.pictures[name] = picture if self.folder is None else _saved(self.folder, name, picture)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when == "call" or call.excinfo:
            error = call.excinfo.value if call.excinfo else None
            status = "passed" if error is None else "failed"
            status = "not attempted" if isinstance(error, NotImplementedError | MissingFunction) else status
            title = " ".join((item.function.__doc__ or item.name).split())
            exercise = item.path.stem.removeprefix("test_")
            rationale = self._describe(error) if error else ""
            self.findings.verdicts.append(cards.Verdict(exercise, status, title, rationale))
        return (yield)

    def _describe(self, error):
        """Say what went wrong; where the student's code raised, also with which call."""
        last = self.calls[-1] if self.calls else None
        return describe_problem(error, self.file, str(last) if last and last.error is error else "Your code")

    def pytest_report_teststatus(self, report):
        return report.outcome, "", ""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session, exitstatus):
        """Say it all at the end, after pytest's own last words; in a notebook there is no terminal to say it to."""
        done = yield
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            self.findings.problems.append(STOPPED.format(what=self.calls[-1] if self.calls else "The run"))
        if terminal := session.config.pluginmanager.get_plugin("terminalreporter"):
            for line in cards.as_lines(self.findings):
                terminal.write_line(line)
        return done


def _saved(folder, name, picture):
    """Write a picture to the folder of figures; return where it is, as seen from where the student is."""
    os.makedirs(os.path.join(folder, FIGURES), exist_ok=True)
    path = os.path.join(folder, FIGURES, f"{name}.png")
    with open(path, "wb") as file:
        file.write(picture)
    return os.path.relpath(path)


def describe_problem(error, file, what="Your code"):
    """Return what went wrong in a student's code, as a sentence for the student; ``what`` is what raised the error."""
    if isinstance(error, NotImplementedError):
        return UNWRITTEN
    if isinstance(error, AssertionError):
        return str(error).split("\nassert ")[0]  # pytest adds the expression, which says less than the sentence
    kind, message, line, _ = cells.describe_error(error)
    where = f" in line {line} of {file if file.endswith('.py') else 'its cell'}" if line else ""
    return f"{what} raised {kind}{where}: {message}" if message else f"{what} raised {kind}{where}."
