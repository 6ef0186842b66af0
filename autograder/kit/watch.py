"""Runs the public tests whenever the student's file is saved: ``python -m autograder.watch``, until Ctrl+C."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAUSE = 0.5  # seconds between two looks at the files
ENDINGS = (".py", ".ipynb")
COUNTED = re.compile(r"^(\w+): (\d+) of (\d+) public tests pass$", re.MULTILINE)


def main(run: Callable[[], str], wait: Callable[[float], None], say: Callable[[str], None], folder: str) -> None:
    """Run the tests, and again after each save, until somebody presses Ctrl+C.

    Args:
        run: returns what the tests say.
        wait: lets some seconds pass.
        say: shows a text.
        folder: the student's.

    """
    try:
        for _ in _saves(folder, wait):
            said = run()
            say(f"{said.rstrip()}\n\n{summary(said)}\nSave your file, and this runs again. Ctrl+C ends it.")
    except KeyboardInterrupt:
        say("Ended.")


def summary(said: str) -> str:
    """Return the total of what the tests said, and the first exercise that is not done."""
    counts = [(name, int(passed), int(of)) for name, passed, of in COUNTED.findall(said)]
    if not counts:
        return "No test was run."
    total = f"{sum(passed for _, passed, _ in counts)} of {sum(of for *_, of in counts)} public tests pass."
    left = [name for name, passed, of in counts if passed < of]
    return f"{total} Next: {left[0]}" if left else f"{total} All of them: hand it in."


def _saves(folder: str, wait: Callable[[float], None]) -> Iterator[None]:
    """Yield at once, and then each time when a file has changed."""
    seen = None
    while True:
        now = _stamps(folder)
        if now != seen:
            seen = now
            yield
        wait(PAUSE)


def _stamps(folder: str) -> dict[str, int]:
    """Return when each file that could be the student's was saved."""
    return {one.name: one.stat().st_mtime_ns for one in os.scandir(folder) if one.name.endswith(ENDINGS)}


def _tested() -> str:
    """Return what the public tests say, run in a process of their own."""
    command = [sys.executable, "-m", "pytest", "-q"]
    speaking = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, check=False, cwd=FOLDER, env=speaking, capture_output=True, encoding="utf-8")
    return done.stdout or done.stderr


if __name__ == "__main__":
    main(_tested, time.sleep, print, FOLDER)
