"""Which files of a hand-in are the work: by the rule of grading; where no name tells, by what is defined in them."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.kit import work

from .archives import Entry, UnusableFile, within
from .hand_in import HandIn, Set

MOST_TAKEN = 10  # files of one hand-in
MOST_NAMED = 3
DEFINITION = re.compile(r"(?:\b|\\n)def\s+(\w+)")  # also in a notebook whose cells are one text each
# What platforms add to the name of a file that was handed in before.
AGAIN = re.compile(r"(?:[ _-]?\(?\d{1,2}\)?|-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")


@dataclass(frozen=True)
class TakenFile:
    """A file to grade: its name here, its path in the download, what it holds."""

    name: str
    original: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its fingerprint."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Taken:
    """The work of a hand-in, which may be nothing; sentences about it, and those for which somebody should look."""

    files: tuple[TakenFile, ...]
    notes: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """A fingerprint of all files."""
        return hashlib.sha256("".join(sorted(f"{one.name}\0{one.sha256}\0" for one in self.files)).encode()).hexdigest()


def take(hand_in: HandIn, problem_set: Set) -> Taken:
    """Return the files of a hand-in that are its work, under the names by which they are graded."""
    files, looks = _readable(hand_in.files)
    by_name, twice = _by_name(files)
    chosen = _chosen(by_name, problem_set)
    strangers = {name: other for name in chosen if (other := _other_set(name, by_name[name][1], problem_set))}
    chosen = [name for name in chosen if name not in strangers]
    looks += [f"{name!r} is {other}'s: is SET={problem_set.name} meant?" for name, other in strangers.items()]
    looks += [f"{name!r} is there twice; the later one is taken" for name in sorted(twice & set(chosen))]
    looks += _two_of_a_kind(chosen)
    if not chosen and not looks:
        looks.append(_nothing(hand_in, [name for name, _, _ in files]))
    taken = tuple(_named(chosen, by_name, problem_set))
    notes = [
        f"{name!r} was taken for {one.name}" for name, one in zip(chosen, taken, strict=True) if _is_odd(name, one)
    ]
    return Taken(taken, tuple(notes), tuple(looks))


def _readable(given: Sequence[tuple[str, Entry]]) -> tuple[list[tuple[str, str, bytes]], list[str]]:
    """Return ``(name, path, data)`` of what can be read and may be the work, zips looked into; and complaints."""
    found: list[tuple[str, str, bytes]] = []
    looks: list[str] = []
    for path, entry in given:
        try:
            found += _opened(path, entry)
        except UnusableFile as error:
            looks.append(f"{path!r}: {error}")
    return found, looks


def _opened(path: str, entry: Entry) -> list[tuple[str, str, bytes]]:
    ending = path.lower().rpartition(".")[2]
    if ending == "zip":
        inner = [(one.path, f"{entry.path}/{one.path}", one) for one in within(entry.read())]
        return [(name, where, one.read()) for name, where, one in inner if name.lower().endswith(work.ENDINGS)]
    if not path.lower().endswith(work.ENDINGS):
        return [(path, entry.path, b"")]
    data = entry.read()
    if not data.strip():
        raise UnusableFile("it is empty")
    return [(path, entry.path, data)]


def _by_name(files: Iterable[tuple[str, str, bytes]]) -> tuple[dict[str, tuple[str, bytes]], set[str]]:
    """Return the files by their names without folders; of one name in two folders, the one that lies less deep counts.

    The second value holds the names of which there are two at the same depth, with different content.
    """
    found: dict[str, tuple[str, bytes]] = {}
    depths: dict[str, int] = {}
    twice = set()
    for path, where, data in files:
        name, depth = path.rpartition("/")[2], path.count("/")
        if name in found and depth == depths[name] and data != found[name][1]:
            twice.add(name)
        if name not in found or depth <= depths[name]:
            found[name], depths[name] = (where, data), depth
    return found, twice


def _chosen(files: Mapping[str, tuple[str, bytes]], problem_set: Set) -> list[str]:
    names = [name for name, (_, data) in files.items() if data]
    found = work.candidates(names, problem_set.name)
    if not found:
        kind = [name for name in sorted(names) if _defines(files[name][1], problem_set)]
        found = [name for ending in work.ENDINGS for name in kind if name.lower().endswith(ending)]
    return found[:MOST_TAKEN]


def _defines(data: bytes, problem_set: Set) -> bool:
    return not problem_set.functions.isdisjoint(DEFINITION.findall(data.decode("utf-8", "replace")))


def _other_set(name: str, data: bytes, problem_set: Set) -> str:
    """Return which other set a file is of, by its name or by what it defines, if it says nothing of this one."""
    stem = AGAIN.sub("", name.rpartition(".")[0])
    if stem == problem_set.name or _defines(data, problem_set):
        return ""
    if stem in problem_set.others.values():
        return stem
    text = data.decode("utf-8", "replace")
    if any(own in text for own in problem_set.functions):
        return ""
    return next((problem_set.others[one] for one in DEFINITION.findall(text) if one in problem_set.others), "")


def _two_of_a_kind(chosen: Sequence[str]) -> list[str]:
    found = []
    for ending, kind in zip(work.ENDINGS, ("notebooks", "scripts"), strict=True):
        names = [name for name in chosen if name.lower().endswith(ending)]
        if len(names) > 1:
            found.append(
                f"there are {len(names)} {kind}, all of them taken: {', '.join(map(repr, names[:MOST_NAMED]))}"
            )
    return found


def _nothing(hand_in: HandIn, names: Sequence[str]) -> str:
    if names:
        seen = ", ".join(map(repr, names[:MOST_NAMED])) + (", ..." if len(names) > MOST_NAMED else "")
        return f"no notebook and no script of this set, but: {seen}"
    return "something was typed into a box, and no file handed in" if hand_in.is_text else "there is no file in it"


def _named(chosen: Sequence[str], files: Mapping[str, tuple[str, bytes]], problem_set: Set) -> Iterable[TakenFile]:
    """Yield the chosen files as they are called here: the first of a kind as the set is, the others with a number."""
    counts = dict.fromkeys(work.ENDINGS, 0)
    for name in chosen:
        ending = next(ending for ending in work.ENDINGS if name.lower().endswith(ending))
        counts[ending] += 1
        number = f" ({counts[ending]})" if counts[ending] > 1 else ""
        where, data = files[name]
        yield TakenFile(f"{problem_set.name}{number}{ending}", where, data)


def _is_odd(name: str, taken: TakenFile) -> bool:
    """Tell whether a student's name for a file differs by more than what platforms put behind it."""
    stem, _, ending = name.rpartition(".")
    own = taken.name.rpartition(".")[0]
    return f"{stem}.{ending}" != taken.name and AGAIN.sub("", stem) != own
