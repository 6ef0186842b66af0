"""A browser for tests that look at pages: Debian's Chromium, without a screen and without a network beyond loopback."""

import os
import shutil

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
