"""Ways in which a file of a grading run can be damaged, each under a name that says how."""

import json
import os

DEPTH = 100_000


def rewritten(change):
    """Return a damage that changes what the JSON of a file holds."""

    def damage(path):
        with open(path) as file:
            data = json.load(file)
        changed = change(data)
        with open(path, "w") as file:
            json.dump(data if changed is None else changed, file)

    return damage


def replaced(content):
    """Return a damage that puts bytes in the place of what a file holds."""

    def damage(path):
        with open(path, "wb") as file:
            file.write(content)

    return damage


def instead(make):
    """Return a damage that puts something else in the place of a file."""

    def damage(path):
        os.unlink(path)
        make(path)

    return damage


def first_test(data):
    """Return the first test of a report."""
    return data["exercises"][0]["tests"][0]


def set_(part, **values):
    """Return a damage that sets keys of a part of the JSON of a file."""
    return rewritten(lambda data: part(data).update(values))


def without(part, key):
    """Return a damage that removes a key of a part of the JSON of a file."""
    return rewritten(lambda data: part(data).pop(key) and None)


def whole(data):
    return data


def swollen(path):
    """Make a file larger than any report, without filling the disk."""
    os.truncate(path, 100 * 2**20)


FILES = {
    "empty": replaced(b""),
    "cut off": replaced(b'{"schema": '),
    "not UTF-8": replaced(b'{"schema": "\xff"}'),
    "not JSON": replaced(b"schema: 1\n"),
    "a list": replaced(b"[]"),
    "deep": replaced(b"[" * DEPTH),
    "zeros": replaced(bytes(1000)),
    "swollen": swollen,
    "a folder": instead(os.mkdir),
    "a link": instead(lambda path: os.symlink("/dev/zero", path)),
    "a broken link": instead(lambda path: os.symlink("nowhere", path)),
    "a pipe": instead(os.mkfifo),
}
REPORTS = FILES | {
    "no schema": without(whole, "schema"),
    "another schema": set_(whole, schema=99),
    "a schema of text": set_(whole, schema="2"),
    "an unknown status": set_(whole, status="lost"),
    "an unknown status of a test": set_(first_test, status="lucky"),
    "a score of text": set_(first_test, score="5"),
    "no score": without(whole, "score"),
    "no title": without(first_test, "title"),
    "no submission": without(whole, "submission"),
    "tests that are none": rewritten(lambda data: data["exercises"][0].update(tests=None)),
    "a score that is no number": set_(first_test, score=float("nan")),
    "an endless score": set_(first_test, max_score=float("inf")),
    "a negative score": set_(first_test, score=-1.0),
    "sums that do not add up": set_(whole, score=1e6),
    "more points than there are": set_(first_test, score=1e9),
    "somebody else's": set_(whole, student="zoe"),
    "of another set": set_(whole, problem_set="other"),
}


def behind(data):
    """Return what lies behind the first test that evidence is kept of."""
    return next(iter(next(iter(data["tests"].values())).values()))


def first_value(data):
    """Return the first value that was handed over in a call that evidence is kept of."""
    return behind(data)["calls"][0]["args"][0]


ARRAY = {
    "kind": "array",
    "shape": [2, 2],
    "dtype": "float64",
    "at": [],
    "corner": [0, 0],
    "entries": [[1.0], [2.0, 3.0]],
}
EVIDENCE = FILES | {
    "tests that are a list": set_(whole, tests=[]),
    "a kind that there is not": set_(first_value, kind="matrix"),
    "a call of nothing": without(lambda data: behind(data)["calls"][0], "function"),
    "rows of two lengths": rewritten(lambda data: behind(data)["calls"][0].update(args=[ARRAY])),
    "a figure that is not there": set_(behind, figures=[7]),
    "a figure of another shape": set_(whole, figures=[{"theirs": {"axes": 3}}]),
    "figures without axes": set_(whole, figures=3),
}
