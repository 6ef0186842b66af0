"""The course secret, from which every hidden input is drawn: given, or made once and kept beside the course."""

import contextlib
import os
import secrets
import tempfile

from autograder.course.model import SECRET_FILE
from autograder.errors import CourseError, refusing
from autograder.files import read_text


def course_secret(root: str) -> str:
    """Return the course's secret in hexadecimal: from COURSE_SECRET, or from a file that is made on first use.

    Raises:
        CourseError: it is empty, or cannot be read or written.

    """
    given = os.environ.get("COURSE_SECRET")
    if given:
        return given.encode().hex()
    path = os.path.join(root, SECRET_FILE)
    if not os.path.lexists(path):
        with refusing(path, "COURSE_SECRET=... gives one, and then no file is needed", CourseError):
            _make_secret(path)
    secret = read_text(path, "see who may read it, or give another secret with COURSE_SECRET=...").strip()
    if not secret:
        raise CourseError(path, "the course secret is empty", "remove the file; a new one is made, and all is regraded")
    return secret.encode().hex()


def _make_secret(path: str) -> None:
    """Write a new secret, whole or not at all; of two runs that do so at once, both take the one that comes first."""
    with tempfile.NamedTemporaryFile("w", dir=os.path.dirname(path), prefix=SECRET_FILE) as draft:
        draft.write(secrets.token_hex(32) + "\n")
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)
