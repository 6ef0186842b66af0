"""When what students get of a set last changed: the date of the files in its zip, on every machine the same.

SOURCE_DATE_EPOCH decides where it is set. Else it is the last commit that changed the set's folder in ``assignments/``,
which every clone knows; and where there is none, the time at which ``make stubs`` last changed a file there.
"""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime

PATIENCE = 10.0  # seconds for git


def last_change(folder: str) -> datetime:
    """Return when a folder in ``assignments/`` last changed, in UTC and to the second."""
    return datetime.fromtimestamp(next(_times(folder)), UTC)


def _times(folder: str) -> Iterator[int]:
    """Yield what is known, the best first, as seconds since 1970."""
    with contextlib.suppress(KeyError, ValueError):
        yield int(os.environ["SOURCE_DATE_EPOCH"])
    with contextlib.suppress(OSError, subprocess.SubprocessError, ValueError):
        line = ["git", "-C", folder, "log", "-1", "--format=%ct", "--", "."]
        yield int(subprocess.run(line, capture_output=True, timeout=PATIENCE, check=True).stdout)
    paths = (os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names)
    yield int(max(map(os.path.getmtime, paths)))
