"""Marks arrive in Canvas and in Moodle, with the right person; nothing else changes there."""

import csv
import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.commands.export import FORMATS
from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.exports import canvas, moodle, moodle_worksheet
from autograder.exports.common import Options
from autograder.report import Mark
from tests import made_reports, made_tables
from tests.consumers import canvas as canvas_rules
from tests.consumers import moodle as moodle_rules
from tests.made_tables import CANVAS_HEADER, MOODLE_HEADER, worksheet_row, written

TITLES = {"warmup": "Warm-up"}


@pytest.fixture
def roster(tmp_path):
    """A gradebook as Canvas exports it."""
    return made_tables.roster(tmp_path)


@pytest.fixture
def worksheet(tmp_path):
    """A grading worksheet as Moodle writes it."""
    return made_tables.worksheet(tmp_path)


def odd():
    return [report for report in made_reports.a_class() if report.student in made_reports.ODD_NAMES]


# Canvas


def canvas_users():
    return [
        {"id": 100 + n, "login": login, "sis": "", "name": name}
        for n, (login, name) in enumerate(made_reports.ODD_NAMES.items())
    ]


def test_canvas_finds_students_by_their_login():
    """Nobody is new to Canvas; whose name is a formula is named and not written."""
    exported = canvas.export(odd(), Options(TITLES))
    done = canvas_rules.read(exported.text, canvas_users())
    assert done["new_users"] == []
    found = {one["login"] for one in canvas_users() if one["id"] in done["scores"]}
    assert found == made_reports.ODD_NAMES.keys() - {"=1+1"}
    assert {score["Warm-up"] for score in done["scores"].values()} == {"3"}
    assert done["points"] == {"Warm-up": "3"} and done["new_assignments"] == ["Warm-up"]
    assert exported.left_out == ["=1+1: the name reads like a formula; enter their mark by hand"]


def test_canvas_takes_the_assignment_of_the_roster(roster):
    """With a roster nothing new is made, everyone is found, and those without a report are not touched."""
    exported = canvas.export(odd(), Options(TITLES, roster=roster))
    done = canvas_rules.read(exported.text, [*canvas_users(), {"id": 999, "login": "else", "sis": "", "name": "Else"}],
                             {7: "Essay", 12: "Warm-up"})  # fmt: skip
    assert (done["new_users"], done["new_assignments"]) == ([], [])
    assert done["scores"] == {one["id"]: {"Warm-up": "3"} for one in canvas_users()}
    assert (exported.left_out, exported.notes) == ([], [])


def test_canvas_names_who_is_not_in_the_roster(roster):
    """A student who cannot be matched is named, and no row is made up for them."""
    reports = [made_reports.report("nobody"), made_reports.report("ADA")]
    exported = canvas.export(reports, Options(TITLES, roster=roster))
    assert len(exported.left_out) == 1 and exported.left_out[0].startswith("nobody: nobody is called so")
    assert "Lovelace" in exported.text


def test_canvas_refuses_other_points(tmp_path):
    """Importing them would change the assignment."""
    rows = [CANVAS_HEADER, ["    Points Possible", "", "", "", "", 5, 10, ""], ["Ada", 1, "", "ada", "A", "", "", ""]]
    with pytest.raises(Refusal, match="worth 10 points in Canvas, and 3 here"):
        canvas.export([made_reports.report("ada")], Options(TITLES, roster=written(tmp_path / "r.csv", rows)))


def test_two_students_are_never_one_person(tmp_path):
    """Of two that match the same person, the second is named."""
    rows = [CANVAS_HEADER, ["Ada", 1, "sis-1", "ada", "A", "", "", ""]]
    options = Options(TITLES, roster=written(tmp_path / "r.csv", rows))
    exported = canvas.export([made_reports.report("ada"), made_reports.report("sis-1")], options)
    assert [one.split(":")[0] for one in exported.left_out] == ["sis-1"]


