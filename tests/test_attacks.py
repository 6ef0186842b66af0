"""No attack of the suite gains a point, costs anybody else one, or leaves a trace; see ``attacks/suite.py``.

All are graded in one go, by two judges. Around each attack, the judge that meets it grades an honest student. The same
tests run on machines of other kinds too: see ``test_elsewhere.py``.
"""

import concurrent.futures
import csv
import io
import os
import pathlib
import re
import shutil
import tempfile
from dataclasses import dataclass

import pytest
from rich.console import Console, Group

from autograder import report
from autograder.commands.terminal import show_grades
from autograder.course import release
from autograder.course.model import load_course
from autograder.feedback import drawing, pages, terminal, views
from autograder.grading import run
from autograder.grading.judges import Judges
from autograder.judge.task import Task
from autograder.report_folder import Record, report_path, write_report, write_table
from tests.attacks.suite import FULL, PERFECT, SECRET, all_attacks
from tests.paths import TINY
from tests.running import processes_about

TOPICS = os.environ.get("TOPICS")  # those files of attacks alone, where a machine of another kind is tried
ATTACKS = [one for one in all_attacks() if TOPICS is None or one.topic in TOPICS.split()]
# Short for what hangs, and yet long enough for what is honest, on a machine that is busy with other things.
LIMITS = {
    "statement": 0.5,
    "loading": 10.0,
    "least": 0.3,
    "again": 0.1,
    "exercise": 10.0,
    "waiting": 20.0,
    "answers": 2**27,
}
MEMORY = 2**30  # bytes
EMMY = "x = 'what emmy wrote'\n" + PERFECT


@dataclass
class Place:
    """Where a class is attacked: the course, what was handed in, the marks."""

    course: pathlib.Path
    submitted: pathlib.Path
    out: pathlib.Path
    at_first: dict | None = None
    traces: set | None = None

    def everything_but_attacks(self):
        """Return every file in its place, but for what was handed in by attackers: path -> bytes."""
        folders = [self.course, self.submitted / "emmy", self.out]
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return {path: path.read_bytes() for path in files if "__pycache__" not in path.parts}

    def hand_in(self, attack):
        """Lay an attack where a submission lies; return its folder."""
        folder = self.submitted / attack.student / "warmup"
        folder.mkdir(parents=True)
        if callable(attack.hand_in):
            attack.hand_in(folder)
        else:
            data = attack.hand_in
            (folder / attack.file).write_bytes(data if isinstance(data, bytes) else self._about_here(data))
        return folder

    def _about_here(self, text):
        hidden = self.course / "solutions" / "warmup" / "toolbox" / "test_hidden.py"
        for name, path in [
            ("course", self.course),
            ("submitted", self.submitted),
            ("out", self.out),
            ("hidden", hidden),
        ]:
            text = text.replace(f"<{name}>", str(path))
        return text.encode(errors="surrogatepass")


@pytest.fixture(scope="module")
def place():
    """A course with a secret, a class in which emmy is honest, and her mark; all of it where everybody may look."""
    with tempfile.TemporaryDirectory() as root:
        os.chmod(root, 0o755)
        yield prepared(pathlib.Path(root))


def prepared(root):
    """Return a Place below a folder."""
    place = Place(root / "course", root / "submitted", root / "out")
    shutil.copytree(TINY, place.course, ignore=shutil.ignore_patterns("__pycache__"))
    course = load_course(str(place.course))
    release.write(course, course.problem_sets[0])
    (place.course / ".course_secret").write_text(SECRET)
    for folder, name, text in [(place.submitted, "warmup.py", EMMY), (place.out, "emmy.json", "{}")]:
        path = folder / "emmy" / "warmup" / name if folder is place.submitted else folder / "warmup" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    place.at_first, place.traces = place.everything_but_attacks(), traces()
    return place


@dataclass
class Outcome:
    """What became of an attack: its report, those of the honest student around it, and the judge's memory in bytes."""

    report: report.Report
    before: report.Report
    after: report.Report
    memory: int


@pytest.fixture(scope="module")
def outcomes(place):
    """Grade all attacks in one go; returns name -> Outcome."""
    halves = ATTACKS[::2], ATTACKS[1::2]
    found = {}
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        for half in executor.map(lambda half: battle(place, half), halves):
            found |= half
    return found


def battle(place, attacks):
    """Grade some attacks in one judge, each between two honest students."""
    private = [str(place.submitted), str(place.out)]
    with Judges(str(place.course), limits=LIMITS, private=private) as judges:
        assert judges.prepare("warmup") == []
        (judge,) = judges.all

        def grade(student, folder):
            return judges.grade(Task(judges.root, "warmup", student, str(folder), SECRET))

        found, after = {}, grade("emmy", place.submitted / "emmy" / "warmup")
        for attack in attacks:
            before, attacked = after, grade(attack.student, place.hand_in(attack))
            after = grade("emmy", place.submitted / "emmy" / "warmup")
            assert judges.all == [judge], f"{attack.name} ended the judge"
            found[attack.name] = Outcome(attacked, before, after, memory_of(judge.process.pid))
        return found


