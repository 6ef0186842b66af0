"""A judge session as a program: one pytest session that grades many submissions, on as many judges as are wanted."""

import json
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from autograder.course.model import load_course
from autograder.kit import remembering
from autograder.wall import spawn
from autograder.wall.limits import Limits

from .channel import Channel
from .materials import Materials
from .plugin import JudgePlugin
from .workers import Worker

# Parts of pytest that hidden tests have no use for, and that would take their share of every test.
UNUSED_PLUGINS = (
    "cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "skipping", "stepwise", "terminal",
    "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings",
)  # fmt: skip


def main(
    root: str,
    set_name: str,
    channels: Sequence[Channel],
    *,
    limits: Mapping[str, Any] | None = None,
    private: Sequence[str] = (),
    without: Sequence[str] = (),
    blas: str = "",
) -> None:
    """Collect the hidden tests of a set, become a judge for each channel, and answer its tasks until there are none.

    The first answer says that collecting worked.

    Args:
        root: the course's folder.
        set_name: problem set.
        channels: one a judge.
        limits: the fields of Limits that are not to be as they are by default.
        private: folders that student code must not see into, besides the course's.
        without: names of layers of the wall to leave out, for the tests of the wall.
        blas: the processor that student code is to compute for; see ``spawn.start``.

    """
    bounds = Limits(**limits or {})
    course = load_course(root)
    problem_set = course.select(set_name)
    zygotes = spawn.start(bounds, without, len(channels), problem_set.packages, blas)  # early: it takes a while to load
    remembering.capture()
    warnings.simplefilter("ignore")  # what a student's value makes numpy warn of, the comparison says better
    options = ["-c", os.devnull, "--rootdir", root, "--import-mode=importlib", "--assert=plain", "--capture=no"]
    options += ["--disable-plugin-autoload", "--confcutdir", root]  # what else is installed here has no say
    options += ["--strict-markers", *(f"-pno:{name}" for name in UNUSED_PLUGINS)]
    paths = [exercise.path("test_hidden.py") for exercise in problem_set.exercises]
    waiting = [Worker(zygote, channel) for zygote, channel in zip(zygotes, channels, strict=True)]
    judge = JudgePlugin(Materials(course, problem_set, bounds), waiting, private)
    pytest.main([*options, *paths], plugins=[judge])
    judge.close()


if __name__ == "__main__":
    channels_ = [Channel.of(*descriptors) for descriptors in json.loads(sys.argv[3])]
    channels_[0].end_with_run()
    main(sys.argv[1], sys.argv[2], channels_, **json.loads(sys.argv[4]))
