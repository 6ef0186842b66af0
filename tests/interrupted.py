"""Runs that are killed at random moments and started again. As a program, a soak: ``python -m tests.interrupted``."""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.paths import ROOT, SAMPLE
from tests.running import ENVIRONMENT, autograder, command


def marks(out):
    """Return the marks of a folder of reports: (set, student) -> (score, status and points of every test)."""
    found = {}
    for path in Path(out).glob("*/*.json"):
        report = json.loads(path.read_text())
        tests = [(test["name"], test["status"], test["score"]) for one in report["exercises"] for test in one["tests"]]
        found[report["problem_set"], report["student"]] = (report["score"], tests)
    return found


def run_with_kills(course, submitted, out, kills, rng, *, longest=5.0, say=lambda text: None):
    """Start a grading run again and again, and kill it with all its processes at a random moment; then let it end.

    Reports are removed at random in between, so that there is always something left to grade.

    Returns:
        ``(kills, marks)``: how many runs were killed before they ended, and the marks in the end.

    """
    done = 0
    while done < kills:
        line = command(course, "grade", "--submitted", submitted, "--out", out)
        run = subprocess.Popen(
            line, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            run.wait(timeout=rng.uniform(0.05, longest))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            done += 1
            say(f"kill {done} of {kills}: {len(marks(out))} reports, all whole")
        for path in Path(out).glob("*/*.json"):
            if rng.random() < 0.3:
                path.unlink()
    ended = autograder(course, "grade", "--submitted", submitted, "--out", out)
    assert ended.returncode == 0, ended.stderr
    return done, marks(out)


def main():
    """Kill runs of the sample class, and compare with an undisturbed run."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    submitted = SAMPLE / "submitted"
    with tempfile.TemporaryDirectory() as folder:
        rng, began = random.Random(options.seed), time.monotonic()
        autograder(ROOT, "grade", "--submitted", submitted, "--out", f"{folder}/undisturbed")
        whole = time.monotonic() - began  # kills come at any moment of a run, on a busy machine too
        right = marks(f"{folder}/undisturbed")
        _, found = run_with_kills(ROOT, submitted, f"{folder}/out", options.kills, rng, longest=whole, say=print)
    print("Every mark is as in an undisturbed run." if found == right else "MARKS DIFFER")
    sys.exit(found != right)


if __name__ == "__main__":
    main()