def exported_to(tmp_path, rows, students, **options):
    """Return what an export to Canvas gives: name in Canvas -> mark, who is left out, and notes."""
    table = [[name, number, sis, login, "A", "", mark, ""] for name, number, sis, login, mark in rows]
    options = Options(TITLES, roster=written(tmp_path / "r.csv", [CANVAS_HEADER, *table]), **options)
    exported = canvas.export([made_reports.report(name) for name in students], options)
    marks = {row[0]: row[-1] for row in csv.reader(exported.text.splitlines()[2:])}
    return marks, exported.left_out, exported.notes


CROSSED = [("Ann", 11, "12", "ann", ""), ("Bo", 12, "11", "bo", ""), ("Cy", 13, "90", "cy", "")]


def test_one_key_finds_the_whole_class(tmp_path):
    """A Canvas ID that is somebody else's SIS number stays its owner's, since one column knows everybody."""
    assert exported_to(tmp_path, CROSSED, ["11", "13"])[0] == {"Ann": "3", "Cy": "3"}


def test_two_keys_that_disagree_are_refused_by_name(tmp_path):
    """Nobody is guessed; whoever exports says which of the two it is."""
    with pytest.raises(Refusal, match=r"'11' is one person by SIS User ID, and another by ID\n.*KEY='SIS User ID' or"):
        exported_to(tmp_path, CROSSED, ["11"])
    assert exported_to(tmp_path, CROSSED, ["11"], key="id")[0] == {"Ann": "3"}
    assert exported_to(tmp_path, CROSSED, ["11"], key="SIS User ID")[0] == {"Bo": "3"}
    with pytest.raises(Refusal, match="nobody can be found by that"):
        exported_to(tmp_path, CROSSED, ["11"], key="Name")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(6)), st.permutations(range(6)), st.lists(st.integers(0, 8), unique=True, min_size=1))
def test_nobody_gets_anothers_mark(tmp_path, logins, numbers, students):
    """Whatever numbers people share across columns: all marks go out by one column, or nothing does."""
    rows = [(f"P{n}", n, str(numbers[n]), str(logins[n]), "") for n in range(6)]
    names = [str(one) for one in students]
    try:
        marks, left_out, _ = exported_to(tmp_path, rows, names)
    except Refusal:
        return
    assert len(marks) + len(left_out) == len(names)
    columns = [{str(row[column]) for row in rows if row[0] in marks} for column in (1, 2, 3)]
    assert {name for name in names if not any(one.startswith(f"{name}:") for one in left_out)} in columns


def test_the_excused_stay_excused_in_canvas(tmp_path):
    """A mark would take that away; a sentence says so."""
    rows = [("Ann", 11, "", "ann", "EX"), ("Bo", 12, "", "bo", "")]
    marks, left_out, notes = exported_to(tmp_path, rows, ["ann", "bo"])
    assert (marks, left_out, notes) == ({"Bo": "3"}, [], ["ann: is excused in Canvas, and stays so"])


def test_marks_that_are_replaced_in_canvas_are_named(tmp_path):
    """So that nobody is surprised; the same mark is no news."""
    rows = [("Ann", 11, "", "ann", "2,5"), ("Bo", 12, "", "bo", "3.0"), ("Cy", 13, "", "cy", "")]
    marks, left_out, notes = exported_to(tmp_path, rows, ["ann", "bo", "cy"])
    assert (marks, left_out) == ({"Ann": "3", "Bo": "3", "Cy": "3"}, [])
    assert notes == ["ann: has 2,5 in Canvas, in whose place 3 is imported"]


def test_a_column_that_canvas_does_not_import_is_refused(tmp_path):
    """Nothing would arrive, and nobody would notice."""
    points = ["    Points Possible", "", "", "", "", 5, "(read only)", ""]
    path = written(tmp_path / "r.csv", [CANVAS_HEADER, points, ["Ann", 11, "", "ann", "A", "", "", ""]])
    with pytest.raises(Refusal, match="is read only"):
        canvas.export([made_reports.report("ann")], Options(TITLES, roster=path))


def test_two_columns_of_one_title_are_refused(tmp_path):
    """Nobody can tell which of the two a mark is for."""
    rows = [[*CANVAS_HEADER, "Warm-up (13)"], ["Ann", 11, "", "ann", "A", "", "", "", ""]]
    with pytest.raises(Refusal, match=r"'Warm-up \(12\)' and 'Warm-up \(13\)'"):
        canvas.export([made_reports.report("ann")], Options(TITLES, roster=written(tmp_path / "r.csv", rows)))


