"""Pages of feedback as text: what they show, what they leave out, and what is drawn in them."""

import io
import os
import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from rich.console import Console, Group

from autograder import evidence, report_folder
from autograder.course.model import load_course
from autograder.evidence import Behind, from_dict
from autograder.feedback import advice, drawing, pages, terminal, values, views, writing
from autograder.judge import own_code
from autograder.report import LoadingProblem, SubmittedFile, TestStatus
from autograder.report_folder import Found, Record, write_report
from tests import made_reports

WRONG = """
def slope(x):
    return x * x

def picture():
    plt.plot([0, 1], [0, 2])
"""


@pytest.fixture
def problem_set(tiny):
    return load_course(str(tiny)).problem_sets[0]


@pytest.fixture
def record(grade, perfect_text):
    """A Record of a student with a known mistake, and another curve than the one that was asked for."""
    return Record.of(grade(perfect_text + WRONG))


def page_of(record, problem_set, detail="everything"):
    drawings = {key: drawing.draw(job) for key, job in views.figures(record).items()}
    return pages.student_page(record, problem_set.title, drawings, detail)


def test_everything_is_shown(record, problem_set):
    """The call to make again, what came back beside what was expected, the hint, and both figures."""
    page = page_of(record, problem_set)
    assert "slope(np.array(" in page or "slope(" in page
    assert page.count("<svg") == 2
    assert "What is the derivative of x² at 1?" in page
    assert "The reference has, and yours has not: 1 curve: “y = x”." in page


def test_sentences_alone_hold_no_numbers_of_ours(record, problem_set):
    """Titles, what happened and hints are there; inputs to paste, tables and figures are not."""
    page = page_of(record, problem_set, "sentences")
    assert "The slope is right at random points." in page
    assert "What is the derivative of x² at 1?" in page
    for part in ("<svg", "np.array", 'class="cells"', "To make the same call", "What was called"):
        assert part not in page.split("</style>")[1]


def test_a_score_alone_holds_no_word_of_a_test(record, problem_set):
    """Points of exercises are all there is."""
    page = page_of(record, problem_set, "score").split("</style>")[1]
    for exercise in record.report.exercises:
        assert exercise.title in page
        for test in exercise.tests:
            assert test.title not in page
            assert test.name not in page
            assert not test.rationale or test.rationale[:20] not in page
            assert not test.help or test.help not in page


@pytest.mark.parametrize("detail", evidence.DETAILS)
def test_no_code_of_a_hidden_test_is_shown(record, problem_set, detail):
    """No line of a hidden test's file, its docstrings aside, is in a page."""
    page = page_of(record, problem_set, detail)
    for exercise in problem_set.exercises:
        with open(exercise.path("test_hidden.py")) as file:
            lines = [line.strip() for line in file if len(line.strip()) > 20 and '"""' not in line]
        assert lines
        assert not [line for line in lines if line in page]


def test_the_name_of_a_mistake_is_for_teachers(record, problem_set):
    """It may give the answer away: a student gets the hint, the class's page the name."""
    assert not [name for name in ("returns_the_square", "returns the square") if name in page_of(record, problem_set)]
    assert "returns the square" in pages.class_page([(problem_set, [record])])


def test_a_class_without_names(record, problem_set):
    """No name and no address of a page is left where the class's page is shown in class."""
    record = Record(replace(record.report, student="Zuzanna"), record.evidence)
    assert "Zuzanna" in pages.class_page([(problem_set, [record])])
    page = pages.class_page([(problem_set, [record])], anonymous=True)
    assert "Zuzanna" not in page
    assert "href" not in page.replace('href="#main"', "").split("</style>")[1]
    assert "returns the square" in page


def test_what_could_not_be_read_says_why(grade, problem_set):
    """Instead of fifty tests that were not attempted, one reason."""
    page = page_of(Record(grade("{", name="warmup.ipynb")), problem_set)
    assert "Your file could not be read" in page
    assert "The slope is right" not in page


def test_what_did_not_run_is_told(record, problem_set):
    """With its place and its first line; and what there is to note, even beside the score alone."""
    problem = LoadingProblem(3, 1, "import <pandas>", "ModuleNotFoundError: pandas is not installed.")
    report = replace(record.report, loading=(problem,), notes=("Your file had another name.",))
    page = page_of(Record(report), problem_set)
    assert "Cell 3, line 1: <code>import &lt;pandas&gt;</code>" in page
    assert "pandas is not installed." in page and "Your file had another name." in page
    alone = page_of(Record(report), problem_set, "score")
    assert "pandas" not in alone and "Your file had another name." in alone
    shown = Console(file=io.StringIO(), width=100)
    shown.print(Group(*terminal.parts(Record(report), problem_set)))
    assert "Cell 3, line 1: import <pandas>: ModuleNotFoundError" in shown.file.getvalue()


