"""What the tests share: a tiny course with one of everything, and ways to grade made-up submissions of it."""

import compileall
import fcntl
import os
import shutil
import signal
import sys

import pytest

from autograder.course import release
from autograder.course.model import load_course
from autograder.grading.judges import Judges
from autograder.judge.task import Task
from autograder.report_folder import load_all
from autograder.site import build
from autograder.wall import spawn
from autograder.wall.limits import Limits
from autograder.wall.sandbox import Sandbox
from tests import interrupted, running, student_home
from tests.paths import ROOT, SAMPLE, TINY

SECRET = "00" * 32
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a script has its jobs in the background ignore
sys.modules.setdefault("rfc3987_syntax", None)  # a grammar that jsonschema would compile for a second, and nobody needs
# What makes a test slow: a fixture that it asks for, and what that one starts. `make quick` leaves such tests out.
SLOW = {
    "another_machine": "a machine of another kind",
    "begin_grading": "a whole grading run of the command",
    "begin_judges": "judges begun anew",
    "begin_python": "Python begun anew, with all that a command loads",
    "begin_zygote": "a wall begun anew",
    "browser": "a browser",
    "busy_machine": "every processor kept busy",
    "classes": "a class of fifty, twice",
    "cluster": "a cluster",
    "container": "a machine of another kind",
    "draw_anew": "pictures drawn anew",
    "emulated": "an emulated machine",
    "endless": "code that never ends, and is waited for",
    "every_exercise": "every exercise of the course",
    "handout": "the whole site",
    "grading_run": "a whole grading run of the command",
    "hundreds": "hundreds of inputs, hand-ins or calls",
    "installed_engine": "whole runs of an engine that is installed",
    "kernel": "a kernel of Jupyter",
    "nbgrader": "nbgrader's own commands",
    "open_zygote": "a machine of another kind",
    "outcomes": "every attack there is",
    "postgresql": "a server",
    "prove": "a whole course",
    "run_with_kills": "one grading run after the other",
    "sample_grades": "the whole sample class",
    "student_machine": "a student's machine, with their pytest",
    "term": "a whole term of sixty students",
    "whole_course": "the whole course",
    "worker_processes": "processes that share the work",
    "workflow_step": "make, which may set up the course first",
    "zygotes": "a machine of another kind",
}
ALL_SLOW = ROOT / "tests" / "browser"
# Words of command lines that only such a fixture may start.
LARGE = ("bash", "chromium", "dask", "grade", "initdb", "ipykernel_launcher", "jupyter", "jupyterlab", "nbgrader",
         "pip", "tests.elsewhere", "venv")  # fmt: skip


def pytest_xdist_auto_num_workers():
    """Return one process more than there are processors: tests wait for what they start, and for what never ends."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items):
    """Mark what is slow; let files that hold any of it be first, the whole course before all: short ones fill gaps."""
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"{item.nodeid}: each process of a run names it in another way; give it ids=")
        if asked_for(item) & SLOW.keys():
            item.add_marker("slow")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    longest = {item.path for item in items if "whole_course" in asked_for(item)}
    for item in items:
        if ALL_SLOW in item.path.parents and item.path not in slow:
            raise pytest.UsageError(f"{item.path} needs no browser: put it where `make quick` finds it")
    items.sort(key=lambda item: (item.path not in longest, item.path not in slow))


def pytest_ignore_collect(collection_path, config):
    """Leave a folder unread in which all is slow, where nothing slow is asked for: what drives a browser loads long."""
    return True if collection_path == ALL_SLOW and config.option.markexpr == "not slow" else None


def asked_for(item):
    """Return the names of the fixtures that a test asks for, those included that one of its parameters names."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {*item.fixturenames, *(one for one in parameters if isinstance(one, str))}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test that starts something large, and asks for no fixture that says so."""
    started.clear()
    yield
    if started and not item.get_closest_marker("slow"):
        pytest.fail(f"it starts {started[0]!r}: let a fixture of SLOW in tests/conftest.py do so")


