"""Cells to play in, in JupyterLab: what a student wrote is drawn anew when a slider or a menu is moved.

Every exercise with an ``explore.py`` is tried.
"""

import ast
import functools

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from autograder.course.model import load_course
from tests.paths import ROOT

EXERCISES = [
    pytest.param(problem_set.name, exercise, id=f"{problem_set.name}-{exercise.name}")
    for problem_set in load_course(str(ROOT)).problem_sets
    for exercise in problem_set.exercises
    if exercise.explore_source
]


def answers(exercise):
    """Return a right answer for each function: name -> text, helpers included."""
    source = exercise.reference_source
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    texts = {node.name: ast.get_source_segment(source, node) for node in nodes}
    helpers = "\n\n\n".join(text for name, text in texts.items() if name not in exercise.functions)
    return {name: f"{helpers}\n\n\n{texts[name]}\n".lstrip() for name in exercise.functions}


def move_a_control(output):
    """Choose the last entry of a menu where there is one, or move a slider by a step."""
    menus = output.find_elements("css selector", "select")
    if menus:
        Select(menus[0]).options[-1].click()
    else:
        output.find_element("css selector", ".noUi-handle").send_keys(Keys.ARROW_RIGHT)


@pytest.fixture(scope="module")
def notebook_of(open_notebook):
    """Return the notebook of a set, its imports run: exercises of one set, which follow one another, share it."""

    @functools.lru_cache(maxsize=1)
    def notebook_of(set_name):
        notebook = open_notebook(set_name)
        notebook.run("import numpy as np")
        return notebook

    return notebook_of


@pytest.mark.parametrize(("set_name", "exercise"), EXERCISES)
def test_a_cell_to_play_in_follows_its_controls(notebook_of, pictures, set_name, exercise):
    """Before the work is done it says so; then it shows controls and a picture, which changes when one is moved."""
    notebook = notebook_of(set_name)
    explore = exercise.explore_source.splitlines()[0]
    output, _ = notebook.run(explore)
    assert "Traceback" not in output.text and not output.find_elements("css selector", "img")
    for name, text in answers(exercise).items():
        notebook.fill(f"def {name}(", text)
        notebook.run(f"def {name}(")
    output, _ = notebook.run(explore)
    notebook.wait(lambda: output.find_elements("css selector", "img"))
    notebook.picture(output, pictures / f"{set_name}-{exercise.name}-play.png")
    before = output.find_element("css selector", "img").get_attribute("src")
    move_a_control(output)
    notebook.wait(lambda: output.find_element("css selector", "img").get_attribute("src") != before)
    assert "Traceback" not in output.text
