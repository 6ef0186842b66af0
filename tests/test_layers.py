"""Each layer of the wall counts: with all of them an attempt fails, and with that one left out it succeeds.

A layer that this machine does not offer is not tried here; ``test_elsewhere.py`` looks at what then holds.
"""

import os

import pytest

from autograder.kit.calls import Call
from autograder.wall import kernel, selftest
from autograder.wall.sandbox import Limits, Sandbox, Zygote

TRY = """
import ctypes, mmap, os

def attempt():
    try:
        return bool({})
    except (OSError, ValueError, MemoryError):
        return False
"""
PR_GET_NO_NEW_PRIVS = 39
# What a process with capabilities may do: in a user namespace of its own, or as root where there are no namespaces.
PRIVILEGED = "ctypes.CDLL(None).unshare(0x20000) == 0 or os.setgroups([]) is None"
# layer -> (other layers that would refuse it too, an attempt that is then refused by this one alone)
ALONE = {
    "namespaces": ((), "os.stat('/etc/passwd')"),
    "rlimits": ((), "mmap.mmap(-1, 2**32)"),
    "uid": ((), "os.getuid() == 0"),
    "capabilities": (("uid", "seccomp"), PRIVILEGED),
    "landlock": ((), "os.listdir('/')"),
    "seccomp": ((), "os.fork() >= 0"),
}


@pytest.fixture(scope="module")
def open_zygote():
    """Start a zygote without some layers, once for each choice of them."""
    kept = {}

    def start(without):
        if without not in kept:
            kept[without] = Zygote(Limits(), without)
        return kept[without]

    yield start
    for zygote in kept.values():
        zygote.close()


def succeeds(zygote, attempt):
    """Tell whether an attempt succeeds behind the wall."""
    sandbox = Sandbox(zygote, Limits())
    sandbox.load([TRY.format(attempt)])
    try:
        return sandbox.call(Call("attempt", (), {}))
    finally:
        sandbox.close()


@pytest.mark.parametrize("layer", ALONE)
def test_what_one_layer_refuses_succeeds_without_it(open_zygote, layer):
    """The layer is up, the attempt fails; the layer is left out, the same attempt succeeds."""
    if not is_offered(layer, open_zygote(()).layers):
        pytest.skip(f"this machine has no {layer} to offer, or nothing that it would refuse")
    others, attempt = ALONE[layer]
    assert not succeeds(open_zygote(others), attempt)
    assert succeeds(open_zygote((*others, layer)), attempt)


def is_offered(layer, layers):
    """Tell whether a layer can be up here, and has something to do."""
    if layer == "capabilities":  # of which an ordinary user has some in a namespace alone
        return os.getuid() == 0 or "namespaces" in layers
    return layer in layers


def test_two_layers_rest_on_one(open_zygote):
    """Without no_new_privs, a child may neither filter its calls nor restrict its files: the trial sees it."""
    if kernel.prctl(PR_GET_NO_NEW_PRIVS):
        pytest.skip("this process has no_new_privs already, and so has every child")
    zygote = open_zygote(("no_new_privs",))
    holes = selftest.find_holes(zygote, [os.path.abspath(__file__)])
    assert {"seccomp", "landlock"}.isdisjoint(zygote.layers)
    assert "it can start a process" in holes
