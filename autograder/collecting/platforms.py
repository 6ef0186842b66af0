"""The platforms, and which of them a download comes from."""

from typing import Protocol

from autograder.errors import Refusal

from . import layouts
from .archives import Download
from .blackboard import Blackboard
from .canvas import Canvas
from .github import GitHub
from .gradescope import Gradescope
from .hand_in import Asked, HandIn


class Platform(Protocol):
    """What is known of a platform."""

    @property
    def name(self) -> str:
        """What people type."""

    @property
    def title(self) -> str:
        """What it is called in sentences."""

    @property
    def spaces(self) -> tuple[str, ...]:
        """The name spaces in which its downloads name people, the best first."""

    @property
    def has_times(self) -> bool:
        """Whether its downloads say when something was handed in."""

    def share(self, download: Download) -> float:
        """Return how much of a download looks as if it were this platform's, from 0 to 1."""

    def read(self, download: Download, asked: Asked) -> list[HandIn]:
        """Return what was handed in, by attempts."""


# In the order in which they are asked: those whose names nobody makes by chance come first.
PLATFORMS: dict[str, Platform] = {
    one.name: one
    for one in (
        *(layouts.MOODLE, Gradescope(), layouts.NBGRADER, Blackboard(), layouts.BRIGHTSPACE, layouts.ILIAS),
        *(layouts.TEAMS, layouts.SAKAI, Canvas(), GitHub(), layouts.FOLDERS),
    )
}
ENOUGH = 0.5  # of a download's files


def recognised(download: Download, name: str | None = None) -> Platform:
    """Return the platform that a download is of: the one that is named, or the one that it looks like.

    Raises:
        Refusal: it looks like none, or has nothing in it.

    """
    if not (download.entries or download.folders):
        raise Refusal(download.path, "there is nothing in it", "FROM= the zip or the folder that the platform gave")
    if name:
        return PLATFORMS[name]
    for platform in PLATFORMS.values():
        if platform.name != layouts.FOLDERS.name and platform.share(download) >= ENOUGH:
            return platform
    first = download.entries[0].path if download.entries else download.folders[0]
    raise Refusal(
        download.path,
        f"no platform is known that hands out files as {first!r}",
        f"PLATFORM= one of: {', '.join(PLATFORMS)}; 'folders' takes the top folders for students",
    )