def test_pages_have_the_names_of_reports(tmp_path, record, problem_set):
    """Whatever a student is called, they have a page, and the class's page leads to it."""
    out = str(tmp_path / "out")
    for name in ("ada", 'Ada "x" <b>&', "ü" * 120, "a#b?c%20", "\udce9"):
        write_report(out, replace(record.report, student=name))
    writing.write_pages(out, [(problem_set, report_folder.load(out, "warmup"))])
    made = os.listdir(tmp_path / "out" / "feedback" / "warmup")
    assert sorted(one[:-5] for one in made) == sorted(one[:-5] for one in os.listdir(tmp_path / "out" / "warmup"))
    links = re.findall('href="(feedback/[^"#]+)', (tmp_path / "out" / "class.html").read_text(errors="surrogateescape"))
    assert {os.fsdecode(unquote_to_bytes(link)).rpartition("/")[2] for link in links} == set(made)


def test_evidence_of_another_report_is_not_shown(tmp_path, record):
    """A run that broke off between the two leaves a report whose numbers are not those of its evidence."""
    out = str(tmp_path)
    path = Path(write_report(out, record.report))
    assert report_folder.load(out, "warmup").records[0].behind("toolbox", "test_slope").mistake
    earlier = path.read_text()
    later = replace(record.report, submission=SubmittedFile("warmup.py", "of what was handed in later"))
    write_report(out, later)
    path.write_text(earlier)
    assert not report_folder.load(out, "warmup").records[0].evidence.tests


def class_of(record, size):
    """Return a class in which everybody did the same."""
    return Found([Record(replace(record.report, student=f"s{n}"), record.evidence) for n in range(size)])


def test_a_figure_that_repeats_is_drawn_once(record):
    """A class that fails in the same way costs two drawings: theirs and the reference's."""
    jobs = {key: job for member in class_of(record, 5).records for key, job in views.figures(member).items()}
    assert [job.title for job in jobs.values()] == ["Your figure", "The reference's figure"]


def test_identifiers_are_unique(record, problem_set):
    """Also where a figure is shown twice in one page."""
    behind = deepcopy(record.report.evidence)
    behind["figures"].append(behind["figures"][0])
    behind["tests"]["toolbox"]["test_slope"]["figures"] = [1]
    page = page_of(Record(record.report, from_dict(behind)), problem_set)
    found = re.findall(r'\bid="([^"]+)"', page)
    assert page.count("<svg") == 4
    assert len(found) == len(set(found)) > 10
    used = {one for several in re.findall(r'aria-labelledby="([^"]+)"', page) for one in several.split()}
    assert used <= set(found)


def test_worker_processes_write_the_same(tmp_path, record, problem_set, worker_processes):
    """Pages do not depend on how many write them."""
    members = class_of(record, 3)
    for workers in worker_processes:
        writing.write_pages(str(tmp_path / str(workers)), [(problem_set, members)], workers=workers)
    for name in ("class.html", *(f"feedback/warmup/s{n}.html" for n in range(3))):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_what_to_try_next_is_told_by_cause(record):
    """The costliest cause comes first, with all that it costs, and what to do about it."""
    steps = advice.next_steps(record)
    assert [(step.test.name, step.points, step.functions) for step in steps] == [
        ("test_slope", 4.0, ["slope"]), ("test_picture", 2.0, ["picture"]),
    ]  # fmt: skip
    assert [step.sentence for step in steps] == ["What is the derivative of x² at 1?", advice.FIGURE]


def test_titles_of_failed_tests_do_not_read_as_praise(record, problem_set):
    """Their sentence stands behind what became of it and whose function it is, and not among the next steps."""
    steps, tests = page_of(record, problem_set).split('<section class="exercise"', 1)
    title = "The slope is right at random points."
    assert title not in steps
    assert f"Not right yet, in your <code>slope</code>:</span> {title}" in tests


def made(*results):
    """Return the Record of a report of one exercise with these results."""
    return Record(made_reports.report("ada", *results))


def test_each_hint_is_given_once(problem_set):
    """The second test with the same hint leads to the first; a hint that asks nothing is not called a question."""
    hint = "A circle has no first point."
    results = [made_reports.result("failed", "It is not right.", hint, f"test_{name}") for name in "ab"]
    page = page_of(made(*results), problem_set)
    steps, tests = page.split('<section class="exercise"', 1)
    assert steps.count(hint) == tests.count(hint) == 1
    assert 'href="#toolbox-test_a">above' in tests
    assert "<b>What may help</b>" in tests and "A question to ask yourself" not in page


