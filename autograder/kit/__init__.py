"""What students' machines and the grader share: comparing, describing calls and figures, reading cells.

``make stubs`` copies this package into each folder of ``assignments/``, where it is called ``autograder``, so that
public tests run there with nothing of ours to install.
"""

from .compare import agree, entry, expect, raises
from .explore import interact
from .public import check

__all__ = ["agree", "check", "entry", "expect", "interact", "raises"]
