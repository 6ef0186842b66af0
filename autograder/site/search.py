"""What the search of the site finds: a list that a page loads, without a server."""

import json
from collections.abc import Iterator

from autograder.course.model import Exercise

from .markup import plain
from .outline import address
from .pages import Pages, Reading

Entry = dict[str, str]


def index(pages: Pages) -> str:
    """Return the list as a script, so that it also loads from a folder."""
    return f"const searchIndex = {json.dumps(list(_entries(pages)), ensure_ascii=False, separators=(',', ':'))};\n"


def _entries(pages: Pages) -> Iterator[Entry]:
    for problem_set in pages.outline.course.problem_sets:
        text = " ".join([plain(pages.introductions[problem_set.name].html), problem_set.idea])
        yield _entry(address(problem_set), problem_set.title, "Problem set", "", text)
    for page, reading in pages.readings.items():
        yield _of_exercise(pages, page, reading)
    terms = pages.glossary.html.split("<h3 ")[1:]
    for (anchor, title), part in zip(pages.glossary.headings_of(3), terms, strict=True):
        yield _entry(f"glossary.html#{anchor}", plain(title), "Glossary", "", plain(part.partition("</h3>")[2]))


def _of_exercise(pages: Pages, page: str, reading: Reading) -> Entry:
    exercise: Exercise = reading.exercise
    problem_set = pages.outline.parts[exercise.set_name]
    known = pages.outline.topics
    named = [
        exercise.name,
        *exercise.functions,
        exercise.idea,
        *(known[one] for one in exercise.topics if one in known),
    ]
    text = " ".join(plain(part.html) for part in reading.texts)
    return _entry(page, exercise.title, problem_set.title, " ".join(named), text)


def _entry(page: str, title: str, kind: str, names: str, text: str) -> Entry:
    return {"page": page, "title": title, "kind": kind, "names": names, "text": text}
