"""The layers of the wall, in the order in which they are put up.

``enter_namespaces`` is done once by a zygote, for all of its children; ``confine`` by each child, before it meets a
line of student code. A layer that this machine does not offer is left out, and what is left is tried by the self-test.
"""

import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Callable, Collection, Sequence
from functools import partial

from . import bpf, kernel, landlock, seccomp
from .forking import await_children

STRANGER = 61000  # first of the user ids that nobody has, given to children where the grader is root
STRANGERS = 4000
ROOT = "/tmp"  # where the root of the namespaces is built, before it becomes the root
OPEN_FILES = 64


def readable_folders() -> list[str]:
    """Return the folders that student code may read: the interpreter, its libraries, and fonts."""
    own = [sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, "/usr", "/usr/local", ""}
    libraries = [f"{prefix}/{lib}" for prefix in prefixes for lib in ("lib", "lib64")]
    folders = {os.path.realpath(path) for path in [*own, *libraries, "/usr/share/fonts"] if os.path.isdir(path)}
    return sorted(folders)


def enter_namespaces(folders: Sequence[str]) -> None:
    """Move into namespaces of one's own, where nothing but some folders exists, and fork: the child is its process 1.

    Must be called from a process with one thread. Returns in the child; the caller itself waits for it and exits.

    Args:
        folders: what can be read there, at its own path.

    Raises:
        OSError: the kernel refuses; nothing has changed.

    """
    spaces = kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC | kernel.CLONE_NEWNET | kernel.CLONE_NEWUTS
    uid, gid = os.getuid(), os.getgid()
    if uid != 0:
        spaces |= kernel.CLONE_NEWUSER
    _try_in_a_fork(spaces, folders, uid, gid)
    _enter(spaces, folders, uid, gid)
    child = os.fork()
    if child:
        await_children()
        os._exit(0)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(
    folders: Sequence[str], limits: dict[int, int], stranger: int | None = None, without: Collection[str] = ()
) -> list[str]:
    """Put the calling process behind the wall, for good.

    Args:
        folders: what may be read.
        limits: resource limits, as ``resource_limits`` gives them.
        stranger: user id to take, which owns nothing; None to keep one's own.
        without: names of layers to leave out, for the tests of the wall.

    Returns:
        The layers that are up, in order.

    """
    own: dict[str, Callable[[], object]] = {} if stranger is None else {"uid": partial(_become, stranger)}
    steps: dict[str, Callable[[], object]] = {
        "rlimits": lambda: _limit(limits),
        **own,
        "capabilities": kernel.drop_capabilities,
        "no_new_privs": lambda: kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1),
        "landlock": lambda: landlock.restrict(folders),
        "seccomp": lambda: bpf.install(seccomp.program()),
    }
    up: list[str] = []
    for name in [name for name in steps if name not in without]:
        try:
            steps[name]()
            up.append(name)
        except OSError:
            continue
    return up


def resource_limits(memory: int, seconds: int) -> dict[int, int]:
    """Return the limits of a child.

    Args:
        memory: bytes of address space beyond what the calling process has now.
        seconds: of processor time.

    """
    return {
        resource.RLIMIT_AS: _address_space() + memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }


def limit_own_memory(memory: int) -> None:
    """Limit what the calling process itself may use beyond what it has now; its children may ask for more.

    Args:
        memory: bytes of address space.

    """
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def choose_stranger(folders: Sequence[str], number: int) -> int | None:
    """Return the user id that children should take: one that owns nothing but can read the libraries, or None.

    Args:
        folders: those of the libraries.
        number: another one in each process that asks, so that they do not share a user id.

    """
    if os.getuid() != 0:
        return None
    stranger = STRANGER + number % STRANGERS
    child = os.fork()
    if child == 0:
        try:
            _become(stranger)
            os._exit(not all(os.access(folder, os.R_OK | os.X_OK) for folder in folders))
        except OSError:
            os._exit(1)
    return None if os.waitpid(child, 0)[1] else stranger


def _limit(limits: dict[int, int]) -> None:
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _try_in_a_fork(spaces: int, folders: Sequence[str], uid: int, gid: int) -> None:
    """Entering namespaces half-way cannot be undone, so a fork goes first."""
    child = os.fork()
    if child == 0:
        try:
            _enter(spaces, folders, uid, gid)
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        raise OSError(abs(status), "namespaces are refused here")


def _enter(spaces: int, folders: Sequence[str], uid: int, gid: int) -> None:
    kernel.unshare(spaces)
    if uid != 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    sources = {folder: os.open(folder, os.O_PATH) for folder in folders}  # the next line may hide them
    kernel.mount("tmpfs", ROOT, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=0755")
    for folder in folders:
        if not os.path.isdir(ROOT + folder):  # folders are sorted: one inside another is there already
            os.makedirs(ROOT + folder, 0o755)
            kernel.mount(f"/proc/self/fd/{sources[folder]}", ROOT + folder, flags=kernel.MS_BIND | kernel.MS_REC)
    for name in ("lib", "lib64"):
        if os.path.islink(f"/{name}"):
            os.symlink(os.readlink(f"/{name}"), f"{ROOT}/{name}")
    for descriptor in sources.values():
        os.close(descriptor)
    kernel.make_read_only(ROOT)
    kernel.pivot_root(ROOT)


def _become(stranger: int) -> None:
    kernel.drop_bounding_set()  # afterwards it would be too late, and fail silently
    os.setgroups([])
    os.setresgid(stranger, stranger, stranger)
    os.setresuid(stranger, stranger, stranger)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of user id clears it
