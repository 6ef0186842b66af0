"""A whole term of sixty students on five platforms: each mark, worked out by hand below, is the same in every place."""

import csv
import email
import email.policy
import io
import json
import os
import re
import shutil
from types import SimpleNamespace

import pytest

from autograder.grading.judges import Judges
from tests import made_term, running
from tests.consumers import canvas as canvas_rules
from tests.consumers import gradescope as gradescope_rules
from tests.consumers import moodle as moodle_rules
from tests.made_downloads import notebook
from tests.made_term import LATECOMER, STUDENTS, number, section
from tests.nbgraders_book import open_gradebook

# What a student's work is worth: a greeting of 5 points, and a toolbox of 3 for slope, 1 for its being odd, and 2 each
# for total, shifted and picture. All of it is right but for ...
NO_GREETING = "\ndef greet(name):\n    return 1 / 0\n"  # 15 - 5 = 10
NO_SLOPE = "\ndef slope(x):\n    return x\n"  # 15 - 3 - 1 = 11
NO_PICTURE = "\ndef picture():\n    return None\n"  # 15 - 2 = 13
OTHER_LEGEND = '    axes.plot([0.0, 1.0], [0.0, 1.0], label="the line")'  # right; but see MISTAKE
LEGEND = '    axes.plot([0.0, 1.0], [0.0, 1.0], label="y = x")'
# The hidden test that was wrong at first asked for one legend and no other: 15 - 2 = 13 for whoever wrote another.
MENDED, MISTAKE = "assert figure.legend_texts,", 'assert figure.legend_texts == ["y = x"],'

EXPECTED = dict.fromkeys(STUDENTS, 15.0) | {
    "a02": 15.0,  # Canvas says that it was late, and not when: nothing is deducted
    "a03": 15.0,  # 10 at first, without a greeting; handed in again with one
    "a04": 13.0,  # 10 at first, and 3 of 5 given by hand; 15 when handed in again, but a person's 10 + 3 go on to count
    "a05": None,  # handed in a PDF
    "a06": 11.0,
    "a12": 11.0,  # enrolled late
    "b01": 14.0,  # 10, and 4 of 5 given by hand for a greeting
    "b02": 13.0,
    "b03": None,  # excused
    "b06": 10.0,
    "c01": 8.8,  # 29 h 30 min late are 2 started days, one of them a late day: 20 % of 11 are 2.2
    "c02": 8.8,  # of the same group
    "c03": 15.0,  # 5 h late, for which a late day pays
    "c04": 15.0,  # 4 minutes and a second late, which is within grace
    "c06": 13.0,
    "d01": 15.0,  # 13 until the hidden test was mended
    "d06": 11.0,
    "d11": None,  # handed in nothing
    "e01": 9.6,  # 10, and 2 by hand; 29 h 30 min late: 20 % of 12 are 2.4
    "e02": 8.8,  # 53 h late, 24 of them by an extension: 29 h are 2 started days, one a late day: 20 % of 11 are 2.2
    "e06": 10.0,
    "e12": None,  # has left
}
GRADED = {"a04": 15, "b01": 10, "c01": 11, "c02": 11, "e01": 10, "e02": 11}  # by tests, where that is something else
PENALTIES = {"c01": 2.2, "c02": 2.2, "e01": 2.4, "e02": 2.2}
MARKS = {student: mark for student, mark in EXPECTED.items() if mark is not None}
MISSING = {"a05", "d11"}
WRONG = {"a03": NO_GREETING, "a04": NO_GREETING, "a06": NO_SLOPE, "a12": NO_SLOPE, "b01": NO_GREETING,
         "b02": NO_PICTURE, "b06": NO_GREETING, "c01": NO_SLOPE, "c06": NO_PICTURE, "d06": NO_SLOPE,
         "e01": NO_GREETING, "e02": NO_SLOPE, "e06": NO_GREETING}  # fmt: skip


def works(letter, text):
    """Return student -> what those of a section hand in, of text that is right."""
    found = {student: text + WRONG.get(student, "") for student in section(letter) if student != "d11"}
    if letter == "d":
        found["d01"] = text.replace(LEGEND, OTHER_LEGEND)
    return {student: notebook(work) for student, work in found.items()} if letter == "e" else found


def collected(do, folder, text):
    """Collect what five platforms gave before anybody was late to enrol; return what runs said, by sections."""
    roster = made_term.roster(folder / "roster.csv", without=[LATECOMER])
    downloads = {
        "a": made_term.canvas_download(folder / "canvas.zip", works("a", text)),
        "b": made_term.moodle_download(folder / "moodle.zip", works("b", text)),
        "c": made_term.gradescope_download(folder / "gradescope.zip", works("c", text)),
        "d": made_term.github_download(folder / "warmup-submissions", works("d", text)),
        "e": made_term.exchange(folder / "exchange", works("e", text)),
    }
    return {
        letter: do("collect", "--from", download, "--set", "warmup", "--roster", roster)
        for letter, download in downloads.items()
    }


