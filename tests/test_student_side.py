"""What a student meets at home: one command, sentences, and nothing of ours to install."""

import os
import shutil

import pytest

from autograder.kit import cards, cells
from tests.student_home import fill_in, run


@pytest.fixture
def home(tiny, tmp_path):
    """A clone of what students get, far from the course."""
    folder = tmp_path / "warmup"
    shutil.copytree(tiny / "assignments" / "warmup", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_a_stub_is_told_to_be_unwritten(home):
    """The first thing that a beginner sees is kind."""
    told = run(home, "-m", "pytest")
    assert "toolbox: 0 of 1 public tests pass" in told
    assert "○ The slope at 3 is 6." in told
    assert "Nothing is written here yet." in told
    assert "More tests run when your work is graded." in told


@pytest.mark.parametrize("name", ["warmup.py", "warmup.ipynb"])
def test_either_file_can_be_filled_in(home, perfect_text, name):
    """The one with work in it is tested, whichever was changed last."""
    fill_in(home, name, perfect_text)
    os.utime(home / name, (0, 0))
    told = run(home, "-m", "pytest")
    assert f"Testing {name}" in told
    assert "toolbox: 1 of 1 public tests pass" in told and "greeting: 1 of 1 public tests pass" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def slope(x):\n    return x", "slope(3) is not right: expected 6, got 3."),
        ("def slope(x):\n    return x +", "did not run. Python cannot read it: line 2 of warmup.py: invalid syntax."),
        ("def slope(x):\n    return 1 / 0", "slope(3) raised ZeroDivisionError in line 2 of warmup.py"),
        ("", "There is no function slope in warmup.py."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(home, text, words):
    """With the call, and with the student's own line where there is one."""
    fill_in(home, "warmup.py", text)
    assert words in run(home, "-m", "pytest")


def test_what_a_returned_function_does_is_said_in_a_sentence(home, perfect_text):
    """At home, as when it is graded, the sentence names the function that returned it."""
    test = 'def test_plus(submission):\n    """1 is added."""\n    agree(submission.shifted(1)(2), 3)\n'
    (home / "test_toolbox.py").write_text("from autograder import agree\n\n\n" + test)
    fill_in(home, "warmup.py", f"{perfect_text}\n\ndef shifted(a):\n    return lambda x: x - a\n")
    assert "shifted(1)(2) is not right: expected 3, got 1." in run(home, "-m", "pytest")


def test_settings_of_folders_above_do_no_harm(home):
    """The folder works inside a larger repository, this one among them."""
    (home.parent / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\naddopts = "--unknown"\npythonpath = ["."]\n'
    )
    (home.parent / "autograder").mkdir()
    (home.parent / "autograder" / "__init__.py").write_text("raise ImportError('not this one')\n")
    assert "toolbox: 0 of 1 public tests pass" in run(home, "-m", "pytest")


def test_a_broken_notebook_is_told(home):
    """A file that cannot be read ends with a sentence."""
    fill_in(home, "warmup.ipynb", "x")
    (home / "warmup.ipynb").write_text("{")
    assert "warmup.ipynb: The notebook cannot be read" in run(home, "-m", "pytest")


def test_a_cell_checks_its_exercise(home, perfect_text):
    """In a running notebook, what is in memory is tested, not the file."""
    fill_in(home, "run.py", f"{perfect_text}\nfrom autograder import check\ncheck('toolbox')\n")
    told = run(home, "run.py")
    assert "toolbox: 1 of 1 public tests pass" in told
    assert "greeting" not in told


def test_a_figure_is_saved(home, perfect_text):
    """Without a notebook, what a function draws can be looked at all the same."""
    drawing = "def greet(name):\n    import matplotlib.pyplot as plt\n    plt.plot([1, 2])\n    return plt.gcf()\n"
    fill_in(home, "warmup.py", f"{perfect_text}\n{drawing}")
    assert "See the figure: figures/greet.png" in run(home, "-m", "pytest")
    assert (home / "figures" / "greet.png").read_bytes().startswith(b"\x89PNG")


def test_exercises_come_in_their_order(home):
    """As in the statement, and not by their names."""
    told = run(home, "-m", "pytest")
    assert told.index("toolbox: ") < told.index("greeting: ")


def test_a_cell_for_an_exercise_that_is_not_there_says_so(home):
    """A slip in the name is no traceback."""
    fill_in(home, "run.py", "from autograder import check\ncheck('tool_box')\n")
    assert "There are no tests for 'tool_box'" in run(home, "run.py")


def test_options_and_plugins_of_the_students_own_do_no_harm(home, perfect_text):
    """A cell with `check` asks nobody else how to run tests."""
    fill_in(home, "run.py", f"{perfect_text}\nfrom autograder import check\ncheck('toolbox')\n")
    assert "toolbox: 1 of 1 public tests pass" in run(home, "run.py", PYTEST_ADDOPTS="--unknown")


def test_a_run_that_is_stopped_says_what_was_running(home):
    """Ctrl+C in a terminal ends with a sentence."""
    fill_in(home, "warmup.py", "def slope(x):\n    raise KeyboardInterrupt\n")
    assert "slope(3) was stopped before it was done" in run(home, "-m", "pytest")


def test_a_card_shows_text_as_text():
    """Whatever a student's code says is shown, and never becomes part of the page."""
    odd = "<img src=x onerror=alert(1)> & 'quotes' {braces}"
    findings = cards.Findings(odd, [odd], [odd], [cards.Verdict("one_two", "failed", odd, odd, (odd,))], {odd: b"png"})
    page = cards.as_html(findings)
    assert "<img src=x" not in page and "onerror=alert(1)>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &#x27;quotes&#x27; {braces}" in page
    assert "one two" in page and cards.LATER in page


@pytest.mark.parametrize(
    ("statuses", "overall"),
    [
        (["passed", "passed"], "passed"),
        (["passed", "not attempted"], "not attempted"),
        (["not attempted", "not attempted"], "not attempted"),
        (["passed", "failed", "not attempted"], "failed"),
    ],
)
def test_the_colour_of_a_card_says_how_far_one_is(statuses, overall):
    """Red is for what is wrong, and not for what is left to write."""
    verdicts = [cards.Verdict("toolbox", status, "A.") for status in statuses]
    color = cards.LOOKS[overall][1]
    assert f"border-left: .4em solid {color}" in cards.as_html(cards.Findings("this notebook", verdicts=verdicts))


def test_the_published_cells_run_as_they_are(home):
    """Executing the stub defines every function, and none of the cells fails."""
    module = cells.new_module()
    for piece in cells.read("warmup.py", (home / "warmup.py").read_bytes()):
        if "check(" not in piece:
            cells.run(piece, module)
    with pytest.raises(NotImplementedError):
        module.slope(1)
