"""Pages of feedback in a real browser: readable by everybody, on screens and on paper, and deaf to what they quote."""

import base64
import os
import shutil

import pytest
from selenium.webdriver.common.keys import Keys

from autograder.course.model import load_course
from autograder.feedback import writing
from autograder.judge.task import Task
from autograder.report_folder import Found, Record, write_report
from tests.browser.pages import WIDTHS, requests, said, violations
from tests.conftest import SECRET
from tests.paths import ROOT, SAMPLE
from tests.running import autograder

LARGEST = 400_000  # bytes of a page

HOSTILE = """
import matplotlib.pyplot as plt
import numpy as np

BAD = '"><script>window.pwned = 1</script><img src="http://127.0.0.1:9/x.png" onerror="window.pwned = 1">'
BAD += "\\u202e\\u2066$\\\\frac{$"

def greet(name):
    return BAD * 10_000

def slope(x):
    raise ValueError(BAD * 100)

def total(f, n):
    return {BAD: [BAD, np.nan]}

def picture():
    figure, axes = plt.subplots()
    axes.plot([0, 1], [1, np.nan], label=BAD)
    axes.plot([0, 1e300], [1, -1e300], label="$x^2$")
    axes.set(xlabel=BAD, ylabel="x" * 10_000, title=BAD)
    axes.legend()
    figure.suptitle("</svg></script><script>window.pwned = 1</script>")
    return figure
"""
HOSTILE_NAME = "<script>window.pwned=1<\\script>\u202e'\"&#x3c;b onmouseover=alert(1)\udcff.."


@pytest.fixture(scope="module")
def pages(tmp_path_factory, sample_grades):
    """The folder of a grading run over the sample class, with its pages."""
    out = shutil.copytree(sample_grades("one secret"), tmp_path_factory.mktemp("class") / "grades")
    done = autograder(ROOT, "feedback", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


def student(pages, name):
    return pages / "feedback" / "foundations" / f"{name}.html"


def test_everybody_has_a_small_page(pages):
    """One file a student, each below 400 KB."""
    made = sorted((pages / "feedback" / "foundations").iterdir())
    assert [one.stem for one in made] == sorted(os.listdir(SAMPLE / "submitted"))
    assert max(one.stat().st_size for one in [*made, pages / "class.html"]) < LARGEST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible(open_page, axe, pages, width, scheme):
    """axe-core finds nothing against WCAG 2.2 AA, nothing sticks out, the console is silent, no request leaves."""
    for page in [student(pages, name) for name in ("farid", "quinn", "omar")] + [pages / "class.html"]:
        browser = open_page(page, WIDTHS[width], scheme)
        assert requests(browser) == [page.as_uri()]
        assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
        assert not said(browser)
        assert not violations(browser, axe), page


def test_a_page_without_colour_says_the_same(open_page, pages):
    """What is wrong in a matrix is told by a sign and by words, not by shading alone."""
    browser = open_page(student(pages, "farid"))
    wrong = browser.execute_script("return [...document.querySelectorAll('td.wrong')].map((cell) => cell.textContent)")
    assert wrong
    assert all("not right" in text and "expected" in text for text in wrong)
    assert "×" in browser.execute_script(
        "return getComputedStyle(document.querySelector('td.wrong'), '::before').content"
    )


def test_figures_stand_beside_each_other(open_page, pages):
    """Whoever forgot a curve sees their own figure, the reference's, and the curve that is missing."""
    browser = open_page(student(pages, "quinn"))
    titles = browser.execute_script("return [...document.querySelectorAll('svg title')].map((one) => one.textContent)")
    assert titles == ["Your figure", "The reference's figure"]
    assert "The reference has, and yours has not: 1 curve: “order 5”." in browser.find_element("id", "main").text
    marked = (
        "return [...document.querySelectorAll('svg path')].filter((one) => one.style.stroke === 'var(--mark)').length"
    )
    assert browser.execute_script(marked) > 0


def test_pages_can_be_printed(open_page, pages):
    """On paper, code to paste and links to jump are gone; what failed is not."""
    browser = open_page(student(pages, "farid"), scheme="dark")
    pdf = base64.b64decode(
        browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    )
    assert pdf.startswith(b"%PDF")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return getComputedStyle(document.querySelector(arguments[0])).display"
    assert browser.execute_script(shown, "nav") == browser.execute_script(shown, ".again") == "none"
    assert browser.execute_script(shown, "td.wrong") == "table-cell"
    assert browser.execute_script("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_the_class_leads_to_examples(open_page, pages):
    """A link beside a mistake opens the page of somebody who made it, at the test."""
    browser = open_page(pages / "class.html")
    browser.find_element("link text", "farid").send_keys(Keys.ENTER)
    assert browser.current_url.endswith("farid.html#regression_gradient-test_gradient_values")
    assert browser.execute_script("return document.querySelector(':target').className") == "test open"


@pytest.fixture
def hostile(tiny, judges, tmp_path):
    """Pages about a student whose name and whose work are made to do harm; the folder that they are in."""
    folder = tmp_path / "submitted" / "x" / "warmup"
    folder.mkdir(parents=True)
    tmp_path.chmod(0o755)
    (folder / "warmup.py").write_text(HOSTILE)
    report = judges.grade(Task(str(tiny), "warmup", HOSTILE_NAME, str(folder), SECRET))
    assert {test.status for test in report.exercises[0].tests} >= {"failed", "error"}
    assert report.evidence["figures"]
    out = tmp_path / "grades"
    write_report(str(out), report)
    writing.write_pages(str(out), [(load_course(str(tiny)).problem_sets[0], Found([Record.of(report)]))])
    return out


def test_what_students_wrote_does_nothing(open_page, hostile):
    """Names, results, labels and errors full of HTML, scripts and marks are text, and nothing else."""
    (page,) = (hostile / "feedback" / "warmup").iterdir()
    assert page.stat().st_size < LARGEST
    for address in (page, hostile / "class.html"):
        browser = open_page(address)
        browser.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert browser.execute_script("return window.pwned") is None
        assert requests(browser) == [address.as_uri()]
        assert not said(browser)
        assert not browser.execute_script(
            "return document.querySelectorAll('script, img, iframe, b[onmouseover]').length"
        )
        text = browser.find_element("tag name", "body").text
        assert "<script>" in text
        assert not set(text) & set("\u202e\u2066")
    browser.find_element("partial link text", "<script>").send_keys(Keys.ENTER)
    assert browser.current_url.partition("#")[0] == page.as_uri()
