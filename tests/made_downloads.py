"""Made-up downloads in the layouts of platforms, of the set ``warmup``, and the rosters that go with them."""

import io
import json
import os
import stat
import zipfile

from tests.made_tables import written

RIGHT, WRONG = "def greet(name):\n    return f'Hello, {name}'\n", "def greet(name):\n    return name\n"
CLOCK = (2026, 11, 20, 10, 0, 0)  # when everything was packed, unless something else is said
LINK = stat.S_IFLNK | 0o777
PDF = b"%PDF-1.4"


def notebook(text=RIGHT):
    """Return a notebook of one cell, as bytes."""
    cell = {"cell_type": "code", "id": "a", "execution_count": None, "metadata": {}, "outputs": [], "source": text}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


class Unflagged(zipfile.ZipInfo):
    """A file whose name is in some encoding that the zip does not tell."""

    encoding = "utf-8"

    def _encodeFilenameFlags(self):
        return self.filename.encode(self.encoding), self.flag_bits


class OldPC(Unflagged):
    """A file whose name is in the encoding of old PCs."""

    encoding = "cp437"


def zipped(path, files, *, clock=CLOCK, kind=zipfile.ZipInfo, modes=None):
    """Write a zip of ``{name: bytes or text}`` or of pairs of them, and return its path as a str."""
    pairs = files.items() if isinstance(files, dict) else files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            info = kind(name, clock)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = (modes or {}).get(name, stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return str(path)


def packed(files):
    """Return a zip as bytes, as a student may hand one in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def laid_out(folder, files):
    """Write files below a folder, and return its path as a str."""
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
    return str(folder)


def gradebook(folder):
    """Write a gradebook as Canvas exports it; return its path."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Warm-up (7)"]
    people = [
        ("Lovelace, Ada", 11, "N11", "ada", "A", ""),
        ("Müller, Zoë", 12, "N12", "zoe", "A", ""),
        ("O'Neil, Mary-Jane", 13, "N13", "mj", "B", ""),
        ("Noether, Emmy", 14, "N14", "emmy", "B", ""),
        ("Kovalevskaya, Sofia", 15, "N15", "sofia", "B", ""),
        ("Khan, Omar", 16, "N16", "omar", "B", "EX"),
        ("Absent, Abe", 17, "N17", "abe", "B", ""),
        ("Student, Test", 99, "", "f00", "A", ""),
    ]
    return written(folder / "gradebook.csv", [header, ["    Points Possible", "", "", "", "", 15], *people])


CANVAS = {
    "lovelaceada_11_501_warmup.ipynb": notebook(),
    "müllerzoë_LATE_12_502_warmup-1.py": RIGHT,
    "oneilmaryjane_13_503_1_2_my own.ipynb": notebook(),
    "noetheremmy_14_504_report.pdf": PDF,
    "kovalevskayasofia_15_505_warmup.ipynb": notebook(WRONG),
    "kovalevskayasofia_15_506_warmup.py": RIGHT,
    "studenttest_99_507_warmup.ipynb": notebook(),
}


def worksheet(folder):
    """Write a grading worksheet as Moodle does; return its path."""
    header = ["Identifier", "Full name", "Email address", "Status", "Grade", "Feedback comments"]
    people = [
        ("Participant 21", "Ada Lovelace", "ada@x.org", "", "", ""),
        ("Participant 22", "Zoë Müller", "zoe@x.org", "", "", ""),
        ("Participant 23", "Mary-Jane O'Neil", "mj@x.org", "", "", ""),
        ("Participant 24", "Ada Lovelace", "ada2@x.org", "", "", ""),
    ]
    return written(folder / "worksheet.csv", [header, *people])


GRADESCOPE = """\
---
submission_71:
  :submitters:
  - :name: Ada Lovelace
    :sid: '011'
    :email: ada@x.org
  :created_at: 2026-11-20 18:00:00.000000000 Z
  :results:
    output: |-
      :submitters: nonsense
      submission_72:
  :history:
  - :created_at: 2026-11-19 08:00:00.000000000 Z
submission_72:
  :submitters:
  - :name: Zoë Müller
    :sid: '012'
    :email: zoe@x.org
  - :name: Mary-Jane O'Neil
    :sid:
    :email: mj@x.org
  :created_at: 2026-11-21 08:00:00.000000000 Z
"""

