"""What a command costs: seconds of wall and processor time, and the most memory that it and its children held."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

import psutil

BETWEEN_LOOKS = 0.05  # seconds


@dataclass(frozen=True)
class Cost:
    """Seconds, and bytes; memory shared by several processes is counted for each of them."""

    wall: float
    cpu: float
    memory: int


def run(command, *, cwd=None, env=None, pin=None, strict=True, deadline=None):
    """Run a command to its end; return its Cost.

    Args:
        command: list of str.
        cwd: folder to run it in.
        env: its whole environment.
        pin: None, or the processors that it may use.
        strict: whether it must not fail.
        deadline: seconds of real time after which it is killed with all that it began; None for never.

    Raises:
        RuntimeError: it failed, and must not; what it printed is in the message.

    """
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)  # fmt: skip
    if pin:
        os.sched_setaffinity(process.pid, pin)
    watch = _Watch(process.pid)
    watch.start()
    killer = threading.Timer(deadline or 0, os.killpg, (process.pid, signal.SIGKILL))
    if deadline:
        killer.start()
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    killer.cancel()
    watch.is_over.set()
    watch.join()
    if process.returncode and strict:
        raise RuntimeError(f"{' '.join(command[:6])} ended with {process.returncode}:\n{output.decode()[-2000:]}")
    return Cost(wall, max(used.ru_utime + used.ru_stime, watch.used), watch.most)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.used, self.is_over = pid, 0, 0.0, threading.Event()

    def run(self):
        while not self.is_over.wait(BETWEEN_LOOKS):
            try:
                root = psutil.Process(self.pid)
                every = [root, *root.children(recursive=True)]
                held, used = sum(map(_memory, every)), sum(map(_used, every))
            except psutil.Error:
                continue
            self.most, self.used = max(self.most, held), max(self.used, used)  # of what is killed, nobody is told


def _memory(process):
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _used(process):
    try:
        return sum(process.cpu_times()[:4])
    except psutil.Error:
        return 0.0
