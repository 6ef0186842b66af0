"""Past one machine: a real dask scheduler and two real workers, on loopback."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.interrupted import marks
from tests.running import ENVIRONMENT, typed

ON_LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, place):
        self.processes = []
        self._start("scheduler", "--port", "0", "--scheduler-file", place / "scheduler.json")
        self.file = place / "scheduler.json"

    def _start(self, *arguments):
        line = [sys.executable, "-P", "-m", "dask", *map(str, arguments), *ON_LOOPBACK]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(line, env=ENVIRONMENT, start_new_session=True, **quiet)
        self.processes.append(process)
        return process

    def start_worker(self):
        """Start a worker with one thread."""
        return self._start("worker", "--scheduler-file", self.file, "--nthreads", "1", "--no-nanny")

    def address(self, workers):
        """Return the scheduler's address once it has so many workers."""
        from distributed import Client

        with Client(scheduler_file=str(self.file), timeout="60s") as client:
            client.wait_for_workers(workers, timeout=60)
            return client.scheduler.address

    def close(self):
        """End all of them."""
        for process in self.processes:
            with_group = os.killpg if process.poll() is None else lambda *_: None
            with_group(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    """A scheduler with two workers."""
    machines = Machines(tmp_path)
    machines.start_worker()
    machines.start_worker()
    yield machines
    machines.close()


def test_a_cluster_gives_the_same_marks(tiny, class_of_three, tmp_path, cluster, grading_run):
    """The same tasks, sent to two workers, come back with the marks of this machine."""
    address = cluster.address(workers=2)
    done = grading_run(tiny, class_of_three, tmp_path / "out", "--scheduler", address)
    assert done.returncode == 0, done.stderr
    grading_run(tiny, class_of_three, tmp_path / "here")
    assert marks(tmp_path / "out") == marks(tmp_path / "here")


def test_a_killed_worker_loses_nothing(tiny, class_of_three, tmp_path, cluster, begin_grading):
    """What it had begun is graded by the other one."""
    address = cluster.address(workers=2)
    run = begin_grading(tiny, class_of_three, tmp_path / "out", "--scheduler", address)
    while not (tmp_path / "out" / "warmup" / "ada.json").exists():  # ben's code hangs meanwhile
        assert run.poll() is None, run.communicate()
        time.sleep(0.05)
    os.killpg(cluster.processes[1].pid, signal.SIGKILL)
    output, errors = run.communicate(timeout=600)
    assert run.returncode == 0, output + errors
    assert {name: score for (_, name), (score, _) in marks(tmp_path / "out").items()} == {
        "ada": 15.0, "ben": 10.0, "zoe": 0.0,
    }  # fmt: skip


def test_a_cluster_that_is_not_there_is_told(tiny, class_of_three, tmp_path, monkeypatch):
    """The error says what to start."""
    monkeypatch.setattr("autograder.grading.cluster.PATIENCE", "1s")
    done = typed(
        tiny, "grade", "--submitted", class_of_three, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1"
    )
    assert done.returncode == 2
    assert "tcp://127.0.0.1:1: there is no dask scheduler" in done.stderr and "Traceback" not in done.stderr