def graded(do, patch, course, commands):
    """Type commands, with the one judge of a course at hand; return what they said."""
    with Judges(str(course)) as judges:
        judges.prepare("warmup")
        patch.setattr("autograder.commands.judging.graders", lambda *_: running.AtHand(judges))
        return [do(*words) for words in commands]


@pytest.fixture(scope="module")
def term(tiny, judges, tmp_path_factory, perfect_text):
    """The whole of a term; returns its folder, what types a command, and what commands have said."""
    folder = tmp_path_factory.mktemp("term")
    os.chmod(folder, 0o755)
    submitted, out = folder / "submitted", folder / "grades"
    course = shutil.copytree(tiny, folder / "course", ignore=shutil.ignore_patterns("__pycache__"))
    tests = course / "solutions" / "warmup" / "toolbox" / "test_hidden.py"
    assert MENDED in tests.read_text() and LEGEND in perfect_text
    tests.write_text(tests.read_text().replace(MENDED, MISTAKE))

    def do(command, *words, course=course):
        where = {"collect": ["--submitted", submitted], "late": ["--submitted", submitted, "--out", out],
                 "grade": ["--submitted", submitted, "--out", out], "again": ["--submitted", submitted, "--out", out],
                 "export": ["--submitted", submitted, "--reports", out],
                 "return": ["--submitted", submitted, "--reports", out]}  # fmt: skip
        return running.typed(course, command, *words, *where.get(command, ["--out", out]), cwd=folder, GRADEBOOK="")

    said = collected(do, folder, perfect_text)
    (submitted / "rules.yaml").write_text(made_term.RULES)
    (submitted / "extensions.csv").write_text(made_term.EXTENSIONS)
    again = dict.fromkeys(("a03", "a04"), perfect_text)
    newer = made_term.canvas_download(folder / "newer.zip", works("a", perfect_text) | again, attempt=900)
    everybody = made_term.roster(folder / "everybody.csv")
    with pytest.MonkeyPatch.context() as patch:
        said |= dict(zip(("grade", "a04", "b01", "e01", "newer", "regrade"), graded(do, patch, course, [
            ["grade", "--workers", 1],
            ["mark", "--student", "a04", "--exercise", "greeting", "--score", 3],
            ["mark", "--student", "b01", "--exercise", "greeting", "--score", 4, "--comment", "Nearly."],
            ["mark", "--student", "e01", "--exercise", "toolbox", "--extra", 2],
            ["collect", "--from", newer, "--set", "warmup", "--roster", everybody],
            ["grade", "--workers", 1],
        ]), strict=True))  # fmt: skip
        patch.setattr("autograder.commands.judging.graders", lambda *_: running.AtHand(judges))
        said["again"] = do("again", "--exercise", "toolbox", "--by", "dean", "--workers", 1, course=tiny)
    said["feedback"] = do("feedback", "--workers", 1, course=tiny)
    here = SimpleNamespace(folder=folder, submitted=submitted, out=out, said=said)
    here.do = lambda *words: do(*words, course=tiny)
    return here


def told(done, code=0):
    """Return what a command printed, which ended with an exit code."""
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def rows_of(text, key="student"):
    """Return the rows of a table by one of its columns."""
    return {row[key]: row for row in csv.DictReader(io.StringIO(text))}


def of_section(letter):
    """Return the marks of a section."""
    return {student: MARKS[student] for student in section(letter) if student in MARKS}


def page_of(mark):
    """Return how a page says a mark."""
    return f"<b>{mark:g}</b>"


def test_whoever_should_be_looked_at_is_named(term):
    """Of each collection, and of each run of grading: who came with nothing, with another file, unknown, or twice."""
    looks = {key: [line for line in done.stderr.splitlines() if line] for key, done in term.said.items()}
    looking = [key for key, lines in looks.items() if any(line.startswith("look at") for line in lines)]
    assert looking == ["a", "grade", "newer", "regrade", "again"]
    stranger, wrong = looks["a"]
    assert "adlerlea 112: left out" in stranger and "a05 (Eve Adler), 105: no notebook" in wrong
    said = {key: done.stdout for key, done in term.said.items()}
    assert "1  new: a12\n" in said["newer"] and "2  newer than what was there: a03, a04\n" in said["newer"]
    assert all("1  handed in nothing that can be graded: a05\n" in said[key] for key in ("a", "b", "e", "newer"))
    assert "1  handed in nothing: d11\n" in said["e"] and "1  handed in nothing: d11\n" in said["newer"]
    assert "warmup: nobody knows when 33 students handed in" in looks["regrade"][-1]


