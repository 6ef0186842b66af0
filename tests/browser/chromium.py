"""Debian's Chromium, without a screen and without a network beyond loopback."""

import os
import shutil

from selenium import webdriver

INSTALL = "apt install chromium chromium-driver"
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def find():
    """Return the paths of the browser and of its driver, or None where one is missing."""
    found = tuple(shutil.which(name) for name in ("chromium", "chromedriver"))
    return found if all(found) else None


def begin(profile):
    """Start it with a profile in a folder; return a WebDriver whose log keeps requests and the console's messages."""
    browser, driver = find()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for option in (*OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(driver, log_output=os.devnull))
