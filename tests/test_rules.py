"""What the rules of a class make of lateness: each number here was worked out by hand."""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.rules import extensions, reading, times
from autograder.rules.deciding import Attempt, HandIn, decide
from autograder.rules.extensions import Extensions
from autograder.rules.model import DAY, HOUR, IN_TIME, ONCE, Extension, Late, Rules, SetRules
from autograder.rules.tokens import Claim, Spent, spend
from autograder.tables import as_csv
from tests.paths import ROOT

SETS = ("foundations", "gradients")
BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 20, 22, 59, 59, 999_999, tzinfo=UTC)  # 23:59 in Berlin
ADA, BEN, CLEO = Person("ada", section="A"), Person("ben", section="B"), Person("cleo", section="A and B")


def rules(late=None, late_days=0, excused=()):
    """Return the rules of a class with two sets, the second of which is due a week later."""
    late = late or Late()
    return Rules("rules.yaml", BERLIN, late_days, {
        "foundations": SetRules(DUE, late, frozenset(excused)),
        "gradients": SetRules(DUE + timedelta(days=7), late),
    })  # fmt: skip


def handed_in(person, hours, problem_set="foundations", group=""):
    """Return what somebody handed in so many hours after it was due, in one or more attempts, the last one last."""
    due = DUE if problem_set == "foundations" else DUE + timedelta(days=7)
    attempts = [Attempt(f"{h}", due + timedelta(hours=h)) for h in (hours if isinstance(hours, list) else [hours])]
    return HandIn(person, problem_set, tuple(attempts), group)


def decided(rules_, *hand_ins, more=()):
    """Return the decisions by set and student."""
    return decide(rules_, Extensions(more), hand_ins)


TEN = Late(deduct=10)


@pytest.mark.parametrize(
    ("late", "hours", "raw", "counts"),
    [
        (TEN, -1, 80, 80),  # in time
        (TEN, 0, 80, 80),  # at the end of its minute
        (TEN, 0.001, 80, 72),  # 3.6 seconds: a started day, 10 % of 80
        (TEN, 24, 80, 72),  # a whole day
        (TEN, 24.001, 80, 64),  # two started days
        (Late(deduct=10, of="maximum"), 30, 80, 60),  # 2 days, 20 % of 100
        (Late(deduct=1, per=HOUR), 4.5, 80, 76),  # 5 started hours, 5 % of 80
        (Late(deduct=25, per=ONCE), 200, 80, 60),
        (Late(deduct=10, grace=timedelta(minutes=10)), 10 / 60, 80, 80),
        (Late(deduct=10, grace=timedelta(minutes=10)), 11 / 60, 80, 72),  # grace forgives, and gives no time
        (Late(deduct=30, floor=50), 72, 80, 50),  # 90 % of 80 off would be 8
        (Late(deduct=30), 96, 80, 0),  # 120 %
        (Late(cap=70), 1, 80, 70),
        (Late(deduct=10, cut_off=timedelta(hours=48)), 47, 80, 64),
        (Late(deduct=10, floor=50, cut_off=timedelta(hours=48)), 49, 80, 0),  # no floor after it
        (Late(deduct=10, cut_off=DUE + timedelta(hours=1)), 2, 80, 0),
    ],
)
def test_what_lateness_costs(late, hours, raw, counts):
    """In each way of counting, from just in time to long after."""
    ruling = decided(rules(late), handed_in(ADA, hours))["foundations", "ada"].ruling
    assert raw - ruling.penalty(raw, 100.0) == pytest.approx(counts)


def test_a_day_late_is_what_the_clock_says_where_summer_ends():
    """23:59 is a time in its zone, whatever the season; lateness is counted in real hours."""
    summer, winter = times.read("2026-10-24 23:59", BERLIN), times.read("2026-10-25 23:59", BERLIN)
    assert (summer.hour, winter.hour) == (21, 22)
    assert times.read("2026-10-25 02:30", BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the later one
    assert times.read("2026-11-20T23:59+05:30", BERLIN) == datetime(2026, 11, 20, 18, 29, tzinfo=UTC)
    assert times.read("20.11.2026 23:59", BERLIN) == datetime(2026, 11, 20, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "1 min"),
        (12, "12 min"),
        (300, "5 h"),
        (340, "5 h 40 min"),
        (1441, "1 day"),
        (4440, "3 days 2 h"),
    ],
)
def test_lengths_of_time_read_well(minutes, words):
    """In the two largest units."""
    assert times.span(timedelta(minutes=minutes)) == words


