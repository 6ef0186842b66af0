"""Answers that student code forges: whatever stands in them, they are text, plain values, or none."""

import pytest

from autograder.kit.calls import Opaque
from autograder.wall.outcomes import StudentCodeError, StudentCrashError
from tests.calling import call

FORGED = {
    "printed": [1, "x", {"a": 1}, None, [1], [["deep"]], [None]],
    "changed": ["x" * 5, {"a": 1}, [["deep"]], [1], 3, None],
    "error": [
        None,
        [],
        "four",
        {"a": 1},
        ["E", "m", 1, {"b": 2}],
        ["E", [], 1, []],
        [1, "m", 1, []],
        ["E", "m", 1, [1]],
    ],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in FORGED.items() for value in values])
def test_what_is_said_of_an_answer_is_text(sandbox, field, value):
    """Anything else, in the place of a name, is no answer, and never an error of ours."""
    source = (
        f"import json, os, struct\nheader = json.dumps({{'value': 1, 'number': 2, {field!r}: {value!r}}}).encode()\n"
    )
    box = sandbox(source + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)")
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f")


def test_an_error_is_told_in_printable_text(sandbox):
    """Its name, its message and its line are the student's to choose, and a terminal's to show."""
    forged = ["\x1b[2J", "a\n\x07", 10**9, ["\x1b"]]
    source = f"import json, os, struct\nheader = json.dumps({{'number': 2, 'error': {forged!r}}}).encode()\n"
    box = sandbox(source + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)")
    with pytest.raises(StudentCodeError) as caught:
        call(box, "f")
    assert str(caught.value) == "?[2J: a ?"


def test_a_forged_answer_is_noticed(sandbox):
    """Bytes that the student's code writes on the wire itself are no answer."""
    box = sandbox("import os\ndef f():\n    os.write(100, b'\\xff' * 8)\n    return 1")
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f")


def test_an_answer_given_before_the_question_is_noticed(sandbox):
    """A frame that is well-formed but early answers another question."""
    forged = "import json, os, struct\nheader = json.dumps({'value': 1, 'number': 99, 'changed': []}).encode()\n"
    box = sandbox(forged + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)\n    return 1")
    with pytest.raises(StudentCrashError, match="another question"):
        call(box, "f")


def test_values_of_no_plain_type_are_opaque(sandbox):
    """An object that equals everything arrives as the name of its type."""
    box = sandbox("class Equal:\n    def __eq__(self, other):\n        return True\ndef f():\n    return Equal()")
    assert call(box, "f") == Opaque("Equal")
