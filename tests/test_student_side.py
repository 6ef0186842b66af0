"""What a student meets at home: one command, sentences, and nothing of ours to install."""

import io
import os
import platform
import shutil
import types
from concurrent.futures import wait

import numpy as np
import pytest

from autograder.course import versions
from autograder.kit import cards, cells, given, imports, output, work
from autograder.kit.statements import Interpreter, statements_of
from tests.student_home import fill_in


@pytest.fixture
def home(tiny, tmp_path):
    """A clone of what students get, far from the course."""
    folder = tmp_path / "warmup"
    shutil.copytree(tiny / "assignments" / "warmup", folder)
    return folder


PLUS = '''from autograder import agree


def test_plus(submission):
    """1 is added."""
    agree(submission.shifted(1)(2), 3)
'''
DRAWS = """def greet(name):
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    return plt.gcf()
"""
DRAWS_IN_DEPTH = """def greet(name):
    import matplotlib.pyplot as plt
    import numpy as np
    grid = np.meshgrid(np.arange(3.0), np.arange(4.0))
    plt.figure().add_subplot(projection="3d").plot_surface(*grid, grid[0])
    plt.show()
"""
SURFACE = '''def test_surface(submission):
    """A surface of twelve points is drawn."""
    assert submission.greet("ada").surfaces[0].x.size == 12
'''
# A name for a student's folder -> what is written to a file of it. PERFECT stands for a submission with every point.
HOMES = {
    "a stub": {},
    "a script": {"warmup.py": "PERFECT"},
    "a notebook": {"warmup.ipynb": "PERFECT"},
    "a wrong value": {"warmup.py": "def slope(x):\n    return x"},
    "a syntax error": {"warmup.py": "def slope(x):\n    return x +"},
    "an error": {"warmup.py": "def slope(x):\n    return 1 / 0"},
    "no function": {"warmup.py": "x = 1"},
    "a returned function": {
        "warmup.py": "PERFECT\n\ndef shifted(a):\n    return lambda x: x - a\n",
        "test_toolbox.py": PLUS,
    },
    "a broken notebook": {},
    "a figure": {"warmup.py": f"PERFECT\n{DRAWS}"},
}


@pytest.fixture(scope="module")
def homes(tiny, tmp_path_factory, perfect_text):
    """The folder in which all of HOMES lie."""
    top = tmp_path_factory.mktemp("homes")
    for home, files in HOMES.items():
        shutil.copytree(tiny / "assignments" / "warmup", top / home)
        for name, text in files.items():
            fill_in(top / home, name, text.replace("PERFECT", perfect_text))
            os.utime(top / home / name, (0, 0))
    (top / "a broken notebook" / "warmup.ipynb").write_text("{")
    return top


@pytest.fixture(scope="module")
def told(homes, student_machine):
    """What is said of each of HOMES, all of them tested in one run from the folder above."""
    parts = student_machine(homes, "-m", "pytest").split("Testing ")[1:]
    return {part.partition("/")[0]: part for part in parts}


def test_a_stub_is_told_to_be_unwritten(home, student_machine):
    """The first thing that a beginner sees is kind, and comes in the order of the statement, not of names."""
    told = student_machine(home, "-m", "pytest")
    assert told.index("toolbox: 0 of 1 public tests pass") < told.index("greeting: 0 of 1 public tests pass")
    assert "○ The slope at 3 is 6." in told
    assert "Nothing is written here yet." in told
    assert "More tests run when your work is graded." in told