def test_a_class_that_handed_in_nothing_gets_no_zeros():
    """It was the wrong folder."""
    gone = [report for report in made_reports.a_class() if report.status == "missing"] * 2
    with pytest.raises(Refusal, match="all would have 0"):
        canvas.export(gone, Options(TITLES, zero_for_missing=True))


# Moodle


def test_moodle_imports_grades():
    """Each row gives a grade to a user that there is, with feedback that a browser shows as text."""
    exported = moodle.export(made_reports.a_class(), Options(TITLES))
    done = moodle_rules.read_import(exported.text, {*made_reports.ODD_NAMES, "every", "garbled"})
    assert done["ada"][0] == 3.0 and done["every"][0] == 0.0
    assert "gone" not in done and "unsure" not in done and "=1+1" not in done
    assert "&lt;script&gt;" in done["every"][1] and "<script>" not in done["every"][1]


def test_moodle_reads_its_worksheet_back(worksheet):
    """Grades and feedback arrive with the right participant; everyone else keeps what they have."""
    numbers = {str(n) for n in range(len(made_reports.ODD_NAMES))} | {"99"}
    exported = moodle_worksheet.export(odd(), Options(TITLES, worksheet=worksheet))
    done = moodle_rules.read_worksheet(exported.text, numbers)
    assert done.keys() == numbers
    assert {grade for number, (grade, _, _) in done.items() if number != "99"} == {"3"}
    assert done["99"] == ("2", "-", "=old")
    assert exported.left_out == []


@pytest.mark.parametrize("name", ["5", "Ada L_5_assignsubmission_file", "ada@x.org", "ADA", "Ada L."])
def test_moodle_participants_have_several_names(name, tmp_path):
    """What the instructor's folders are called is enough to find them, in whatever form the accents are."""
    path = written(tmp_path / "w.csv", [MOODLE_HEADER, worksheet_row(5, "Ada L.", "ada@x.org")])
    exported = moodle_worksheet.export([made_reports.report(name)], Options(TITLES, worksheet=path))
    assert (exported.left_out, moodle_rules.read_worksheet(exported.text, {"5"})["5"][0]) == ([], "3")


def filled(tmp_path, names, *rows):
    """Return the worksheet with the marks of some students, read as Moodle does; and who is left out."""
    path = written(tmp_path / "w.csv", [MOODLE_HEADER, *rows])
    exported = moodle_worksheet.export([made_reports.report(name) for name in names], Options(TITLES, worksheet=path))
    numbers = {str(row[0]).rpartition(" ")[2] for row in rows}
    return moodle_rules.read_worksheet(exported.text, numbers), exported.left_out


def test_a_groups_number_is_no_participants(tmp_path):
    """Moodle's folder of a group has the group's number in it: the name before it has to fit."""
    row = worksheet_row(5, "Zoë M.", "zoe@x.org")
    done, left_out = filled(tmp_path, ["Team Red_5_assignsubmission_file"], row)
    assert done["5"][0] == "" and left_out[0].startswith("Team Red_5_assignsubmission_file: nobody is called so")


def test_blind_folders_are_found(tmp_path):
    """Where names are hidden, the number is all there is."""
    done, left_out = filled(tmp_path, ["Participant_5_assignsubmission_file"], worksheet_row(5, "", ""))
    assert (done["5"][0], left_out) == ("3", [])


def test_what_a_teacher_wrote_stays(tmp_path):
    """Their comment stands beside ours, once, however often it is filled in; a grade of theirs stays, and is named."""
    row = worksheet_row(5, "Ada L.", "ada@x.org", "", "<p>Well done!</p>")
    done, _ = filled(tmp_path, ["ada"], row)
    comment = done["5"][2]
    assert comment.startswith("<p>Well done!</p>") and "3 of 3 points" in comment
    again, left_out = filled(tmp_path, ["ada"], worksheet_row(5, "Ada L.", "ada@x.org", "3.00", comment))
    assert (again["5"][2], left_out) == (comment, [])
    theirs, left_out = filled(tmp_path, ["ada"], worksheet_row(5, "Ada L.", "ada@x.org", "2,50", comment))
    assert theirs["5"] == ("2,50", "-", comment)
    assert left_out == ["ada: a person gave 2,50 in Moodle, which stays; empty that cell to give 3"]


