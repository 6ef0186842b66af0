"""Pictures of statements in a browser: each is drawn, and its paper and ink follow light and dark."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from autograder.course import drawing
from tests.paths import ROOT

PICTURES = sorted((ROOT / "assignments").glob("*/pictures/*.svg"))


@pytest.fixture
def seen(open_page, tmp_path):
    """Return what a browser shows of all pictures, one below the other: picture -> pixels as an array of colours."""

    def shoot(scheme):
        page = tmp_path / "pictures.html"
        images = [f'<img src="{path.as_uri()}" width="720" style="display: block">' for path in PICTURES]
        page.write_text(f'<body style="margin: 0">{"".join(images)}')
        browser = open_page(page, 720, scheme)
        boxes = browser.execute_script(
            "return [...document.images].map(one => [one.offsetTop, one.offsetHeight, one.naturalWidth])"
        )
        assert len(boxes) == len(PICTURES) and all(height and width for _, height, width in boxes), boxes
        clip = {"x": 0, "y": 0, "width": 720, "height": sum(height for _, height, _ in boxes), "scale": 1}
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB"))
        return {path: pixels[top : top + height] for path, (top, height, _) in zip(PICTURES, boxes, strict=True)}

    return shoot


@pytest.mark.parametrize(("scheme", "which"), [("light", 0), ("dark", 1)])
def test_pictures_follow_light_and_dark(seen, scheme, which):
    """The paper is that of the scheme nearly everywhere at the edge, and ink of the scheme stands on it."""
    paper, ink = (tuple(bytes.fromhex(colours[which][1:])) for colours in (drawing.PAPER, drawing.INK))
    for path, pixels in seen(scheme).items():
        edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        assert np.mean(np.all(edge == paper, axis=-1)) > 0.5, path
        assert np.any(np.all(np.abs(pixels - np.array(ink)) < 40, axis=-1)), path
