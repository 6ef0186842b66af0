"""The submission itself as a file: what lies there may be anything, and its name too."""

import json
import os
import stat

from .suite import FULL, PERFECT, attack, beside, everywhere, notebook

UNREADABLE = "it cannot be read as what it claims to be"
MISSING = "there is nothing of the name that counts"


def bad(why=UNREADABLE, **options):
    return attack(0, why, status="unreadable", **options)


@bad()
def link_to_a_secret():
    """Hand in a link to a file of the teacher's, to have it read aloud."""
    return lambda folder: (folder / "warmup.py").symlink_to("/etc/passwd")


@bad()
def link_to_another_submission():
    """Hand in a link to somebody else's work."""
    return lambda folder: (folder / "warmup.py").symlink_to("../../emmy/warmup/warmup.py")


@attack(0, MISSING, status="missing")
def linked_folder():
    """Hand in a link to somebody else's folder."""

    def fill(folder):
        folder.rmdir()
        folder.symlink_to("../emmy/warmup")

    return fill


@bad()
def link_to_itself():
    """Hand in a link that leads to itself."""
    return lambda folder: (folder / "warmup.py").symlink_to("warmup.py")


@bad()
def pipe():
    """Hand in a pipe, from which the grader reads for ever."""
    return lambda folder: os.mkfifo(folder / "warmup.py")


@bad()
def device():
    """Hand in a device without an end; where nobody may make one, a socket."""

    def fill(folder):
        path = folder / "warmup.py"
        try:
            os.mknod(path, stat.S_IFCHR | 0o644, os.makedev(1, 5))
        except PermissionError:
            os.mknod(path, stat.S_IFSOCK | 0o644)

    return fill


@bad()
def folder_of_the_name():
    """Hand in a folder by the name of the file."""
    return lambda folder: (folder / "warmup.py").mkdir()


@bad(file="warmup.ipynb")
def hundred_megabytes():
    """Hand in a notebook of a hundred megabytes."""

    def fill(folder):
        with open(folder / "warmup.ipynb", "wb") as file:
            file.truncate(100 * 2**20)

    return fill


@bad(file="warmup.ipynb")
def brackets():
    """Hand in ten megabytes of JSON that become a gigabyte in memory."""
    return '{"cells": [' + "[{}]," * 2_000_000 + "0]}"


@bad(file="warmup.ipynb")
def nested_json():
    """Hand in JSON that is nested deeper than its reader's stack."""
    return '{"cells":' + "[" * 10**5 + "]" * 10**5 + "}"


@bad(file="warmup.ipynb")
def numbers_without_end():
    """Hand in JSON with a number of a million digits."""
    return '{"cells": [], "nbformat": ' + "9" * 10**6 + "}"


@bad(file="warmup.ipynb")
def json_of_other_shapes():
    """Hand in JSON that is no notebook, and nearly one."""
    return json.dumps({"cells": [{"cell_type": "code", "source": [1, 2]}, {"cell_type": "code", "source": {"a": 1}}]})


@bad()
def million_cells_of_a_script():
    """Hand in a script of a million cells, each of which has to know its line."""
    return "# %%\n" * 1_000_000


@bad(file="warmup.ipynb")
def million_cells_of_a_notebook():
    """Hand in a notebook of a million cells."""
    return '{"cells": [' + ",".join(['{"cell_type":"code","source":"1"}'] * 400_000) + "]}"


@bad()
def million_statements():
    """Hand in a script of a million statements, each of which is to be executed alone."""
    return "x = 1\n" * 1_000_000


@attack(FULL, "what cannot be parsed costs itself alone; the rest is right")
def broken_statement_after_statement():
    """Hand in a script with many statements that do not parse, of which each may be the beginning of another."""
    return PERFECT + "\n\n" + "if (x:\n" * 60


@bad()
def bytes_of_no_encoding():
    """Hand in bytes that are no text."""
    return b"# -*- coding: utf-8 -*-\n\xff\xfe\x80\n"


@bad()
def encoding_that_refuses():
    """Name an encoding that raises what nobody expects."""
    return b"# -*- coding: undefined -*-\nx = 1\n"


