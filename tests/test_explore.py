"""Cells to play with: sliders and menus where they can be, a still figure elsewhere, a sentence where nothing works."""

import itertools
import sys
import types

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.course import regions
from autograder.course.model import load_course
from autograder.kit import explore, figures, interact
from autograder.kit.student_file import StudentFile
from tests.paths import ROOT

CELLS = [
    exercise for one in load_course(str(ROOT)).problem_sets for exercise in one.exercises if exercise.explore_source
]


class Control:
    """Stands for a widget of any kind: it keeps what it was made with."""

    def __init__(self, kind, **settings):
        self.kind, self.settings = kind, settings
        self.value = settings.get("value", (settings.get("options") or [None])[0])


class Notebook:
    """A kernel with ipywidgets and a screen, as far as ``interact`` can tell; what is shown is in ``shown``."""

    def __init__(self, monkeypatch):
        self.shown, self.draw, self.controls = [], None, {}
        widgets = types.SimpleNamespace(
            FloatSlider=lambda **settings: Control("slider", **settings),
            Dropdown=lambda **settings: Control("menu", **settings),
            VBox=list,
            interactive_output=self.connect,
        )
        screen = types.SimpleNamespace(display=self.shown.append)
        for name, module in {"ipykernel": object(), "ipywidgets": widgets, "IPython.display": screen}.items():
            monkeypatch.setitem(sys.modules, name, module)

    def connect(self, draw, controls):
        self.draw, self.controls = draw, controls
        self.move()
        return "panel"

    def move(self, **values):
        """Move some controls, and let them draw."""
        for name, value in values.items():
            self.controls[name].value = value
        self.draw(**{name: control.value for name, control in self.controls.items()})


@pytest.fixture
def notebook(monkeypatch):
    """A notebook that has widgets."""
    return Notebook(monkeypatch)


@pytest.fixture
def shown(monkeypatch):
    """The figures that are shown, as data, in their order."""
    found = []
    monkeypatch.setattr(plt, "show", lambda: found.append(figures.describe(plt.gcf())))
    yield found
    assert not plt.get_fignums(), "A figure stayed open."


def line(height=1.0, kind="up"):
    """Draw one line."""
    plt.plot([0, 1], [0, height if kind == "up" else -height])


def test_sliders_and_menus_draw_anew(notebook, shown):
    """Each control has its limits and its first value; moving one draws with all values as they are then."""
    interact(line, height=(-2, 2, 0.5, 1), kind=["up", "down"])
    slider, menu = notebook.controls["height"], notebook.controls["kind"]
    assert slider.settings == {
        "value": 1, "min": -2, "max": 2, "step": 0.5, "description": "height", "continuous_update": False,
    }  # fmt: skip
    assert (menu.kind, menu.settings["options"]) == ("menu", ["up", "down"])
    assert notebook.shown == [[slider, menu, "panel"]]
    notebook.move(kind="down", height=2)
    assert [figure.lines[0].y[1] for figure in shown] == [1, -2]


def test_a_script_shows_a_still_figure(shown, capsys, monkeypatch):
    """Where there is no notebook, the first values are drawn, once, and nothing is said."""
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)  # other tests start kernels
    interact(line, height=(-2, 2, 0.5, 1.5), kind=["down", "up"])
    assert [figure.lines[0].y[1] for figure in shown] == [-1.5]
    assert capsys.readouterr().out == ""


def test_a_notebook_without_widgets_says_what_to_install(notebook, shown, monkeypatch, capsys):
    """The still figure is there, and a sentence says how to make it move."""
    monkeypatch.setitem(sys.modules, "ipywidgets", None)  # as if it were not installed
    interact(line, height=(-2, 2, 0.5, 1))
    assert len(shown) == 1
    assert capsys.readouterr().out == f"{explore.NO_WIDGETS}\n"


def test_where_there_is_no_screen_nothing_is_complained_of(recwarn):
    """The Agg backend cannot show a figure, which is nobody's fault."""
    interact(line)
    assert not recwarn.list and not plt.get_fignums()


