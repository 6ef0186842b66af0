"""What there is to play with on a page of the site, as tests see it: what it shows, and ways to move it."""

import re

import numpy as np
from selenium.webdriver.support.ui import Select


class Piece:
    """What there is to play with on the page that is open."""

    def __init__(self, browser):
        self.browser = browser
        self.section = browser.find_element("class name", "piece")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", self.section)

    def text(self, name):
        """Return what it shows under a name."""
        return self.section.find_element("css selector", f"[data-shows={name}]").text

    def numbers(self, name):
        """Return the numbers that it shows under a name."""
        powers = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
        plain = re.sub(
            "·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "e" + found[1].translate(powers), self.text(name).replace("−", "-")
        )
        return np.array([float(one) for one in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", plain)])

    def choose(self, index):
        """Choose an entry of its menu."""
        Select(self.section.find_element("tag name", "select")).select_by_index(index)

    def slide(self, label, value):
        """Move a slider, as a hand does: with an event."""
        slider = self.section.find_element("css selector", f"input[type=range][aria-label^='{label}']")
        script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
        self.browser.execute_script(script, slider, value)

    @property
    def handle(self):
        """Its first point to be moved."""
        return self.section.find_element("class name", "handle")

    @property
    def grip(self):
        """What a hand takes hold of: its first point or, where it has none, its first slider."""
        points = self.section.find_elements("class name", "handle")
        return points[0] if points else self.section.find_element("css selector", "input[type=range]")

    @property
    def shown(self):
        """All that it shows in numbers and words."""
        return [one.text for one in self.section.find_elements("css selector", "[data-shows], output")]

    def middle(self):
        """Return where it is taken hold of, in pixels of the window."""
        script = """
            const box = (arguments[0].querySelector(".knob") || arguments[0]).getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        """
        return self.browser.execute_script(script, self.grip)

    def drag(self, dx, dy):
        """Press the mouse on its point, move it, and let go."""
        x, y = self.middle()
        way = [
            ("Pressed", x, y),
            ("Moved", x + dx / 2, y + dy / 2),
            ("Moved", x + dx, y + dy),
            ("Released", x + dx, y + dy),
        ]
        for kind, at, down in way:
            about = {"button": "left", "buttons": int(kind != "Released"), "clickCount": 1}
            self.browser.execute_cdp_cmd(
                "Input.dispatchMouseEvent", {"type": f"mouse{kind}", "x": at, "y": down, **about}
            )

    def touch(self, dx, dy):
        """The same with a finger."""
        x, y = self.middle()
        for kind, share in [("Start", 0), ("Move", 0.5), ("Move", 1), ("End", None)]:
            points = [] if share is None else [{"x": x + share * dx, "y": y + share * dy}]
            self.browser.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    def moved_by(self, name, how):
        """Return how much the numbers under a name change when something is done."""
        before = self.numbers(name)
        how()
        return self.numbers(name) - before
