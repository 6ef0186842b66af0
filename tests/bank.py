"""Cases that once broke a reader of students' bytes, one file each in ``tests/found``: they are tried for ever.

A fuzz test that finds another one writes it there; it belongs into the commit that mends it.
"""

import contextlib
import hashlib
import json

import msgspec

from tests.paths import ROOT

FOUND = ROOT / "tests" / "found"


def cases(kind):
    """Return the cases of a kind that were found, by the names of their files."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(FOUND.glob(f"{kind}-*.json"))}


@contextlib.contextmanager
def kept(kind, case):
    """Write a case down where the test that tries it fails."""
    try:
        yield
    except Exception:
        text = json.dumps(msgspec.to_builtins(case), indent=1) + "\n"
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        (FOUND / f"{kind}-{name}.json").write_text(text)
        raise
