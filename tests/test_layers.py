"""Each layer of the wall counts: with all of them an attempt fails, and with that one left out it succeeds.

A layer that this machine does not offer is not tried here; ``test_elsewhere.py`` looks at what then holds.
"""

import contextlib
import functools
import os
import resource
import time

import pytest

from autograder.kit.calls import Call
from autograder.wall import kernel, landlock, lockdown, selftest
from autograder.wall.limits import Limits
from autograder.wall.sandbox import Sandbox
from tests import weakened

TRY = """
import _thread, ctypes, fcntl, mmap, os, resource, signal, socket, time

def attempt():
    try:
        return bool({})
    except (OSError, ValueError, MemoryError, RuntimeError):
        return False

def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
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
    """Start a zygote for each choice of layers that are left out: all of one program."""
    started = weakened.start(dict.fromkeys((tuple(without), "") for without in CHOICES))
    yield lambda without: started[without, ""]
    weakened.end(started)


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
    if not is_offered(layer):
        pytest.skip(f"this machine has no {layer} to offer, or nothing that it would refuse")
    others, attempt = ALONE[layer]
    assert not succeeds(open_zygote(others), attempt)
    assert succeeds(open_zygote((*others, layer)), attempt)


@functools.cache
def is_offered(layer):
    """Tell whether this machine offers a layer, and it has something to do: asked of the kernel, not of the wall."""
    if layer == "namespaces":
        return succeeds_in_a_fork(
            lambda: kernel.unshare(kernel.CLONE_NEWNS | (kernel.CLONE_NEWUSER * bool(os.getuid())))
        )
    if layer == "uid":  # the libraries must be visible to the stranger, as all is in namespaces
        visible = lockdown.choose_stranger(lockdown.readable_folders(), 0) is not None
        return os.getuid() == 0 and (visible or is_offered("namespaces"))
    if layer == "capabilities":  # of which an ordinary user has some in a namespace alone
        return os.getuid() == 0 or is_offered("namespaces")
    return landlock.version() > 0 if layer == "landlock" else True


def succeeds_in_a_fork(action):
    """Tell whether an action succeeds in another process."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(OSError):
            action()
            os._exit(0)
        os._exit(1)
    return os.waitpid(child, 0)[1] == 0


# What only one layer refuses once those are left out that would refuse it too: layer -> (the others, attempts).
BY_ITSELF = {
    "seccomp": (
        ("namespaces", "landlock", "uid"),
        [
            "os.open('/dev/null', os.O_WRONLY) >= 0",
            "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
            "fcntl.fcntl(100, fcntl.F_SETOWN, os.getpid()) == 0",
            "fcntl.fcntl(100, fcntl.F_SETSIG, 0) == 0",
            "os.kill(os.getpid(), 0) is None",
            "socket.socket(socket.AF_UNIX)",
            "os.memfd_create('x')",
            "os.sched_setaffinity(0, os.sched_getaffinity(0)) is None",
            "_thread.start_new_thread(print, ())",
            "os.getpgid(os.getppid())",
            "os.getsid(os.getppid()) >= 0",
            "os.sched_getaffinity(os.getppid())",
            "time.clock_gettime((~os.getppid() << 3) | 2) >= 0",
            "time.clock_getres((~os.getppid() << 3) | 2) >= 0",
            "signal.alarm(600) == 0 and signal.getitimer(signal.ITIMER_REAL)[0] > 0",
            "os.posix_fadvise(0, 0, 0, os.POSIX_FADV_NORMAL) is None",
            "ctypes.CDLL(None).mincore(None, 0, None) == 0",
            "ctypes.CDLL(None).syscall(324 if os.uname().machine == 'x86_64' else 283, 0, 0, 0) >= 0",
        ],
    ),
    "landlock": (
        ("namespaces", "seccomp", "uid"),
        ["os.open('/etc/passwd', os.O_RDONLY)", "os.listdir('/etc')", "os.open(os.__file__, os.O_WRONLY)"],
    ),
}
EACH = [(layer, others, attempt) for layer, (others, attempts) in BY_ITSELF.items() for attempt in attempts]


