"""What a student sees of a statement in JupyterLab: its picture is in the notebook, with words and a caption."""

from autograder.course import pictures as drawn

SEEN = """
return [...document.querySelectorAll('.jp-MarkdownCell img')]
  .map(one => [one.alt, one.naturalWidth, one.closest('p').nextElementSibling.textContent])
"""


def test_the_pictures_of_a_set_are_shown(open_notebook, course, pictures):
    """Each picture is drawn without any other file, says what it shows, and has its caption below."""
    problem_set = course.problem_sets[0]
    pictured = [picture for exercise in problem_set.exercises if (picture := drawn.picture_of(exercise))]
    notebook = open_notebook(problem_set.name)
    notebook.run("import numpy as np")
    notebook.wait(lambda: len(notebook.browser.execute_script(SEEN)) == len(pictured) > 0)
    seen = notebook.browser.execute_script(SEEN)
    assert [(words, caption) for words, _, caption in seen] == [(one.alternative, one.caption) for one in pictured]
    assert all(width > 400 for _, width, _ in seen)
    image = notebook.browser.find_element("css selector", ".jp-MarkdownCell img")
    notebook.picture(image, pictures / f"{problem_set.name}-statement.png")