def test_the_table_has_each_mark(term):
    """So it does who is excused, who handed in nothing, and what tests gave where something else counts."""
    rows = rows_of((term.out / "grades.csv").read_text())
    assert {name: float(row["score"]) for name, row in rows.items() if name in MARKS} == pytest.approx(MARKS)
    assert rows.keys() == MARKS.keys() | MISSING | {"b03"} and len(rows) == 59
    assert {name for name, row in rows.items() if row["status"] == "missing"} == MISSING
    assert (rows["b03"]["status"], rows["b03"]["score"]) == ("excused", "")
    given = {name: float(rows[name]["graded"]) for name in MARKS}
    assert given == pytest.approx({**MARKS, **GRADED})


def test_nbgrader_has_each_mark(term):
    """Its gradebook, less its own penalty, and its own table."""
    with open_gradebook(f"{term.out}/gradebook.db") as book:
        found = {one.student.id: one for one in book.assignment_submissions("warmup") if one.student.id in MARKS}
        scores = {name: one.score - one.late_submission_penalty for name, one in found.items()}
        penalties = {name: one.late_submission_penalty for name, one in found.items() if one.late_submission_penalty}
    assert scores == pytest.approx(MARKS) and penalties == pytest.approx(PENALTIES)
    rows = rows_of(told(term.do("export", "nbgrader")), "student_id")
    assert {name: float(rows[name]["score"]) for name in MARKS} == pytest.approx(MARKS)
    assert "e12" not in rows


def test_canvas_reads_each_mark_of_its_section(term):
    """In the gradebook that it exported, by its own numbers, which are others' on Moodle."""
    roster = made_term.gradebook(term.folder / "gradebook.csv")
    text = told(term.do("export", "canvas", "--final", "--section", "A", "--roster", roster))
    users = [{"id": number(one), "login": one, "sis": "", "name": made_term.name(one)} for one in section("a")]
    done = canvas_rules.read(text.removeprefix("\ufeff"), users, {7: "Warm-up"})
    assert (done["new_users"], done["new_assignments"]) == ([], [])
    scores = {user: float(marks["Warm-up"]) for user, marks in done["scores"].items()}
    assert scores == {number(name): mark for name, mark in of_section("a").items()}


def test_canvas_shows_each_mark_under_what_was_handed_in(term):
    """Of the attempt that is current: scripts come back with the mark on top."""
    told(term.do("return", "--to", "canvas", "--set", "warmup", "--from", term.folder / "newer.zip"), 1)
    data = (term.out / "returns" / "warmup" / "canvas" / "submissions.zip").read_bytes()
    attempts = {number(one): {f"{900 + int(one[1:])}": "warmup.py"} for one in section("a")}
    shown, ignored = canvas_rules.read_uploads(data, attempts)
    assert ignored == []
    marks = {user: float(re.search(rb"([\d.]+) of 15 points", text)[1]) for (user, _), text in shown.items()}
    assert marks == {number(name): mark for name, mark in of_section("a").items()}


def test_moodle_reads_each_mark_of_its_section(term):
    """In its worksheet, and on a page each; a person's comment is beside the mark."""
    sheet = made_term.worksheet(term.folder / "worksheet.csv")
    everybody = {number(one) for one in section("b")}
    expected = {number(name): mark for name, mark in of_section("b").items()}
    text = told(term.do("export", "moodle-worksheet", "--section", "B", "--worksheet", sheet))
    done = moodle_rules.read_worksheet(text.removeprefix("\ufeff"), everybody)
    assert {who: float(mark) for who, (mark, *_) in done.items() if mark} == expected
    assert "Nearly." in done["101"][2]
    told(term.do("return", "--to", "moodle", "--set", "warmup", "--worksheet", sheet), 1)
    returned = term.out / "returns" / "warmup" / "moodle"
    pages, ignored = moodle_rules.read_feedback((returned / "feedback.zip").read_bytes(), everybody)
    assert ignored == [] and pages.keys() == expected.keys()
    assert all(page_of(mark).encode() in pages[who]["warmup-feedback.html"] for who, mark in expected.items())
    filled = moodle_rules.read_worksheet((returned / "worksheet.csv").read_text("utf-8-sig"), everybody)
    assert {who: float(mark) for who, (mark, *_) in filled.items() if mark} == expected


def test_an_import_of_moodle_reads_everybody(term):
    """With usernames that are students' names here; raw marks are those before penalties."""
    for option, expected in (
        ("--final", MARKS),
        ("--raw", MARKS | {name: MARKS[name] + penalty for name, penalty in PENALTIES.items()}),
    ):
        done = moodle_rules.read_import(told(term.do("export", "moodle", option)), STUDENTS)
        assert {name: mark for name, (mark, _) in done.items()} == pytest.approx(expected)