CHOICES = [
    (),  # first, so that the program itself is the whole wall's zygote
    *(choice for layer, (others, _) in BY_ITSELF.items() for choice in (others, (*others, layer))),
    *(choice for layer, (others, _) in ALONE.items() for choice in (others, (*others, layer))),
    ("no_new_privs",),
    ("uid", "capabilities", "landlock", "seccomp"),
]
OWN = [
    "os.getpgid(0) >= 0",
    "os.getsid(0) >= 0",
    "len(os.sched_getaffinity(0)) > 0",
    "resource.prlimit(0, resource.RLIMIT_CPU)",
    *(f"time.clock_gettime(time.{clock}) >= 0" for clock in dir(time) if clock.startswith("CLOCK_")),
    "time.clock_getres(time.CLOCK_MONOTONIC) > 0",
    "ctypes.CDLL(None).clock_nanosleep(time.CLOCK_REALTIME, 0, b'\\0' * 16, None) == 0",
]


@pytest.mark.parametrize("attempt", OWN)
def test_what_a_process_asks_of_itself_is_answered(open_zygote, attempt):
    """The calls that are refused by what they ask are not refused where it is oneself, or a clock on the wall."""
    assert succeeds(open_zygote(()), attempt)


@pytest.mark.parametrize(("layer", "others", "attempt"), EACH, ids=[attempt for _, _, attempt in EACH])
def test_each_part_of_a_layer_counts(open_zygote, layer, others, attempt):
    """What the layer refuses by itself, it is that refuses it: without it, the attempt succeeds."""
    if not is_offered(layer):
        pytest.skip(f"this machine has no {layer} to offer")
    assert not succeeds(open_zygote(others), attempt)
    if "O_WRONLY" not in attempt or os.access(os.__file__, os.W_OK) or layer == "seccomp":
        assert succeeds(open_zygote((*others, layer)), attempt)


def test_two_layers_rest_on_one(open_zygote):
    """Without no_new_privs, a child may neither filter its calls nor restrict its files: the trial sees it."""
    if kernel.prctl(PR_GET_NO_NEW_PRIVS):
        pytest.skip("this process has no_new_privs already, and so has every child")
    zygote = open_zygote(("no_new_privs",))
    holes = selftest.find_holes(zygote, [os.path.abspath(__file__)])
    assert {"seccomp", "landlock"}.isdisjoint(zygote.layers)
    assert "it can start a process" in holes


def test_every_namespace_is_another_one(open_zygote):
    """Files, processes, network, shared memory and names of the machine: of none does a child share the grader's."""
    zygote = open_zygote(())
    succeeds(zygote, "True")  # it has loaded, and entered them
    if not is_offered("namespaces"):
        pytest.skip("this machine has no namespaces to offer")
    for kind in ("mnt", "pid_for_children", "net", "ipc", "uts"):
        theirs, ours = (os.readlink(f"/proc/{process}/ns/{kind}") for process in (zygote.process.pid, "self"))
        assert theirs != ours, kind


@pytest.mark.parametrize("limit", ["AS", "CPU", "FSIZE", "NOFILE", "CORE"])
def test_every_limit_is_set_for_good(open_zygote, limit):
    """Memory, processor time, files and dumps of memory have limits, and a child cannot lift them."""
    number = getattr(resource, f"RLIMIT_{limit}")
    _, ours = resource.getrlimit(number)
    lower = f"{ours} != resource.getrlimit({number})[0] == resource.getrlimit({number})[1] >= 0"
    assert ours == 0 or succeeds(open_zygote(()), lower)
    assert not succeeds(open_zygote(()), f"resource.setrlimit({number}, (-1, -1)) is None")


def test_nothing_can_be_written_where_a_child_lives(open_zygote):
    """In the namespaces, the whole tree of files is read-only, for root too, and were there no other layer."""
    if not is_offered("namespaces"):
        pytest.skip("this machine has no namespaces to offer")
    others = ("uid", "capabilities", "landlock", "seccomp")
    assert not succeeds(open_zygote(others), "ctypes.CDLL(None).mkdir(b'/left-behind', 0o700) == 0")


def test_a_child_does_not_outlive_its_zygote(begin_zygote):
    """Also where there are no namespaces to end with it: the kernel ends the child when the zygote is killed."""
    with begin_zygote(["namespaces"]) as zygote:
        sandbox = Sandbox(zygote, Limits())
        sandbox.load(["x = 1"])
        zygote.process.kill()
        zygote.process.wait()
        with sandbox.child.socket as connection:
            assert wait_for(lambda: ended(connection))


def ended(connection):
    """Tell whether nobody is left at the other end."""
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False


def wait_for(condition):
    """Return whether something becomes true within ten seconds."""
    return any(condition() or time.sleep(0.05) for _ in range(200))
