"""What students' machines and the grader share: comparing, describing calls and figures, reading cells.

``make stubs`` copies this package into each folder of ``assignments/``, where it is called ``autograder``, so that
public tests run there with nothing of ours to install.
"""

from typing import Any

from .compare import agree, entry, expect, raises

__all__ = ["agree", "check", "entry", "expect", "interact", "raises"]


def __getattr__(name: str) -> Any:
    """Load what runs on students' machines alone, and pytest with it, when it is asked for."""
    if name == "check":
        from .public import check

        return check
    if name == "interact":
        from .explore import interact

        return interact
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
