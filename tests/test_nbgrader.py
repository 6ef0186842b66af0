"""The round trip with the real nbgrader: its stock commands grade the sample class as `make grade` does.

Beside the sample class sit students on whose notebooks nbgrader alone is known to fail, and some with odd names.
"""

import copy
import json
import re
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from tests.nbgraders_book import open_gradebook
from tests.paths import ROOT, SAMPLE
from tests.running import autograder, quiet

QUOTES, FORMULA, EVE = 'Zoë O\'Neil, "jun."', "=1+1", "eve"
SCRIPT = "<script>alert('own')</script>"
NOISE = f"import sys, warnings\nprint(42)\nwarnings.warn('oh')\nsys.stderr.write('oh')\nraise ValueError({SCRIPT!r})"


# What nbgrader alone fails on: each makes something of a notebook that deserves every point.


def prints(cells):
    """It prints, warns, writes to stderr, raises, and has a script and a missing attachment in a text."""
    return [
        nbformat.v4.new_markdown_cell(f"{SCRIPT} ![x](attachment:missing.png)"),
        nbformat.v4.new_code_cell(NOISE),
        *cells,
    ]


def deletes(cells):
    """Every cell that carries a mark is gone, and so are all texts."""
    return [cell for cell in cells if cell.cell_type == "code" and not cell.metadata.nbgrader.grade]


def duplicates(cells):
    """Each cell is there twice, under the same name; the first of two answers is wrong."""
    twins = copy.deepcopy(cells)
    for twin in twins:
        if twin.metadata.nbgrader.solution:
            twin.source = re.sub(r"### BEGIN SOLUTION(.|\n)*### END SOLUTION", "return None", twin.source)
    return [*twins, *cells]


def rewrites(cells):
    """The read-only cells promise themselves a thousand points each, and say something else."""
    for cell in cells:
        if cell.metadata.nbgrader.grade:
            cell.source, cell.metadata.nbgrader.points = "print('passed')", 1000
    cells[0].source = "# Mine"
    return cells