def test_what_nobody_touched_is_one_line(problem_set):
    """An untouched exercise is folded, and has one step, whatever the number of its tests."""
    results = [made_reports.result("not attempted", "Nothing is written here yet.", name=f"test_{n}") for n in range(9)]
    page = page_of(made(*results), problem_set)
    assert "<summary>Not written yet: 9 tests wait for it</summary>" in page
    assert page.count("Nothing is written here yet") == 1
    assert "(27 more points)" in page


@pytest.mark.parametrize(
    ("said", "advised"),
    [
        ("The definition of f did not run (cell 2). SyntaxError: '(' was never closed", "a bracket or a quote"),
        ("f(2) raised EOFError: input() asks, and nobody is there to answer.", "in place of `input()`"),
        ("The definition of f did not run. ModuleNotFoundError: scipy is not available", "The import did not run"),
        ("f(2) raised NameError: name 'errros' is not defined (line 613).", "spelled"),
        ("f(2) raised ValueError: operands could not be broadcast together", "Print the shape"),
        ("f(2) raised KeyError: 'x'", advice.NEXT[TestStatus.ERROR]),
    ],
)
def test_advice_fits_the_failure(said, advised):
    """What Python cannot read, asks for, imports or does not know has an answer of its own."""
    assert advised in advice.sentence(made_reports.result("error", said), Behind())


def test_what_came_back_has_its_own_advice(grade, perfect_text):
    """None, or a function in place of its value, is told apart from a wrong number."""
    for body, advised in (("print(2 * x)", advice.NOTHING), ("return slope", advice.UNCALLED)):
        report = grade(perfect_text + f"\n\ndef slope(x):\n    {body}\n")
        assert advice.next_steps(Record.of(report))[0].sentence == advised


def test_what_was_printed_stands_beside_the_failed_test(grade, perfect_text, problem_set):
    """As text, under the name of the function; where sentences alone are shown, it is not."""
    report = grade(perfect_text + "\n\ndef slope(x):\n    print('<b>x</b> =', 1)\n    return 0.0\n")
    page = page_of(Record.of(report), problem_set)
    assert "It printed:" in page and "&lt;b&gt;x&lt;/b&gt; = 1\n" in page
    assert "It printed:" not in page_of(Record.of(report), problem_set, "sentences")


def test_the_own_function_stands_beside_the_first_test_that_it_failed(grade, perfect_text, problem_set):
    """As it was handed in last, and once."""
    report = grade(perfect_text + "\n\ndef slope(x):\n\n    return (\n        0.0  # <b>\n)\n\nslope.note = 1\n")
    page = page_of(Record.of(report), problem_set)
    assert page.count("def slope(x):\n\n    return (\n        0.0  # &lt;b&gt;\n)</pre>") == 1
    assert "def slope" not in page_of(Record.of(report), problem_set, "sentences")


@pytest.mark.parametrize(("pieces", "text"), [
    (["def f(x):\n    return 1", "y = 2"], "def f(x):\n    return 1"),
    (["def f(x):\n    return 1", "f = abs  # shorter\n    \nf(2)"], "f = abs  # shorter"),
    (["async  def f(\n    x,\n):\n    return 1\n# done"], "async  def f(\n    x,\n):\n    return 1"),
    (["def ff(x): pass", "x = f == 1", "  def f(x): pass"], ""),
    (["def f(x):\n" + "    x\n" * 99], "def f(x):\n" + "    x\n" * 59 + "    ..."),
])  # fmt: skip
def test_the_text_of_a_function_is_cut_out(pieces, text):
    """Where it was defined last, and nothing of what comes after it."""
    assert own_code.text_of("f", pieces) == text


def test_a_wide_table_is_folded():
    """Twelve columns stand in two strips of six, or in more where they are wide; none is lost or told twice."""
    wide = evidence.Array((1, 12), "float64", (), (0, 0), (tuple(map(float, range(12))),))
    wrong = evidence.Array((1, 12), "float64", (), (0, 0), (tuple(1.2345e-9 * number for number in range(12)),))
    compared = [evidence.Comparison(got, expected=right, limit=1e-9) for got, right in [(wrong, wide), (wide, wrong)]]
    tables = [values.table(wide, "t"), *(values.compared(comparison, "t") for comparison in compared)]
    for table, width in zip(tables, (6, 6, 4), strict=True):
        strips = [list(range(begin, begin + width)) for begin in range(0, 12, width)]
        assert [table.columns[strip] for strip in table.folded] == strips


def test_who_has_everything_has_nothing_to_try(grade, perfect_text, problem_set):
    """The page says so."""
    report = grade(perfect_text)
    assert advice.next_steps(Record(report)) == []
    assert "every test passes. Well done." in page_of(Record(report), problem_set)
