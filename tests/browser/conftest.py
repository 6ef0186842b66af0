"""A browser for tests that look at pages: Debian's Chromium, without a screen and without a network beyond loopback."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

INSTALL = "apt install chromium chromium-driver"
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Headless Chromium, started once: a WebDriver whose log keeps requests and what is said on the console."""
    browser, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if not (browser and driver):
        pytest.skip(f"Chromium is not installed: {INSTALL}")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(driver, log_output=os.devnull)
    opened = webdriver.Chrome(options, service)
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