@bad()
def encoding_that_takes_for_ever():
    """Name an encoding whose decoder takes the square of the length."""
    return b"# -*- coding: punycode -*-\n" + b"a" * 200_000 + b"-" + b"b9" * 300_000


@bad()
def encoding_for_names_of_hosts():
    """Name an encoding that knows no source code."""
    return b"# -*- coding: idna -*-\nx = 1\n"


@bad()
def compressed_encoding():
    """Name an encoding that unpacks a small file into a large one."""
    return b"# -*- coding: bz2_codec -*-\nx = 1\n"


@bad()
def nul_bytes():
    """Hand in text with NUL bytes, which end it for some and not for others."""
    return b"x = 1\0\nimport os\n"


@attack(FULL, "a byte order mark and odd line ends are no mistake", student="Ada \N{RIGHT-TO-LEFT OVERRIDE} <b>&amp;")
def odd_line_ends():
    """Hand in text with every kind of line end, under a name that reads backwards and is markup."""
    return b"\xef\xbb\xbf" + PERFECT.replace("\n", "\r\n").encode()


@attack(0, "a lone surrogate is no text that could be executed", file="warmup.ipynb")
def lone_surrogates():
    """Hand in cells with halves of letters, which cannot be written anywhere."""
    return notebook("x = '\ud800'", "def greet(name):\n    return name + '\udfff'", everywhere("return '\ud800'"))


@attack(0, "of a name from the wire nothing is obeyed", student='=HYPERLINK("http:x","A1")')
def name_that_computes():
    """Have a name that a spreadsheet executes."""
    return everywhere("return 0")


@attack(0, "a name is printed, not obeyed", student="\x1b[2J\x1b]0;owned\x07[red]:boom:")
def name_of_escape_codes():
    """Have a name that takes over the teacher's terminal."""
    return everywhere("return 0")


@attack(FULL, "a name is a name", student="\udcff\udcfe")
def name_of_no_encoding():
    """Have a name that is no text."""
    return PERFECT


@attack(FULL, "a name is a name", student="..%2f..%2f..%2fout%2fgrades\\..\\x")
def name_with_dots():
    """Have a name that leads elsewhere once somebody unpacks it."""
    return PERFECT


@attack(FULL, "a name is a name", student="n" * 255)
def longest_name():
    """Have a name so long that no file can be called by it and more."""
    return PERFECT


@attack(FULL, "a name is a name", student="emmy.json")
def name_of_a_report():
    """Have the name of somebody else's report."""
    return PERFECT


@attack(FULL, "a name is a name", student="--out")
def name_of_an_option():
    """Have the name of an option."""
    return PERFECT


@attack(FULL, "what lies beside is not looked at")
def thousands_of_files_beside():
    """Lay thousands of files beside, with names of every kind."""

    def fill(folder):
        (folder / "warmup.py").write_text(PERFECT)
        for number in range(3000):
            (folder / f"\x1b[31m{number}\n").touch()

    return fill


@attack(0, MISSING, status="missing")
def names_that_are_quoted():
    """Hand in nothing but files whose names are escape codes and markup."""

    def fill(folder):
        for name in ("\x1b[2J", "<script>alert(1)", "=1+1", "warmup.py\n", "WARMUP.PY ", "\udcff", "z" * 255):
            (folder / name).touch()

    return fill


@attack(0, "a folder that nobody may open holds nothing that could be graded", status="unreadable")
def closed_folder():
    """Hand in a folder that the grader may not open, and so end the run for all."""

    def fill(folder):
        (folder / "warmup.py").write_text(everywhere("return 0"))
        if os.getuid() == 0:  # who may open everything
            (folder / "warmup.py").write_bytes(b"\xff")
        else:
            folder.chmod(0)

    return fill


@attack(0, "a file that nobody may open holds nothing that could be graded", status="unreadable")
def closed_file():
    """Hand in a file that the grader may not open."""

    def fill(folder):
        (folder / "warmup.py").write_bytes(b"\xff")
        (folder / "warmup.py").chmod(0)

    return fill