def strips(cells):
    """There is no metadata of nbgrader's left, and cells stand in another order."""
    for cell in cells:
        cell.metadata = {}
    return [*cells[len(cells) // 2 :], *cells]


def exits(cells):
    """The first cell ends Python."""
    return [nbformat.v4.new_code_cell("import os\nos._exit(0)"), *cells]


def breaks(cells):
    """A cell of its own is no Python."""
    return [*cells, nbformat.v4.new_code_cell("def oops(:")]


FAILURES = {FORMULA: prints, QUOTES: deletes, "twin": duplicates} | {
    failure.__name__: failure for failure in (rewrites, strips, exits, breaks)
}


# What came in under other names, after the course folder was written: student -> file -> whether there is work in it.
# nbgrader itself looks for foundations.ipynb alone.
NAMES = {
    "copied": {"foundations.ipynb": False, "foundations-Copy1.ipynb": True},
    "downloaded": {"foundations (1).ipynb": True},
    "renamed": {"foundations_renamed.IPYNB": True},
    "saved": {"foundations.py": True},  # as a script, by name alone
}


def hand_in_under_other_names(folder, solved):
    """Hand in right answers of some students under the names that NAMES has."""
    stub = (ROOT / "assignments" / "foundations" / "foundations.ipynb").read_text()
    for student, files in NAMES.items():
        (folder / "submitted" / student / "foundations").mkdir(parents=True)
        for name, worked in files.items():
            text = json.dumps(solved) if worked else stub
            (folder / "submitted" / student / "foundations" / name).write_text(text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, course, nbgrader):
    """A course folder as `make nbgrader` writes it, in which the sample class and the failures are autograded."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    done = autograder(ROOT, "nbgrader", folder, "--submitted", SAMPLE / "submitted", GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    nbgrader(folder, "generate_assignment", "foundations")
    from autograder.nbgrader.upstream import released

    solved = released(course.problem_sets[0], solved=True)
    for student, failure in FAILURES.items():
        work = copy.deepcopy(solved)
        work.cells = failure(work.cells)
        (folder / "submitted" / student / "foundations").mkdir(parents=True)
        (folder / "submitted" / student / "foundations" / "foundations.ipynb").write_text(json.dumps(work))
    hand_in_under_other_names(folder, solved)
    (folder / "submitted" / EVE / "foundations").mkdir(parents=True)
    hidden = ROOT / "solutions" / "foundations" / "monkey_saddle" / "test_hidden.py"
    for name, target in [("foundations.ipynb", folder / "source/foundations/foundations.ipynb"), ("loot.py", hidden)]:
        (folder / "submitted" / EVE / "foundations" / name).symlink_to(target)
    nbgrader(folder, "autograde", "foundations")
    return folder


@pytest.fixture(scope="module")
def feedback(folder, nbgrader):
    """The feedback that nbgrader makes: student -> HTML."""
    nbgrader(folder, "generate_feedback", "foundations")
    return {path.parent.parent.name: path.read_text() for path in folder.glob("feedback/*/foundations/*.html")}


@pytest.fixture(scope="module")
def marks(folder):
    """The marks in the gradebook after `nbgrader autograde`: student -> exercise -> score."""
    return read_gradebook(folder / "gradebook.db")


def read_gradebook(path):
    """Return what nbgrader's own API says: student -> exercise -> score."""
    with open_gradebook(path) as book:
        return {
            submission.student.id: {
                grade.name.partition("-")[0]: grade.score for grade in submission.notebooks[0].grades
            }
            for submission in book.assignment_submissions("foundations")
        }


def autograded(folder, student):
    """Return the notebook that formgrader shows."""
    return nbformat.read(folder / "autograded" / student / "foundations" / "foundations.ipynb", 4)


def test_students_are_given_the_same(folder):
    """What nbgrader releases equals assignments/ in every cell, and in every file beside the notebook."""
    released, given = folder / "release" / "foundations", ROOT / "assignments" / "foundations"
    cells = [nbformat.read(top / "foundations.ipynb", 4).cells for top in (released, given)]
    ours, theirs = [[(one.id, one.cell_type, one.source) for one in each] for each in cells]
    assert ours == theirs
    for path in given.rglob("*"):
        if path.is_file() and path.suffix not in (".ipynb", ".pyc") and ".pytest_cache" not in path.parts:
            assert (released / path.relative_to(given)).read_bytes() == path.read_bytes(), path


def test_autograde_export_and_make_grade_agree(folder, marks, nbgrader, tmp_path):
    """Every student has the same mark in every part, whichever of the two graded, and the same sum in the export."""
    nbgrader(folder, "export", "--to", tmp_path / "exported.csv")
    done = autograder(ROOT, "grade", "--submitted", folder / "submitted", "--out", tmp_path / "out", GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    reports = [json.loads(path.read_text()) for path in (tmp_path / "out" / "foundations").glob("*.json")]
    parts = {one["student"]: {part["name"]: part["score"] for part in one["exercises"]} for one in reports}
    assert len(parts) == 18 + len(FAILURES) + len(NAMES) + 1
    assert parts == read_gradebook(tmp_path / "out" / "gradebook.db")
    assert parts == marks | {"pia": dict.fromkeys(parts["pia"], 0.0)}  # nbgrader skips who has handed in nothing
    assert {name: sum(each.values()) for name, each in parts.items()} == read_export(tmp_path / "exported.csv")


def read_export(path):
    """Return what `nbgrader export` wrote of a set, student -> score; it quotes nothing: a name may hold commas."""
    lines = [line.split(",") for line in path.read_text().splitlines()[1:]]
    return {",".join(fields[3:-7]): float(fields[-2]) for fields in lines if fields[0] == "foundations"}


@pytest.mark.parametrize("student", FAILURES)
def test_what_nbgrader_fails_on_costs_nothing(folder, marks, student):
    """Whatever was done to the notebook, right answers get every point, and formgrader finds each cell once."""
    assert marks[student] == dict.fromkeys(marks[student], 25.0), FAILURES[student].__doc__
    assert len(marks[student]) == 4
    released = nbformat.read(folder / "release" / "foundations" / "foundations.ipynb", 4)
    wanted = sorted(cell.metadata.nbgrader.grade_id for cell in released.cells)
    shown = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in autograded(folder, student).cells]
    assert sorted(filter(None, shown)) == wanted


@pytest.mark.parametrize("student", NAMES)
def test_work_under_another_name_counts(folder, marks, student):
    """It has every point, and a sentence on top of what formgrader shows says which file it was."""
    (name,) = [name for name, worked in NAMES[student].items() if worked]
    assert marks[student] == dict.fromkeys(marks[student], 25.0)
    sentence = autograded(folder, student).cells[0].source
    assert f"{name} was taken for" in sentence or f"{name} is a notebook" in sentence


@pytest.mark.parametrize(
    ("student", "exercise", "score"), [("kofi", "monkey_saddle", 21), ("ines", "taylor_plots", 20)]
)
def test_an_endless_loop_and_a_syntax_error_cost_their_own_points(marks, student, exercise, score):
    """Everything else in the notebook is graded."""
    assert marks[student] == dict.fromkeys(marks[student], 25.0) | {exercise: score}


def test_a_link_is_not_followed(folder, marks, feedback):
    """Neither a link to the solutions nor one to hidden tests brings anything to whoever hands it in."""
    assert set(marks[EVE].values()) == {0.0}
    assert "no ordinary file" in feedback[EVE] or "There is no foundations.ipynb" in feedback[EVE]
    for step in ("autograded", "feedback"):
        assert not (folder / step / EVE / "foundations" / "loot.py").exists()


def test_reasons_stand_below_each_part(folder):
    """The grade cell's output says in plain text what each test found."""
    (cell,) = [one for one in autograded(folder, "ines").cells if one.id == "taylor_plots-check"]
    (output,) = cell.outputs
    assert output.output_type == "stream"
    assert output.text.startswith("20 of 25 points\n✓ ")
    assert "SyntaxError: '(' was never closed" in output.text


def test_a_script_is_shown_as_a_script(folder, feedback):
    """Where nbgrader sees no notebook, the functions of the script stand in the cells that ask for them."""
    shown = {one.id: one.source for one in autograded(folder, "ben").cells}
    assert "x**3" in shown["monkey_saddle-monkey_saddle"]
    assert "NotImplementedError" not in "".join(shown.values())
    assert "Score: 100.0 / 100.0" in feedback["ben"]


def test_who_handed_in_no_notebook_is_told(feedback):
    """An unreadable file stops nobody, and its student reads why there are no points."""
    assert "The notebook cannot be read: it is not valid JSON" in feedback["omar"]


def test_feedback_runs_no_script_of_a_student(feedback):
    """It is shown as text, if at all."""
    assert "&lt;script&gt;alert" in feedback[FORMULA]
    assert "<script>alert" not in feedback[FORMULA]
    assert "![x](attachment:missing.png)" in feedback[FORMULA]


def test_students_get_no_hidden_test(folder, feedback, course):
    """No line that decides stands in what is released or fed back."""
    files = [path for path in (*folder.glob("release/**/*"), *folder.glob("feedback/**/*")) if path.is_file()]
    texts = [path.read_text(errors="replace") for path in files if path.suffix != ".pyc"]
    for exercise in course.problem_sets[0].exercises:
        with open(exercise.path("test_public.py")) as public, open(exercise.path("test_hidden.py")) as hidden:
            known = public.read()
            lines = {line.strip() for line in hidden if line.strip().startswith(("agree(", "@points", "def test"))}
        assert lines
        for line in lines:
            assert line in known or not any(line in text for text in texts), line


def test_validate_says_what_public_tests_say(folder, nbgrader):
    """The solutions pass, the stubs do not."""
    assert "Success!" in nbgrader(folder, "validate", "source/foundations/foundations.ipynb")
    assert "VALIDATION FAILED ON 4 CELL(S)" in nbgrader(folder, "validate", "release/foundations/foundations.ipynb")


@pytest.fixture
def formgrader(folder):
    """The address of a Jupyter server on loopback, with formgrader, in the course folder; asks for a page of it."""
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    command += ["--IdentityProvider.token=", "--ServerApp.open_browser=False", f"--ServerApp.root_dir={folder}"]
    log = folder.parent / "formgrader.log"
    with open(log, "w") as file:
        server = subprocess.Popen(command, cwd=folder, env=quiet(folder), stdout=file, stderr=file)
    try:
        for _ in range(600):
            if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text()):
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        yield lambda page: urllib.request.urlopen(f"{found[0]}/formgrader/{page}").read().decode()
    finally:
        server.terminate()
        server.wait()


def test_formgrader_shows_marks_and_reasons(folder, marks, formgrader):
    """Its list has every mark, and its page of a submission has the reasons."""
    submissions = json.loads(formgrader("api/submissions/foundations"))
    scores = {one["student"]: one["score"] for one in submissions if one["autograded"]}
    assert scores == {name: sum(each.values()) for name, each in marks.items()}
    (ines,) = [
        one
        for one in json.loads(formgrader("api/submitted_notebooks/foundations/foundations"))
        if one["student"] == "ines"
    ]
    page = formgrader(f"submissions/{ines['id']}/")
    assert "20 of 25 points" in page
    assert "was never closed" in page