def test_late_days_are_spent_in_the_order_of_handing_in():
    """The sentence says how many of how many; what is beyond them costs points."""
    found = decided(
        rules(TEN, late_days=4), handed_in(ADA, 60, "gradients"), handed_in(ADA, 5), handed_in(BEN, 24 * 5 + 1)
    )
    assert found["foundations", "ada"].ruling.why == "handed in 5 h late: 1 of your 4 late days, 3 left"
    # 60 hours are 3 started days
    assert found["gradients", "ada"].ruling.why == "handed in 2 days 12 h late: 3 of your 4 late days, none left"
    ben = found["foundations", "ben"].ruling  # 6 started days, 4 of them paid for
    assert ben.why == (
        "handed in 5 days 1 h late: 4 of your 4 late days, none left; 20 % of the points less for 2 started days"
    )
    assert ben.deduct == 20


def test_hours_are_counted_from_where_late_days_end():
    """A day and 2.5 hours late with one late day is 3 started hours late."""
    found = decided(rules(Late(deduct=2, per=HOUR), late_days=1), handed_in(ADA, 26.5))
    assert found["foundations", "ada"].ruling.deduct == 6


def test_a_group_has_no_more_late_days_than_its_poorest_member():
    """Each member pays with days of their own."""
    found = decided(
        rules(TEN, late_days=2),
        handed_in(ADA, 30),  # two days: none left
        handed_in(ADA, 10, "gradients", "Red"),
        handed_in(BEN, 10, "gradients", "Red"),
    )
    assert found["gradients", "ada"].ruling.deduct == found["gradients", "ben"].ruling.deduct == 10


def test_late_days_are_kept_where_they_are_no_use():
    """Past the cut-off, where lateness costs nothing, beyond what a set takes, and for who is excused."""
    late = Late(deduct=10, cut_off=timedelta(hours=30))
    found = decided(rules(late, late_days=2), handed_in(ADA, 31), handed_in(ADA, 3, "gradients"))
    assert "1 of your 2 late days, 1 left" in found["gradients", "ada"].ruling.why
    assert decided(rules(late_days=2), handed_in(ADA, 5))["foundations", "ada"].ruling.why == "handed in 5 h late"
    limited = decided(rules(Late(deduct=10, late_days=1), late_days=3), handed_in(ADA, 40))["foundations", "ada"].ruling
    assert limited.deduct == 10 and "1 of your 3 late days, 2 left" in limited.why
    excused = decided(rules(TEN, 2, ["ada"]), handed_in(ADA, 5), handed_in(ADA, 5, "gradients"))
    assert excused["foundations", "ada"].ruling.standing == "excused"
    assert "1 of your 2 late days, 1 left" in excused["gradients", "ada"].ruling.why


def test_extensions_come_before_late_days():
    """For a student, for a section, in one set or all; the one that is best for somebody counts."""
    more = [
        Extension("", "B", "foundations", timedelta(hours=24)),
        Extension("ben", "", "", timedelta(hours=48)),
        Extension("ada", "", "gradients", DUE + timedelta(days=9)),
    ]
    found = decided(
        rules(TEN, late_days=1), handed_in(ADA, 5), handed_in(BEN, 47), handed_in(CLEO, 25),
        handed_in(ADA, 40, "gradients"), more=more,
    )  # fmt: skip
    assert "1 of your 1 late day" in found["foundations", "ada"].ruling.why
    assert found["foundations", "ben"].ruling.why == (
        "handed in within your extension until 2026-11-22 23:59 (Europe/Berlin)"
    )
    assert "handed in 1 h late: 1 of your 1 late day" in found["foundations", "cleo"].ruling.why
    assert found["gradients", "ada"].ruling.deduct == 0


def test_an_extension_moves_the_cut_off():
    """An absolute one no further than the extension itself; a relative one with it."""
    more = [Extension("ada", "", "foundations", timedelta(hours=72))]
    for cut_off, hours, deduct in [(DUE + timedelta(hours=1), 71, 0), (DUE + timedelta(hours=1), 73, 100),
                                   (timedelta(hours=24), 95, 10), (timedelta(hours=24), 97, 100)]:  # fmt: skip
        found = decided(rules(Late(deduct=10, cut_off=cut_off)), handed_in(ADA, hours), more=more)
        assert found["foundations", "ada"].ruling.deduct == deduct


