"""Nothing is lost: runs that end anywhere go on, marks are replaced only for a reason, and older ones are kept."""

import concurrent.futures
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import time

import pytest

from autograder import files
from autograder.course.model import load_course
from autograder.errors import LedgerError
from autograder.grading import run as run_module
from autograder.grading.ledger import Ledger
from autograder.grading.run import divide, grade_class
from autograder.judge.task import Task
from tests import made_reports
from tests.conftest import SECRET
from tests.interrupted import marks
from tests.running import ENVIRONMENT, command


@pytest.fixture
def run(judges, tmp_path):
    """Grade ada's submission of the tiny course into a folder; returns its Outcome."""

    def run(text, *, secret=SECRET):
        folder = tmp_path / "submitted" / "ada" / "warmup"
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(tmp_path, 0o755)
        if text is not None:
            (folder / "warmup.py").write_text(text)
        task = Task(judges.root, "warmup", "ada", str(folder), secret)
        with Ledger(str(tmp_path / "out")) as ledger:
            kept, due = divide([task], load_course(judges.root), ledger)
            (outcome,) = [*kept, *grade_class(due, judges, 1, ledger)]
        return outcome

    return run


def test_what_has_not_changed_is_not_graded_again(run, perfect_text):
    """The mark of the first run stands."""
    first, second = run(perfect_text), run(perfect_text)
    assert first.is_new and not second.is_new
    assert first.grade == second.grade and second.regrade is None


def test_a_changed_submission_is_graded_again(run, perfect_text, tmp_path):
    """It is told what changed and why, and the older report is kept."""
    run(perfect_text)
    outcome = run(perfect_text.replace("2.0 * np.asarray(x)", "3.0 * np.asarray(x)"))
    assert outcome.regrade.is_different
    assert str(outcome.regrade).startswith("15 → ")
    assert "toolbox 10 → " in str(outcome.regrade) and "the submission changed" in str(outcome.regrade)
    kept = json.loads((tmp_path / "out" / "history" / "warmup" / "ada" / "1.json").read_text())
    assert kept["score"] == 15.0


def test_another_secret_grades_again(run, perfect_text):
    """The draws of the hidden tests are others, so the mark has to be found anew."""
    run(perfect_text)
    outcome = run(perfect_text, secret="11" * 32)
    assert outcome.is_new and not outcome.regrade.is_different
    assert outcome.regrade.reasons == ("only the hidden numbers changed, with the course secret",)


def test_the_same_code_in_another_file_is_said_to_be_the_same(run, perfect_text):
    """What changed is no more than the numbers that the hidden tests draw."""
    run(perfect_text)
    outcome = run("\ufeff" + perfect_text)
    assert outcome.is_new
    assert outcome.regrade.reasons == (
        "only the hidden numbers changed, since the file is another, with the same code",
    )


@pytest.mark.parametrize(("name", "reason"), [("course", "the course"), ("environment", "Python or numpy")])
def test_what_the_mark_rests_on_decides(run, perfect_text, tmp_path, name, reason):
    """A report of another course, or of another numpy, does not hold any more."""
    run(perfect_text)
    path = tmp_path / "out" / "warmup" / "ada.json"
    report = json.loads(path.read_text())
    report[name] = dict.fromkeys(report[name], "another")
    path.write_text(json.dumps(report))
    outcome = run(perfect_text)
    assert outcome.is_new and outcome.regrade.reasons[0].startswith(reason)


def test_a_mark_of_ours_that_failed_is_tried_again(run, perfect_text, tmp_path):
    """A grader error is not taken over from an earlier run."""
    run(perfect_text)
    path = tmp_path / "out" / "warmup" / "ada.json"
    path.write_text(path.read_text().replace('"status": "passed"', '"status": "grader error"', 1))
    assert run(perfect_text).regrade.reasons == ("graded again",)


