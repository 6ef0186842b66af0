"""The tests that run again when a file is saved."""

import os

from autograder.kit import watch

SAID = "Testing x.py\n\nslope: 2 of 2 public tests pass\n  ✓ right\n\nheight: 1 of 3 public tests pass\n"


def test_it_runs_at_once_and_after_each_save(tmp_path):
    """Only a save makes it run again, and Ctrl+C ends it with a word."""
    file, said, looks = tmp_path / "warmup.py", [], []
    file.write_text("")

    def wait(_):
        looks.append(len(said))
        if len(looks) == 2:
            os.utime(file, ns=(5, 5))
        if len(looks) == 4:
            raise KeyboardInterrupt

    watch.main(lambda: SAID, wait, said.append, str(tmp_path))
    assert looks == [1, 1, 2, 2]
    assert said[-1] == "Ended."


def test_the_total_and_the_next_exercise_are_told():
    """The first that is not done is next; nothing is next where all is done."""
    assert watch.summary(SAID) == "3 of 5 public tests pass. Next: height"
    assert watch.summary(SAID.replace("1 of 3", "3 of 3")) == "5 of 5 public tests pass. All of them: hand it in."
    assert watch.summary("No module named pytest") == "No test was run."
