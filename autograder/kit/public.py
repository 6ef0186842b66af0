"""Public tests on the student's own machine: a pytest plugin that loads their file and answers in sentences."""

import os
import sys

import pytest

from . import cells, figures
from .calls import changed_arguments, snapshot, standing_in, start_log
from .compare import Disagreement
from .proxy import SubmissionProxy

LATER = "These are the public tests. More tests run when your work is graded."


def check(exercise):
    """Run the public tests of one exercise on the functions of the notebook that calls this, and print what they say.

    Args:
        exercise: the exercise's name, a str.

    """
    if PublicTests.running:
        return  # a test run executes the notebook's cells, this one among them
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    options = ["--noconftest", "-p", "no:cacheprovider", "--rootdir", folder, "-c", os.devnull]
    test = os.path.join(folder, f"test_{exercise}.py")
    pytest.main([*options, test], plugins=[PublicTests(vars(sys.modules["__main__"]), "this notebook")])


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


class PublicTests:
    """The pytest plugin: the fixture ``submission``, and a report in sentences.

    Args:
        namespace: dict in which the student's functions are.
        file: what the student's file is called, for the report.
        problems: list of str, what went wrong when it was loaded.

    """

    running = False

    def __init__(self, namespace, file, problems=()):
        self.namespace, self.file, self.problems = namespace, file, problems
        self.verdicts = []  # (test file, passed, title, rationale)
        self.drawn = {}

    @classmethod
    def of_folder(cls, folder, name):
        """Return the plugin for the file that a student has in a folder."""
        import matplotlib as mpl

        mpl.use("Agg")
        cls.running = True
        try:
            return cls(*load(folder, name))
        finally:
            cls.running = False

    def pytest_configure(self, config):
        config.option.verbose, config.option.tbstyle, config.option.no_summary = -2, "no", True
        config.option.no_header = True

    @pytest.fixture
    def submission(self):
        figures.capture()
        return SubmissionProxy(self._call, start_log(), self.drawn)

    def _call(self, call):
        function = self.namespace.get(call.function) if call.maker is None else call.returned
        if not callable(function):
            raise Disagreement(f"There is no function {call.function} in {self.file}. Has its cell been run?")
        before = [snapshot(value) for value in (*call.args, *call.kwargs.values())]
        figures.close_all()
        with standing_in(self.namespace, call.replaced):
            value = function(*call.args, **call.kwargs)
        call.changed = changed_arguments(call.args, call.kwargs, before)
        figure = figures.describe(value)
        call.value = value if figure is None else figure
        figures.close_all()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when == "call" or call.excinfo:
            title = " ".join((item.function.__doc__ or item.name).split())
            rationale = describe_problem(call.excinfo.value, self.file) if call.excinfo else ""
            self.verdicts.append((item.path.stem.removeprefix("test_"), not call.excinfo, title, rationale))
        return (yield)

    def pytest_report_teststatus(self, report):
        return report.outcome, "", ""

    def pytest_terminal_summary(self, terminalreporter):
        write = terminalreporter.write_line
        write(f"Testing {self.file}")
        for problem in self.problems:
            write(f"  ! {problem}")
        for exercise in dict.fromkeys(verdict[0] for verdict in self.verdicts):
            own = [verdict[1:] for verdict in self.verdicts if verdict[0] == exercise]
            write(f"\n{exercise}: {sum(passed for passed, _, _ in own)} of {len(own)} public tests pass")
            for passed, title, rationale in own:
                write(f"  {'✓' if passed else '✗'} {title}")
                if rationale:
                    write(f"      {rationale}")
        write(f"\n{LATER}")


def describe_problem(error, file):
    """Return what went wrong in a student's code, as a sentence for the student."""
    if isinstance(error, NotImplementedError):
        return "Nothing is written here yet."
    if isinstance(error, AssertionError):
        return str(error).split("\nassert ")[0]  # pytest adds the expression, which says less than the sentence
    kind, message, line, _ = cells.describe_error(error)
    where = f" in line {line} of {file if file.endswith('.py') else 'its cell'}" if line else ""
    return f"Your code raised {kind}{where}: {message}" if message else f"Your code raised {kind}{where}."