def memory_of(process):
    """Return the most memory in bytes that a process ever used."""
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def results_of(one):
    return [test for exercise in one.exercises for test in exercise.tests]


def traces():
    """Return the paths that attacks try to leave where everybody may write, and that are there."""
    names = ("left-behind", "link", "hard", "moved", "pipe", "attack", "x", "evil.pth", "sitecustomize.py", "numpy.py")
    paths = {f"{folder}/{name}" for folder in ("/tmp", "/dev/shm", "/var/tmp") for name in names}
    return set(filter(os.path.lexists, paths))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_an_attack_gets_the_honest_mark(attack, outcomes):
    """Neither more nor less, whatever it does, and the grader never takes the blame for it."""
    found = outcomes[attack.name].report
    said = [f"{test.name}: {test.status}: {test.rationale}" for test in results_of(found)]
    assert (found.status, found.score) == (attack.status, attack.honest), "\n".join([attack.why, *said])
    assert "grader error" not in {test.status for test in results_of(found)}


def test_honest_students_notice_nothing(outcomes):
    """Whoever is graded before and after an attack, by the same judge, gets the same report as ever."""

    def told(one):
        return one.to_dict() | {"exercises": [{**vars(test), "seconds": 0} for test in results_of(one)]}

    (first, *_) = outcomes.values()
    assert first.before.score == FULL
    spoilt = [name for name, one in outcomes.items() if not told(one.before) == told(one.after) == told(first.before)]
    assert spoilt == []


def test_nothing_is_left_behind(place, outcomes):
    """No process, no file, no shared memory: all is as it was before the attacks."""
    assert processes_about(place.course.parent) == []
    assert not [line for line in processes_about("4321") if line.startswith(b"sleep")]
    assert place.everything_but_attacks() == place.at_first
    assert traces() <= place.traces
    for kind in ("shm", "sem", "msg"):
        assert "4242" not in pathlib.Path(f"/proc/sysvipc/{kind}").read_text().split()


def test_nothing_leaks(outcomes):
    """No report quotes a test, a secret, or another submission."""
    for name, one in outcomes.items():
        told = str(one.report.to_dict())
        leaked = [
            text for text in (SECRET, bytes.fromhex(SECRET).decode(), "@points", "what emmy wrote") if text in told
        ]
        assert leaked == [], name


def test_nothing_is_obeyed(place, outcomes, capsys):
    """Whatever the name, the error or the value, what is written of it is text in a file, a table and a terminal."""
    out = str(place.out.parent / "marks")
    for one in outcomes.values():
        assert all(line.isprintable() for test in results_of(one.report) for line in test.rationale.split("\n"))
        write_report(report_path(out, "warmup", one.report.student), one.report)
    assert {path.suffix for path in pathlib.Path(out, "warmup").iterdir()} == {".json"}
    assert len(os.listdir(os.path.join(out, "warmup"))) == len(outcomes)
    grades = [report.Grade.of(one.report) for one in outcomes.values()]
    write_table(out, load_course(str(place.course)), grades)
    with open(os.path.join(out, "grades.csv"), newline="", encoding="utf-8", errors="surrogateescape") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["score"]) for row in rows] == [grade.score for grade in grades]
    assert not [row for row in rows if row["student"].startswith(("=", "+", "-", "@"))]
    show_grades([run.Outcome(grade, is_new=True) for grade in grades], out)
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def test_pages_and_terminals_show_what_was_said(place, outcomes):
    """No name, error, value or figure breaks the page of a student, or takes over the terminal that shows it."""
    (problem_set,) = load_course(str(place.course)).problem_sets
    for name, one in outcomes.items():
        record = Record.of(one.report)
        drawings = {key: drawing.draw(job) for key, job in views.figures(record).items()}
        page = pages.student_page(record, problem_set.title, drawings)
        assert not re.search(r"<script>alert|<img src=x|[\x00-\x08\x1b\ud800-\udfff]", page), name
        console = Console(file=io.StringIO(), width=200)
        console.print(Group(*terminal.parts(record, problem_set)))
        assert all(line.isprintable() for line in console.file.getvalue().split("\n")), name


def test_the_grader_stays_small(outcomes):
    """No attack makes the judge take more memory than a large answer needs, and the kernel holds it to that."""
    assert max(outcomes.values(), key=lambda one: one.memory).memory < MEMORY


def test_reports_name_the_layers(outcomes):
    """Every report names the layers of the wall that held, the same ones for all."""
    named = {tuple(one.report.isolation) for one in outcomes.values() if one.report.status == "graded"}
    assert len(named) == 1
    expected = os.environ.get("LAYERS")
    assert expected is None or named == {tuple(expected.split())}


def test_every_attack_says_what_it_is_after():
    """There are enough of them, no two alike, and each has its intent and its reason in a line."""
    assert len(ATTACKS) >= 240
    assert len({one.name for one in ATTACKS}) == len({one.intent for one in ATTACKS}) == len(ATTACKS)
    assert all(one.intent.endswith(".") and one.why for one in ATTACKS)