def test_nothing_is_drawn_while_tests_run(monkeypatch, shown):
    """A test run executes the notebook's cells, and nobody looks."""
    monkeypatch.setattr(explore, "EXECUTING", [StudentFile("warmup.py")])
    interact(line)
    assert not shown


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotImplementedError(), explore.UNWRITTEN),
        (NameError("name 'f' is not defined"), "Run the cells above first: name 'f' is not defined."),
        (ValueError("too long"), "Your code raised ValueError: too long"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(notebook, shown, capsys, error, sentence):
    """There is no traceback and no half-drawn figure, and the next movement finds everything in order."""

    def draw(height):
        line()
        if height > 0:
            raise error

    interact(draw, height=(-2, 2, 0.5, 1))
    assert capsys.readouterr().out == f"{sentence}\n"
    assert not shown and not plt.get_fignums()
    notebook.move(height=-1)
    assert len(shown) == 1


# The cells of this course


def run(exercise, text, monkeypatch):
    """Execute an exercise's functions, then its cell to play with."""
    tools = types.ModuleType("autograder")
    tools.interact = interact
    monkeypatch.setitem(sys.modules, "autograder", tools)
    module = types.ModuleType("explored")
    exec(compile(text, "<cell>", "exec"), vars(module))
    before = set(vars(module))
    exec(compile(exercise.explore_source, "<cell>", "exec"), vars(module))
    return module, set(vars(module)) - before


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", CELLS, ids=lambda one: one.name)
def test_each_cell_draws_at_the_ends_of_its_controls(exercise, notebook, shown, monkeypatch, capsys):
    """With the right functions it draws, or prints, for all first, lowest and highest values, without a complaint."""
    run(exercise, exercise.reference_source, monkeypatch)
    for values in itertools.product(*map(ends, notebook.controls.values())):
        before = len(shown), capsys.readouterr()
        notebook.move(**dict(zip(notebook.controls, values, strict=True)))
        said = capsys.readouterr().out
        assert (len(shown) > before[0] or said) and "Your code raised" not in said, (values, said)


def ends(control):
    """Return the values of a control that are worth a try."""
    settings = control.settings
    return settings["options"] if control.kind == "menu" else [settings["min"], settings["value"], settings["max"]]


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", CELLS, ids=lambda one: one.name)
def test_each_cell_knows_when_nothing_is_written(exercise, notebook, shown, monkeypatch, capsys):
    """On the stub it says one sentence and draws nothing."""
    run(exercise, regions.stub(exercise), monkeypatch)
    assert capsys.readouterr().out == f"{explore.UNWRITTEN}\n" and not shown


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", CELLS, ids=lambda one: one.name)
def test_each_cell_leaves_the_students_names_alone(exercise, notebook, shown, monkeypatch):
    """It defines no name that a student's function or helper is likely to have."""
    _, new = run(exercise, exercise.reference_source, monkeypatch)
    assert all(name == "interact" or name.startswith(("draw_", "explore_")) for name in new - {"np", "plt"}), new


def test_the_linearisation_is_drawn_as_it_is(notebook, shown, monkeypatch):
    """The straight grid touches the bent one at the image of the point, and its edges are the columns of J."""
    (exercise,) = [one for one in CELLS if one.name == "linearisation"]
    run(exercise, exercise.reference_source, monkeypatch)
    assert [notebook.controls[name].value for name in ("x", "y")] == [1, 1]
    notebook.move(x=0.5, y=-1.0, half=0.2)
    _, after = shown[-1].axes
    assert sorted(after.legend or shown[-1].legend) == ["0.2 along column 0", "0.2 along column 1", "F", "L"]
    z = 0.5 - 1j
    ends = {one.label: complex(one.x[0], one.y[0]) for one in after.lines if one.x.size == 1}
    assert ends == pytest.approx({"0.2 along column 0": z**2 + 0.4 * z, "0.2 along column 1": z**2 + 0.4j * z})
    lines = [one.x + 1j * one.y for one in after.lines if one.x.size > 1]
    straight = [one for one in lines if np.allclose(np.diff(one, 2), 0)]
    assert len(straight) == len(lines) / 2
    assert any(np.isclose(one, z**2).any() for one in straight)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("lambda A, x: A,", "lambda A, x: A.T,", "Your rule returns shape (2, 3)."),
        ("lambda A, x: A,", "lambda A, x: A + 1,", "The largest difference is 1.0e+00."),
        ("lambda A, x: A,", "lambda A, x: A,", "its derivative (3, 2)."),
    ],
)
def test_a_rule_is_held_against_what_is_measured(notebook, shown, monkeypatch, capsys, right, wrong, said):
    """A wrong shape is told, and a wrong number is measured."""
    (exercise,) = [one for one in CELLS if one.name == "rules"]
    run(exercise, exercise.reference_source.replace(right, wrong), monkeypatch)
    capsys.readouterr()
    notebook.move(rule="vector_by_vector")
    assert said in capsys.readouterr().out