@pytest.mark.parametrize("damage", ["", "{}", "[1, 2]", '{"schema": 2, "student": "ada"'])
def test_a_damaged_report_counts_for_nothing(run, perfect_text, tmp_path, damage):
    """It is graded anew, as if there were none."""
    run(perfect_text)
    (tmp_path / "out" / "warmup" / "ada.json").write_text(damage)
    outcome = run(perfect_text)
    assert outcome.is_new and outcome.regrade is None


def test_a_submission_that_vanishes_is_missing_until_it_is_back(run, perfect_text, tmp_path):
    """Nothing of its earlier mark is lost."""
    run(perfect_text)
    os.unlink(tmp_path / "submitted" / "ada" / "warmup" / "warmup.py")
    assert run(None).grade.status == "missing"
    assert run(perfect_text).grade.score == 15.0
    assert len(os.listdir(tmp_path / "out" / "history" / "warmup" / "ada")) == 2


class MadeAnswers:
    """Grades on threads as judges do, but has every report ready."""

    def width(self, workers):
        return workers

    def executor(self, workers):
        return concurrent.futures.ThreadPoolExecutor(workers)

    def grade(self, task):
        return made_reports.report(task.student)

    def result(self, future, task):
        return future.result()


@pytest.fixture
def flushes(monkeypatch):
    """What the disk is asked to hold for good: a list that grows by one for each time."""
    asked = []
    monkeypatch.setattr(files, "SYNCFS", lambda descriptor: asked.append(descriptor) or 0)
    monkeypatch.setattr(os, "fsync", asked.append)
    return asked


def test_many_reports_cost_one_flush_to_disk(tmp_path, flushes, monkeypatch):
    """Each batch of a run is flushed once, and whatever is told to be graded is there."""
    monkeypatch.setattr(run_module, "MOMENT", 3600.0)
    tasks = [Task("", "warmup", f"student{number}", "", SECRET) for number in range(3 * run_module.BATCH)]
    with Ledger(str(tmp_path)) as ledger:
        for outcome in grade_class(tasks, MadeAnswers(), 2, ledger):
            assert (tmp_path / "warmup" / f"{outcome.grade.student}.json").exists()
    assert len(flushes) == 3


def test_a_report_does_not_wait_for_a_batch_to_be_full(tmp_path, flushes, monkeypatch):
    """What has come is written after a moment, whatever the others take."""
    monkeypatch.setattr(run_module, "MOMENT", 0.0)
    tasks = [Task("", "warmup", f"student{number}", "", SECRET) for number in range(5)]
    with Ledger(str(tmp_path)) as ledger:
        assert len([*grade_class(tasks, MadeAnswers(), 1, ledger)]) == 5
    assert len(flushes) == 5


def test_left_over_drafts_are_swept(tmp_path):
    """What a killed run had begun to write does not stay."""
    (tmp_path / "warmup").mkdir()
    (tmp_path / "warmup" / ".draft-x").write_text("{")
    with Ledger(str(tmp_path)):
        assert os.listdir(tmp_path / "warmup") == []


def test_a_narrow_run_keeps_the_rows_of_the_others(small_class, tmp_path, grade_here):
    """Grading one student again does not shorten the table of the class."""
    grade_here(small_class, tmp_path / "out")
    table = (tmp_path / "out" / "grades.csv").read_text()
    done = grade_here(small_class, tmp_path / "out", "--student", "ada")
    assert "1 of 1 were graded before" in done.stdout
    assert (tmp_path / "out" / "grades.csv").read_text() == table