def test_a_mark_of_ours_is_replaced_by_a_newer_one(tmp_path):
    """It is known by what our part of the comment says."""
    old = f"{moodle_worksheet.OURS}<p>Warm-up: 1 of 3 points</p>{moodle_worksheet.OURS_ENDS}"
    done, left_out = filled(tmp_path, ["ada"], worksheet_row(5, "Ada L.", "ada@x.org", "1.00", old))
    assert (done["5"][0], left_out) == ("3", []) and "1 of 3" not in done["5"][2]


def test_moodle_grades_that_cannot_be_changed_are_named(tmp_path):
    """Their row stays as it was."""
    row = worksheet_row(5, "Ada L.", "ada@x.org", "1")
    row[MOODLE_HEADER.index("Grade can be changed")] = "No"
    path = written(tmp_path / "w.csv", [MOODLE_HEADER, row])
    exported = moodle_worksheet.export([made_reports.report("ada")], Options(TITLES, worksheet=path))
    assert "cannot be changed" in exported.left_out[0]
    assert moodle_rules.read_worksheet(exported.text, {"5"})["5"] == ("1", "-", "")


@pytest.mark.parametrize(
    ("header", "maximum", "words"),
    [
        (["Participant", *MOODLE_HEADER[1:-1]], "3", "which column is the feedback"),
        (["Identifier", *MOODLE_HEADER[1:-1], "Anmerkungen"], "3", "no column 'Feedback comments', but: Identifier"),
        ([*MOODLE_HEADER[:-2], "Grade", "Feedback comments"], "3", "it has two columns 'Grade'"),
        (MOODLE_HEADER, "many", "the maximum grade is many in Moodle"),
        (MOODLE_HEADER, "10,00", "the maximum grade is 10,00 in Moodle, and 3 here"),
    ],
)
def test_a_worksheet_that_does_not_fit_is_refused(tmp_path, header, maximum, words):
    """The sentence says what to change in Moodle."""
    row = worksheet_row(5, "Ada L.", "ada@x.org")
    row[MOODLE_HEADER.index("Maximum grade")] = maximum
    path = written(tmp_path / "w.csv", [header, row[: len(header)]])
    with pytest.raises(Refusal, match=words):
        moodle_worksheet.export([made_reports.report("ada")], Options(TITLES, worksheet=path))


# The form of the platform's own file


