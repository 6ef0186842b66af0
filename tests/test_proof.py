"""What `make check` tries beyond right answers and mistakes: bodies that know nothing and surroundings."""

import ast
import json
from dataclasses import replace

import numpy as np
import pytest

from autograder.course.model import load_course
from autograder.judge.draws import Draws
from autograder.proof import inspection, surroundings
from autograder.proof.know_nothing import bodies
from autograder.proof.promises import RightAnswersPass
from autograder.proof.trials import SECRET
from autograder.report import Report, ReportStatus
from tests.made_reports import report, result


@pytest.fixture
def toolbox(tiny, request):
    """The tiny course's exercise with a function of every kind; its hidden tests can be loaded here."""
    request.config.addinivalue_line("markers", "points(number, after=None): what a hidden test is worth")
    return load_course(str(tiny)).select("warmup").exercises[0]


def test_bodies_are_many_and_can_be_executed(toolbox):
    """Each is a cell of its own that defines the function anew, and no two are the same."""
    for name in toolbox.functions:
        cells = bodies(toolbox, name)
        assert len(set(cells.values())) == len(cells) >= 35
        for cell in cells.values():
            defined = {}
            exec(cell, defined)
            assert callable(defined[name])


def test_what_is_recited_is_the_references(toolbox):
    """The answers of another student, or of the public examples, come back in their order, whatever is asked."""
    defined = {}
    exec(bodies(toolbox, "slope")["student 1's answers recited"], defined)
    first = defined["slope"](7.0)
    assert first.shape == () and first != 14.0
    assert defined["slope"](7.0).shape == (5,)


def test_what_is_recited_for_the_nearest_is_near(toolbox):
    """What another student was told is given for numbers that are nearly the same: it is near the right answer."""
    defined = {}
    exec(bodies(toolbox, "slope")["student 1's answers recited, by the nearest"], defined)
    numbers = Draws(SECRET, "a third student").numbers("toolbox/test_hidden.py::test_slope")
    for shape in ((), (5,), (2, 3)):
        x = numbers.normal(size=shape)
        recited = defined["slope"](x)
        assert np.allclose(recited, 2 * x, atol=0.1)
        assert not np.any(recited == 2 * x)


def test_a_test_that_a_constant_passes_is_told(tiny_course, prove):
    """A hidden test that looks at the type of an answer alone gives its points to whoever knows the type."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    old = "agree(submission.greet(name), reference.greet(name))"
    path.write_text(path.read_text().replace(old, 'assert type(submission.greet(name)) is str, "It is no text."'))
    done = prove(tiny_course, "check", "--exercise", "warmup/greeting", "--seeds", 20)
    assert "greet: '': knows nothing, and yet passes test_greets: 5 of 5 points" in done.stderr


@pytest.mark.parametrize("number", range(len(surroundings.SURROUNDINGS)))
def test_a_surrounding_leaves_the_work_as_it_is(number):
    """Whatever stands around them, the cells of the exercises are there, and their imports are in the first cell."""
    exercises = [["import numpy as np\n\n\ndef first():\n    return np.pi\n"], ["def second():\n    return 2\n"]]
    cells = surroundings.SURROUNDINGS[number].around(exercises)
    assert cells[0].endswith("import numpy as np\n")
    defined = [cell for cell in cells if cell.startswith(("def first", "def second"))]
    assert sorted(defined) == ["def first():\n    return np.pi\n", "def second():\n    return 2\n"]
    assert json.loads(surroundings.notebook(cells))["cells"][0]["source"] == cells[0]
    assert [ast.parse(cell) for cell in defined]


@pytest.mark.parametrize(("again", "told"), [("f", True), ("g", False)])
def test_a_function_whose_names_are_bound_anew_is_told(tiny_course, again, told):
    """Its calls are replayed when the test has ended, and would then meet what the name means by then."""
    path = tiny_course / "solutions" / "warmup" / "toolbox" / "test_hidden.py"
    lines = ["def test_two(submission):", "    f = abs", "    submission.slope(lambda t: f(t))", f"    {again} = max"]
    path.write_text("\n".join([*lines, f"    submission.slope({again})", ""]))
    exercises = {one.name: one for one in load_course(str(tiny_course)).problem_sets[0].exercises}
    blank = Report("", "warmup", ReportStatus.GRADED, ())
    found = list(inspection.IsWellFormed(exercises["toolbox"]).inspect(blank))
    assert any("test_hidden.py:3: f is bound anew" in one for one in found) == told


def test_a_hidden_test_that_takes_long_is_told(toolbox):
    """What it takes with right work in most draws counts, and not what a busy machine made of one of them."""
    promise = RightAnswersPass(toolbox, 3)
    trial = next(promise.trials())
    for seconds in ((0.1, 5.0), (0.1, 0.1), (9.0, 4.0)):
        tests = (replace(result(name=name), seconds=one) for name, one in zip(("quick", "slow"), seconds, strict=True))
        assert list(promise.judge(trial, report("ada", *tests))) == []
    (told,) = promise.conclude()
    assert told.startswith("toolbox: slow takes 4.0 s with right work")
