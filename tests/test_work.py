"""Which file is the student's work: the one with work in it, whatever it is called."""

import pytest

from autograder.kit import work

STUB = ["# %%\nimport numpy as np", "def slope(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"]
GIVEN = [work.essence(STUB)]
WORKED = ["import numpy as np", "def slope(x):\n    return 2 * x"]


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (["warmup.py", "warmup.ipynb"], ["warmup.ipynb", "warmup.py"]),
        (["warmup (1).ipynb", "warmup.py"], ["warmup.py", "warmup (1).ipynb"]),
        (["warmup-Copy1.ipynb", "warmup_ada.IPYNB", "warmup2.py"],
         ["warmup-Copy1.ipynb", "warmup_ada.IPYNB", "warmup2.py"]),
        (["homework.ipynb", "test_slope.py", "conftest.py", "notes.txt"], ["homework.ipynb"]),
        (["analysis.ipynb", "helpers.py"], ["analysis.ipynb", "helpers.py"]),
        (["one.ipynb", "two.ipynb"], []),
        (["warmups.py", "swarmup.py"], []),
        ([".warmup.ipynb", "test_warmup.py"], []),
    ],
)  # fmt: skip
def test_files_that_may_be_the_work(there, found):
    """The set's own names come first, then names like them, then the only file there is."""
    assert work.candidates(there, "warmup") == found


@pytest.mark.parametrize(
    ("works", "chosen", "noted"),
    [
        ({"warmup.ipynb": STUB, "warmup.py": WORKED}, "warmup.py", []),
        ({"warmup.ipynb": WORKED, "warmup.py": STUB}, "warmup.ipynb", []),
        ({"warmup.ipynb": STUB, "warmup.py": STUB}, "warmup.ipynb", []),
        ({"warmup.ipynb": WORKED, "warmup.py": WORKED}, "warmup.ipynb", ["work in warmup.py too"]),
        ({"warmup.ipynb": STUB, "warmup (1).ipynb": WORKED}, "warmup (1).ipynb", ["taken for warmup.ipynb"]),
        ({"warmup.ipynb": ["# mine"], "warmup.py": WORKED}, "warmup.py", []),
        ({"Warmup.IPYNB": STUB}, "Warmup.IPYNB", ["taken for warmup.ipynb"]),
    ],
)
def test_the_file_with_work_in_it_counts(works, chosen, noted):
    """Of several, the first that is not as it was given; what a person may wonder about is said."""
    name, notes = work.choose(works, "warmup", GIVEN)
    assert name == chosen
    assert len(notes) == len(noted) and all(words in note for words, note in zip(noted, notes, strict=True))


def test_comments_spaces_and_cells_are_no_work():
    """A stub that was read, commented on and saved again is still a stub."""
    again = ["\n".join(STUB).replace("    # YOUR CODE HERE", "    # later!\n") + "\n\n", "# a thought"]
    assert work.essence(again) in GIVEN
    assert work.essence(WORKED) not in GIVEN
