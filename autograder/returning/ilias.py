"""ILIAS: the zip of *Feedback for many*, filled: a page in the folder of each person.

ILIAS finds a person by the last number in a folder's name, so the folders are those of the zip that it gave.
"""

from autograder.collecting.layouts import ILIAS
from autograder.files import pack

from .material import Material, Returned

STEPS = "In ILIAS: the exercise, feedback for many, upload {folder}/feedback.zip."


def give(material: Material) -> Returned:
    """Return the filled zip.

    Raises:
        Refusal: there is no zip of ILIAS's to fill.

    """
    returned, files = Returned(STEPS), dict[str, tuple[str | bytes, int]]()
    for folder, feedback in material.owned(ILIAS, "ilias", returned):
        files[f"{folder}/{material.page_name}"] = (feedback.page, 0o644)
    returned.files["feedback.zip"] = pack(files)
    return returned
