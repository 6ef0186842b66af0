"""What nbgrader's commands call does its work whatever students, or we ourselves, have done."""

import html
import json
import re
import shutil
from dataclasses import replace

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import submissions
from autograder.course.model import load_course
from autograder.kit.work import essence
from autograder.nbgrader import gradebook
from tests.nbgraders_book import open_gradebook


@pytest.fixture(scope="module")
def released(tiny):
    """The notebook that students of the tiny course are given."""
    from autograder.nbgrader.upstream import released

    return released(load_course(str(tiny)).problem_sets[0])


@pytest.fixture
def restored(released):
    """Restore cells given as ``(kind, source, grade_id)``; return the sources of the result by grade_id or number."""
    from autograder.nbgrader.handed_in import restore

    def restored(*cells):
        notebook = restore(cells, released)
        nbformat.validate(notebook)
        names = [cell.metadata.get("nbgrader", {}).get("grade_id", n) for n, cell in enumerate(notebook.cells)]
        assert len(set(names)) == len(names)
        assert {cell.metadata.nbgrader.grade_id for cell in released.cells} <= set(names)
        return dict(zip(names, (cell.source for cell in notebook.cells), strict=True))

    return restored


def test_what_is_missing_comes_back_in_its_place(restored, released):
    """A notebook from which everything was deleted is the assignment again, and says what was not handed in."""
    sources = restored()
    assert list(sources) == [cell.metadata.nbgrader.grade_id for cell in released.cells]
    assert sources["toolbox-slope"] == "# This cell was not handed in."
    assert sources["toolbox-check"].startswith("from autograder import check")


def test_the_last_of_two_cells_with_one_name_is_the_answer(restored):
    """The other one is shown as a cell of the student's own, where it stood."""
    sources = restored(("code", "def slope(x): 1", "toolbox-slope"), ("code", "def slope(x): 2", "toolbox-slope"))
    assert sources["toolbox-slope"] == "def slope(x): 2"
    assert "def slope(x): 1" in [text for name, text in sources.items() if isinstance(name, int)]


def test_a_changed_read_only_cell_is_shown_beside_the_given_one(restored):
    """It was executed, so that people should see it; what carries the mark is ours."""
    sources = restored(("code", "print('passed')", "toolbox-check"), ("code", "def slope(x): 1", "toolbox-slope"))
    assert sources["toolbox-check"].startswith("from autograder import check")
    assert "print('passed')" in sources.values()


def test_an_answer_without_a_name_is_known_by_its_function(restored):
    """Scripts, and notebooks without metadata, have no other."""
    sources = restored(
        ("code", "import os\n\ndef slope(x):\n    return 1", None), ("code", "def other(): 1", "nonsense")
    )
    assert sources["toolbox-slope"].startswith("import os")


def test_a_script_in_one_piece_is_shown_once(restored):
    """The cells of its other functions say that they stand elsewhere."""
    script = "def slope(x): 1\ndef total(f, n): 2"
    sources = restored(("code", script, None))
    assert sources["toolbox-slope"] == script
    assert sources["toolbox-total"] == "# What was to be written here stands in another cell."
    assert sources["toolbox-shifted"] == "# This cell was not handed in."


# What nbgrader's pages would obey, or break on, if it were markdown.
OBEYED = (
    "<script>alert(1)</script> $a<b$ 1 < 2",
    "[x](javascript:alert(1))",
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "&#106;avascript:alert(1) &lt;b&gt;",
    "![x](http://other.example/pixel.png)",
    "![x](attachment:missing.png)",
    r"$\href{javascript:alert(1)}{x}$",
    "```\n<img src=x onerror=alert(1)>\n````\n[x](javascript:alert(1))",
    "a\r```\r<img src=x>",
    "",
)


