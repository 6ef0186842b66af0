"""Calls of functions that run behind the wall."""

from autograder.kit.calls import Call


def call(sandbox, name, *args, **kwargs):
    return sandbox.call(Call(name, args, kwargs))
