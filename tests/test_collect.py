"""From a platform's download to a folder that can be graded: whose it is, which attempt counts, and what is told."""

import csv
import os
import subprocess

import pytest

from autograder import submissions
from autograder.collecting.archives import Entry
from autograder.collecting.hand_in import HandIn, Set
from autograder.collecting.taking import take
from tests import made_downloads
from tests.made_downloads import CANVAS, CLOCK, DOWNLOADS, RIGHT, WRONG, notebook, zipped
from tests.made_tables import written
from tests.running import typed


@pytest.fixture
def collect(tiny, tmp_path):
    """Return what collects a download into ``submitted``."""

    def collect(download, *options):
        words = ["collect", "--from", download, "--set", "warmup", "--submitted", tmp_path / "submitted", *options]
        return typed(tiny, *words, cwd=tmp_path)

    return collect


@pytest.fixture
def gradebook(tmp_path):
    """A gradebook as Canvas exports it."""
    return made_downloads.gradebook(tmp_path)


@pytest.fixture
def worksheet(tmp_path):
    """A grading worksheet as Moodle writes it."""
    return made_downloads.worksheet(tmp_path)


def there(tmp_path):
    """Return student -> {file: content} of what can be graded."""
    root = tmp_path / "submitted"
    found = {}
    for path in sorted(root.glob("[!.]*/warmup/*")):
        if path.suffix in (".py", ".ipynb"):
            found.setdefault(path.parent.parent.name, {})[path.name] = path.read_bytes()
    return found


def counting(tmp_path):
    """Return student -> the content of the file that counts, as grading finds it."""
    found = {}
    for one in submissions.find(str(tmp_path / "submitted"), ["warmup"]):
        try:
            found[one.student] = submissions.read(one, []).data
        except submissions.SubmissionError:
            continue
    return found


