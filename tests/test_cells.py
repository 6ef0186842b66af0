"""Reading a student's file into cells, cutting it, and executing the cells as Jupyter does."""

import json

import pytest

from autograder.kit import cells


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
    module = cells.new_module()
    for piece in cells.read("x.py", data):
        cells.run(piece, module)
    assert module.s == value


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


def test_a_script_without_marks_is_cut_at_its_statements():
    """Decorators stay with their functions, and every line keeps its number."""
    pieces = cells.cut("import math\n\n@decorate\ndef f():\n    return 1\n\nx = 2\n")
    assert [piece.strip() for piece in pieces] == ["import math", "@decorate\ndef f():\n    return 1", "x = 2"]
    assert pieces[2].count("\n") - 1 == 6


BROKEN = '''import math

def first():
    return 1

def second(:
    return 2

def third():
    """Words
that begin at the margin
    """
    if True:
        return 3
    else:
        return 4

values = [
1,
2,
]
'''


def test_a_syntax_error_costs_its_own_statement_alone():
    """Everything around the broken function is still defined."""
    module, broken = cells.new_module(), []
    for piece in cells.cut(BROKEN):
        try:
            cells.run(piece, module)
        except SyntaxError as error:
            broken.append(cells.describe_error(error)[2])
    assert set(broken) == {6}
    assert module.first() == 1
    assert module.third() == 3
    assert module.values == [1, 2]
    assert not hasattr(module, "second")


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nx = 1",
        "!ls -l\nx = 1",
        "x = 1\nx?",
        "%%time\nx = 1",
        "files = !ls\nx = 1",
        "%time x = 1",
        "if True:\n    %timeit sum([])\n    x = 1",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1\ndisplay(x)",
    ],
)
def test_magics_and_shell_lines_do_no_harm(source):
    """What is Python in the cell is executed all the same."""
    module = cells.new_module()
    cells.run(source, module)
    assert module.x == 1


def test_a_cell_in_another_language_is_passed_over():
    """A bash cell defines nothing, and is no error."""
    cells.run("%%bash\nrm -rf nothing", cells.new_module())


def test_a_percent_sign_inside_python_is_no_magic():
    """A remainder at the start of a line is arithmetic."""
    module = cells.new_module()
    cells.run("x = (7\n% 4)", module)
    assert module.x == 3


def test_future_imports_hold_for_later_cells():
    """As in Jupyter, one cell's future import is every later cell's."""
    module = cells.new_module()
    flags = cells.run("from __future__ import annotations", module)
    cells.run("def f(x: unknown): return 1", module, flags)
    assert module.f(0) == 1


def test_dataclasses_find_their_module():
    """The namespace is a real module, which dataclasses look up."""
    module = cells.new_module()
    cells.run("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: 'int' = 1\np = P().x", module)
    assert module.p == 1


def test_an_error_is_described_with_the_line_of_the_student():
    """The line is the student's own, even when a library raised."""
    with pytest.raises(ValueError, match="invalid") as caught:
        cells.run("import json\n\ndef f():\n    return int('x')\n\nf()", cells.new_module())
    kind, message, line, bases = cells.describe_error(caught.value)
    assert (kind, line) == ("ValueError", 4)
    assert "invalid literal" in message
    assert "Exception" in bases
