"""The handout site: whole, readable without a network, the same every time, and nothing secret in it."""

import hashlib
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag

import pytest

from autograder.course.model import SECRET_FILES, load_course
from autograder.errors import CourseError
from autograder.site import build, formulas, markup, scripts, style
from tests.paths import ROOT
from tests.running import typed

FONT_SHA256 = re.search(r"own sha256 is `(\w{64})`", (ROOT / "autograder/site/vendor/README.md").read_text())[1]
LONG = 24  # characters of a line that somebody would know again


class Parts(HTMLParser):
    """What a page links to or loads, its anchors, and the elements that are open."""

    VOID = frozenset({"img", "input", "link", "meta", "br"})

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors, self.open, self.mistakes = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.links += [known[name] for name in ("href", "src", "action") if name in known]
        self.anchors += [known["id"]] if "id" in known else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.mistakes.append((tag, self.getpos()))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.handle_endtag(tag)


@pytest.fixture(scope="module")
def site(handout):
    """The site of the course: path -> content, of text as str."""
    files = {str(path.relative_to(handout)): path.read_bytes() for path in handout.rglob("*") if path.is_file()}
    return {path: data if path.endswith((".zip", ".png")) else data.decode() for path, data in files.items()}


@pytest.fixture(scope="module")
def pages(site):
    """Each page of it, read: path -> Parts."""
    return {path: Parts(text) for path, text in site.items() if path.endswith(".html")}


def test_every_exercise_and_set_has_a_page(site, course):
    """With its title, and pages for topics, glossary and search beside them."""
    assert site.keys() >= {"index.html", "topics.html", "glossary.html", "search.html", "assets/search-index.js"}
    for problem_set in course.problem_sets:
        assert f"<h1>{problem_set.title}</h1>" in site[f"{problem_set.name}/index.html"]
        for exercise in problem_set.exercises:
            assert str(markup.escape(exercise.title)) in site[f"{problem_set.name}/{exercise.name}.html"]


def test_elements_are_closed_and_anchors_differ(pages):
    """As HTML wants it."""
    for path, page in pages.items():
        assert (page.mistakes, page.open) == ([], []), path
        assert len(set(page.anchors)) == len(page.anchors), path


def test_links_are_relative_and_lead_somewhere(site, pages):
    """To a file of the site, and to an anchor that is there: so it can be published anywhere."""
    for path, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(link)
            assert not re.match(r"\w+:|/", target), (path, link)
            found = PurePosixPath(path).parent / unquote(target) if target else PurePosixPath(path)
            parts = []
            for part in found.parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            at = "/".join(parts)
            assert at in site, (path, link)
            assert not anchor or anchor in pages[at].anchors, (path, link)


def test_every_formula_is_shown_by_the_browser_itself(site, course):
    """No dollar and no command is left in what is read, and each page has as many formulas as its statement."""
    for problem_set in course.problem_sets:
        for exercise in problem_set.exercises:
            page = site[f"{problem_set.name}/{exercise.name}.html"]
            shown = re.search(r'<div class="statement">(.*?)</div>\n<section', page, re.DOTALL)[1]
            read = re.sub(r"<(code|pre).*?</\1>|<img[^>]*>", "", shown, flags=re.DOTALL)
            assert not re.search(r"[$\\\ue000\ue001]", read), exercise.name
            spans = [one for one in markup.SPANS.finditer(exercise.statement) if one["code"] is None]
            assert shown.count("<math") == len(spans), exercise.name


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"2\log x", "2 log x"),
        (r"\log(x)", "log(x)"),
        (r"\operatorname{tr}(AB)", "tr(AB)"),
        (r"\mathbf{1}^\top x", "𝟏⊤x"),
        (r"\Bigl\lceil n \Bigr\rceil", "⌈n⌉"),
        (r"x \in \mathbb{R}^n", "x∈ℝn"),
        (r"\max_k |a_k|", "maxk |ak|"),
    ],
)
def test_formulas_read_as_they_are_meant(latex, read):
    """Names keep their distance, and letters their style."""
    shown = formulas.mathml(latex).replace('<mspace width="0.167em" />', " ")
    assert markup.plain(shown, keep=True) == read