started = []  # programs of LARGE, by the test that is running


def notice(event, arguments):
    """Keep what of LARGE a test starts: an audit hook, of which nothing else learns."""
    if event == "subprocess.Popen":
        words = {os.path.basename(os.fsdecode(word)) for word in arguments[1]}
        started.extend(words & set(LARGE))


sys.addaudithook(notice)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The tiny course with what its students get, for reading alone; returns its folder."""
    folder = tmp_path_factory.mktemp("tiny") / "course"
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    course = load_course(str(folder))
    release.write(course, course.problem_sets[0])
    compileall.compile_dir(folder / "assignments", quiet=1)  # once, and not in each copy
    return folder


@pytest.fixture
def tiny_course(tiny, tmp_path):
    """A copy of the tiny course, to be changed at will; returns its folder."""
    return shutil.copytree(tiny, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="session")
def perfect_text():
    """A submission of the tiny course that gets every point."""
    references = sorted((TINY / "solutions" / "warmup").glob("*/reference.py"))
    return "\n\n".join(path.read_text() for path in references)


@pytest.fixture
def class_of_three(tmp_path, perfect_text):
    """A perfect student, one whose code hangs, and one who has handed in nothing."""
    for student, text in [("ada", perfect_text), ("ben", perfect_text + "\ndef greet(name):\n    while True: pass\n")]:
        (tmp_path / "submitted" / student / "warmup").mkdir(parents=True)
        (tmp_path / "submitted" / student / "warmup" / "warmup.py").write_text(text)
    (tmp_path / "submitted" / "zoe").mkdir()
    return tmp_path / "submitted"


@pytest.fixture
def small_class(tmp_path, perfect_text):
    """A perfect student, one whose code raises, and one who has handed in nothing."""
    for student, text in [("ada", perfect_text), ("ben", perfect_text + "\ndef greet(name):\n    return 1 / 0\n")]:
        (tmp_path / "submitted" / student / "warmup").mkdir(parents=True)
        (tmp_path / "submitted" / student / "warmup" / "warmup.py").write_text(text)
    (tmp_path / "submitted" / "zoe").mkdir()
    return tmp_path / "submitted"


@pytest.fixture(scope="session")
def judges(tiny):
    """Judges of the tiny course, begun once; what never ends costs each test that has it little."""
    with Judges(str(tiny), limits={"least": 1.0, "again": 0.2}) as judges:
        judges.prepare("warmup")
        yield judges


@pytest.fixture(scope="session")
def begin_judges():
    """Begin judges of a test's own, which takes seconds; see ``Judges``."""
    return Judges


@pytest.fixture
def grade(judges, tmp_path):
    """Grade the text of a submission of the tiny course; returns its Report."""

    def grade(text, *, name="warmup.py", student="ada"):
        folder = tmp_path / "submitted" / student / "warmup"
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(tmp_path, 0o755)
        if text is not None:
            data = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(data)
        return judges.grade(Task(judges.root, "warmup", student, str(folder), SECRET))

    return grade


@pytest.fixture
def grade_here(judges, monkeypatch):
    """Run the command ``grade`` on the tiny course, in this process and with the judges that are there already."""

    def grade_here(submitted, out, *options, **environment):
        words = ("--submitted", submitted, "--out", out, "--workers", 1, *options)
        os.chmod(submitted.parent, 0o755)
        return running.typed(judges.root, "grade", *words, **environment)

    monkeypatch.setattr("autograder.commands.judging.graders", lambda *_: running.AtHand(judges))
    return grade_here


@pytest.fixture(scope="session")
def begin_python():
    """Run a program in a Python of its own; see ``running.python``."""
    return running.python


@pytest.fixture(scope="session")
def begin_zygote():
    """Begin a wall of a test's own, which takes a second; see ``spawn.start``."""
    return lambda *options, **named: spawn.start(Limits(), *options, **named)[0]


@pytest.fixture(scope="session")
def worker_processes():
    """How many processes share what is to be done: one, and more."""
    return 1, 2