def shown(source):
    """Return the HTML that nbgrader's pages make of markdown, and the text that people read there."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    page = markdown2html_mistune(source)
    return page, html.unescape(re.sub("<[^>]*>", "", page))


@pytest.mark.parametrize("text", OBEYED)
def test_what_students_write_is_text(restored, text):
    """It runs nothing, leads nowhere, asks no other machine for anything, and misses no attachment."""
    sources = restored(("markdown", text, None))
    (own,) = [source for name, source in sources.items() if isinstance(name, int)]
    page, read = shown(own)
    assert set(re.findall(r"<(\w+)[^>]*>", page)) <= {"div", "pre", "span"}
    assert read.strip() == text.replace("\r", "\n").strip()


@given(st.lists(st.sampled_from([*OBEYED, "`", "~~~", "\n", "    ", "> ", "- ", "x"]), max_size=6).map("".join))
@settings(max_examples=60, deadline=None, database=None)
def test_no_text_gets_out_of_where_it_is_shown(text):
    """Fences in it, in any number and place, end nothing."""
    from autograder.nbgrader.handed_in import as_text

    page, _ = shown(as_text(text))
    assert set(re.findall(r"<(\w+)[^>]*>", page)) <= {"div", "pre", "span"}


def test_file_names_are_text(tmp_path, released):
    """A sentence of ours that quotes the name of a file makes no link of it."""
    from autograder.nbgrader.handed_in import show

    (tmp_path / "[x](javascript:alert(1))").touch()
    page, read = shown(show(submissions.Submission("ada", "warmup", str(tmp_path)), released).cells[0].source)
    assert "<a" not in page and "[x](javascript:alert(1))" in read


@pytest.mark.parametrize(
    "data",
    [
        b'{"cells": [{"cell_type": "code", "source": "x = 1", "metadata": null}, 7]}',
        b'{"cells": [{"cell_type": "code", "source": ["x", " = 1"]}, {"cell_type": "markdown"}]}',
        b'{"cells": [{"cell_type": "code", "source": "x = 1 # \\ud800", "metadata": {"nbgrader": []}}]}',
        b'{"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}',
        b'{"cells": "none"}',
        b"\xff\xfe",
        b"",
    ],
)
def test_any_file_has_a_notebook_to_show(tmp_path, released, data):
    """Malformed cells, another format, or no notebook at all: nbgrader gets one that is valid."""
    from autograder.nbgrader.handed_in import show

    (tmp_path / "warmup.ipynb").write_bytes(data)
    notebook = show(submissions.Submission("ada", "warmup", str(tmp_path)), released)
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
    first = notebook.cells[0].source
    assert "x = 1" in "".join(cell.source for cell in notebook.cells) or first.startswith("```text\nwarmup.ipynb: The ")


WORK = json.dumps({"cells": [{"cell_type": "code", "source": "def slope(x):\n    return 2 * x", "metadata": {}}]})
LIKE_A_SCRIPT = "warmup.py is a notebook, and was read as one."


@pytest.mark.parametrize(
    ("files", "note"),
    [
        (["warmup-Copy1.ipynb"], "warmup-Copy1.ipynb was taken for warmup.ipynb"),
        (["warmup (1).ipynb"], "warmup (1).ipynb was taken for warmup.ipynb"),
        (["warmup_ada.IPYNB"], "warmup_ada.IPYNB was taken for warmup.ipynb"),
        (["warmup.py"], LIKE_A_SCRIPT),
        (["warmup (1).ipynb", "warmup-Copy1.ipynb"], "warmup (1).ipynb was taken for warmup.ipynb"),
    ],
)
@pytest.mark.parametrize("beside_the_stub", [True, False])
def test_the_file_that_counts_is_shown_and_named(tiny, tmp_path, released, files, note, beside_the_stub):
    """By the same rule as in a grading run, with the same sentences, on top."""
    from autograder.nbgrader.handed_in import show

    if beside_the_stub:
        shutil.copy(tiny / "assignments" / "warmup" / "warmup.ipynb", tmp_path)
    for name in files:
        (tmp_path / name).write_text(WORK)
    handed_in = submissions.Submission("ada", "warmup", str(tmp_path))
    notes = submissions.read(
        handed_in, [essence([one.source for one in released.cells if one.cell_type == "code"])]
    ).notes
    cells = show(handed_in, released).cells
    assert all(one in cell.source for one, cell in zip(notes, cells[: len(notes)], strict=True))
    assert note in notes[0]
    assert "def slope(x):\n    return 2 * x" in [cell.source for cell in cells]


def test_work_under_another_name_is_accompanied(tiny, tmp_path):
    """The given notebook is put beside it, once, for nbgrader to find; beside nothing, and beside itself, it is not."""
    from autograder.nbgrader.folder import accompany

    (problem_set,) = load_course(str(tiny)).problem_sets
    assert accompany(str(tmp_path), problem_set) is None
    (tmp_path / "warmup (1).ipynb").write_text(WORK)
    given = accompany(str(tmp_path), problem_set)
    assert given == str(tmp_path / "warmup.ipynb")
    assert (tmp_path / "warmup.ipynb").read_text() == (tiny / "assignments" / "warmup" / "warmup.ipynb").read_text()
    assert accompany(str(tmp_path), problem_set) is None


@pytest.fixture
def run(tiny):
    """A run of autograde on the tiny course."""
    from autograder.nbgrader.stages import HandedIn

    return HandedIn(course_folder=str(tiny))


def test_nothing_is_graded_where_the_wall_does_not_hold(run, tmp_path):
    """The error says what is open, and what to type by those who trust their students."""
    from autograder.nbgrader.stages import GraderError

    run.judges.holes["warmup"] = ["read the solutions"]
    with pytest.raises(GraderError, match=r"read the solutions.*accept_holes = True"):
        run.grade(submissions.Submission("ada", "warmup", str(tmp_path)))


def test_a_grader_error_is_no_mark(tiny, judges, tmp_path):
    """The part is left for people, and nbgrader is told that this student's mark is not to be published."""
    from autograder.nbgrader.stages import GradeBehindTheWall, GraderError, HandedIn

    class Broken(HandedIn):
        def submission(self, resources):
            return submissions.Submission("ada", "warmup", str(tmp_path))

        def grade(self, submission):
            return replace(judges.blanks["warmup"], student="ada")

    stage, place = GradeBehindTheWall(parent=Broken(course_folder=str(tiny))), str(tmp_path / "gradebook.db")
    with pytest.raises(GraderError, match="Do not publish this mark of ada: toolbox: test_slope"):
        stage.preprocess(nbformat.v4.new_notebook(), {"nbgrader": {"db_url": f"sqlite:///{place}"}})
    with open_gradebook(place) as book:
        assert book.find_submission("warmup", "ada").needs_manual_grade


