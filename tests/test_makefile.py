"""The Makefile: what is typed wrongly is told before anything is done, and every variable that counts is declared."""

import os
import re
import subprocess
import sys

import pytest

from tests.paths import ROOT

TEXT = (ROOT / "Makefile").read_text(encoding="utf-8")
DECLARED = set(re.findall(r"^([A-Z]+) *\?=", TEXT, re.MULTILINE))


@pytest.mark.parametrize(("words", "said"), [
    (["grades"], "There is no command make grades; did you mean make grade?"),
    (["exprot", "FORMAT=canvas"], "There is no command make exprot; did you mean make export?"),
    (["frobnicate"], "There is no command make frobnicate. Type make to see them all."),
    (["feedback", "SUBMITED=mine"], "There is no variable SUBMITED=; did you mean SUBMITTED=?"),
    (["feedback", "out=mine"], "There is no variable out=."),
    (["feedback", "STUDENTS=ada bo"], "There is no variable STUDENTS=; did you mean STUDENT=?"),
    (["collect", "DRY=no"], "DRY=no says neither yes nor no; type DRY=1, or leave it out."),
])  # fmt: skip
def test_what_is_typed_wrongly_is_told(tmp_path, words, said):
    """One sentence with what to type, and nothing is done, not even the set-up; nor if a folder has that name."""
    (tmp_path / words[0]).mkdir()
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    line = ["make", "-f", ROOT / "Makefile", *words]
    done = subprocess.run(line, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_nothing_is_emptied_behind_a_link(tmp_path):
    """An environment that is a link to one of another project stays as it is, and the sentence says what to type."""
    theirs = tmp_path / "theirs"
    for name in ("theirs/kept", "ours/installer.txt", "ours/requirements.txt", "ours/tests/browser/axe.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "ours" / ".venv").symlink_to(theirs)
    line = ["make", "-f", ROOT / "Makefile", f"PYTHON={sys.executable}", "setup"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(line, cwd=tmp_path / "ours", env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert ".venv is a link, and what it leads to would be emptied; try: rm .venv" in done.stderr
    assert [path.name for path in theirs.iterdir()] == ["kept"]


def test_a_switch_of_0_is_off():
    """Whoever types ``ZERO=0`` does not ask for zeros."""
    done = subprocess.run(
        ["make", "--dry-run", "VENV=.", "--assume-old=./ready", "export", "FORMAT=canvas", "ZERO=0", "RAW=0"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "--zero-for-missing" not in done.stdout and "--final" in done.stdout


def test_every_variable_that_is_read_is_declared():
    """Otherwise it would be refused where somebody types it."""
    typed = set(re.findall(r"\$\((?:if |or )?\$?\(?([A-Z]{2,})[,)]", TEXT))
    inner = {"PYTEST", "RUN", "NARROWED", "COLLECTED", "BESIDE", "VENV", "PIP", "UV", "PHONY", "UNKNOWN", "TYPED",
             "KNOWN", "NEAREST", "COMMANDS", "CURDIR", "SWITCHES", "UNCLEAR", "STRANGE", "MAKECMDGOALS"}  # fmt: skip
    assert typed - inner <= DECLARED


def test_every_command_is_explained():
    """What is there stands in the list that `make` prints."""
    (names,) = re.findall(r"^PHONY := ((?:.|\\\n)*?)\n\.PHONY", TEXT, re.MULTILINE)
    commands = set(names.replace("\\\n", " ").split()) - {"help", "setup"}
    assert commands == set(re.findall(r'@echo "  make (\w+) ', TEXT))