def manifest(tmp_path):
    """Return the rows of the manifest."""
    with open(tmp_path / "submitted" / ".collected" / "warmup.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()


# Platforms


@pytest.mark.parametrize("form", ["zip", "folder"])
@pytest.mark.parametrize("platform", DOWNLOADS)
def test_each_platform_is_recognised_and_read(collect, tmp_path, platform, form):
    """Its download is taken as it came and unpacked alike; the last attempt counts, and nothing else is taken."""
    files, expected = DOWNLOADS[platform]
    name = "warmup-submissions" if platform == "github" else "download"
    if form == "zip":
        path = zipped(tmp_path / f"{name}.zip", files)
    else:
        short = {path.removeprefix("warmup-submissions/"): data for path, data in files.items()}
        path = made_downloads.laid_out(tmp_path / name, short)
    done = collect(path)
    assert done.returncode in (0, 1), done.stderr
    assert counting(tmp_path) == {student: as_bytes(text) for student, text in expected.items()}
    assert {row["platform"] for row in manifest(tmp_path)} == {platform}


def test_earlier_attempts_of_a_download_are_kept(collect, tmp_path):
    """They lie beside the manifest, under the time at which they were handed in."""
    collect(zipped(tmp_path / "d.zip", DOWNLOADS["blackboard"][0]))
    kept = list((tmp_path / "submitted" / ".collected" / "earlier" / "warmup" / "ada").glob("2026-11-19-08-00-00-*/*"))
    assert [(path.name, path.read_text()) for path in kept] == [("warmup.py", WRONG)]


def test_times_are_nbgraders(collect, tmp_path):
    """A time with a zone is written beside the work, as nbgrader's plugins for late work read it."""
    collect(zipped(tmp_path / "d.zip", DOWNLOADS["nbgrader"][0]))
    stamp = tmp_path / "submitted" / "ada" / "warmup" / "timestamp.txt"
    assert stamp.read_text() == "2026-11-20 08:00:00.000000 UTC"


def test_a_deadline_chooses_the_attempt(collect, tmp_path):
    """What came later is not taken; whoever handed in nothing before is named. The last minute counts to its end."""
    path = zipped(tmp_path / "d.zip", DOWNLOADS["nbgrader"][0])
    done = collect(path, "--before", "2026-11-19T09:00+01:00")
    assert counting(tmp_path) == {"ada": notebook(WRONG)}
    assert done.returncode == 1 and "zoe+m: handed in after" in done.stderr


def test_history_gives_the_commit_before_a_deadline(collect, tmp_path):
    """Of a clone, what was committed last before the deadline is what was handed in; its time is told."""
    folder = tmp_path / "clones" / "warmup-ada"
    folder.mkdir(parents=True)
    (tmp_path / "clones" / "warmup-zoe").mkdir()

    def git(*words, when="2026-11-19T08:00:00Z"):
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x.org", "GIT_COMMITTER_NAME": "a"}
        when = {"GIT_COMMITTER_EMAIL": "a@x.org", "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
        subprocess.run(["git", *words], cwd=folder, check=True, env=os.environ | who | when, capture_output=True)

    git("init", "-q")
    for text, when in [(RIGHT, "2026-11-19T08:00:00Z"), (WRONG, "2026-11-21T08:00:00Z")]:
        (folder / "warmup.py").write_text(text)
        git("add", ".")
        git("commit", "-qm", "x", when=when)
    collect(tmp_path / "clones", "--before", "2026-11-20T00:00Z")
    assert counting(tmp_path) == {"ada": RIGHT.encode()}
    assert manifest(tmp_path)[0]["handed_in"] == "2026-11-19T08:00:00+00:00"


def test_several_zips_are_one_download(collect, tmp_path):
    """Such as one a section."""
    folder = tmp_path / "sections"
    folder.mkdir()
    zipped(folder / "a.zip", {"lovelaceada_11_501_warmup.py": RIGHT})
    zipped(folder / "b.zip", {"müllerzoë_12_502_warmup.py": RIGHT})
    assert collect(folder).returncode == 0
    assert sorted(there(tmp_path)) == ["11", "12"]


# What is said


def test_a_download_of_canvas_is_told_of(collect, tmp_path, gradebook):
    """Who is collected, renamed, late, wrong, missing, excused and nobody at all; somebody should look."""
    done = collect(zipped(tmp_path / "s.zip", CANVAS), "--roster", gradebook)
    assert done.returncode == 1
    told = {line.strip().split("  ")[1].split(":")[0]: line.split(": ", 1)[1] for line in done.stdout.splitlines()[1:6]
            if line[:5].strip().isdecimal()}  # fmt: skip
    assert told == {
        "new": "ada, zoe, mj, sofia",
        "handed in nothing": "abe",
        "excused": "omar",
        "handed in nothing that can be graded": "emmy",
    }
    assert "by their Canvas ID" in done.stdout
    assert "zoe (Müller, Zoë), 12: handed in late" in done.stdout
    assert "'1_2_my own.ipynb' was taken for warmup.ipynb" in done.stdout
    assert "the platform's own test student" in done.stdout
    assert "look at: emmy (Noether, Emmy), 14: no notebook and no script of this set, but: 'report.pdf'" in done.stderr
    assert sorted(there(tmp_path)["sofia"]) == ["warmup.ipynb", "warmup.py"]


def test_the_manifest_says_what_was_decided(collect, tmp_path, gradebook):
    """A row a file, and one for each of the class who has none."""
    collect(zipped(tmp_path / "s.zip", CANVAS), "--roster", gradebook)
    rows = {(row["student"], row["file"]): row for row in manifest(tmp_path)}
    zoe = rows["zoe", "warmup.py"]
    assert (zoe["id"], zoe["section"], zoe["attempt"], zoe["late"]) == ("12", "A", "502", "yes")
    assert zoe["original_name"] == "müllerzoë_LATE_12_502_warmup-1.py"
    assert {student: row["status"] for (student, file), row in rows.items() if not file} == {
        "emmy": "wrong",
        "omar": "excused",
        "abe": "missing",
    }


def test_whoever_is_missing_is_in_the_class(collect, tmp_path, gradebook):
    """They have an empty folder, so that grading has a report of them; the excused have none."""
    collect(zipped(tmp_path / "s.zip", CANVAS), "--roster", gradebook)
    found = submissions.find(str(tmp_path / "submitted"), ["warmup"])
    assert [one.student for one in found] == ["abe", "ada", "emmy", "mj", "sofia", "zoe"]


def test_a_dry_run_writes_nothing(collect, tmp_path, gradebook):
    """It says the same."""
    path = zipped(tmp_path / "s.zip", CANVAS)
    dry = collect(path, "--roster", gradebook, "--dry")
    assert not (tmp_path / "submitted").exists()
    wet = collect(path, "--roster", gradebook)
    assert (dry.returncode, dry.stderr) == (wet.returncode, wet.stderr)
    assert dry.stdout.splitlines()[:-1] == wet.stdout.splitlines()[:-1]


# Once more


def test_what_could_not_be_graded_is_not_forgotten(collect, tmp_path, gradebook):
    """A later download that has nothing of a student does not make it nothing."""
    collect(zipped(tmp_path / "s.zip", CANVAS), "--roster", gradebook)
    before = [row for row in manifest(tmp_path) if row["student"] == "emmy"]
    others = {name: data for name, data in CANVAS.items() if "_14_" not in name}
    done = collect(zipped(tmp_path / "t.zip", others))
    assert "handed in nothing that can be graded: emmy" in done.stdout
    assert [row for row in manifest(tmp_path) if row["student"] == "emmy"] == before


def test_typed_again_it_takes_what_is_new(collect, tmp_path, gradebook):
    """Whatever is as before is not touched; a later attempt takes the place of one that is kept."""
    collect(zipped(tmp_path / "1.zip", CANVAS), "--roster", gradebook)
    before = there(tmp_path)
    done = collect(tmp_path / "1.zip")
    assert there(tmp_path) == before and "4  unchanged: ada, zoe, mj, sofia" in done.stdout
    later = {"lovelaceada_11_601_warmup.py": RIGHT, "absentabe_LATE_17_602_warmup.py": RIGHT}
    done = collect(zipped(tmp_path / "2.zip", later))
    assert "1  new: abe" in done.stdout and "1  newer than what was there: ada" in done.stdout
    assert there(tmp_path) == before | {"abe": {"warmup.py": RIGHT.encode()}, "ada": {"warmup.py": RIGHT.encode()}}
    earlier = tmp_path / "submitted" / ".collected" / "earlier" / "warmup" / "ada"
    assert [path.read_bytes() for path in earlier.glob("*/warmup.ipynb")] == [notebook()]


def test_an_older_attempt_takes_nobodys_place(collect, tmp_path, gradebook):
    """An older download is told from its own numbers; AGAIN=1 takes it all the same."""
    old, new = {"lovelaceada_11_501_warmup.py": WRONG}, {"lovelaceada_11_601_warmup.py": RIGHT}
    collect(zipped(tmp_path / "new.zip", new), "--roster", gradebook)
    done = collect(zipped(tmp_path / "old.zip", old))
    assert "1  older than what is there" in done.stdout
    assert there(tmp_path) == {"ada": {"warmup.py": RIGHT.encode()}}
    assert manifest(tmp_path)[0]["attempt"] == "601"
    collect(tmp_path / "old.zip", "--again")
    assert there(tmp_path) == {"ada": {"warmup.py": WRONG.encode()}}


def test_an_archive_tells_its_age_where_nothing_else_does(collect, tmp_path, worksheet):
    """Moodle numbers no attempts, so the time at which its archive was packed decides."""
    name = "Ada Lovelace_21_assignsubmission_file/warmup.py"
    collect(zipped(tmp_path / "new.zip", {name: RIGHT}, clock=(2026, 11, 21, 0, 0, 0)), "--roster", worksheet)
    collect(zipped(tmp_path / "old.zip", {name: WRONG}, clock=CLOCK))
    assert there(tmp_path) == {"ada@x.org": {"warmup.py": RIGHT.encode()}}


@pytest.mark.parametrize("is_collected", [True, False])
def test_work_that_people_put_there_is_left(collect, tmp_path, gradebook, is_collected):
    """A file that was changed, or came by other means, is nobody's to replace but a person's."""
    path = zipped(tmp_path / "s.zip", {"lovelaceada_11_501_warmup.py": RIGHT})
    if is_collected:
        collect(path, "--roster", gradebook)
    made_downloads.laid_out(tmp_path / "submitted", {"ada/warmup/warmup.py": "mended = True\n"})
    done = collect(path, "--roster", gradebook)
    assert done.returncode == 1 and "AGAIN=1 takes this one instead" in done.stderr
    assert there(tmp_path) == {"ada": {"warmup.py": b"mended = True\n"}}
    collect(path, "--again")
    assert there(tmp_path) == {"ada": {"warmup.py": RIGHT.encode()}}


# Who is who


def test_numbers_are_read_in_their_own_name_space(collect, tmp_path):
    """A Canvas ID that is somebody else's number elsewhere is still its owner's."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows = [["Ann", "11", "12", "ann", ""], ["Bo", "12", "11", "bo", ""]]
    roster = written(tmp_path / "r.csv", [header, *rows])
    collect(zipped(tmp_path / "s.zip", {"ann_11_501_warmup.py": RIGHT}), "--roster", roster)
    assert list(there(tmp_path)) == ["ann"]


def test_two_with_one_number_are_refused_by_name(collect, tmp_path):
    """Nobody is guessed, and nothing is written."""
    header = ["student", "name", "canvas"]
    roster = written(tmp_path / "r.csv", [header, ["ann", "Ann", "11"], ["bo", "Bo", "11"]])
    done = collect(zipped(tmp_path / "s.zip", {"ann_11_501_warmup.py": RIGHT}), "--roster", roster)
    assert done.returncode == 2 and "'11' (Canvas ID) stands for ann and bo" in done.stderr
    assert not (tmp_path / "submitted").exists()


@pytest.mark.parametrize(("table", "words"), [
    ([["student", "canvas", "canvas"], ["ann", "11", "12"]], "it has two columns 'canvas'"),
    ([["student", "canvas", "status"], ["ann", "11", "letf"]], "the status of ann is 'letf'"),
])  # fmt: skip
def test_a_roster_that_says_nothing_clear_is_refused(collect, tmp_path, table, words):
    """What would be passed over might be what somebody meant."""
    roster = written(tmp_path / "r.csv", table)
    done = collect(zipped(tmp_path / "s.zip", {"ann_11_501_warmup.py": RIGHT}), "--roster", roster)
    assert done.returncode == 2 and words in done.stderr
    assert not (tmp_path / "submitted").exists()


def test_a_roster_without_names_is_enough(collect, tmp_path):
    """Identifiers tell who is who, and one sentence that no name was compared."""
    roster = written(tmp_path / "r.csv", [["student", "canvas"], ["ann", "11"]])
    done = collect(zipped(tmp_path / "s.zip", {"annexample_11_501_warmup.py": RIGHT}), "--roster", roster)
    assert done.returncode == 0 and "It has no names" in done.stdout
    assert list(there(tmp_path)) == ["ann"]


@pytest.mark.parametrize(("name", "defined", "is_taken"), [
    ("other.ipynb", "x", False), ("hw.ipynb", "bend", False), ("other.ipynb", "greet", True), ("hw.ipynb", "x", True),
    ("warmup.ipynb", "bend", True),
])  # fmt: skip
def test_the_work_of_another_set_is_named_and_not_taken(name, defined, is_taken):
    """A wrong ``SET=`` would otherwise give everybody 0; what says nothing of another set is taken under any name."""
    data = notebook(f"import math\ndef {defined}(x):\n    return x\n")
    hand_in = HandIn("ann", (), ((name, Entry(name, lambda: data)),))
    taken = take(hand_in, Set("warmup", "Warm-up", frozenset({"greet"}), {"bend": "other"}))
    assert bool(taken.files) == is_taken
    assert is_taken or "is other's: is SET=warmup meant?" in taken.looks[0]


def test_a_groups_number_is_no_participants(collect, tmp_path, worksheet):
    """Moodle numbers groups and people apart: the name before the number tells them from each other."""
    done = collect(
        zipped(tmp_path / "s.zip", {"Team Red_22_assignsubmission_file/warmup.py": RIGHT}), "--roster", worksheet
    )
    assert done.returncode == 1 and there(tmp_path) == {}
    assert "where 22 is zoe@x.org (Zoë Müller): is it a group?" in done.stderr


def test_hidden_names_are_found_by_their_number(collect, tmp_path, worksheet):
    """With blind marking, everybody is called Participant."""
    files = {"Participant_22_assignsubmission_file/warmup.py": RIGHT}
    assert collect(zipped(tmp_path / "s.zip", files), "--roster", worksheet).returncode == 0
    assert list(there(tmp_path)) == ["zoe@x.org"]


def test_a_translated_worksheet_is_read(collect, tmp_path):
    """Its columns have other names, and its participants another word before their number."""
    header = ["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung"]
    roster = written(tmp_path / "w.csv", [header, ["Teilnehmer/in22", "Zoë Müller", "zoe@x.org", "", ""]])
    files = {"Zoë Müller_22_assignsubmission_file/warmup.py": RIGHT}
    assert collect(zipped(tmp_path / "s.zip", files), "--roster", roster).returncode == 0
    assert list(there(tmp_path)) == ["zoe@x.org"]


GROUPS = [
    ["name", "canvas_user_id", "user_id", "login_id", "sections", "group_name"],
    ["Ada Lovelace", "11", "N11", "ada", "A", "Team Red"],
    ["Mary-Jane O'Neil", "13", "N13", "mj", "B", "Team Red"],
    ["Zoë Müller", "12", "N12", "zoe", "A", "group_1"],
]
OF_GROUPS = {"teamred_11_601_warmup.py": RIGHT, "group_1_12_602_warmup.py": RIGHT}


def test_a_group_hands_in_for_all_its_members(collect, tmp_path):
    """Also one with a number in its name, which stands where Canvas puts a user's."""
    done = collect(zipped(tmp_path / "s.zip", OF_GROUPS), "--roster", written(tmp_path / "g.csv", GROUPS))
    assert (done.returncode, sorted(there(tmp_path))) == (0, ["ada", "mj", "zoe"])
    assert {row["student"]: row["group"] for row in manifest(tmp_path)} == {
        "ada": "teamred",
        "mj": "teamred",
        "zoe": "group_1",
    }


def test_a_group_without_its_roster_is_doubted(collect, tmp_path, gradebook):
    """It goes to the one member whose number is there, and somebody should look."""
    done = collect(zipped(tmp_path / "s.zip", OF_GROUPS), "--roster", gradebook)
    assert done.returncode == 1 and "'teamred' is not the name of ada" in done.stderr
    assert sorted(there(tmp_path)) == ["ada", "zoe"]
    done = collect(tmp_path / "s.zip", "--submitted", tmp_path / "other")
    assert done.returncode == 1 and "the user may be 1 or 12: ROSTER= tells" in done.stderr


def test_namesakes_are_named_and_not_guessed(collect, tmp_path, worksheet):
    """Where a platform knows names alone, two people of one name are told to the teacher."""
    files = {"41-7 - Ada Lovelace - Nov 19, 2026 800 AM/warmup.py": RIGHT}
    done = collect(zipped(tmp_path / "s.zip", files), "--roster", worksheet)
    assert done.returncode == 1 and there(tmp_path) == {}
    assert "2 people are called Ada Lovelace: ada@x.org, ada2@x.org" in done.stderr


def test_strangers_and_late_enrolments(collect, tmp_path, gradebook):
    """Who is on no roster is named; who comes on it later is taken then, and who goes from it stays and is named."""
    files = {"newnina_18_501_warmup.py": RIGHT, "lovelaceada_11_502_warmup.py": RIGHT}
    done = collect(zipped(tmp_path / "s.zip", files), "--roster", gradebook)
    assert done.returncode == 1 and "Canvas ID 18, full name newnina is not in" in done.stderr
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    people = [["New, Nina", "18", "", "nina", ""], ["Lovelace, Ada", "11", "", "ada", ""]]
    later = written(tmp_path / "later.csv", [header, *people])
    done = collect(tmp_path / "s.zip", "--roster", later)
    assert sorted(there(tmp_path)) == ["ada", "nina"]
    assert "abe (Absent, Abe): is not in" in done.stderr
    with open(tmp_path / "submitted" / "roster.csv", encoding="utf-8") as file:
        assert {row["student"] for row in csv.DictReader(file)} >= {"abe", "ada", "nina"}


def test_whoever_has_left_stays_gone(collect, tmp_path, gradebook):
    """A word in the roster that is kept outlives every newer one."""
    path = zipped(tmp_path / "s.zip", {"lovelaceada_11_502_warmup.py": RIGHT})
    collect(path, "--roster", gradebook)
    kept = tmp_path / "submitted" / "roster.csv"
    kept.write_text(kept.read_text().replace('abe,"Absent, Abe",B,,,', 'abe,"Absent, Abe",B,,left,'))
    done = collect(path, "--roster", gradebook)
    assert "abe" not in done.stdout
    assert "left" in kept.read_text()


# Hostile downloads


HOSTILE = {
    "../lovelaceada_11_501_warmup.py": "its path leads out of the download",
    "/etc/lovelaceada_11_501_warmup.py": "its path leads out of the download",
    "C:\\x\\lovelaceada_11_501_warmup.py": "its path leads out of the download",
    "a" * 2000 + "_11_501_warmup.py": "its name is too long",
}


@pytest.mark.parametrize("name", HOSTILE, ids=["up", "root", "drive", "long"])
def test_paths_that_lead_out_are_left(collect, tmp_path, gradebook, name):
    """They are named, and nothing is written outside; everybody else's work is taken."""
    files = {name: RIGHT, "müllerzoë_12_502_warmup.py": RIGHT}
    done = collect(zipped(tmp_path / "s.zip", files), "--roster", gradebook)
    assert done.returncode == 1 and HOSTILE[name] in done.stderr
    assert list(there(tmp_path)) == ["zoe"]
    assert sorted(os.listdir(tmp_path)) == ["gradebook.csv", "s.zip", "submitted"]


ADA = "lovelaceada_11_501_warmup"
TAMED = {
    "a link": ({ADA + ".py": "/etc/passwd"}, {ADA + ".py": made_downloads.LINK}, "it is a link"),
    "a bomb": ({ADA + ".py": b" " * (12 << 20)}, {}, "12 kB unpack|11 kB unpack"),
    "empty": ({ADA + ".ipynb": " \n"}, {}, "it is empty"),
    "not a zip": ({ADA + ".zip": "x"}, {}, "it is no zip, or half of one"),
}


@pytest.mark.parametrize("kind", TAMED)
def test_files_that_are_none_are_named(collect, tmp_path, gradebook, kind):
    """They are nobody's work."""
    files, modes, words = TAMED[kind]
    done = collect(zipped(tmp_path / "s.zip", files, modes=modes), "--roster", gradebook)
    assert done.returncode == 1 and there(tmp_path) == {}
    assert any(word in done.stderr for word in words.split("|"))
    assert "look at: ada (Lovelace, Ada), 11" in done.stderr


ODD = {
    "a line break": {"lovelace\nada_11_501_warmup.py": RIGHT},
    "two by capitals": {ADA + ".py": RIGHT, "LovelaceAda_11_502_WARMUP.PY": WRONG},
    "one name twice": [(ADA + ".py", WRONG), (ADA + ".py", RIGHT)],
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", ODD)
def test_odd_names_are_taken_and_told(collect, tmp_path, gradebook, kind):
    """Whose they are is plain, and somebody should look."""
    done = collect(zipped(tmp_path / "s.zip", ODD[kind]), "--roster", gradebook)
    assert done.returncode == 1 and "look at: " in done.stderr
    assert there(tmp_path)["ada"]["warmup.py"] == RIGHT.encode()


def test_junk_is_no_work(collect, tmp_path, gradebook):
    """What systems leave in archives is passed over without a word."""
    junk = {"__MACOSX/._" + ADA + ".py": "x", ".DS_Store": "x", "Thumbs.db": "x", ADA + ".py": RIGHT}
    done = collect(zipped(tmp_path / "s.zip", junk), "--roster", gradebook)
    assert (done.returncode, list(there(tmp_path))) == (0, ["ada"])


def test_a_zip_in_the_zip_is_opened_once(collect, tmp_path, gradebook):
    """Students hand in archives, too; what lies in one of those is taken, and no path of it says where."""
    inner = made_downloads.packed({"deep/warmup.ipynb": notebook(), "../../evil.py": WRONG, "x.zip": b"x"})
    collect(zipped(tmp_path / "s.zip", {ADA + ".zip": inner}), "--roster", gradebook)
    assert there(tmp_path) == {"ada": {"warmup.ipynb": notebook()}}


@pytest.mark.parametrize(("kind", "name"), [
    (made_downloads.Unflagged, "müllerzoë_12_502_warmup.py"),
    (made_downloads.OldPC, "müllerzoë_12_502_warmup.py"),
    (made_downloads.zipfile.ZipInfo, "mu\u0308llerzoe\u0308_12_502_warmup.py"),
], ids=["no flag", "old PC", "decomposed"])  # fmt: skip
def test_names_are_read_in_whatever_encoding(collect, tmp_path, gradebook, kind, name):
    """Accents are the same letters in each of them, so that nobody is doubted."""
    done = collect(zipped(tmp_path / "s.zip", {name: RIGHT}, kind=kind), "--roster", gradebook)
    assert (done.returncode, list(there(tmp_path))) == (0, ["zoe"])


# Wrong use


def test_a_file_without_a_telling_name_is_told_by_its_content(collect, tmp_path, gradebook):
    """Of two odd names, the one counts that defines a function of the set."""
    files = {"lovelaceada_11_501_a.py": "x = 1\n", "lovelaceada_11_502_b.py": RIGHT}
    collect(zipped(tmp_path / "s.zip", files), "--roster", gradebook)
    assert there(tmp_path) == {"ada": {"warmup.py": RIGHT.encode()}}


@pytest.mark.parametrize(
    ("make", "options", "words"),
    [
        (lambda p: p / "nowhere.zip", [], "no such file"),
        (lambda p: made_downloads.laid_out(p / "d", {"page.zip": "<html>"}) + "/page.zip", [], "this is a web page"),
        (lambda p: zipped(p / "e.zip", {}), [], "there is nothing in it"),
        (lambda p: zipped(p / "e.zip", {"a.txt": "x"}), [], "no platform is known"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--platform", "blackbord"], "blackbord"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--platform", "ilias"], "nobody's work is in it"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--before", "2026-11-20T23:59+01:00"], "does not say when"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--before", "tomorrow"], "this is no time"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--before", "2026-11-20"], "in which time zone"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--roster", "."], "is a directory"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--set", "other"], "no problem set 'other'"),
        (lambda p: zipped(p / "e.zip", {"anon_aB3_501_warmup.py": RIGHT}), ["--roster", "g"], "names are hidden"),
        (lambda p: zipped(p / "e.zip", DOWNLOADS["github"][0]), ["--roster", "g"], "has none of these"),
        (lambda p: zipped(p / "e.zip", CANVAS), ["--submitted", "gradebook.csv"], "this is a file, no folder"),
    ],
)  # fmt: skip
def test_wrong_use_is_refused_and_writes_nothing(collect, tmp_path, gradebook, make, options, words):
    """A sentence says what is wrong, and what to type."""
    options = [gradebook if option == "g" else option for option in options]
    done = collect(make(tmp_path), *options)
    assert (done.returncode == 2 and words in done.stderr.lower()) or words in done.stderr, done.stderr
    assert not (tmp_path / "submitted").exists()
