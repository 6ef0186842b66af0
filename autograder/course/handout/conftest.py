# $generated
"""Lets `python -m pytest` test your $name.ipynb or $name.py: here, or from the folder above, beside other sets."""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
    del sys.modules[name]  # the tools of another set: each is tested with its own
sys.path.insert(0, FOLDER)

from autograder.public import PublicTests

tests = PublicTests.of_folder(FOLDER, "$name")


def pytest_configure(config):
    config.pluginmanager.register(tests)
