"""What a command costs: seconds of wall and processor time, and the most memory that it and its children held."""

import os
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


def run(command, *, cwd=None, env=None, pin=None):
    """Run a command to its end; return its Cost.

    Args:
        command: list of str.
        cwd: folder to run it in.
        env: its whole environment.
        pin: None, or the processors that it may use.

    Raises:
        RuntimeError: it failed; what it printed is in the message.

    """
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if pin:
        os.sched_setaffinity(process.pid, pin)
    watch = _Watch(process.pid)
    watch.start()
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    watch.is_over.set()
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:6])} ended with {process.returncode}:\n{output.decode()[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, watch.most)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.is_over = pid, 0, threading.Event()

    def run(self):
        while not self.is_over.wait(BETWEEN_LOOKS):
            try:
                root = psutil.Process(self.pid)
                held = sum(_memory(one) for one in [root, *root.children(recursive=True)])
            except psutil.Error:
                continue
            self.most = max(self.most, held)


def _memory(process):
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0
