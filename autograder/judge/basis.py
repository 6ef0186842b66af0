"""What a mark rests on, told by digests: whoever holds an earlier report against it need not grade again."""

import hashlib
import platform
from collections.abc import Sequence

import numpy as np

from autograder.course.model import ProblemSet
from autograder.report import Basis, CourseVersion, Environment, SubmittedFile


def basis_of(problem_set: ProblemSet, secret: str, submitted: SubmittedFile, group: str = "") -> Basis:
    """Return what a mark rests on here and now. Of the secret (hexadecimal), it tells no more than a digest."""
    hidden = hashlib.sha256(bytes.fromhex(secret)).hexdigest()
    whole = hashlib.sha256(f"{problem_set.sha256}{hidden}".encode()).hexdigest()
    # A digest of a digest: with the inner one, a short secret could be guessed from the whole.
    course = CourseVersion(whole, hashlib.sha256(problem_set.sha256.encode()).hexdigest())
    return Basis(submitted, course, Environment(platform.python_version(), np.__version__), group)


def submitted_file(name: str, data: bytes, cells: Sequence[str] | None = None) -> SubmittedFile:
    """Return how a report names the file that was graded: of its code alone, only where its cells are given."""
    if cells is None:
        return SubmittedFile(name, hashlib.sha256(data).hexdigest())
    code = "\0".join(cells).encode(errors="surrogatepass")
    return SubmittedFile(name, hashlib.sha256(data).hexdigest(), hashlib.sha256(code).hexdigest())
