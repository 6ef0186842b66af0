"""A trial of the wall before anything is graded: hostile code tries to get out, and tells what it could do."""

import os
import tempfile
from collections.abc import Iterable
from typing import Any

from autograder.kit.calls import Call

from .limits import Limits
from .outcomes import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from .sandbox import Sandbox
from .spawn import ZygoteHandle

ATTEMPTS = """
import ctypes, mmap, os, socket, sys, threading

def attempt(action):
    try:
        return action() is not False
    except BaseException:
        return False

def read(path):
    with open(path, "rb") as file:
        return file.read(1)

def write(path):
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))

def fork():
    if os.fork() == 0:
        os._exit(0)

def start_a_thread():
    threading.Thread(target=lambda: None).start()

def trace():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace(2, 0, 0, 0)
    return ctypes.get_errno() == 3  # it would be done, were there such a process

def break_out(secrets, folders, writable, process, memory):
    done = []
    for path in secrets:
        done += [f"it can read {path}"] * attempt(lambda: read(path))
    for path in folders:
        done += [f"it can list {path}"] * attempt(lambda: os.listdir(path))
    done += [f"it can write {writable}"] * attempt(lambda: write(writable))
    done += ["it can open a network connection"] * attempt(lambda: socket.socket(socket.AF_INET))
    done += ["it can talk to other programs"] * attempt(lambda: socket.socket(socket.AF_UNIX))
    done += ["it can start a process"] * attempt(fork)
    done += ["it can start a program"] * attempt(lambda: os.posix_spawn(sys.executable, ["python"], {}))
    done += ["it can start a thread"] * attempt(start_a_thread)
    done += ["it can send signals to the grader"] * attempt(lambda: os.kill(process, 0))
    done += ["it can trace processes"] * attempt(trace)
    done += ["it can use more memory than it may"] * attempt(lambda: mmap.mmap(-1, memory))
    done += ["it can become root"] * attempt(lambda: os.setuid(0))
    return done
"""


def find_holes(zygote: ZygoteHandle, secrets: Iterable[str], private: Iterable[str] = ()) -> list[str]:
    """Return what student code could do that it must not, as a list of sentences; empty where the wall holds.

    Args:
        zygote: of which a child tries.
        secrets: paths of files that student code must not read.
        private: folders that it must not see into, such as that of everybody's work.

    """
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o777)
        folders = sorted({*private, *(os.path.dirname(path) for path in secrets)})
        own = ["/proc/self/environ", f"/proc/{os.getpid()}/environ", "/etc/passwd"]
        files = [*secrets, *filter(None, map(_some_file, private)), *own]
        limits = Limits()
        arguments = (files, folders, os.path.join(place, "left-behind"), os.getpid(), 4 * limits.memory)
        sandbox = Sandbox(zygote, limits)
        try:
            sandbox.load([ATTEMPTS])
            return [str(sentence) for sentence in sandbox.call(Call("break_out", tuple(map(_plain, arguments)), {}))]
        except (NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError, TypeError) as error:
            return [f"the trial itself did not run: {error}"]
        finally:
            sandbox.close()


def _some_file(folder: str) -> str | None:
    """Return the path of a file below a folder, or None."""
    return next((os.path.join(place, files[0]) for place, _, files in os.walk(folder) if files), None)


def _plain(value: Any) -> Any:
    return [os.fsencode(one).decode(errors="replace") for one in value] if isinstance(value, list) else value
