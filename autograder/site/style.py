"""The style sheets of the site, and its icon.

The font of formulas stands inside, so that no rule of a browser about files of other origins keeps it away.
"""

import base64
import os

from autograder.files import read_text

HERE = os.path.dirname(os.path.abspath(__file__))
FONT = os.path.join(HERE, "vendor", "stix-two-math.woff2")


def style_sheets() -> dict[str, str | bytes]:
    """Return the style sheets and the icon: path -> content."""
    with open(FONT, "rb") as file:
        font = base64.b64encode(file.read()).decode()
    face = f'@font-face {{ font-family: "Formulas"; src: url("data:font/woff2;base64,{font}") format("woff2"); }}\n'
    return {
        "assets/math.css": face,
        "assets/site.css": read_text(os.path.join(HERE, "templates", "site.css")),
        "assets/icon.svg": read_text(os.path.join(HERE, "templates", "icon.svg")),
    }
