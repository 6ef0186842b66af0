"""Marks arrive in Canvas and in Moodle, with the right person; nothing else changes there."""

import pytest

from autograder.errors import Refusal
from autograder.exports import canvas, moodle, moodle_worksheet
from autograder.exports.common import Options
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
    assert len(exported.left_out) == 1 and exported.left_out[0].startswith("nobody: nobody, or more than one")
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
        (["Kennung", *MOODLE_HEADER[1:]], "3", "no column 'Identifier', but: Kennung"),
        (MOODLE_HEADER, "10,00", "the maximum grade is 10,00 in Moodle, and 3 here"),
    ],
)
def test_a_worksheet_that_does_not_fit_is_refused(tmp_path, header, maximum, words):
    """The sentence says what to change in Moodle."""
    row = worksheet_row(5, "Ada L.", "ada@x.org")
    row[MOODLE_HEADER.index("Maximum grade")] = maximum
    path = written(tmp_path / "w.csv", [header, row])
    with pytest.raises(Refusal, match=words):
        moodle_worksheet.export([made_reports.report("ada")], Options(TITLES, worksheet=path))