# What each platform hands out, and what is taken from it without a roster: student -> text of the file that counts.
DOWNLOADS = {
    "moodle": (
        {
            "Ada Lovelace_21_assignsubmission_file/warmup.ipynb": notebook(),
            "Ada Lovelace_21_assignsubmission_onlinetext/onlinetext.html": "see my file",
            "Zoë Müller_22_assignsubmission_file_/sub folder/warmup.py": RIGHT,
            "Mary-Jane ONeil_23_assignsubmission_file_my_own.py": RIGHT,
        },
        {"Ada Lovelace_21": notebook(), "Zoë Müller_22": RIGHT, "Mary-Jane ONeil_23": RIGHT},
    ),
    "gradescope": (
        {
            "assignment_9_export/submission_metadata.yml": GRADESCOPE,
            "assignment_9_export/submission_71/warmup.ipynb": notebook(),
            "assignment_9_export/submission_72/src/mine.py": RIGHT,
        },
        {"ada@x.org": notebook(), "zoe@x.org": RIGHT, "mj@x.org": RIGHT},
    ),
    "nbgrader": (
        {
            "mc/inbound/ada+warmup+2026-11-19 08:00:00.000000 UTC+AAAA/warmup.ipynb": notebook(WRONG),
            "mc/inbound/ada+warmup+2026-11-20 08:00:00.000000 UTC+BBBB/warmup.ipynb": notebook(),
            "mc/inbound/zoe+m+warmup+2026-11-20 12:05:00.000000 UTC/warmup.py": RIGHT,
            "mc/inbound/zoe+m+other+2026-11-21 12:05:00.000000 UTC/other.py": WRONG,
        },
        {"ada": notebook(), "zoe+m": RIGHT},
    ),
    "blackboard": (
        {
            "Warm_up_ada_attempt_2026-11-19-08-00-00_warmup.py": WRONG,
            "Warm_up_ada_attempt_2026-11-19-08-00-00.txt": "Name: Ada Lovelace (ada)\n",
            "Warm_up_ada_attempt_2026-11-20-08-00-00_warmup.ipynb": notebook(),
            "Warm_up_ada_attempt_2026-11-20-08-00-00.txt": "Name: Ada Lovelace (ada)\n",
            "Warm_up_z_mueller_attempt_2026-11-20-12-00-00_my_own name.py": RIGHT,
            "Warm_up_z_mueller_attempt_2026-11-20-12-00-00.txt": "Name: Zoë Müller (z_mueller)\n",
        },
        {"ada": notebook(), "z_mueller": RIGHT},
    ),
    "brightspace": (
        {
            "41-7 - Ada Lovelace - Nov 19, 2026 800 AM/warmup.py": WRONG,
            "41-7 - Ada Lovelace - Nov 20, 2026 1000 AM/warmup.ipynb": notebook(),
            "42-7 - Mary-Jane O'Neil - Nov 20, 2026 1205 PM/hw - final.py": RIGHT,
            "index.html": "<html></html>",
        },
        {"Ada Lovelace": notebook(), "Mary-Jane O'Neil": RIGHT},
    ),
    "sakai": (
        {
            "Warm-up/Lovelace, Ada(ada)/timestamp.txt": "2026-11-20T10:00:00Z",
            "Warm-up/Lovelace, Ada(ada)/Submission attachment(s)/warmup.ipynb": notebook(),
            "Warm-up/Lovelace, Ada(ada)/Feedback Attachment(s)/warmup.py": WRONG,
            "Warm-up/Lovelace, Ada(ada)/comments.txt": "",
            "Warm-up/grades.csv": "Warm-up,Points\n",
        },
        {"ada": notebook()},
    ),
    "ilias": (
        {
            "multi_feedback_Warm_55/Lovelace_Ada_ada_401/warmup.ipynb": notebook(),
            "multi_feedback_Warm_55/Mueller_Zoe_zm_402/warmup.py": RIGHT,
        },
        {"401": notebook(), "402": RIGHT},
    ),
    "teams": (
        {
            "Student Work/Submitted files/Ada Lovelace/Warm-up/Version 1/warmup.py": WRONG,
            "Student Work/Submitted files/Ada Lovelace/Warm-up/Version 2/warmup.ipynb": notebook(),
            "Student Work/Submitted files/Ada Lovelace/Essay/Version 3/essay.py": WRONG,
        },
        {"Ada Lovelace": notebook()},
    ),
    "canvas": (
        {name: data for name, data in CANVAS.items() if "oneil" not in name},
        {"11": notebook(), "12": RIGHT, "15": notebook(WRONG)},
    ),
    "github": (
        {
            "warmup-submissions/warmup-ada-l/warmup.ipynb": notebook(),
            "warmup-submissions/warmup-ada-l/.github/workflows/x.py": WRONG,
            "warmup-submissions/warmup-zoe/src/warmup.py": RIGHT,
        },
        {"ada-l": notebook(), "zoe": RIGHT},
    ),
}