@attack(FULL, "a copy would be graded as well, and whoever teaches is told")
def hard_link_to_another_submission():
    """Hand in somebody else's file under another name, by a link that looks like a file."""
    return lambda folder: os.link(folder.parent.parent / "emmy" / "warmup" / "warmup.py", folder / "warmup.py")


@attack(FULL, "what says when it was handed in is no matter of marks")
def time_of_many_digits():
    """Say that it was handed in at a time of ninety digits, on which readers of times fail."""
    return beside({"timestamp.txt": "1.5h " + "9" * 90}, PERFECT)


@attack(FULL, "nobody waits for it")
def time_that_is_a_pipe():
    """Say when it was handed in by a pipe, which nobody writes to."""

    def fill(folder):
        (folder / "warmup.py").write_text(PERFECT)
        os.mkfifo(folder / "timestamp.txt")

    return fill


@attack(FULL, "it is not followed")
def time_that_is_a_link():
    """Have the secret taken for the time at which it was handed in, and quoted."""

    def fill(folder):
        (folder / "warmup.py").write_text(PERFECT)
        (folder / "timestamp.txt").symlink_to(folder.parent.parent.parent / "course" / ".course_secret")

    return fill


@attack(FULL, "texts are texts, and the code is right", file="warmup.ipynb")
def texts_that_are_followed():
    """Hand in texts with links that are programs, pictures of elsewhere, and attachments that are not there."""
    told = json.loads(notebook(PERFECT))
    texts = ["[x](javascript:alert(1))", "![x](attachment:missing.png)", "![x](http://other.example/x.png)", "<svg>"]
    told["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    return json.dumps(told)


@attack(FULL, "outputs and metadata are not looked at, and the code is right", file="warmup.ipynb")
def outputs_that_are_programs():
    """Hand in outputs and metadata that a browser would run, of a language that is markup."""
    told = json.loads(notebook(PERFECT))
    data = {"text/html": "<script>alert(1)</script>", "image/svg+xml": "<svg onload='alert(1)'/>"}
    told["cells"][0]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    told["metadata"] = {"kernelspec": {"name": "<script>alert(1)", "display_name": "../../x"}, "title": "<script>alert"}
    return json.dumps(told)


@attack(FULL, "names of cells are not looked at, and the code is right", file="warmup.ipynb")
def cells_of_one_name():
    """Hand in cells that all have one name, which is markup, and claim to be somebody else's."""
    told = json.loads(notebook(PERFECT, "pass", "pass"))
    for cell in told["cells"]:
        cell["id"] = "<script>alert(1)"
        cell["metadata"] = {"nbgrader": {"grade_id": "toolbox-check", "points": 1e9, "grade": True, "solution": True}}
    return json.dumps(told)


@attack(FULL, "a name is a name", student="[x](javascript:alert(1)) ![y](attachment:z) `<b>`")
def name_that_is_markdown():
    """Have a name that is a link, a picture and code, where texts are Markdown."""
    return PERFECT


@attack(FULL, "a name is a name", student="{0.__class__} %(x)s %n ${HOME} $(reboot) `id`; &")
def name_that_is_a_pattern():
    """Have a name that formats, shells and templates would fill in."""
    return PERFECT


@attack(FULL, "a name is a name", student="' onmouseover='alert(1)' x=\"&lt;script&gt;")
def name_that_is_an_attribute():
    """Have a name that ends the attribute that it stands in."""
    return PERFECT


@attack(FULL, "a name is a name", student="1e5")
def name_that_is_a_number():
    """Have a name that a spreadsheet takes for a number, and stores as another."""
    return PERFECT


@attack(FULL, "a name is a name", student="EMMY")
def name_in_capitals():
    """Have the name of somebody else in capital letters."""
    return PERFECT


@attack(FULL, "a name is a name", student="emmy ")
def name_with_a_space():
    """Have the name of somebody else, and a space that nobody sees."""
    return PERFECT


@attack(FULL, "a name is a name", student="e\u0301mmy\u200b")
def name_of_twin_letters():
    """Have a name whose letters look like other letters, or like nothing."""
    return PERFECT