@pytest.fixture(scope="session")
def zygote():
    """A zygote, started once."""
    with spawn.start(Limits())[0] as zygote:
        yield zygote


@pytest.fixture
def sandbox(zygote):
    """Open a sandbox with some cells; it is closed after the test."""
    opened = []

    def open_(*cells, limits=None, cut=False, asked=None, needs=None):
        opened.append(Sandbox(zygote, limits or Limits(), 1, asked or {}, needs or {}))
        opened[-1].load(list(cells), cut=cut)
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def draw_anew():
    """Write what students get of the course in a folder, its pictures drawn; return the folder of the first set."""

    def draw_anew(root):
        course = load_course(str(root))
        release.write(course, course.problem_sets[0])
        return root / "assignments" / course.problem_sets[0].name

    return draw_anew


@pytest.fixture(scope="session")
def course():
    """The course of this repository."""
    return load_course(str(ROOT))


@pytest.fixture(scope="session")
def every_exercise():
    """Ask something of each exercise of this repository, as `make check` does of those that have changed."""


@pytest.fixture(scope="session")
def endless():
    """Wait for what never ends, for as long as there is patience."""


@pytest.fixture(scope="session")
def hundreds():
    """Try something hundreds of times."""


@pytest.fixture(scope="session")
def whole_course():
    """The folder of the same, for tests that prove all of it."""
    return ROOT


@pytest.fixture(scope="session")
def prove():
    """Prove a course with one of its commands, ``check`` or ``mutate``, behind real judges."""
    return running.autograder


@pytest.fixture(scope="session")
def grading_run():
    """Grade a class with the command, from its start to its end; see ``running.grade``."""
    return running.grade


@pytest.fixture(scope="session")
def begin_grading():
    """Begin to grade a class with the command, and do something to it meanwhile; see ``running.begin_grading``."""
    return running.begin_grading


@pytest.fixture(scope="session")
def run_with_kills():
    """Start a grading run again and again, and kill it; see ``interrupted``."""
    return interrupted.run_with_kills


@pytest.fixture(scope="session")
def student_machine():
    """Run Python in a folder as its student does at home; see ``student_home.run``."""
    return student_home.run


@pytest.fixture(scope="session")
def nbgrader():
    """Run one of nbgrader's own commands in a course folder; each takes seconds to begin."""
    return running.nbgrader


SAMPLE_SECRETS = ("one secret", "another secret")


@pytest.fixture(scope="session")
def sample_grades(tmp_path_factory):
    """Return the folder that `make grade` has filled for the sample class under a secret, once in a run of tests."""

    def folder(secret):
        return made_once(tmp_path_factory, secret.replace(" ", "-"), lambda out: grade(out, secret))

    def grade(out, secret):
        options = ("--submitted", SAMPLE / "submitted", "--out", out, "--accept-holes")
        done = running.autograder(ROOT, "grade", *options, COURSE_SECRET=secret)
        assert done.returncode == 0, done.stdout + done.stderr

    return folder


@pytest.fixture(scope="session")
def handout(tmp_path_factory, course):
    """The folder of the course's handout site, written once in a run of tests."""
    return made_once(tmp_path_factory, "handout", lambda out: build.write(course, str(out)))


def made_once(tmp_path_factory, name, make):
    """Return a folder that whoever asks first fills, and that all processes of a run of the tests then share."""
    top = tmp_path_factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top
    with open(top / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (top / f"{name}.made").exists():
            make(top / name)
            (top / f"{name}.made").touch()
    return top / name


@pytest.fixture(scope="session")
def grade_sample(sample_grades, course):
    """Return the reports of the sample class under a secret: student -> Report."""

    def grade(secret):
        ((_, found),) = load_all(str(sample_grades(secret)), course)
        return {record.report.student: record.report for record in found.records}

    return grade


@pytest.fixture(scope="session")
def graded_sample(grade_sample):
    """The reports of the sample class: student -> Report."""
    return grade_sample(SAMPLE_SECRETS[0])