@pytest.mark.parametrize(("which", "name"), [("a script", "warmup.py"), ("a notebook", "warmup.ipynb")])
def test_either_file_can_be_filled_in(told, which, name):
    """The one with work in it is tested, whichever was changed last."""
    assert told[which].startswith(f"{which}/{name}\n")
    assert "toolbox: 1 of 1 public tests pass" in told[which] and "greeting: 1 of 1 public" in told[which]


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("a wrong value", "slope(3) is not right: expected 6, got 3."),
        ("a syntax error", "did not run. Python cannot read it: line 2 of warmup.py: invalid syntax."),
        ("an error", "slope(3) raised ZeroDivisionError in line 2 of warmup.py"),
        ("no function", "There is no function slope in warmup.py."),
        ("a returned function", "shifted(1)(2) is not right: expected 3, got 1."),
        ("a broken notebook", "warmup.ipynb: The notebook cannot be read"),
        ("a figure", "See the figure: a figure/figures/greet.png"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(told, which, words):
    """With the call, and with the student's own line where there is one."""
    assert words in " ".join(told[which].split())


def test_a_figure_is_saved(told, homes):
    """Without a notebook, what a function draws can be looked at all the same."""
    assert (homes / "a figure" / "figures" / "greet.png").read_bytes().startswith(b"\x89PNG")


def test_settings_of_folders_above_do_no_harm(home, student_machine):
    """The folder works inside a larger repository, this one among them."""
    (home.parent / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\naddopts = "--unknown"\npythonpath = ["."]\n'
    )
    (home.parent / "autograder").mkdir()
    (home.parent / "autograder" / "__init__.py").write_text("raise ImportError('not this one')\n")
    assert "toolbox: 0 of 1 public tests pass" in student_machine(home, "-m", "pytest")


def test_a_cell_checks_its_exercise(home, perfect_text, student_machine):
    """In a running notebook, what is in memory is tested, not the file; a slip in the name is no traceback.

    It asks nobody else how to run tests.
    """
    fill_in(home, "run.py", f"{perfect_text}\nfrom autograder import check\ncheck('toolbox')\ncheck('tool_box')\n")
    told = student_machine(home, "run.py", PYTEST_ADDOPTS="--unknown")
    assert "toolbox: 1 of 1 public tests pass" in told
    assert "greeting" not in told
    assert "There are no tests for 'tool_box'" in told


@pytest.mark.parametrize("drawing", [False, True])
def test_matplotlib_is_loaded_where_something_is_drawn(home, student_machine, drawing):
    """A check of what draws nothing does not wait for it; what a function imports only while it draws is still seen."""
    (home / "test_greeting.py").write_text(SURFACE)
    asked = "greeting" if drawing else "toolbox"
    say = f"from autograder import check\ncheck('{asked}')\nimport sys\nprint('matplotlib' in sys.modules)\n"
    fill_in(home, "run.py", f"def slope(x):\n    return 2 * x\n{DRAWS_IN_DEPTH}\n{say}")
    told = student_machine(home, "run.py", MPLBACKEND="Agg")
    assert f"{asked}: 1 of 1 public tests pass" in told
    assert told.endswith(f"{drawing}\n")


def test_a_run_that_is_stopped_says_what_was_running(home, student_machine):
    """Ctrl+C in a terminal ends with a sentence."""
    fill_in(home, "warmup.py", "def slope(x):\n    raise KeyboardInterrupt\n")
    assert "slope(3) was stopped before it was done" in student_machine(home, "-m", "pytest")


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
    interpreter = Interpreter()
    for piece in cells.read("warmup.py", (home / "warmup.py").read_bytes()):
        for statement in statements_of(piece):
            if "check" not in statement.text:
                interpreter.execute(statement)
    with pytest.raises(NotImplementedError):
        interpreter.module.slope(1)


TROUBLED = """# %%
import nowhere_to_be_found
# %%
name = input("Who are you? ")
# %%
while True:
    pass
# %%
def slope(x):
    print("x is", x)
    print("done")
# %%
def total(f, n)
    return sum(map(f, range(n)))
# %%
def greet(name):
    return f"Hello, {nam}"
"""
TROUBLED_TESTS = """

def test_total(submission):
    \"\"\"The sum of 0, 1, 2 is 3.\"\"\"
    agree(submission.total(lambda k: k, 3), 3)
"""


@pytest.fixture(scope="module")
def told_of_troubles(tiny, tmp_path_factory, student_machine):
    """What is said of a file in which much is wrong, beside a file of tests that cannot be read."""
    folder = tmp_path_factory.mktemp("troubled") / "warmup"
    shutil.copytree(tiny / "assignments" / "warmup", folder)
    tools = folder / "autograder" / "student_file.py"
    tools.write_text(tools.read_text().replace("LONGEST = 10.0", "LONGEST = 0.5"))
    tests = folder / "test_toolbox.py"
    tests.write_text(tests.read_text() + TROUBLED_TESTS)
    (folder / "test_more.py").write_text("def test_nothing(:\n")
    fill_in(folder, "warmup.py", TROUBLED)
    return student_machine(folder, "-m", "pytest", "test_toolbox.py", "test_greeting.py", "test_more.py")


@pytest.mark.parametrize(
    "words",
    [
        "ModuleNotFoundError in line 2 of warmup.py: nowhere_to_be_found is not available in this course",
        "EOFError in line 4 of warmup.py",
        "It did not end within 0.5 seconds. Is there a loop that never ends?",
        "Python cannot read it: line 13 of warmup.py: expected ':'.",
        "total is not there, because the code that defines it did not run: see above.",
        "slope(3) returned nothing (None); expected a number. Does the function end with a return? "
        "It prints something: `print` only shows a value, `return` hands it on.\n"
        "      | It printed:\n      | x is 3.0\n      | done\n",
        "greet('Ada') raised NameError in line 17 of warmup.py: name 'nam' is not defined\n",
        "test_more.py does not run, so nothing in it was tested: SyntaxError in line 1.",
    ],
)
def test_each_trouble_has_its_own_sentence(told_of_troubles, words):
    """What fails costs itself, is said once, and everything else is tested all the same."""
    assert told_of_troubles.count(words) == 1


@pytest.mark.parametrize(
    ("graded", "said"),
    [
        (given.Given(), None),
        (given.Given("0.1", given.minor(np.__version__)), "graded with Python 0.1."),
        (given.Given(given.minor(platform.python_version()), "0.2"), "graded with numpy 0.2."),
        (given.Given("0.1", "0.2"), "graded with Python 0.1 and numpy 0.2."),
        (given.Given(given.minor(platform.python_version()), given.minor(np.__version__)), None),
    ],
)
def test_other_versions_are_named(graded, said):
    """Where Python or numpy is another than what grades, and only there, it says which."""
    sentences = given.say_difference(graded)
    assert (said is None and not sentences) or said in sentences[0]


def test_what_a_notebook_has_beyond_the_course_is_named():
    """Modules, and what was taken out of them; neither Python's own, nor the notebook's, nor what a set may have."""
    mine = {"np": np, "os": os, "wait": wait, "Image": type("Image", (), {"__module__": "IPython.display"})}
    assert imports.say_missing(mine, ()) == []
    mine |= {"mp": types.ModuleType("mpmath"), "fit": type("fit", (), {"__module__": "scipy.optimize"}), "_x": pytest}
    told = "scipy are not available when your work is graded"
    assert [sentence.partition(":")[0] for sentence in imports.say_missing(mine, ())] == [f"mpmath and {told}"]
    assert "scipy" not in imports.say_missing(mine, ("scipy",))[0]


def test_what_came_with_the_folder_is_read_back(home, monkeypatch):
    """The versions that grade and what the stub says are written down beside the tools."""
    monkeypatch.setattr(given, "__file__", str(home / "autograder" / "given.py"))
    found = given.read()
    stubs = [cells.read(f"warmup{end}", (home / f"warmup{end}").read_bytes()) for end in work.ENDINGS]
    assert {work.essence(stub) for stub in stubs} == set(found.essences)
    assert "slope" in found.asked["toolbox"] and found.asked["greeting"] == ["greet"]
    assert found.python == versions.of_python() and found.numpy == versions.of_package(str(home), "numpy")


@pytest.mark.parametrize(("printed", "lines"), [("", []), ("a\n\nb", ["a", "b"]), ("x" * 10**6, None)])
def test_the_end_of_what_is_printed_is_kept(printed, lines):
    """However much it is, a few short lines stay."""
    screen = output.LastLines()
    assert screen.write(printed) == len(printed)
    assert screen.lines() == lines if lines is not None else all(len(line) <= output.WIDTH for line in screen.lines())
    assert len(screen.kept) <= output.MOST


def test_what_stands_for_the_screen_is_written_to_as_a_screen_is():
    """Work may set its encoding, write bytes to it, or wrap it anew, at whose end it is there still."""
    screen = output.LastLines()
    screen.reconfigure(encoding="utf-8")
    screen.buffer.write("ä\n".encode())
    wrapper = io.TextIOWrapper(screen.buffer, encoding="utf-8")
    print("b", file=wrapper, flush=True)
    del wrapper
    print("c", file=screen)
    assert screen.lines() == ["ä", "b", "c"]