def test_which_attempt_counts():
    """The last of all with a deduction, or the last in time, grace and extension included."""
    tried = handed_in(ADA, [-30, -2, 5])
    assert decided(rules(TEN), tried)["foundations", "ada"].folder == "5"
    in_time = Late(deduct=10, attempt=IN_TIME)
    found = decided(rules(in_time), tried)["foundations", "ada"]
    assert (found.folder, found.ruling.deduct) == ("-2", 0)
    assert found.ruling.why == "the attempt of 2026-11-20 21:59 (Europe/Berlin) counts, the last in time"
    assert decided(rules(in_time), handed_in(ADA, [3, 5]))["foundations", "ada"].folder == "5"
    extended = decided(rules(in_time), tried, more=[Extension("ada", "", "", timedelta(hours=6))])
    assert extended["foundations", "ada"].folder == "5"


def test_a_time_that_nobody_knows_costs_nothing_and_is_named():
    """The platform's own word, a clock without a zone, or nothing at all."""
    naive = HandIn(ADA, "foundations", (Attempt("1", datetime(2026, 11, 21, 4, 59, 30)),))
    assert decided(rules(TEN), naive)["foundations", "ada"].ruling.why.startswith("handed in 5 h late")
    zoneless = Rules("", None, 0, rules(TEN).sets)
    assert "without a zone" in decided(zoneless, naive)["foundations", "ada"].look
    unknown = HandIn(ADA, "foundations", (Attempt("1"),), is_late=True)
    found = decided(rules(TEN), unknown)["foundations", "ada"]
    assert "says the platform" in found.look and found.ruling.deduct == 0
    assert not decided(rules(TEN), HandIn(ADA, "foundations"))["foundations", "ada"].look


def test_who_left_is_nowhere():
    """The roster says so, whatever the rules say."""
    gone = HandIn(Person("ada", status="left"), "foundations", (Attempt("1", DUE),))
    assert decided(Rules(""), gone)["foundations", "ada"].ruling.standing == "left"


HOURS = st.integers(-100, 400)
LATES = st.builds(
    Late, st.integers(0, 90).map(lambda n: timedelta(minutes=n)), st.integers(0, 100),
    st.sampled_from([DAY, HOUR, ONCE]), st.sampled_from(["score", "maximum"]), st.integers(0, 50), st.integers(50, 100),
)  # fmt: skip


@given(LATES, st.integers(0, 5), HOURS, HOURS, st.integers(0, 100))
def test_later_is_never_better(late, late_days, hours, more, raw):
    """With the same rules, who hands in earlier has at least as much; who is in time loses nothing."""

    def counts(at):
        ruling = decided(rules(late, late_days), handed_in(ADA, at))["foundations", "ada"].ruling
        return raw - ruling.penalty(raw, 100.0)

    first, second = sorted((hours, more))
    assert counts(first) >= counts(second) - 1e-6
    assert counts(min(first, 0)) == raw


CLAIMS = st.lists(
    st.tuples(st.integers(0, 50), st.lists(st.sampled_from("abcd"), min_size=1, unique=True), st.integers(1, 6))
)


@given(CLAIMS, st.integers(0, 6), st.randoms())
def test_nobody_spends_more_than_they_have(claims, budget, random):
    """Whatever the order in which they are told; and of those who hand in together, nobody more than another has."""
    made = [
        Claim(datetime(2026, 1, 1) + timedelta(hours=hour), str(number), dict.fromkeys(who, days), 4)
        for number, (hour, who, days) in enumerate(claims)
    ]
    spent = spend(made, budget)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert spend(shuffled, budget) == spent
    for student in "abcd":
        own = [one for (_, who), one in spent.items() if who == student]
        assert sum(one.used for one in own) <= budget
        assert all(0 <= one.used <= 4 and one.left >= 0 for one in own)
        assert min((one.left for one in own), default=budget) == budget - sum(one.used for one in own)
    for claim in made:
        assert len({spent[claim.problem_set, who].used for who in claim.needed}) == 1


def test_a_day_that_is_not_needed_is_not_spent():
    """Two days late with five late days leaves three."""
    assert spend([Claim(DUE, "a", {"ada": 2}, 9)], 5) == {("a", "ada"): Spent(2, 3)}


# What people write

WHOLE = """\
timezone: Europe/Berlin
late_days: 4
late:
  grace: 10
  deduct: 10 %
  per: hour
  of: maximum
  floor: 40
  cap: 90
  cut_off: 72
  late_days: 2
  attempt: in time
sets:
  foundations:
    due: 2026-11-20 23:59
    excused: [ada, "007"]
  gradients:
    due: 2026-11-27T12:00:30+00:00
    late: {deduct: 0, cut_off: 2026-11-30 08:00}
"""


