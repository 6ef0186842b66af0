"""Which file is the student's work, by one rule for the student's own check and for grading.

Files of the set's own name come first, the notebook before the script, then files that are called like it, such as
``foundations (1).ipynb``, then the only notebook and the only script. Of these, the first with work in it counts: one
that says something else than what was given.
"""

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

ENDINGS = (".ipynb", ".py")
NO_WORK = re.compile(r"(?:test_.*|.*_test|conftest|__init__|setup)\.py", re.IGNORECASE)  # what no one hands in


def candidates(names: Iterable[str], problem_set: str) -> list[str]:
    """Return which of the files of a folder may be the work, the likeliest first.

    Args:
        names: of the files there.
        problem_set: its name.

    """
    kind = [name for name in sorted(names) if _ending(name) in ENDINGS and name[0] != "." and not NO_WORK.match(name)]
    own = [name for name in (problem_set + ending for ending in ENDINGS) if name in kind]
    alike = [name for name in kind if name not in own and _is_alike(name, problem_set)]
    found = own + sorted(alike, key=lambda name: (ENDINGS.index(_ending(name)), name))
    return found or [name for ending in ENDINGS for name in _only([one for one in kind if _ending(one) == ending])]


def choose(works: Mapping[str, Sequence[str]], problem_set: str, given: Collection[str]) -> tuple[str, list[str]]:
    """Return the name of the file that counts, and sentences where that needs one.

    Args:
        works: candidate -> its cells, in the order of ``candidates``; at least one.
        problem_set: its name.
        given: essences of what students were given.

    """
    no_work = {*given, essence([])}
    worked = [name for name, cells in works.items() if essence(cells) not in no_work] or list(works)[:1]
    chosen, notes = worked[0], []
    if chosen not in [problem_set + ending for ending in ENDINGS]:
        notes.append(f"{chosen} was taken for {problem_set}{_ending(chosen)}, though its name is another.")
    if len(worked) > 1:
        others = " and ".join(worked[1:])
        notes.append(f"There is work in {others} too. {chosen} is the one that counts.")
    return chosen, notes


def is_notebook(name: str, data: bytes) -> bool:
    """Tell whether a file is a notebook: by its name, or by what is in it where it was saved under that of a script."""
    return _ending(name) == ".ipynb" or (data.lstrip()[:1] == b"{" and b'"cells"' in data)


def notes_on_form(name: str, data: bytes) -> list[str]:
    """Return a sentence about a file that is a notebook and called like a script, or none."""
    odd = is_notebook(name, data) and _ending(name) != ".ipynb"
    return [f"{name} is a notebook, and was read as one."] if odd else []


def essence(cells: Iterable[str]) -> str:
    """Return a digest of what cells say, whatever their comments, their spaces and their number are."""
    lines = (line for cell in cells for line in cell.strip().splitlines() if not line.lstrip().startswith("#"))
    return hashlib.sha256(" ".join(" ".join(lines).split()).encode(errors="surrogatepass")).hexdigest()


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _only(names: list[str]) -> list[str]:
    return names if len(names) == 1 else []


def _is_alike(name: str, problem_set: str) -> bool:
    """Tell whether a name has that of the set in it, as a word of its own."""
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(problem_set)}(?![a-z])", name.lower()))