def semicolons(path, rows):
    """Write a table with semicolons, as platforms do where commas stand before decimals; return its path."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return str(path)


def halved(student):
    """Return a report with a mark of 1.5 by hand."""
    return dataclasses.replace(made_reports.report(student), mark=Mark(3.0, 1.5, 0.0, "halved"))


def test_canvas_has_its_own_form_back(tmp_path):
    """Semicolons and decimal commas, where its gradebook has them; its points are read so, too."""
    points = ["    Points Possible", "", "", "", "", "5,00", "3,00", ""]
    path = semicolons(tmp_path / "r.csv", [CANVAS_HEADER, points, ["Ann", 11, "", "ann", "A", "", "2,5", ""]])
    text = canvas.export([halved("ann")], Options(TITLES, roster=path)).text
    assert list(csv.reader(text.splitlines(), delimiter=";"))[1:] == [
        ["    Points Possible", "", "", "", "", "3"], ["Ann", "11", "", "ann", "A", "1,5"],
    ]  # fmt: skip


GERMAN = [
    "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung", "Kann geändert werden",
    "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar",
]  # fmt: skip


@pytest.mark.parametrize("number", ["Teilnehmer/in5", "Teilnehmer/in 5"])
def test_a_worksheet_in_another_language_is_filled(tmp_path, number):
    """Its columns are told by what Moodle puts where; its header, its semicolons and its commas stay."""
    row = [
        number,
        "Ada L.",
        "ada@x.org",
        "Abgegeben",
        "",
        "3,00",
        "Ja",
        "Freitag, 20. November 2026, 10:00",
        "-",
        "<p>x</p>",
    ]
    path = semicolons(tmp_path / "w.csv", [GERMAN, row])
    exported = moodle_worksheet.export([halved("ada@x.org")], Options(TITLES, worksheet=path))
    header, filled = csv.reader(exported.text.splitlines(), delimiter=";")
    assert header == GERMAN and filled[:6] == [*row[:4], "1,5", "3,00"]
    assert filled[8] == "-" and filled[9].startswith("<p>x</p><div") and exported.left_out == []
    assert "which grades are locked" in exported.notes[0]
    again = semicolons(tmp_path / "w.csv", [header, filled])
    assert moodle_worksheet.export([halved("ada@x.org")], Options(TITLES, worksheet=again)).text == exported.text


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [(5, "viele", "which column is the maximum"), (8, "nie", "the feedback"), (9, "-", "the feedback")],
)
def test_columns_that_cannot_be_told_are_refused(tmp_path, place, text, words):
    """A mark in a wrong column is worse than none."""
    row = ["Teilnehmer/in5", "Ada L.", "ada@x.org", "Abgegeben", "", "3,00", "Ja", "-", "-", ""]
    row[place] = text
    with pytest.raises(Refusal, match=words):
        moodle_worksheet.export(odd(), Options(TITLES, worksheet=semicolons(tmp_path / "w.csv", [GERMAN, row])))


def test_the_number_of_what_was_collected_needs_the_name(tmp_path):
    """A student who is known by another number is never taken for the participant of theirs."""
    rows = [worksheet_row(5, "Ada L.", "a@x.org"), worksheet_row(6, "Zoë M.", "z@x.org")]
    path = written(tmp_path / "w.csv", [MOODLE_HEADER, *rows])
    people = {
        "S1": Person("S1", "Ada L.", ids={"moodle": "5"}),
        "S2": Person("S2", "Team Red", ids={"moodle": "6"}),
        "6": Person("6", "Else", ids={"moodle": "99"}),
    }
    exported = moodle_worksheet.export(
        [made_reports.report(one) for one in people], Options(TITLES, worksheet=path, people=people)
    )
    done = moodle_rules.read_worksheet(exported.text, {"5", "6"})
    assert (done["5"][0], done["6"][0]) == ("3", "")
    assert [one.split(":")[0] for one in exported.left_out] == ["S2", "6"]


def test_canvas_ids_of_what_was_collected_come_first(tmp_path):
    """They find the whole class, though its names here are IDs of others."""
    people = {"11": Person("11", "Ann", ids={"canvas": "12"}), "12": Person("12", "Bo", ids={"canvas": "11"})}
    rows = [CANVAS_HEADER, ["Ann", 12, "", "x", "A", "", "", ""], ["Bo", 11, "", "y", "A", "", "", ""]]
    options = Options(TITLES, roster=written(tmp_path / "r.csv", rows), people=people)
    text = canvas.export([halved("11"), made_reports.report("12")], options).text
    rows = csv.reader(text.splitlines()[2:])
    assert {row[0]: row[-1] for row in rows} == {"Ann": "1.5", "Bo": "3"}


@pytest.mark.parametrize("form", ["moodle", "moodle-worksheet", "gradescope", "junit", "github", "canvas", "nbgrader"])
def test_detail_holds_for_every_export(tmp_path, form):
    """With the score alone, nothing is said of what hidden tests were given, nor of what they are about."""
    report = made_reports.report("ada", made_reports.result("failed", "slope(3) gave 9.", "Try 1."))
    sheet = written(tmp_path / "w.csv", [MOODLE_HEADER, worksheet_row(5, "Ada L.", "ada@x.org")])
    told = {}
    for detail in ("everything", "sentences", "score"):
        options = Options(TITLES, worksheet=sheet, detail=detail)
        text = FORMATS[form].export([report], options).text
        told[detail] = "slope(3) gave 9" in text or "Try 1." in text
    says = form not in ("canvas", "nbgrader")
    assert told == {"everything": says, "sentences": says, "score": False}
