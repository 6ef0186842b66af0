"""Pairs that share rare code are found, whatever its names and form; honest work from one reference is left alone."""

import ast
import itertools
import re
import shutil
import stat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.evidence import Array, Behind, Call, Comparison, Evidence, Number
from autograder.report_folder import Record
from autograder.similarity import comparing, fragments, mistakes, reading
from tests import copied, made_reports
from tests.paths import ROOT, SAMPLE
from tests.running import typed

SET = "foundations"


def work(folder, student):
    """Return the path of a student's work."""
    return next((folder / student / SET).glob(f"{SET}.*"))


def put(folder, student, text):
    """Let a student hand in a script."""
    (folder / student / SET).mkdir(parents=True)
    (folder / student / SET / f"{SET}.py").write_text(text)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The sample class with a copy of emmy's work and one function of hers in kofi's: what is printed, and the page."""
    folder = tmp_path_factory.mktemp("similar")
    submitted = shutil.copytree(SAMPLE / "submitted", folder / "submitted")
    put(submitted, "copy", copied.a_copy(work(submitted, "emmy")))
    put(submitted, "borrowed", copied.with_one_of(work(submitted, "kofi"), work(submitted, "emmy"), "hessian_report"))
    shutil.rmtree(submitted / "kofi")
    words = ("--set", SET, "--submitted", submitted, "--out", folder / "out", "--workers", 1)
    done = typed(ROOT, "similar", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout, folder / "out" / "similar" / f"{SET}.html"


def listed(path):
    """Return the pairs of a page with how many rare fragments they share and what that weighs, in its order."""
    row = (
        r"<bdi>([\w/]+)</bdi> and <bdi>([\w/]+)</bdi></a></th><td[^>]*>(\d+)</td><td[^>]*><span[^>]*></span>(\d+)</td>"
    )
    return [((one, other), int(shared), int(bits)) for one, other, shared, bits in re.findall(row, path.read_text())]


def test_a_copy_comes_first(page):
    """Far above the next; one borrowed function is found too, and honest work from one reference is not listed."""
    said, path = page
    pairs = listed(path)
    assert pairs[0][0] == ("copy", "emmy") and pairs[0][2] > 5 * pairs[1][2]
    assert {names for names, *_ in pairs[1:]} == {("borrowed", "copy"), ("borrowed", "emmy")}
    assert "look at these two: copy and emmy: " in said.splitlines()[1]


def test_a_copy_stands_out_where_all_write_like_a_few():
    """Everybody's functions are those of six, each edited a little; the copy of one is told from all of these."""
    paths = [work(SAMPLE / "submitted", student) for student in ("ada", "emmy", "kofi", "hugo", "lena", "rosa")]
    texts = list(copied.a_class(paths, 40))
    texts.append(copied.renamed(texts[7]))
    found = comparing.compare([functions(text) for text in texts], comparing.NOTHING, len(texts), 2)
    assert (found[0].left, found[0].right) == (7, 40) and found[0].bits > 2 * found[1].bits


def test_the_page_is_the_teachers(page):
    """Its owner alone may read it; it says what it is, and marks on both sides what is shared."""
    _, path = page
    text = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "<h1>Look at these two</h1>" in text and "proves nothing" in text and "No mark rests on this page" in text
    assert text.count("<mark>") >= 2 and "<script" not in text


def functions(text):
    """Return function -> hashes of a script's fragments, for all of its functions."""
    names = frozenset(re.findall(r"^def (\w+)", text, re.MULTILINE))
    return reading.code_of([text], names).hashes


LONG = """
def f(x, n):
    total = 0
    for k in range(n):
        if k % 2 == 0:
            total += x[k] ** 2 - 3 * x[k]
        else:
            total -= x[k] / (1 + k)
    while total > 100 and n not in (1, 2):
        total = [total // 7 for _ in range(3)][0] - n
    return {"total": total, "root": abs(total) ** 0.5}
"""
SHORT = "def f(x):\n    return x ** 2 + 1 if x > 0 else -x\n"


def other(number):
    """Return the text of a function that is like no other number's."""
    lines = [f"    a{k} = {'[' * (1 + number // 5 % 3)}x{'+-*/%'[(number + k) % 5]}{k}{']' * (1 + number // 5 % 3)}"
             f"{'+-*/%'[number * k % 5]} x.{'T' if k % 2 else 'real'}" for k in range(9)]  # fmt: skip
    return "def f(x, n):\n" + "\n".join(lines) + "\n    return a0\n"


def pairs_of(texts, first=None, base=comparing.NOTHING):
    """Return the pairs of scripts that are alike, by their numbers."""
    found = comparing.compare([functions(text) for text in texts], base, len(texts) if first is None else first, 99)
    return [(pair.left, pair.right) for pair in found]


def test_form_and_names_do_not_matter():
    """Other names, numbers, spaces, comments, quotes, parentheses and trailing commas leave every fragment."""
    changed = ast.unparse(ast.parse(copied.renamed(LONG))).replace("100", "1e6").replace("\n", "  # note\n")
    assert np.array_equal(fragments.fragments(LONG).hashes, fragments.fragments(changed).hashes)
    assert not np.intersect1d(fragments.fragments(other(1)).hashes, fragments.fragments(LONG).hashes).size


