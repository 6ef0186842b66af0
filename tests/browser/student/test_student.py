"""A new student's first hour in JupyterLab: what the cells with ``check`` show, before, during and after the work.

``SCREENSHOTS=folder python -m pytest tests/browser`` keeps pictures of what is seen.
"""

import pytest

WRONG = "def monkey_saddle(x, y):\n    return x**3 + 3 * x * y**2\n"
RIGHT = "def monkey_saddle(x, y):\n    return x**3 - 3 * x * y**2\n"
RAISES = "def monkey_saddle(x, y):\n    scale = 0\n    return x**3 / scale\n"
SURFACE = """def plot_monkey_saddle():
    x, y = np.meshgrid(np.linspace(-1, 1, 50), np.linspace(-1, 1, 50))
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(x, y, monkey_saddle(x, y), cmap="viridis")
    axes.set(xlabel="x", ylabel="y", zlabel="z")
    return figure
"""
ENDLESS = "def monkey_saddle(x, y):\n    while True:\n        pass\n"
CHECK = 'check("monkey_saddle")'


@pytest.fixture(scope="module")
def notebook(open_notebook):
    """The notebook of the first set, with its first imports run."""
    notebook = open_notebook("foundations")
    notebook.run("import numpy as np")
    return notebook


def check(notebook, pictures, name, **options):
    """Run the cell with ``check``; return what it shows."""
    output, seconds = notebook.run(CHECK, **options)
    notebook.picture(output, pictures / f"{name}.png")
    print(f"{name}: {seconds:.1f} s")
    assert "Traceback" not in output.text
    assert "More tests run when your work is graded." in output.text
    return output


def test_a_beginner_is_told_what_is_there_to_do(notebook, pictures):
    """Before anything is written, every test is listed, and nothing is called wrong."""
    notebook.run("def monkey_saddle(")
    said = check(notebook, pictures, "1-stub").text
    assert "monkey saddle: 0 of 9 public tests pass" in said
    assert said.count("○") == 9 and "✗" not in said and "✓" not in said


def test_a_wrong_answer_is_shown_with_its_input(notebook, pictures):
    """What was called, what was expected, and what came back."""
    notebook.fill("def monkey_saddle(", WRONG)
    notebook.run("def monkey_saddle(")
    said = check(notebook, pictures, "2-wrong").text
    assert "monkey_saddle(1, 2) is not right: expected -11, got 13." in said
    assert "✗" in said


def test_an_error_is_shown_with_its_line(notebook, pictures):
    """The call that raised it, the line in the student's own cell, and no traceback."""
    notebook.fill("def monkey_saddle(", RAISES)
    notebook.run("def monkey_saddle(")
    said = check(notebook, pictures, "3-raises").text
    assert "monkey_saddle(1, 2) raised ZeroDivisionError in line 3 of its cell: " in said


def test_an_endless_loop_can_be_stopped(notebook, pictures):
    """The button ■ ends the tests with a sentence, and the next run is as good as new."""
    notebook.fill("def monkey_saddle(", ENDLESS)
    notebook.run("def monkey_saddle(")
    said = check(notebook, pictures, "4-endless", stop_after=3).text
    assert "monkey_saddle(1, 2) was stopped before it was done" in said


def test_a_right_answer_passes(notebook, pictures):
    """The first tests pass, and the figure that was drawn stands below them."""
    notebook.fill("def monkey_saddle(", RIGHT)
    notebook.run("def monkey_saddle(")
    notebook.fill("def plot_monkey_saddle(", SURFACE)
    notebook.run("def plot_monkey_saddle(")
    output = check(notebook, pictures, "5-right")
    assert "monkey saddle: 2 of 9 public tests pass" in output.text
    (image,) = output.find_elements("css selector", "img")
    assert image.get_attribute("alt") == "what plot_monkey_saddle draws"
    assert int(image.get_attribute("naturalWidth")) > 200
