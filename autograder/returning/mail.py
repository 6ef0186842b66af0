"""Mail: a letter for each student to open and send, and a table for a mail merge. Nothing is sent from here."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from autograder.exports.common import table

from . import words
from .material import Feedback, Material, Returned

STEPS = (
    "Each of {folder}/letters/*.eml opens in a mail program as a draft; {folder}/mail_merge.csv is for a mail merge."
)
COLUMNS = ("to", "subject", "body", "attachment")
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")
NO_ADDRESS = "no e-mail address is known: put a column 'email' into the roster, and collect with it"
TOLD = "\nThe page beside this letter shows more.\n"


def give(material: Material) -> Returned:
    """Return the letters, their pages and the table."""
    returned, rows = Returned(STEPS), []
    for student, feedback in material.feedbacks.items():
        address = _address(feedback)
        if not address:
            returned.left_out.append(f"{student}: {NO_ADDRESS}")
            continue
        returned.students.add(student)
        name = _file_name(student)
        subject = f"Feedback: {material.options.title(material.problem_set.name)}"
        body = words.plain(feedback.report, material.options) + TOLD
        returned.files[f"pages/{name}.html"] = feedback.page.encode("utf-8", "replace")
        letter = _letter(address, subject, body, feedback.page, material.page_name)
        returned.files[f"letters/{name}.eml"] = letter
        rows.append([address, subject, body, f"pages/{name}.html"])
    returned.files["mail_merge.csv"] = "".join(table([COLUMNS, *rows])).encode("utf-8", "replace")
    return returned


def _address(feedback: Feedback) -> str:
    """Return where a letter goes, or an empty str: an address is never made up."""
    given = (feedback.person.ids.get("email", ""), feedback.student)
    return next((one for one in given if one.isascii() and ADDRESS.fullmatch(one)), "")


def _file_name(student: str) -> str:
    """Return a student's name as a file may be called anywhere; no two are called the same."""
    plain = re.sub(r"[^\w@.-]", "_", student).lstrip(".")[:60]
    return plain if plain == student else f"{plain}-{sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _letter(address: str, subject: str, body: str, page: str, page_name: str) -> bytes:
    """Return a letter as a draft, the same bytes each time: whoever sends it adds who they are, and when."""
    letter = EmailMessage(policy=SMTP)
    letter["To"], letter["Subject"], letter["X-Unsent"] = address, subject, "1"
    letter.set_content(body.encode("utf-8", "replace").decode())
    letter.add_attachment(page.encode("utf-8", "replace"), maintype="text", subtype="html", filename=page_name)
    # No text can hold a digest of itself, so that none ends its part of the letter.
    letter.set_boundary(f"----feedback-{sha256((body + page).encode('utf-8', 'replace')).hexdigest()[:32]}")
    return letter.as_bytes()
