"""Reading a student's file into cells."""

import json

import pytest

from autograder.kit import cells
from autograder.kit.statements import Interpreter, statements_of


def notebook(*sources, **extra):
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources], **extra}).encode()


def test_a_notebook_gives_its_code_cells_in_order():
    """Markdown is passed over, and a source may be a text or a list of lines."""
    data = json.loads(notebook("a = 1", ["b = 2\n", "c = 3"]))
    data["cells"].insert(0, {"cell_type": "markdown", "source": "# title"})
    assert cells.read("x.ipynb", json.dumps(data).encode()) == ["a = 1", "b = 2\nc = 3"]


def test_an_old_notebook_is_read_too():
    """Version 3 keeps its cells in worksheets, and calls the source input."""
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1"]}]}]}
    assert cells.read("x.ipynb", json.dumps(old).encode()) == ["a = 1"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b"{", "not valid JSON"),
        (b"[1, 2]", "not a Jupyter notebook"),
        (b'{"cells": 3}', "not a Jupyter notebook"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "not a Jupyter notebook"),
        (b'{"cells": [{"cell_type": "code"}]}', "not a Jupyter notebook"),
        (b"[" * 100_000, "not valid JSON"),
        (b"\xff\xfe\x00", "not valid JSON"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(data, words):
    """Whatever the bytes are, the student reads what is wrong."""
    with pytest.raises(cells.Unreadable, match=words):
        cells.read("x.ipynb", data)


def test_percent_marks_divide_a_script():
    """Markdown cells are passed over, and line numbers stay those of the file."""
    found = cells.read("x.py", b"import math\n# %% [markdown]\n# words\n# %%\na = 1\n# %%\n1/0\n")
    assert [piece.strip() for piece in found] == ["import math", "# %%\na = 1", "# %%\n1/0"]
    assert found[2].count("\n", 0, found[2].index("1/0")) == 6


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\xef\xbb\xbfs = 'bom'", "bom"),
        (b"s = 'crlf'\r\nt = 1\r\n", "crlf"),
        (b"# -*- coding: latin-1 -*-\ns = '\xe9'", "é"),
        ("s = 'ü'".encode(), "ü"),
        (b"if True:\n\ts = 'tab'", "tab"),
    ],
)
def test_bytes_are_read_as_python_reads_them(data, value):
    """A byte order mark, line ends, a coding cookie and tabs do no harm."""
    interpreter = Interpreter()
    for piece in cells.read("x.py", data):
        for statement in statements_of(piece):
            interpreter.execute(statement)
    assert interpreter.namespace["s"] == value


@pytest.mark.parametrize("data", [b"s = '\xff'", b"# coding: nonsense\n", b"s = 1\0"])
def test_what_is_no_text_is_refused_in_a_sentence(data):
    """Bytes that Python could not read either are reported, not executed."""
    with pytest.raises(cells.Unreadable, match="not Python text"):
        cells.read("x.py", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.py", b"# %%\n" * (cells.MOST_CELLS + 1)),
        ("x.py", b"\n" * (cells.MOST_LINES + 1)),
        ("x.py", b"#" * (cells.MOST_CODE + 1)),
        ("x.ipynb", notebook(*["1"] * (cells.MOST_CELLS + 1))),
        ("x.ipynb", notebook("\n" * (cells.MOST_LINES + 1))),
        ("x.ipynb", notebook("#" * (cells.MOST_CODE + 1))),
    ],
)
def test_more_than_anyone_writes_is_refused(name, data):
    """What a file takes to be read has an end, told in a sentence."""
    with pytest.raises(cells.Unreadable, match="more than anyone writes"):
        cells.read(name, data)


def test_a_notebook_of_brackets_is_refused_before_it_is_parsed():
    """A few bytes of JSON can become a hundred times as many in memory."""
    with pytest.raises(cells.Unreadable, match="Clear its outputs"):
        cells.read("x.ipynb", b"[" + b"{}," * cells.MOST_BRACKETS + b"0]")


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "idna", "bz2_codec", "rot13", "no-such"])
def test_encodings_that_are_none_are_refused(encoding):
    """A cookie may name what Python's codecs know and no source is written in."""
    with pytest.raises(cells.Unreadable, match="not Python text"):
        cells.read("x.py", f"# -*- coding: {encoding} -*-\nx = 1\n".encode())


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0b", "\x1c"])
def test_lines_end_where_python_ends_them(odd):
    """A line separator inside a text, or a page mark before a statement, ends no line: cells begin where they did."""
    text = f"# %%\nx = 'a'\n# %%\ny = '{odd}'\n\fz = 1\n"
    assert [piece.count("\n") for piece in cells.read("x.py", text.encode())] == [2, 5]


def test_what_nbconvert_writes_divides_a_script():
    """A notebook that was exported as a script keeps its cells."""
    found = cells.read("x.py", b"#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\na = 1\n\n# In[ ]:\n\nb = 2\n")
    assert [piece.strip().rpartition("\n")[2] for piece in found] == ["# coding: utf-8", "a = 1", "b = 2"]


@pytest.mark.parametrize("name", ["x.py", "x.IPYNB", "x.ipynb"])
def test_a_notebook_is_read_as_one_whatever_its_name(name):
    """Saved as a script, or with an ending in capitals, it is a notebook all the same."""
    assert cells.read(name, notebook("a = 1", "b = 2")) == ["a = 1", "b = 2"]


def test_an_error_is_described_with_the_line_of_the_student():
    """The line is the student's own, even when a library raised."""
    interpreter = Interpreter()
    source = "import json\n\ndef f():\n    return int('x')\n\nf()"
    *before, last = statements_of(source)
    for statement in before:
        interpreter.execute(statement)
    with pytest.raises(ValueError, match="invalid") as caught:
        interpreter.execute(last)
    kind, message, line, bases = cells.describe_error(caught.value)
    assert (kind, line) == ("ValueError", 4)
    assert "invalid literal" in message
    assert "Exception" in bases
