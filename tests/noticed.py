"""Each limit of the wall is taken away, and the test that is said to notice must fail: ``python -m tests.noticed``.

A copy of the engine in which one number is a million times as large, or one field of the limits is never heeded, runs
the test that ``test_weakened.NOTICED`` names. A test that does not end without its limit has noticed, too.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.paths import ROOT
from tests.test_weakened import NOTICED

PATIENCE = 90  # seconds for one test
TIMES = 10**6
OWN = {"sandbox.RESTARTS"}  # whose test itself takes the limit away
# What is smaller where it bounds more, or asks for a share.
SMALLER = {"deadline.SHARE": "0.9999", "patience.AGAIN": "1", "patience.SOONER": "1", "hearing.HEADER_BYTE": "0",
           "hearing.HANDLE": "0"}  # fmt: skip
IGNORED = """
    def __post_init__(self) -> None:
        object.__setattr__(self, {name!r}, {value})
"""


@click.command(help=__doc__)
@click.argument("rows", nargs=-1)
def main(rows):
    unnoticed = [row for row in rows or NOTICED.keys() - OWN if not is_noticed(row)]
    for row in unnoticed:
        click.echo(f"nothing notices that {row} is gone: {NOTICED[row]}")
    sys.exit(bool(unnoticed))


def is_noticed(row):
    """Tell whether the test of a row fails, or does not end, without its limit."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        weaken(copied(Path(place)), row)
        command = [sys.executable, "-P", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{NOTICED[row]}"]
        environment = {**os.environ, "PYTHONPATH": place, "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            output = "it did not end"
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    click.echo(f"{row}: {(output.strip() or 'the tests did not begin').splitlines()[-1]}")
    return process.returncode in (1, -signal.SIGKILL)  # it failed; any other end is an error of this program


def copied(place):
    """Lay a copy of the engine into a folder, beside all else as it is; return the Path of its wall."""
    for name in ("solutions", "assignments", "pyproject.toml"):
        (place / name).symlink_to(ROOT / name)
    for name in ("autograder", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    return place / "autograder" / "wall"


def weaken(wall, row):
    """Take one limit away.

    Raises:
        LookupError: there is no such one.

    """
    module, name = row.split(".")
    path = wall / f"{module.lower()}.py"
    text = path.read_text()
    if module == "Limits":
        value = "2**62" if re.search(rf"{name}: int", text) else "1e9"
        changed = text.rstrip() + "\n" + IGNORED.format(name=name, value=value)
    elif match := re.search(rf"^([A-Z_, ]*\b{name}\b[A-Z_, ]*) = ([^#\n]+)", text, re.MULTILINE):
        value = SMALLER.get(row) or f"{TIMES} * ({match[2].strip()})"
        if "," in match[1]:
            position = [one.strip() for one in match[1].split(",")].index(name)
            values = match[2].split(",")
            values[position] = SMALLER.get(row) or f"{TIMES} * {values[position]}"
            value = ",".join(values)
        changed = text[: match.start(2)] + value + "  " + text[match.end(2) :]
    else:
        raise LookupError(row)
    path.write_text(changed)


if __name__ == "__main__":
    main()