def cell(name):
    """Return the exercise of a name that has a cell to play with."""
    (exercise,) = [one for one in CELLS if one.name == name]
    return exercise


def test_a_penalty_flattens_the_fit(notebook, shown, monkeypatch):
    """The line is what scikit-learn's formula gives, and goes to 0 as the penalty grows."""
    run(cell("kernel_ridge"), cell("kernel_ridge").reference_source, monkeypatch)
    heights = []
    for log_lam in (-4, 2):
        notebook.move(log_lam=log_lam, ell=0.5)
        fit, points = (
            next(line for line in shown[-1].axes[0].lines if line.label == one) for one in ("your fit", "points")
        )
        K, k = (np.exp(-2 * (one[:, None] - points.x) ** 2) for one in (points.x, fit.x))
        assert np.allclose(fit.y, k @ np.linalg.solve(K + 10.0**log_lam * np.eye(12), points.y))
        heights.append(np.max(np.abs(fit.y)))
    assert heights[1] < 0.1 * heights[0]


def test_long_queries_pick_one_value(notebook, shown, monkeypatch):
    """The weights drawn add up to 1; short queries give all alike, long ones nearly one of them."""
    module, _ = run(cell("attention"), cell("attention").reference_source, monkeypatch)
    drawn = []
    monkeypatch.setattr(module.plt.Axes, "imshow", keep(module.plt.Axes.imshow, drawn))
    for scale, causal in ((0.1, "all keys"), (10, "all keys"), (10, "causal")):
        notebook.move(scale=scale, causal=causal)
    assert all(np.allclose(weights.sum(axis=1), 1) for weights in drawn)
    assert drawn[0].max() < 0.2 and np.median(drawn[1].max(axis=1)) > 0.9
    assert np.all(np.triu(drawn[2], 1) == 0) and drawn[2][0, 0] == 1


def keep(method, kept):
    """Return a method that keeps its first argument, then does what it did."""

    def kept_method(self, first, *rest, **named):
        kept.append(first)
        return method(self, first, *rest, **named)

    return kept_method


def test_a_saturated_input_keeps_its_share(notebook, shown, monkeypatch):
    """From 0 to 5 the gradient that is drawn falls to nothing, and the integrated one grows to the output."""
    module, _ = run(cell("input_sensitivity"), cell("input_sensitivity").reference_source, monkeypatch)
    bars = []
    monkeypatch.setattr(module.plt.Axes, "bar", lambda self, places, heights, *_, **__: bars.append(heights))
    monkeypatch.setattr(module.plt.Axes, "legend", lambda self: None)
    notebook.move(s1=0, s2=0)
    notebook.move(s1=5)
    (gradient, share), (end_gradient, end_share) = bars[:2], bars[2:]
    assert np.allclose(gradient, [3, 6]) and np.allclose(share, 0)
    assert np.all(np.abs(end_gradient) < 0.01) and np.allclose(end_share, [3 * np.tanh(5), 0], atol=1e-3)


def test_gradients_vanish_and_explode(notebook, shown, monkeypatch):
    """Without inputs every gate is open, and the norm is the factor to the power of T; large inputs close the gates."""
    run(cell("rnn"), cell("rnn").reference_source, monkeypatch)
    for g, inputs in ((0.8, 0), (1.3, 0), (1.3, 2)):
        notebook.move(g=g, inputs=inputs)
    norms = [next(line for line in figure.axes[0].lines if "norm" in line.label).y for figure in shown[-3:]]
    assert np.allclose(norms[0], 0.8 ** np.arange(1, 51)) and np.allclose(norms[1], 1.3 ** np.arange(1, 51))
    assert norms[2][-1] < 1e-3


def test_two_rates_walk_through_the_valley(notebook, shown, monkeypatch):
    """The path is two steps of descent; with the rates 1 and 1/4 it arrives."""
    run(cell("hypergradient"), cell("hypergradient").reference_source, monkeypatch)
    for rates, end in (((1, 0.25), (1, 0.5)), ((0.25, 1), (1, 0.5)), ((0, 0), (0, 0))):
        notebook.move(a0=rates[0], a1=rates[1])
        (path,) = [line for line in shown[-1].axes[1].lines if line.label == "the two steps"]
        assert path.x.size == 3 and np.allclose((path.x[-1], path.y[-1]), end)
    assert "V = 1.000" in [axes.title for axes in shown[-1].axes]
