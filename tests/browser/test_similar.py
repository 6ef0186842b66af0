"""The page of pairs in a real browser: readable by everybody, and deaf to the code that it quotes."""

import types

import pytest

from autograder.similarity import comparing, page, reading
from tests.browser.pages import WIDTHS, requests, said, violations

HOSTILE = """
def f(x, n):
    BAD = '"><script>window.pwned = 1</script><img src="http://127.0.0.1:9/x.png" onerror="window.pwned = 1">\u202e'
    total = [k ** 2 - x[k] // 3 for k in range(n) if k % 2 == 0 and x[k] > 1 or not x]
    while total and n not in (1, 2): total = total[1:] + [len(total) ** 2 - n] * 3
    return {"total": total, "a very long line": "</pre></mark><b>" * 40, "root": abs(total[0]) ** 0.5 + total[-1] / n}
"""
NAME = "<script>window.pwned=1</script>\u202e'\"onmouseover=alert(1)"


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """A page on which two have handed in the same hostile code, among ten who wrote nothing."""
    code = reading.code_of([HOSTILE], frozenset({"f"}))
    authors = [page.Author(NAME, code), page.Author("ada", code), *[page.Author("nobody", reading.Code())] * 10]
    found = comparing.compare([one.code.hashes for one in authors], comparing.NOTHING, len(authors), page.SHOWN)
    set_ = types.SimpleNamespace(title="Foundations & <b>more</b>")
    path = tmp_path_factory.mktemp("similar") / "page.html"
    path.write_text(page.similar_page(set_, authors, found, [["the number 0.00042 in f() <b>"]]), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_accessible_and_deaf(open_page, axe, pairs, width, scheme):
    """axe-core finds nothing, nothing sticks out, no request leaves, and no script of theirs runs."""
    browser = open_page(pairs, WIDTHS[width], scheme)
    assert requests(browser) == [pairs.as_uri()] and not said(browser)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    assert browser.execute_script("return [window.pwned, document.querySelectorAll('script, img, b').length]") == [
        None,
        0,
    ]
    assert len(browser.find_elements("css selector", "mark")) >= 2
    assert not violations(browser, axe)
