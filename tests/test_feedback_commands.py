"""The commands that make reports readable, as people type them: feedback, show, serve."""

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from autograder.report_folder import write_report
from tests.running import ENVIRONMENT, typed


@pytest.fixture
def out(tmp_path, grade, perfect_text):
    """The folder of a grading run with one student, who squares."""
    write_report(str(tmp_path / "out"), grade(f"{perfect_text}\n\ndef slope(x):\n    return x * x\n"))
    return tmp_path / "out"


def test_pages_are_written_and_named(tiny, out):
    """One for the student, one for the class; the exit code is that of success."""
    done = typed(tiny, "feedback", "--out", out, "--detail", "sentences", "--anonymous")
    assert done.returncode == 0, done.stderr
    assert str(out / "class.html") in done.stdout
    assert os.path.join(out, "feedback", "<set>", "<student>.html") in done.stdout
    assert "What is the derivative of x²" in (out / "feedback" / "warmup" / "ada.html").read_text()
    assert "ada" not in (out / "class.html").read_text().split("</style>")[1]


def test_grading_names_the_pages(tmp_path, perfect_text, grade_here):
    """Its last line says how they are made, and where they will be."""
    (tmp_path / "submitted" / "ada" / "warmup").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "warmup" / "warmup.py").write_text(perfect_text)
    done = grade_here(tmp_path / "submitted", tmp_path / "out")
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith(f"Pages: make feedback OUT={tmp_path / 'out'} writes")
    assert str(tmp_path / "out" / "class.html") in last


def test_a_report_is_shown_in_the_terminal(tiny, out):
    """Points, what failed with its reason and hint, the wrong entries, and what to try next."""
    done = typed(tiny, "show", "ada", "warmup", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "ada   11 of 15 points" in done.stdout
    assert "× The slope is right at random points." in done.stdout
    assert "→ What is the derivative of x² at 1?" in done.stdout
    assert "✓ 1 test passed" in done.stdout
    assert "What to try next" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["feedback", "--out", "nowhere"], "there is no report of warmup"),
        (["feedback", "--out", "nowhere"], "make grade OUT=nowhere"),
        (["feedback", "--set", "none"], "no problem set 'none'"),
        (["feedback", "--detail", "all"], "DETAIL= one of: everything, sentences, score"),
        (["show", "bob", "warmup"], "make grade OUT=grades SET=warmup STUDENT=bob"),
        (["show", "bob", "none"], "no problem set 'none'"),
        (["serve", "--port", "99999"], "99999"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(tiny, tmp_path, arguments, words):
    """It ends with exit code 2, and without a traceback."""
    done = typed(tiny, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_serving_begins_and_ends(tiny, out):
    """It names its address, answers there, and goes quietly when it is told to."""
    command = [sys.executable, "-u", "-P", "-m", "autograder", "--course", str(tiny), "serve", "--out", str(out)]
    serving = subprocess.Popen([*command, "--port", "0"], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    address = re.search(r"http://\S+", serving.stdout.readline())[0]
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert "ada" in answer.read().decode()
    serving.send_signal(signal.SIGINT)
    assert serving.communicate(timeout=20)[0] == "Ended.\n"
    assert serving.returncode == 0


@pytest.mark.parametrize("command", ["feedback", "serve", "show"])
def test_help_is_there(tiny, command):
    """Every command explains itself."""
    done = typed(tiny, command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout
