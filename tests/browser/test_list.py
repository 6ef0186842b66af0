"""The list of students in a real browser: searched by keyboard, and following a grading run by itself."""

import os
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from autograder.course.model import load_course
from autograder.feedback import server
from autograder.feedback.library import Library
from autograder.report_folder import write_report, write_table
from tests.browser.pages import WIDTHS, requests, said, violations


@pytest.fixture
def address(tmp_path, tiny, grade, perfect_text):
    """The address of a server over a grading run that has ended, of two students."""
    out = tmp_path / "out"
    for student, text in (("ada", perfect_text), ("<i>ben", "")):
        report = grade(text)
        write_report(str(out), replace(report, student=student))
    write_table(str(out), SimpleNamespace(problem_sets=()), [])
    library = Library(load_course(str(tiny)), str(out), str(tmp_path / "submitted"))
    with server.open_server(library) as opened:
        thread = threading.Thread(target=opened.serve_forever)
        thread.start()
        yield opened.address
        opened.shutdown()
        thread.join()


def test_the_list_is_accessible(open_page, axe, address):
    """axe-core finds nothing, the console is silent, and every request stays here."""
    for width in WIDTHS.values():
        for scheme in ("light", "dark"):
            browser = open_page(address, width, scheme)
            assert not violations(browser, axe)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
            assert all(one.startswith((address, "data:")) for one in requests(browser))
            assert not said(browser)


def test_a_student_is_found_by_keyboard(open_page, address):
    """The list narrows while a name is typed; Enter asks the server for the same."""
    browser = open_page(address)
    field = browser.find_element("id", "q")
    field.send_keys("AD")
    shown = "return [...document.querySelectorAll('#students tbody tr')].filter((row) => row.offsetParent).length"
    assert browser.execute_script(shown) == 1
    assert browser.find_element("id", "count").text == "1 report"
    field.send_keys(Keys.ENTER)
    WebDriverWait(browser, 20).until(lambda one: "?q=AD" in one.current_url)
    assert browser.execute_script(shown) == 1
    browser.find_element("link text", "ada").send_keys(Keys.ENTER)
    WebDriverWait(browser, 20).until(lambda one: "/student?" in one.current_url)
    assert "Toolbox 10 / 10" in browser.find_element("tag name", "header").text


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_bars_line_up(open_page, address, width):
    """They begin at the same place, however many digits the points have."""
    browser = open_page(address, width)
    shown = [one.text for one in browser.find_elements("class name", "amount")]
    assert len({len(text) for text in shown}) == len(shown) == 2
    places = "return [...document.querySelectorAll('.bar')].map((one) => one.getBoundingClientRect().x)"
    assert len(set(browser.execute_script(places))) == 1


def test_a_run_is_followed(open_page, address, tmp_path, grade):
    """A report that is written meanwhile shows up by itself, in a region that a screen reader speaks."""
    browser = open_page(address)
    state = browser.find_element("id", "state")
    assert state.get_attribute("role") == "status"
    assert state.text.startswith("ended")
    os.utime(tmp_path / "out" / "grades.csv", (1, 1))
    write_report(str(tmp_path / "out"), grade("", student="zoe"))
    WebDriverWait(browser, 20).until(lambda one: state.text.startswith("going on: 3 reports"))
    assert browser.find_element("id", "changed").is_displayed()
    browser.find_element("tag name", "summary").send_keys(Keys.ENTER)
    assert "zoe: 0 of 15" in browser.find_element("id", "last").text
    assert not said(browser)
    assert not browser.find_elements("css selector", "#last i")
