"""Pictures of statements: drawn once from the reference, carried along by the notebook, told where they are stale."""

import base64
import io
import json
import re

import matplotlib as mpl
import pytest
from PIL import Image

from autograder.course import drawing, pictures, release
from autograder.course.model import load_course
from autograder.errors import CourseError
from autograder.proof.inspection import IsWellFormed
from tests.paths import ROOT

LINE = '![A line that\nrises.](picture.py "Its slope\nis one.")'
DRAWN = """from .reference import slope


def draw(figure):
    axes = figure.subplots()
    axes.plot([0, 1], [slope(0), slope(0.5)])
    axes.set(title="a line", xlabel="x")
"""
COURSE = load_course(str(ROOT))
EXERCISES = [exercise for problem_set in COURSE.problem_sets for exercise in problem_set.exercises]
PICTURED = [exercise for exercise in EXERCISES if "](picture.py" in exercise.statement]


@pytest.fixture
def folder(tiny_course, draw_anew):
    """The folder of an exercise with a picture that was drawn."""
    folder = tiny_course / "solutions" / "warmup" / "toolbox"
    (folder / "picture.py").write_text(DRAWN)
    statement = folder / "statement.md"
    statement.write_text(f"{statement.read_text()}\n{LINE}\n\nThe end.\n")
    draw_anew(tiny_course)
    return folder


def load(folder):
    """Return the course that an exercise's folder is in, its set, and the exercise."""
    course = load_course(str(folder.parents[2]))
    problem_set = course.problem_sets[0]
    return course, problem_set, next(one for one in problem_set.exercises if one.name == folder.name)


def write(folder):
    """Write what students get; return its folder."""
    course, problem_set, _ = load(folder)
    release.write(course, problem_set)
    return folder.parents[2] / "assignments" / problem_set.name


def problems(folder):
    """Return what is said of an exercise's picture."""
    return list(pictures.find_problems(load(folder)[2]))


def test_a_notebook_carries_its_picture_and_a_script_links_it(folder):
    """Each shows it where the statement says so, with what it shows in words and its caption."""
    published = write(folder)
    notebook = json.loads((published / "warmup.ipynb").read_text())
    (cell,) = [one for one in notebook["cells"] if "attachments" in one]
    assert "![A line that rises.](attachment:toolbox.png)\n\n*Its slope is one.*\n\nThe end." in "".join(cell["source"])
    png = (published / "pictures" / "toolbox.png").read_bytes()
    assert base64.b64decode(cell["attachments"]["toolbox.png"]["image/png"]) == png
    script = (published / "warmup.py").read_text()
    assert "# ![A line that rises.](pictures/toolbox.svg)\n#\n# *Its slope is one.*\n#\n# The end." in script
    assert "picture.py" not in script


def test_the_same_sources_give_the_same_bytes(folder):
    """Whatever was drawn before, there is no date, no version and no random name in them."""
    exercise = load(folder)[2]
    first = drawing.draw(exercise, "Generated", "digest")
    assert first == drawing.draw(exercise, "Generated", "digest")
    assert not re.search(rb"<dc:date>|Matplotlib v|Software", first[0].encode() + first[1])


def test_what_was_drawn_elsewhere_counts(folder, monkeypatch):
    """Another machine's lines may differ in the last digit: as long as the sources are the same, nothing is drawn."""
    published = write(folder)
    svg = published / "pictures" / "toolbox.svg"
    svg.write_text(svg.read_text().replace("</svg>", "<!-- another machine --></svg>"))
    monkeypatch.setattr(drawing, "draw", None)
    assert list(release.find_differences(*load(folder)[:2])) == [] == problems(folder)


@pytest.mark.parametrize(("name", "more"), [("picture.py", "\nSIZE = 4, 2\n"), ("reference.py", "\nNUMBER = 1\n")])
def test_a_stale_picture_is_told(folder, name, more):
    """Where its own file or the reference has changed, it is drawn anew by `make stubs`, and told until then."""
    with (folder / name).open("a") as file:
        file.write(more)
    (problem,) = problems(folder)
    assert "what it draws is not what lies in assignments/; run make stubs" in problem
    assert any("pictures/toolbox.svg is not what" in one for one in release.find_differences(*load(folder)[:2]))
    write(folder)
    assert problems(folder) == []


def test_words_draw_nothing(folder):
    """Another docstring, comment or blank line in the reference or the picture makes nothing stale."""
    reference, picture = folder / "reference.py", folder / "picture.py"
    reference.write_text("# A comment.\n\n" + reference.read_text().replace('"""', '"""In other words:\n\n', 1))
    picture.write_text('"""New words."""\n\n\n' + picture.read_text())
    assert problems(folder) == []


def test_a_notebook_changes_only_with_what_is_seen(folder):
    """Something in the reference that draws the same picture gives the same PNG, and the same notebook."""
    published = folder.parents[2] / "assignments" / "warmup"
    kept = [published / "warmup.ipynb", published / "pictures" / "toolbox.png"]
    before = [path.read_bytes() for path in kept]
    with (folder / "picture.py").open("a") as file:
        file.write("\nNUMBER = 1\n")
    write(folder)
    assert [path.read_bytes() for path in kept] == before