def test_what_many_write_says_nothing():
    """A function that a third of a class writes makes no pair, and one that two write does."""
    class_ = [other(number) for number in range(10)]
    assert pairs_of([*class_, LONG, LONG]) == [(10, 11)]
    assert pairs_of([*class_, *[LONG] * 5]) == []


def test_a_short_function_accuses_nobody():
    """There are only so many ways to write it: the evidence is not enough."""
    assert pairs_of([*(other(number) for number in range(10)), SHORT, SHORT]) == []


def test_what_was_given_says_nothing():
    """The stub is no evidence."""
    given = np.unique(fragments.fragments(LONG).hashes)
    assert pairs_of([*(other(number) for number in range(10)), LONG, LONG], base=given) == []


def test_earlier_classes_are_compared_with_this_one(tmp_path):
    """Somebody's work of last year is found, and two of last year are no pair."""
    class_ = [other(number) for number in range(10)]
    assert pairs_of([LONG, *class_, LONG, other(11), other(11)], first=11) == [(0, 11)]
    (tmp_path / "2025" / "ada" / SET).mkdir(parents=True)
    assert [one.student for one in reading.students_below(str(tmp_path / "2025") + "/", SET)] == ["2025/ada"]


def test_spans_are_where_the_fragments_stand():
    """What is marked is the shared text, without what stands around it."""
    text = "import os\nx = 1\n" + LONG
    wanted = fragments.fragments(LONG.replace("total", "sum_")).hashes
    ((start, end),) = fragments.spans(text, wanted)
    assert text.index("\ndef") <= start < text.index("total = 0") and text[end - 5 : end].rstrip("\n)} ") in LONG


@given(st.text(alphabet=st.sampled_from("ab1.\"'#\\\n(){}= \tr0xe_é\0\ud800"), max_size=60))
def test_any_text_has_tokens(text):
    """Also where it is no Python: every token stands where it says, one after the other."""
    found = fragments.tokens(text)
    assert all(one.end <= after.start for one, after in itertools.pairwise(found))
    assert len(fragments.fragments(text).hashes) <= max(len(found), 0)


def wrong(value, argument=3.0, mistake=None):
    """Return a Record of a test that failed on one call."""
    got = Number(value)
    call = Call("slope", (Number(argument),), value=got)
    behind = Behind((call,), mistake, Comparison(got, expected=Number("inf")))
    report = made_reports.report("ada", made_reports.result("failed"))
    return Record(report, Evidence({"toolbox": {"test_slope": behind}}))


def test_equal_wrong_results_stand_beside():
    """For the same arguments alone, and where few have them; a known mistake counts by its name."""
    records = [wrong(7.5), wrong(7.5), wrong(7.5, argument=4.0), wrong(8.5), wrong(1.0, mistake="forgets_the_factor")]
    records += [wrong(2.0, mistake="forgets_the_factor")] + [wrong(float(n)) for n in range(20, 24)]
    signs = [set(mistakes.of_record(record)) for record in records]
    found = mistakes.shared(signs, [(0, 1), (0, 2), (0, 3), (4, 5)])
    assert [len(sentences) for sentences in found] == [1, 0, 0, 1]
    assert found[0][0].startswith("the same wrong result for the same arguments in Toolbox")
    assert found[3] == ["the mistake “forgets the factor” in Toolbox | <1> (2 of 10 have it)"]
    assert mistakes.shared([signs[0]] * 10, [(0, 1)]) == [[]]


@pytest.mark.parametrize(
    ("got", "words"),
    [([[3.0, 6.0, 0.0]], ["results that are 3 times what they should be"]),
     ([[1.5, 2.5, 0.5]], ["results that are wrong by 0.5 everywhere"]),
     ([[1.0, 7.0, 0.0]], []), ([["nan", 2.0, 0]], [])],
    ids=["factor", "amount", "neither", "nan"],
)  # fmt: skip
def test_wrong_in_one_way_stands_beside(got, words):
    """A factor or an amount is the same for everybody, whatever numbers were drawn for them."""
    about = {"shape": (3,), "dtype": "float64", "at": (), "corner": (0, 0)}
    compared = Comparison(Array(entries=got, **about), expected=Array(entries=((1.0, 2.0, 0.0),), **about))
    report = made_reports.report("ada", made_reports.result("failed"))
    signs = mistakes.of_record(Record(report, Evidence({"toolbox": {"test_slope": Behind(compared=compared)}})))
    assert [sign.words.partition(" in Toolbox")[0] for sign in signs] == words


def test_odd_numbers_and_comments_stand_beside():
    """Those that were given, and round numbers, are not odd."""
    given = reading.code_of(["25  # as it was given"], frozenset())
    cells = ["def f():\n    return 42e-5, 1e-5, 2, 25, 30  # why ever not\n", "1.5  # yes"]
    code = reading.code_of(cells, frozenset({"f"}))
    assert {sign.words for sign in mistakes.of_code(code, given)} == {
        "the number 0.00042 in f()", "the number 1.5 in code of their own", "the comment “why ever not” in f()"
    }  # fmt: skip
    assert fragments.numbers("x1 = 1_000 + 0x10 - 1.5e-3j * .5") == {"1000.0", "0x10", "1.5e-3j", "0.5"}


def test_wrong_use_is_refused(tmp_path):
    """An earlier class in which there is nobody is named."""
    done = typed(ROOT, "similar", "--set", SET, "--old", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2 and "nobody's work is in it" in done.stderr and not (tmp_path / "out").exists()