def read(tmp_path, text):
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    return reading.read(str(path), SETS, ("ada", "ben", "007"))


def test_rules_are_read_as_they_are_meant(tmp_path):
    """Each key once; a set says what is otherwise in it, and keeps the rest."""
    found = read(tmp_path, WHOLE)
    late = Late(timedelta(minutes=10), 10, HOUR, "maximum", 40, 90, timedelta(hours=72), 2, IN_TIME)
    assert found.of("foundations") == SetRules(DUE, late, frozenset({"ada", "007"}))
    assert found.of("gradients").due == datetime(2026, 11, 27, 12, 0, 30, tzinfo=UTC)  # to the second
    own = found.of("gradients").late
    assert (own.deduct, own.per) == (0, HOUR)
    assert own.cut_off == datetime(2026, 11, 30, 7, 0, 59, 999_999, tzinfo=UTC)
    assert (found.late_days, found.governed) == (4, set(SETS))
    assert read(tmp_path, "# nothing yet\n").governed == set()


DUE_LINE = "timezone: UTC\nsets:\n  foundations:\n    due: 2026-11-20 23:59\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("late_day: 4\n", 1, "'late_day' here"),
        ("late_days: four\n", 1, "'four' is no number from 0 to 366"),
        ("late_days: 1.5\n", 1, "'1.5' is no whole number"),
        ("late_days: 4\nlate_days: 5\n", 2, "'late_days' is there twice"),
        ("late:\n  deduct: -10\n", 2, "'-10' is no number from 0 to 100"),
        ("late:\n  deduct: nan\n", 2, "is no number"),
        ("late:\n  deduct: [10]\n", 2, "a word or a number"),
        ("late:\n  per: week\n", 2, "'week' is none of what may stand here\n  To mend it: day, hour or once"),
        ("late:\n  of: points\n", 2, "score or maximum"),
        ("late:\n  attempt: first\n", 2, "last, in time or best"),
        ("late:\n  floor: 80\n  cap: 70\n", 2, "the floor of 80 % is above the cap of 70 %"),
        ("late: 10\n", 1, "lines of 'name: value'"),
        ("- late\n", 1, "lines of 'name: value'"),
        ("late:\n  grace: 10 minutes\n", 2, "'10 minutes' is no number"),
        ("timezone: Berlin\n", 1, "no time zone 'Berlin'"),
        ("sets:\n  foundation:\n    due: 2026-11-20 23:59\n", 2, "To mend it: foundations"),
        ("sets:\n  foundations:\n    due: 2026-11-20 23:59\n", 3, "in which time zone"),
        ("timezone: UTC\nsets:\n  foundations:\n    due: 2026-11-20\n", 4, "at what time of the day"),
        ("timezone: UTC\nsets:\n  foundations:\n    due: tomorrow\n", 4, "'tomorrow' is no time"),
        ("timezone: UTC\nsets:\n  foundations:\n    due: 11/20/2026 23:59\n", 4, "is no time"),
        ("timezone: UTC\nsets:\n  foundations:\n    due: 0206-11-20 23:59\n", 4, "in the year 206"),
        ("sets:\n  foundations:\n    late: {deduct: 10}\n", 3, "no due date"),
        (DUE_LINE + "    excused: ada\n", 5, "a list of students"),
        (DUE_LINE + "    excused: [ada,\n      addda]\n", 6, "no student 'addda' in the class\n  To mend it: ada"),
        (DUE_LINE + "    late:\n      cut_off: soon\n", 6, "'soon' is no number"),
        (DUE_LINE + "    due:\n", 5, "'due' is there twice"),
        ("sets:\n  foundations:\n", 2, "lines of 'name: value'"),
        ("late:\n\tdeduct: 10\n", 2, "this is no YAML"),
        ("late: {deduct: 10\n", 2, "this is no YAML"),
        ("late: &a\n  deduct: *b\n", 2, "this is no YAML"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(tmp_path, text, line, words):
    """And with what to type."""
    with pytest.raises(Refusal) as caught:
        read(tmp_path, text)
    assert f"rules.yaml, line {line}: " in str(caught.value) and words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a: \x00", b"[" * 2000])
def test_what_is_no_text_at_all_is_refused(tmp_path, data):
    """Without a traceback."""
    (tmp_path / "rules.yaml").write_bytes(data)
    with pytest.raises(Refusal, match=r"rules\.yaml"):
        reading.read(str(tmp_path / "rules.yaml"), SETS)


@given(st.text(max_size=60) | st.lists(st.sampled_from([*WHOLE.split("\n"), " ", "- x", "? y"])).map("\n".join))
def test_whatever_is_written_is_read_or_refused(tmp_path_factory, text):
    """Nothing else ever comes out of it."""
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(Refusal):
        assert isinstance(reading.read(str(path), SETS), Rules)


def read_table(tmp_path, text, people=(ADA, BEN, CLEO)):
    path = tmp_path / "extensions.csv"
    path.write_text(text)
    return extensions.read(str(path), rules(), people)


HEADER = "student,section,set,until,reason\n"


def test_extensions_are_read_as_they_are_meant(tmp_path):
    """By student or section; until a time, or so many hours longer; with what a spreadsheet makes of a table."""
    found = read_table(tmp_path, HEADER + "ada,,foundations,2026-11-22 23:59,ill\n,A,,+48,\n")
    assert found == [
        Extension("ada", "", "foundations", DUE + timedelta(days=2), "ill"),
        Extension("", "A", "", timedelta(hours=48)),
    ]
    assert read_table(tmp_path, "\ufeffStudent;Until;Set\r\nADA;22.11.2026 23:59;foundations\r\n;;\r\n") == [
        Extension("ada", "", "foundations", DUE + timedelta(days=2))
    ]
    assert read_table(tmp_path, HEADER + "new,,foundations,'+24,\n", ())[0].student == "new"  # without a roster


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("student,set,until,why\nada,foundations,+4,\n", 1, "there is a column 'why'"),
        ("set,until\nfoundations,+4\n", 1, "student,section,set,until,reason"),
        (HEADER + "ada,A,foundations,+4,\n", 2, "a student and a section"),
        (HEADER + "ada,,foundations,+4,\n,,foundations,+4,\n", 3, "neither a student nor a section"),
        (HEADER + "adda,,foundations,+4,\n", 2, "no student 'adda' in the class\n  To mend it: ada"),
        (HEADER + ",C,foundations,+4,\n", 2, "no section 'C'"),
        (HEADER + "ada,,foundation,+4,\n", 2, "To mend it: foundations"),
        (HEADER + "ada,,foundations,,\n", 2, "until when"),
        (HEADER + "ada,,foundations,tomorrow,\n", 2, "'tomorrow' is no time"),
        (HEADER + "ada,,foundations,+x,\n", 2, "'+x' is no time"),
        (HEADER + "ada,,foundations,+-4,\n", 2, "'+-4' is no time"),
        (HEADER + "ada,,foundations,0,\n", 2, "'0' is no number of hours"),
        (HEADER + "ada,,foundations,20261122,\n", 2, "is no number of hours"),
        (HEADER + "ada,,foundations,2025-11-22 23:59,\n", 2, "is not after foundations is due"),
        (HEADER + '"a\nb",,foundations,+4,\n', 3, "no student"),
    ],
)
def test_a_wrong_extension_is_named_with_its_line(tmp_path, text, line, words):
    """And with what to type."""
    with pytest.raises(Refusal) as caught:
        read_table(tmp_path, text)
    assert f"extensions.csv, line {line}: " in str(caught.value) and words in str(caught.value)