@pytest.mark.parametrize("name", ["toolbox.svg", "toolbox.png"])
def test_a_picture_that_is_lost_is_drawn_again(folder, name):
    """One file of the two is not enough."""
    path = folder.parents[2] / "assignments" / "warmup" / "pictures" / name
    before = path.read_bytes()
    path.unlink()
    assert len(problems(folder)) == 1
    write(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("A line that\nrises.", "", "its picture has no alternative text; write ![what is shown]"),
        ("Its slope\nis one.", " ", "its picture has no caption; write ![what is shown]"),
        (' "Its slope\nis one."', "", "its picture has no caption"),
        (LINE, "", "it shows its picture 0 times"),
        (LINE, f"{LINE} {LINE}", "it shows its picture 2 times"),
    ],
)
def test_missing_words_are_told(folder, old, new, said):
    """The sentence names the statement and what to write; nothing is published until then."""
    path = folder / "statement.md"
    path.write_text(path.read_text().replace(old, new))
    (problem,) = problems(folder)
    assert problem.startswith(str(path)) and said in problem
    assert problem in IsWellFormed(load(folder)[2])._words()
    with pytest.raises(CourseError, match="picture"):
        write(folder)


def test_a_line_without_a_picture_is_told(folder):
    """A student would see nothing there."""
    (folder / "picture.py").unlink()
    assert problems(folder) == [
        f"{folder / 'picture.py'}: the statement shows it, and it is not there; write it, or take the line out"
    ]


def test_a_picture_that_cannot_be_drawn_is_told(folder):
    """With its file, and what was raised."""
    (folder / "picture.py").write_text(DRAWN.replace("slope(0.5)", "slop(0.5)"))
    with pytest.raises(CourseError, match=r"its draw\(figure\) fails: NameError: name 'slop' is not defined"):
        write(folder)


def test_a_letter_that_the_font_does_not_have_is_told(folder):
    """A box in its place would help nobody."""
    (folder / "picture.py").write_text(DRAWN.replace("a line", "\u6f22"))
    with pytest.raises(CourseError, match="fails: UserWarning: Glyph"):
        write(folder)


def test_whoever_draws_may_have_settings(folder):
    """A matplotlibrc of one's own changes nothing."""
    exercise = load(folder)[2]
    first = drawing.draw(exercise, "Generated", "digest")
    with mpl.rc_context({"lines.linestyle": "--", "axes.grid": True, "font.size": 20, "figure.dpi": 50}):
        assert drawing.draw(exercise, "Generated", "digest") == first


def test_a_picture_that_is_too_large_is_told(folder, monkeypatch):
    """A notebook carries it, and so does each student's work."""
    monkeypatch.setitem(pictures.LARGEST, ".png", 100)
    (problem,) = problems(folder)
    assert re.search(r"its \.png has \d+ bytes, more than 100$", problem)


def test_an_exercise_without_a_picture_has_none(tiny_course):
    """Nothing is said of it, and nothing is in its place."""
    exercise = load_course(str(tiny_course)).problem_sets[0].exercises[1]
    assert pictures.picture_of(exercise) is None
    assert list(pictures.find_problems(exercise)) == []


def luminance(colour):
    """Return the relative luminance of a colour such as #0b5fae, from 0 to 1, as WCAG has it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("colours", "least"), [((drawing.INK, *drawing.SERIES), 4.5), ((drawing.GREY,), 3)], ids=["text", "grey"]
)
def test_colours_are_told_from_the_paper(scheme, colours, least):
    """By day and in the dark, as much as WCAG asks of text and of lines."""
    for colour in colours:
        high, low = sorted((luminance(colour[scheme]), luminance(drawing.PAPER[scheme])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= least, colour


def test_drawing_is_loaded_for_drawing_alone(begin_python):
    """Nothing that grades, publishes or reads the course waits for matplotlib."""
    loading = "import sys, autograder, autograder.course.release, autograder.grading.run"
    assert begin_python(f"{loading}; print('matplotlib' in sys.modules)") == "False\n"


# The pictures of this course


def test_pictures_are_drawn_from_the_reference():
    """All but a few use what the exercise asks for, and nothing of it that students do not have a name for."""
    drawn = 0
    for exercise in PICTURED:
        with open(exercise.path("picture.py"), encoding="utf-8") as file:
            source = file.read()
        for names in re.findall(r"^from \.reference import (.+)$", source, re.MULTILINE):
            drawn += 1
            assert set(names.split(", ")) <= set(exercise.functions), exercise.name
            assert all(source.count(name) > 1 for name in names.split(", ")), exercise.name
    assert drawn >= 0.9 * len(PICTURED) > 0.9 * len(EXERCISES) / 2


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", PICTURED, ids=lambda one: f"{one.set_name}/{one.name}")
def test_each_picture_has_its_words(exercise):
    """It is not stale, and its words say more than a title."""
    assert list(pictures.find_problems(exercise)) == []
    picture = pictures.picture_of(exercise)
    assert len(picture.alternative.split()) >= 15 and len(picture.caption.split()) >= 8
    assert picture.alternative.endswith(".") and picture.caption.endswith(".")


@pytest.mark.usefixtures("every_exercise")
@pytest.mark.parametrize("exercise", PICTURED, ids=lambda one: f"{one.set_name}/{one.name}")
def test_each_picture_can_be_shown(exercise):
    """The PNG opens and is no wider than a page; the SVG has its own paper, which is dark in the dark."""
    picture = pictures.picture_of(exercise)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.format == "PNG" and 400 < image.width < 1000
    assert f"fill: {drawing.PAPER[0]}" in picture.svg
    assert f'[style*="fill: {drawing.PAPER[0]}"]{{fill:{drawing.PAPER[1]} !important}}' in picture.svg