@pytest.mark.parametrize(
    ("latex", "typed"),
    [
        (r"J_{ij} = \partial F_i / \partial x_j", "J_ij=∂F_i/∂x_j"),
        (r"\frac{a + b}{c}", "(a+b)/c"),
        (r"F: \mathbb{R}^n \to \mathbb{R}^m", "F:ℝ^n→ℝ^m"),
        (r"\sum_{k=1}^n x_k^2", "∑_(k=1)^nx_k^2"),
        (r"10^{-30}", "10^−30"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\sqrt{a + b}", "√(a+b)"),
    ],
)
def test_a_search_shows_formulas_as_people_type_them(latex, typed):
    """Indices and powers are told from what they stand at."""
    assert formulas.as_typed(formulas.mathml(latex)) == typed


@pytest.mark.parametrize(("latex", "signs"), [("a - b", 0), ("(-9, -12)", 2), ("x = -1", 1), (r"|a| - |b|", 0)])
def test_a_sign_is_told_from_a_difference(latex, signs):
    """A minus keeps its distance only between two things."""
    assert formulas.mathml(latex).count('form="prefix"') == signs


def test_nothing_inside_a_formula_is_markdown():
    """Nor is what looks like a formula inside code."""
    text = markup.Text("a.md", "$a_1 * b * c_2$, `$x$`, and\n\n| a |\n|---|\n| $\\lvert x | y \\rvert$ |\n", str)
    assert "<em>" not in text.html
    assert "<code>$x$</code>" in text.html
    assert text.html.count("<math") == 2
    assert text.html.count("<td>") == 1


def test_the_stub_and_the_public_tests_stand_on_the_page(site, course):
    """The one to be copied, the others as sentences."""
    page = markup.plain(site["foundations/monkey_saddle.html"], keep=True)
    assert "def monkey_saddle_grad(x, y):" in page
    assert "raise NotImplementedError()" in page
    assert "With n=4 only 2 changes of the monkey saddle are seen." in page


def test_what_builds_on_what_is_linked_both_ways(pages):
    """From an exercise to those before it, and from these to it."""
    assert "jacobian_2d.html" in pages["gradients/linearisation.html"].links
    assert "linearisation.html" in pages["gradients/jacobian_2d.html"].links


def test_downloads_are_what_is_published(site):
    """Notebook and script lie in the zip too, byte for byte."""
    archive = zipfile.ZipFile(BytesIO(site["landscapes/landscapes.zip"]))
    for ending in (".ipynb", ".py"):
        given = (ROOT / "assignments" / "landscapes" / f"landscapes{ending}").read_bytes()
        assert site[f"landscapes/landscapes{ending}"].encode() == given
        assert archive.read(f"landscapes/landscapes{ending}") == given


def test_a_set_has_a_text_to_be_read_out(course):
    """Of some 200 words, and nothing in it has to be seen."""
    for problem_set in course.problem_sets:
        assert 180 <= len(problem_set.idea.split()) <= 250, problem_set.name
        assert not re.search(r"[$`*#|]", problem_set.idea)


def test_nothing_secret_is_in_it(site, course):
    """No line of solutions; nor one of hidden tests, mistakes or oracles that students do not get; nor their names."""
    assert not [path for path in site if re.search("hidden|reference|variants", path)]
    own = {path: text for path, text in site.items() if isinstance(text, str) and not path.endswith((".py", ".ipynb"))}
    read = "\n".join(markup.plain(text, keep=True) if path.endswith(".html") else text for path, text in own.items())
    given = "\n".join(path.read_text() for path in (ROOT / "assignments").glob("*/*.py"))
    secret = secret_lines(course, given)
    assert [line for line in lines_in(read, secret) if line not in given] == []
    assert list(lines_in(f"so it says: {min(secret)}!", secret))


def secret_lines(course, given):
    """Return the long lines of secret files that are no line of what students get."""
    exercises = [exercise for problem_set in course.problem_sets for exercise in problem_set.exercises]
    files = [ROOT / exercise.path(name) for exercise in exercises for name in SECRET_FILES]
    lines = {line.strip() for path in files for line in path.read_text().splitlines()}
    return {line for line in lines - {line.strip() for line in given.splitlines()} if len(line) >= LONG}


def lines_in(text, lines):
    """Yield those of some lines that stand anywhere in a text."""
    beginnings = {}
    for line in lines:
        beginnings.setdefault(line[:LONG], []).append(line)
    for word in re.finditer(r"(?<!\w)\S", text):
        at = word.start()
        yield from (line for line in beginnings.get(text[at : at + LONG], ()) if text.startswith(line, at))


def test_a_line_of_a_solution_is_noticed(tiny):
    """Also where code is coloured, so that its line is in pieces."""
    course = load_course(str(tiny))
    line = next(line for line in sorted(build.release.regions.solution_lines(course.problem_sets[0].exercises[0]))
                if len(line) > build.release.SHORTEST_SECRET)  # fmt: skip
    assert list(build.find_leaks(course, {"a.html": str(markup.code_block(f"    {line}\n"))}))
    assert list(build.find_leaks(course, {"a.js": line}))


def test_a_course_without_more_than_exercises_has_a_site(tiny):
    """Topics, glossary, ideas and pieces are there where somebody wrote them."""
    files = build.contents(load_course(str(tiny)))
    assert files.keys() >= {"index.html", "warmup/index.html", "warmup/toolbox.html", "warmup/warmup.zip"}
    assert files == build.contents(load_course(str(tiny)))


def test_the_command_writes_a_folder_and_takes_no_other(tiny_course, tmp_path):
    """A site is written over, old files vanish; what is no site is left alone."""
    to = tmp_path / "site"
    assert typed(tiny_course, "site", "--to", to).returncode == 0
    (to / "old.html").write_text("old")
    assert typed(tiny_course, "site", "--to", to).returncode == 0
    assert not (to / "old.html").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine")
    done = typed(tiny_course, "site", "--to", tmp_path / "mine")
    assert done.returncode == 2
    assert "it is there, and is no site" in done.stderr
    assert (tmp_path / "mine" / "index.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("piece: none", "there is no piece 'none'"),
        ("builds_on: [none]", "it builds on 'none', which is no exercise"),
    ],
)
def test_a_name_that_nobody_has_is_told(tiny_course, setting, sentence):
    """With the file in which it stands."""
    path = tiny_course / "solutions" / "warmup" / "toolbox" / "statement.md"
    path.write_text(path.read_text().replace("points:", f"{setting}\npoints:", 1))
    with pytest.raises(CourseError, match=sentence) as told:
        build.contents(load_course(str(tiny_course)))
    assert told.value.where == str(path)


@pytest.mark.parametrize("text", [r"$\nosuchcommand{x}$", "[there](no/where)", "![no picture](picture.py)"])
def test_what_cannot_be_shown_is_told(course, text):
    """A formula, a link and a picture."""
    outline = build.Outline(course)
    with pytest.raises(CourseError):
        markup.Text("a.md", text, lambda target: outline.resolve("a.md", target, "index.html"))


def test_what_others_made_is_as_it_was():
    """The font is the one whose origin, licence and hash are written down."""
    with open(style.FONT, "rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == FONT_SHA256


def test_each_script_is_whole():
    """A bundle holds what its modules import, each once, and no import is left."""
    for name in [path.stem for path in (ROOT / "autograder/site/pieces").glob("*.js")]:
        text = scripts.bundle(name)
        assert not re.search(r"^(import|export) ", text, re.MULTILINE)
        names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
        assert len(names) == len(set(names)), name
