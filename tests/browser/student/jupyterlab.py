"""JupyterLab as a student uses it: opens a notebook, fills in cells, runs them, reads what stands below.

``Server`` runs JupyterLab from a student's environment on a folder; ``Notebook`` is one of its notebooks in a browser.
"""

import contextlib
import json
import os
import re
import secrets
import subprocess
import time
import urllib.error
import urllib.request

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 90  # seconds, for a busy machine
CODE_CELLS = ".jp-Notebook .jp-CodeCell"
SETTINGS = {
    # All cells are there from the start, so that they can be found.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    # Nothing is looked up on the network.
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/extensionmanager-extension/plugin.jupyterlab-settings": {"enabled": False},
}


class Server:
    """A running JupyterLab server. Use it as a context manager.

    Args:
        python: interpreter of the environment that JupyterLab is installed in.
        folder: to serve.
        home: an empty folder, for settings and everything else that Jupyter keeps.

    """

    def __init__(self, python, folder, home):
        self.python, self.folder, self.home = python, folder, home
        self.token = secrets.token_hex(16)
        for name, settings in SETTINGS.items():
            path = home / "lab" / "user-settings" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings))

    def __enter__(self):
        options = {"ServerApp.ip": "127.0.0.1", "ServerApp.port": 0, "ServerApp.open_browser": False,
                   "ServerApp.allow_root": True, "IdentityProvider.token": self.token}  # fmt: skip
        command = [self.python, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
        own = {"HOME": self.home, "JUPYTERLAB_SETTINGS_DIR": self.home / "lab" / "user-settings",
               "JUPYTER_RUNTIME_DIR": self.home / "runtime", "IPYTHONDIR": self.home / "ipython",
               "MPLCONFIGDIR": self.home / "matplotlib"}  # fmt: skip
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=environment | {name: str(path) for name, path in own.items()},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self.url = self._await_url()
        return self

    def __exit__(self, *error):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # it waits for a kernel that has only begun
            self.process.kill()
            self.process.wait()

    def _await_url(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            texts = [path.read_text() for path in (self.home / "runtime").glob("jpserver-*.json")]
            for text in filter(None, texts):  # the file is there a moment before what it holds
                url = json.loads(text)["url"]
                with contextlib.suppress(urllib.error.URLError):  # and both are there before it listens
                    urllib.request.urlopen(f"{url}api?token={self.token}", timeout=PATIENCE).close()
                    return url
            time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not start, or ended with {self.process.returncode}")


class Notebook:
    """A notebook in a browser.

    Args:
        browser: selenium's WebDriver.
        server: Server.
        name: of the notebook's file.

    """

    def __init__(self, browser, server, name):
        self.browser = browser
        browser.get(f"{server.url}lab/tree/{name}?token={server.token}&reset")
        cells = json.loads((server.folder / name).read_text())["cells"]
        self.count = sum(cell["cell_type"] == "code" for cell in cells)
        self.wait(lambda: len(self._texts()) == self.count)
        self.wait(lambda: self._one(".jp-Notebook-ExecutionIndicator").get_attribute("data-status") == "idle")

    def fill(self, where, text):
        """Replace what is in the first code cell that holds a text, as by pasting."""
        self._enter(self._cell(where))
        ActionChains(self.browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self.browser.execute_cdp_cmd("Input.insertText", {"text": text})

    def run(self, where, stop_after=None):
        """Run the first code cell that holds a text; return its output as a WebElement, and the seconds it took.

        Args:
            where: text in the cell.
            stop_after: seconds, after which the button ■ is pressed; None to wait for the end.

        """
        cell = self._cell(where)
        before = self._number(cell)
        self._enter(cell)
        start = time.monotonic()
        ActionChains(self.browser).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
        if stop_after is not None:
            time.sleep(stop_after)
            self._one("[data-command='notebook:interrupt-kernel']").click()
        self.wait(lambda: self._number(cell) not in (None, before))
        return cell.find_element(By.CSS_SELECTOR, ".jp-Cell-outputArea"), time.monotonic() - start

    def picture(self, element, path):
        """Save what an element looks like, with what is above it, as a PNG file."""
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'end'})", element)
        time.sleep(0.3)  # the page settles
        self.browser.save_screenshot(str(path))

    def _cell(self, where):
        cells = self.browser.find_elements(By.CSS_SELECTOR, CODE_CELLS)
        return next(cell for cell, text in zip(cells, self._texts(), strict=True) if where in text)

    def _texts(self):
        return self.browser.execute_script(
            "const cells = [...document.querySelectorAll(arguments[0])];"
            "return cells.map(cell => cell.querySelector('.cm-content').textContent)",
            CODE_CELLS,
        )

    def _one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def _enter(self, cell):
        editor = cell.find_element(By.CSS_SELECTOR, ".cm-content")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", editor)
        ActionChains(self.browser).move_to_element(editor).click().perform()

    def _number(self, cell):
        """Return the number of the cell's latest run, or None where it has none yet or is still running."""
        text = cell.find_element(By.CSS_SELECTOR, ".jp-InputArea-prompt").text
        found = re.fullmatch(r"\[(\d+)\]:", text)
        return int(found[1]) if found else None

    def wait(self, condition):
        """Wait until a condition holds."""
        ignored = [StaleElementReferenceException]
        return WebDriverWait(self.browser, PATIENCE, 0.05, ignored).until(lambda _: condition())
