"""The ways out of the wall: each is closed, and the trial before a run sees those that are not."""

import os
from textwrap import dedent

import pytest

from autograder.wall import lockdown, seccomp, selftest
from autograder.wall.outcomes import StudentCrashError
from tests.calling import call


def test_the_wall_holds_here(zygote):
    """None of the trial's ways out is open."""
    secret = os.path.abspath(__file__)
    assert selftest.find_holes(zygote, [secret]) == []
    assert {"rlimits", "capabilities", "no_new_privs", "landlock", "seccomp"} <= set(zygote.layers)


def test_the_trial_sees_what_is_open(tmp_path, begin_zygote):
    """Without its layers, the wall is told to be open: to this file, and to the folder of everybody's work."""
    layers = ("namespaces", "rlimits", "uid", "capabilities", "no_new_privs", "landlock", "seccomp")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "work.py").touch()
    with begin_zygote(layers) as zygote:
        holes = " ".join(selftest.find_holes(zygote, [os.path.abspath(__file__)], [str(tmp_path)]))
    for words in ("network", "other programs", "start a process", "write", "signals", "trace", "more memory"):
        assert words in holes
    for path in (os.path.abspath(__file__), tmp_path, tmp_path / "ada" / "work.py"):
        assert str(path) in holes


@pytest.mark.parametrize("missing", ["namespaces", "landlock", "uid", "capabilities"])
def test_no_single_layer_holds_the_wall_alone(zygote, missing, begin_zygote):
    """Where one of these is not to be had, the others still keep everything in, or the trial says that they do not."""
    selftest.find_holes(zygote, [])
    enough = missing != "landlock" or "namespaces" in zygote.layers  # one of the two has to hide the files
    with begin_zygote([missing]) as other:
        assert (selftest.find_holes(other, [os.path.abspath(__file__)]) == []) == enough
        assert missing not in other.layers


ESCAPES = {
    "os.fork()": "PermissionError",
    "os.kill(os.getppid(), 0)": "PermissionError",
    "os.kill(-1, 9)": "PermissionError",
    "os.execv(sys.executable, ['python'])": "Error",
    "socket.socket()": "PermissionError",
    "socket.socketpair()": "PermissionError",
    "os.setuid(0)": "PermissionError",
    "os.chroot('/')": "PermissionError",
    "os.open('/tmp/x', os.O_CREAT | os.O_RDWR)": "Error",
    "os.symlink('a', 'b')": "Error",
    "os.memfd_create('x')": "PermissionError",
    "os.sched_setaffinity(0, [0])": "PermissionError",
    "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))": "Error",
    "threading.Thread(target=print).start()": "RuntimeError",
    "open('/proc/self/mem').read(1)": "Error",
    "os.listdir('/')": "PermissionError",
    "os.listdir(os.path.expanduser('~'))": "Error",
    "fcntl.fcntl(0, fcntl.F_SETOWN, 1)": "PermissionError",
    "resource.prlimit(1, resource.RLIMIT_CPU)": "Error",
}


def test_ways_out_are_closed(sandbox):
    """Each attempt raises an ordinary error, and the child lives on."""
    source = dedent("""\
        import fcntl, os, resource, socket, sys, threading
        def attempt(text):
            try:
                eval(text)
            except BaseException as error:
                return type(error).__name__
            return 'done'
    """)
    box = sandbox(source)
    told = {text: call(box, "attempt", text) for text in ESCAPES}
    assert {text: name for text, name in told.items() if ESCAPES[text] not in name} == {}


def test_raw_system_calls_are_refused(sandbox):
    """Reaching into the C library gets no further; a call of the 32-bit kind ends the child."""
    box = sandbox("import ctypes\ndef f(number):\n    return ctypes.CDLL(None).syscall(number, 0, 0, 0, 0, 0)")
    for number in (101, 165, 272, 308, 321, 425, 434, 304, 248):  # ptrace, mount, unshare, setns, bpf, io_uring, ...
        assert call(box, "f", number) == -1
    if os.uname().machine == "x86_64":
        with pytest.raises(StudentCrashError, match="SIGSYS"):
            call(box, "f", 0x40000000 + 39)


def test_nothing_of_the_grader_is_in_the_environment(sandbox, monkeypatch):
    """No variable of ours crosses, and no descriptor but the wire is open."""
    monkeypatch.setenv("COURSE_SECRET", "hidden")
    source = dedent("""\
        import os
        def f():
            return sorted(os.environ), [n for n in range(256) if is_open(n)]
        def is_open(n):
            try:
                os.fstat(n)
            except OSError:
                return False
            return True
    """)
    box = sandbox(source)
    names, descriptors = call(box, "f")
    assert "COURSE_SECRET" not in names
    assert descriptors == [0, 1, 2, 100]


def test_the_filter_is_known_for_its_machines():
    """Both machines have one, of whole instructions; a third is refused by name."""
    for machine in seccomp.MACHINES:
        assert len(seccomp.program(machine)) % 8 == 0
    with pytest.raises(OSError, match="vax"):
        seccomp.program("vax")


def test_only_libraries_can_be_read():
    """Neither this repository nor anybody's home is among the folders."""
    folders = lockdown.readable_folders()
    assert all("lib" in folder or "fonts" in folder for folder in folders)
    assert not any(os.path.abspath(__file__).startswith(f"{folder}/") for folder in folders)
