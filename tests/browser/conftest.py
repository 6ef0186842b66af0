"""A browser for tests that look at pages, and ways to open them."""

import importlib.util
from pathlib import Path

import pytest
from selenium.webdriver.support.ui import WebDriverWait

# A driver may come back from an address while the page before it still stands there, or before its images do.
ARRIVED = """
return location.href != "about:blank" && document.readyState === "complete"
  && [...document.images].every(one => one.complete)
"""


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Headless Chromium, started once: a WebDriver whose log keeps requests and what is said on the console."""
    from tests.browser import chromium

    if not chromium.find():
        pytest.skip(f"Chromium is not installed: {chromium.INSTALL}")
    opened = chromium.begin(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.quit()


@pytest.fixture
def open_page(browser):
    """Open an address at a width, in light or dark; from then on requests and the console are kept."""

    def open_(address, width=1280, scheme="light"):
        browser.get("about:blank")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        for kind in ("browser", "performance"):
            browser.get_log(kind)
        browser.get(address if isinstance(address, str) else address.as_uri())
        WebDriverWait(browser, 30).until(lambda it: it.execute_script(ARRIVED))
        return browser

    yield open_
    for command in ("Emulation.clearDeviceMetricsOverride", "Emulation.setEmulatedMedia"):
        browser.execute_cdp_cmd(command, {})


@pytest.fixture
def visit(open_page, handout):
    """Open a page of the site."""
    return lambda page, *how: open_page(f"{handout.as_uri()}/{page}", *how)


@pytest.fixture(scope="session")
def axe():
    """The text of axe-core."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None:
        pytest.skip("axe-core is not installed: make clean setup")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