def test_writing_a_course_folder_again_keeps_what_is_there(tiny_course, tmp_path):
    """Settings and marks stay; new students are entered, and get a notebook beside a lone script."""
    from autograder.nbgrader import folder

    course, top = load_course(str(tiny_course)), tmp_path / "nbgrader"
    place = gradebook.locate(None, str(top))
    assert list(folder.write(course, str(top), place)) == []
    settings = top / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "# mine\n")
    with open_gradebook(place) as book:
        book.add_student("ada", email="ada@example.org")
    for student in ("ada", "ben"):
        (top / "submitted" / student / "warmup").mkdir(parents=True)
    (top / "submitted" / "ben" / "warmup" / "warmup.py").write_text("def greet(name): 1\n")
    assert list(folder.write(course, str(top), place)) == []
    assert settings.read_text().endswith("# mine\n")
    with open_gradebook(place) as book:
        assert {one.id: one.email for one in book.students} == {"ada": "ada@example.org", "ben": None}
    given = (tiny_course / "assignments" / "warmup" / "warmup.ipynb").read_text()
    assert (top / "submitted" / "ben" / "warmup" / "warmup.ipynb").read_text() == given
    assert not (top / "submitted" / "ada" / "warmup" / "warmup.ipynb").exists()


def test_links_are_not_taken_in(tiny_course, tmp_path):
    """It is told, and everything else of the student is."""
    from autograder.nbgrader import folder

    handed_in = tmp_path / "in" / "ada" / "warmup"
    handed_in.mkdir(parents=True)
    (handed_in / "warmup.py").write_bytes(b"x = '\xe9\r\n'\n")
    (handed_in / "warmup.ipynb").symlink_to(tiny_course / ".course_secret")
    top = tmp_path / "nbgrader"
    (problem,) = folder.write(
        load_course(str(tiny_course)), str(top), gradebook.locate(None, str(top)), str(tmp_path / "in")
    )
    assert "warmup.ipynb was not taken in: It is no ordinary file." in problem
    assert (top / "submitted" / "ada" / "warmup" / "warmup.py").read_bytes() == b"x = '\xe9\r\n'\n"


def test_solutions_at_the_top_level_leave_no_trace(tiny_course):
    """What nbgrader's own cut leaves of the notebook with solutions is what students are given, cell by cell."""
    from nbgrader.preprocessors import ClearSolutions

    from autograder.nbgrader.stages import ClearHelpers
    from autograder.nbgrader.upstream import released

    path = tiny_course / "solutions" / "warmup" / "greeting" / "reference.py"
    helper = "# BEGIN SOLUTION\ndef _secret():\n    return 1\n# END SOLUTION\n\n\n"
    path.write_text(path.read_text().replace("def greet", f"{helper}def greet") + f"\n\n{helper}")
    (problem_set,) = load_course(str(tiny_course)).problem_sets
    notebook = released(problem_set, solved=True)
    assert "_secret" in nbformat.writes(notebook)
    for stage in (ClearHelpers(), ClearSolutions()):
        notebook, _ = stage.preprocess(notebook, {})
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in released(problem_set).cells]