CELLS = [
    "ada",
    "ben",
    "",
    "A",
    "foundations",
    "+48",
    "48,5 h",
    "2026-11-22 23:59",
    "22.11.2026 23:59",
    "9999-12-31 23:59",
]


@given(st.lists(st.tuples(*[st.sampled_from(CELLS) | st.text(max_size=8)] * 4), max_size=4))
def test_whatever_a_spreadsheet_holds_is_read_or_refused(tmp_path_factory, rows):
    """Nothing else ever comes out of it, and no extension takes time away."""
    path = tmp_path_factory.mktemp("extensions") / "extensions.csv"
    text = as_csv([["student", "section", "set", "until"], *rows])
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(Refusal):
        found = Extensions(extensions.read(str(path), rules(), (ADA, BEN)))
        assert found.deadline(DUE, ADA, "foundations") >= DUE


def test_the_examples_that_people_copy_are_right(tmp_path):
    """Both files of docs/late-work.md are read, and mean what is said beside them."""
    text = (ROOT / "docs" / "late-work.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1]
    found = read(tmp_path, example)
    assert found.governed == set(SETS) and found.late_days == 4
    assert found.of("foundations").late.cut_off == timedelta(days=7)
    table = re.search(r"```\n(student,.*?)```", text, re.DOTALL)[1]
    assert [extension.reason for extension in read_table(tmp_path, table)] == [
        "ill",
        "more time in every set",
        "power cut",
    ]