def test_two_runs_on_one_folder_do_no_harm(tiny, class_of_three, tmp_path, begin_grading):
    """The second waits, and finds everything done."""
    both = [begin_grading(tiny, class_of_three, tmp_path / "out") for _ in range(2)]
    told = [one.communicate(timeout=600) for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert sorted("Another run is writing" in errors for _, errors in told) == [False, True]
    assert len(marks(tmp_path / "out")) == 3


@pytest.mark.parametrize("victim", ["autograder.judge.session", "autograder.wall.zygote"])
def test_a_killed_helper_costs_nothing(tiny_course, class_of_three, tmp_path, begin_grading, victim):
    """When a judge or a zygote is killed, its submission is graded by another."""
    ben = class_of_three / "ben" / "warmup" / "warmup.py"
    ben.write_text(f"while True: pass\n\n{ben.read_text()}")  # for as long as a statement may: time enough for a kill
    run = begin_grading(tiny_course, class_of_three, tmp_path / "out", "--workers", 1)
    while not (tmp_path / "out" / "warmup" / "ada.json").exists():  # ben's code, which comes next, hangs
        assert run.poll() is None
        time.sleep(0.05)
    killed = [pid for pid in descendants(run.pid) if victim in command_line(pid)]
    os.kill(killed[0], signal.SIGKILL)
    output, errors = run.communicate(timeout=600)
    assert run.returncode == 0, output + errors
    assert "trying again" in errors
    assert {name: score for (_, name), (score, _) in marks(tmp_path / "out").items()} == {
        "ada": 15.0, "ben": 10.0, "zoe": 0.0,
    }  # fmt: skip


def test_judges_end_with_their_run(tiny_course, class_of_three, tmp_path, begin_grading):
    """Also those that are in the middle of something when it is killed: not one process is left behind."""
    run = begin_grading(tiny_course, class_of_three, tmp_path / "out", "--workers", 2)
    while not (tmp_path / "out" / "warmup" / "ada.json").exists():
        assert run.poll() is None
        time.sleep(0.05)
    judges = [pid for pid in descendants(run.pid) if "autograder.judge.session" in command_line(pid)]
    for pid in judges:
        os.kill(pid, signal.SIGSTOP)  # it can do nothing of its own accord
    helpers = descendants(run.pid)
    run.kill()
    run.communicate()
    assert len(judges) == 2 < len(helpers)
    assert any(not any(map(command_line, helpers)) or time.sleep(0.05) for _ in range(600))


def descendants(pid):
    found = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        with open(path) as file:
            for child in map(int, file.read().split()):
                found += [child, *descendants(child)]
    return found


def command_line(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return file.read()
    except OSError:
        return ""


def test_a_run_that_is_killed_goes_on(tiny_course, class_of_three, tmp_path, run_with_kills, grading_run):
    """Killed at any moment, again and again, it ends with the marks of an undisturbed run."""
    kills, found = run_with_kills(tiny_course, class_of_three, tmp_path / "out", 4, random.Random(4))
    grading_run(tiny_course, class_of_three, tmp_path / "undisturbed")
    assert kills == 4
    assert found == marks(tmp_path / "undisturbed")


# Where nothing can be written

IN_OWN_MOUNTS = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
own_mounts = pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run([*IN_OWN_MOUNTS, "true"], check=False, capture_output=True).returncode,
    reason="user namespaces are refused here; they need no package, but the machine's permission",
)


@own_mounts
@pytest.mark.parametrize(
    ("mount", "cause"),
    [
        ("mount -t tmpfs -o size=16k,mode=777 none {out}", "no space left on device"),
        ("mount --bind {out} {out} && mount -o remount,ro,bind {out}", "read-only file system"),
    ],
)
def test_a_folder_that_takes_no_reports_ends_the_run(tiny_course, class_of_three, tmp_path, mount, cause):
    """It says what happened and what to do; afterwards the same command goes on."""
    out = tmp_path / "out"
    out.mkdir()
    for name in "abcdefghij":  # more reports than fit
        shutil.copytree(class_of_three / "ada", class_of_three / f"ada-{name}")
    line = command(tiny_course, "grade", "--submitted", class_of_three, "--out", out)
    script = f"{mount.format(out=out)} && exec {' '.join(line)}"
    done = subprocess.run([*IN_OWN_MOUNTS, script], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert cause in done.stderr and "type the same command again" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_is_no_folder_is_told(tmp_path):
    """The error names the path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="not a directory"), Ledger(str(tmp_path / "file" / "out")):
        pass
