"""More machines: how many submissions a second one run hands out, collects and writes down, whoever grades them.

A real scheduler and eight real worker processes on loopback, whose tasks wait as long as grading takes and hold no
processor: what is measured is the run itself and the scheduler, as if the workers were machines of their own.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
from distributed import Client

from autograder.grading.cluster import Cluster
from autograder.grading.ledger import Ledger
from autograder.grading.run import grade_class
from autograder.judge.task import Task
from autograder.report import Report
from tests.paths import ROOT

PROCESSES = 8
WIDTHS = (8, 64, 512, 2048)  # submissions that are graded at a time, as by so many processors
SECONDS = 0.5  # that each of them takes
TURNS = 6  # submissions for each of them
MOST = 4000  # submissions of one run
ON_LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


def wait_here(task):
    """Return, on a worker, a report that is ready, after as long as grading takes."""
    time.sleep(SECONDS)
    message = json.loads(Path(task.folder).read_text())
    return Report.from_dict({**message, "student": task.student})


class Waiting(Cluster):
    """A cluster whose workers wait instead of grading."""

    grade = staticmethod(wait_here)


def with_evidence(report, evidence):
    """Return a report as judges send it, of a set that nobody has."""
    return replace(report, problem_set="made", evidence=evidence)


def measure(report, say=print):
    """Return a row for each width: submissions a second, and the processor seconds of each, here and of the scheduler.

    Args:
        report: Report that all students get.
        say: called with what is done.

    """
    with tempfile.TemporaryDirectory() as place:
        sample = Path(place, "sample.json")
        sample.write_text(json.dumps(report.to_message()))
        return [_at(width, Path(place, str(width)), sample, say) for width in WIDTHS]


def _at(width, place, sample, say):
    say(f"{width} submissions at a time ...")
    place.mkdir()
    machines = [_start("scheduler", place, "--port", "0")]
    try:
        machines += [_start("worker", place, "--nthreads", width // PROCESSES, "--no-nanny") for _ in range(PROCESSES)]
        with Client(scheduler_file=str(place / "scheduler.json"), timeout="120s") as client:
            client.wait_for_workers(PROCESSES, timeout=120)
            address = client.scheduler.address
        count = min(TURNS * width, MOST)
        tasks = [Task(str(ROOT), "made", f"student{number:06}", str(sample), "00") for number in range(count)]
        return {"width": width, "could": width / SECONDS, **_run(tasks, address, place / "out", machines[0].pid)}
    finally:
        for process in machines:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _run(tasks, address, out, scheduler):
    """Grade tasks; return submissions a second, and seconds of processor time for each, here and of the scheduler."""
    with Waiting(str(ROOT), address) as cluster, Ledger(str(out)) as ledger:
        there, began, own = _used(scheduler), time.monotonic(), time.process_time()
        done = sum(1 for _ in grade_class(tasks, cluster, 1, ledger))
        took, own, there = time.monotonic() - began, time.process_time() - own, _used(scheduler) - there
    assert done == len(tasks) == len(list((out / "made").glob("*.json")))
    return {"rate": done / took, "run": own / done, "scheduler": there / done}


def _start(kind, place, *options):
    line = [sys.executable, "-P", "-m", "dask", kind, "--scheduler-file", place / "scheduler.json", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*map(str, line), *ON_LOOPBACK], env=environment, start_new_session=True, **quiet)


def _used(process):
    return sum(psutil.Process(process).cpu_times()[:2])
