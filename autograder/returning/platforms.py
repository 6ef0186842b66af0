"""The platforms to which feedback goes back."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from . import canvas, github, ilias, mail, moodle, nbgrader, sakai
from .material import Material, Returned

Give: TypeAlias = Callable[[Material], Returned]  # raises a Refusal where something that it needs is not there

PLATFORMS: Mapping[str, Give] = {
    "moodle": moodle.give,
    "canvas": canvas.give,
    "nbgrader": nbgrader.give,
    "github": github.give,
    "sakai": sakai.give,
    "ilias": ilias.give,
    "mail": mail.give,
}
