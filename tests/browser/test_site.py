"""The handout site in a browser: its pages are accessible, can be searched, copied from and printed."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.pages import WIDTHS, requests, said, violations
from tests.browser.piece import Piece
from tests.paths import ROOT

# Each kind of page once, and the first in both ways: small by day, wide in the dark.
PAGES = {
    ("phone", "light"): ("index.html", "gradients/index.html", "identities/rules.html", "search.html?q=jacobian"),
    ("desk", "dark"): ("index.html", "gradients/linearisation.html", "glossary.html", "topics.html"),
}
PIECES = sorted({path.stem for path in (ROOT / "autograder" / "site" / "pieces").glob("*.js")} - {"stage"})
WAYS = {
    "mouse": lambda piece: piece.drag(-20, 10),
    "keyboard": lambda piece: piece.grip.send_keys(Keys.ARROW_RIGHT),
    "touch": lambda piece: piece.touch(-20, 10),
}
SHIFTS = """
const done = arguments[0]; let sum = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
  .observe({ type: "layout-shift", buffered: true });
requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
"""


@pytest.mark.parametrize(("width", "scheme"), PAGES)
def test_pages_are_accessible(visit, axe, handout, width, scheme):
    """axe-core finds nothing, nothing sticks out or moves while loading, and no request leaves the site."""
    visit("glossary.html").execute_async_script("document.fonts.ready.then(arguments[0])")  # and now it is unpacked
    for page in PAGES[width, scheme]:
        browser = visit(page, WIDTHS[width], scheme)
        assert all(one.startswith((handout.as_uri(), "data:font/")) for one in requests(browser)), page
        assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width], page
        assert browser.execute_async_script(SHIFTS) < 0.01, page
        assert not said(browser), page
        assert not violations(browser, axe), page


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_is_for_every_hand(visit, axe, course, name):
    """On a phone it fits, mouse, keyboard and finger each change what it shows, and axe-core finds nothing."""
    exercise = next(one for part in course.problem_sets for one in part.exercises if one.piece == name)
    browser = visit(f"{exercise.set_name}/{exercise.name}.html", WIDTHS["phone"])
    assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS["phone"]
    piece = Piece(browser)
    for way, move in WAYS.items():
        before = piece.shown
        move(piece)
        assert piece.shown != before, way
    assert not said(browser)
    assert not violations(browser, axe, ".piece")


def test_formulas_have_their_font(visit):
    """It is loaded, and a matrix is as high as its rows."""
    browser = visit("gradients/linearisation.html")
    browser.execute_async_script("document.fonts.ready.then(arguments[0])")
    assert browser.execute_script("return document.fonts.check('16px Formulas') && document.fonts.size === 1")
    heights = browser.execute_script(
        "const box = (one) => one.getBoundingClientRect().height;"
        "const table = document.querySelector('mtable'); return [box(table.previousElementSibling), box(table)]"
    )
    assert heights[0] > 0.8 * heights[1]


def test_search_finds_from_a_folder(visit):
    """What begins with what is typed, without accents; the name of a function leads to its exercise."""
    browser = visit("search.html?q=jacob", 1280)
    links = WebDriverWait(browser, 30).until(lambda _: browser.find_elements("css selector", "#found a"))
    found = [link.text for link in links]
    assert found[0] == "Jacobian"
    assert "The Jacobian straightens the grid" in found
    field = browser.find_element("id", "find")
    field.send_keys(Keys.CONTROL + "a" + Keys.NULL, "sign_chánges")
    (link,) = browser.find_elements("css selector", "#found a")
    assert browser.find_element("id", "count").text == "1 found."
    link.click()
    assert browser.current_url.endswith("foundations/monkey_saddle.html")
    browser.find_element("id", "find").send_keys("vortex", Keys.ENTER)
    assert browser.current_url.endswith("search.html?q=vortex")
    assert browser.find_elements("css selector", "#found li")


def test_a_stub_can_be_copied(visit):
    """The button puts it on the clipboard, or selects it where there is none."""
    browser = visit("gradients/linearisation.html")
    button = browser.find_element("css selector", "[data-copy] button")
    browser.execute_script("arguments[0].click()", button)
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert button.text in ("Copied", "Selected")


def test_a_page_can_be_printed(visit):
    """On paper there is nothing to press, and everything to read."""
    browser = visit("gradients/linearisation.html", 800, "dark")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return getComputedStyle(document.querySelector(arguments[0])).display"
    hidden = ("header nav", ".side", ".controls", ".downloads", ".copied button")
    assert {browser.execute_script(shown, one) for one in hidden} == {"none"}
    assert browser.execute_script("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