def test_gradescope_reads_each_mark_of_its_section(term):
    """Results by its schema."""
    for student, mark in of_section("c").items():
        results = json.loads(told(term.do("export", "gradescope", "--student", student)))
        gradescope_rules.check(results)
        assert results["score"] == pytest.approx(mark), student


def test_repositories_and_letters_have_each_mark(term):
    """GitHub's folders are those of the clones; a letter goes to the address of whoever has the mark."""
    told(term.do("return", "--to", "github", "--set", "warmup"), 1)
    folder = term.out / "returns" / "warmup" / "github" / "repositories"
    found = {path.parent.name: path.read_text() for path in folder.glob("*/feedback.md")}
    assert found.keys() == {f"warmup-gh-{student}" for student in of_section("d")}
    for student, mark in of_section("d").items():
        assert f"{mark:g} of 15 points" in found[f"warmup-gh-{student}"]
    told(term.do("return", "--to", "mail", "--set", "warmup"), 1)
    letters = (term.out / "returns" / "warmup" / "mail" / "letters").glob("*.eml")
    read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in letters]
    bodies = {letter["To"]: letter.get_body().get_content() for letter in read}
    assert bodies.keys() == {f"{student}@x.org" for student in MARKS}
    assert all(f"{mark:g} of 15 points" in bodies[f"{student}@x.org"] for student, mark in MARKS.items())


def test_the_exchange_has_a_page_for_each_of_its_section(term):
    """Beside the secret of the hand-in."""
    told(term.do("return", "--to", "nbgrader", "--set", "warmup"), 1)
    folder = term.out / "returns" / "warmup" / "nbgrader" / "feedback"
    pages = {path.parts[-3]: path.read_text() for path in folder.glob("*/warmup/warmup.html")}
    assert pages.keys() == of_section("e").keys()
    assert all(page_of(mark) in pages[student] for student, mark in of_section("e").items())
    assert {path.read_text() for path in folder.glob("*/warmup/submission_secret.txt")} == {made_term.SECRET}


def test_pages_and_terminal_have_each_mark(term):
    """Students' own, that of the class, and what the terminal shows; nobody who left has one."""
    told(term.said["feedback"])
    everybody = (term.out / "class.html").read_text()
    for student, mark in MARKS.items():
        assert page_of(mark) in (term.out / "feedback" / "warmup" / f"{student}.html").read_text(), student
        assert f'>{student}</bdi></a> <span class="points">{mark:g}</span>' in everybody
        assert f"{mark:g} of 15 points" in told(term.do("show", student, "warmup")), student
    assert "e12" not in everybody and not (term.out / "feedback" / "warmup" / "e12.html").exists()


def test_each_deduction_has_its_reason(term):
    """In the table and on the page, without the reason of an extension; `make late` has that for the teacher."""
    late = term.do("late", "--dry")
    rows = rows_of((term.out / "grades.csv").read_text())
    said = {
        "c01": "handed in 1 day 5 h late: 1 of your 1 late day, none left; 20 % of the points less for 1 started day.",
        "c03": "Handed in 5 h late: 1 of your 1 late day, none left.",
        "e02": "handed in 1 day 5 h late: 1 of your 1 late day, none left; 20 % of the points less for 1 started day.",
    }
    for student, sentence in said.items():
        assert sentence in rows[student]["why"], student
        page = (term.out / "feedback" / "warmup" / f"{student}.html").read_text()
        assert sentence in page and ">ill<" not in page and "[ill]" not in page
    assert rows["c01"]["why"] == rows["c02"]["why"] and rows["c04"]["why"] == ""
    assert "[ill]" in late.stdout and "b03 (Cem Brandt): excused" in late.stdout
    assert re.search(r"a02 \(Ben Adler\): warmup: .*late, says the platform", late.stderr)


def test_people_decide(term):
    """A mark that newer work overtook is shown with both numbers; who regraded what is kept."""
    why = rows_of((term.out / "grades.csv").read_text())["a04"]["why"]
    assert why == (
        "13 points count, and 15 were graded: greeting has 3 by hand instead of 5 "
        "(graded anew since: a person should look again)."
    )
    assert "1 mark changed" in term.said["again"].stdout and "d01: toolbox 8 → 10" in term.said["again"].stdout
    ((student, old, new),) = [
        (row["student"], *list(row.values())[-3:-1]) for row in rows_of((term.out / "appeals.csv").read_text()).values()
    ]
    assert (student, old, new) == ("d01", "8", "10")
