"""The filter of system calls on an arm64 kernel: an emulated machine of Debian's packages makes each call behind it."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.wall import seccomp
from tests.paths import ROOT
from tests.test_seccomp import DROPPED, TABLES, numbers

KERNEL = os.environ.get("ARM64_KERNEL", "")
TOOLS = ("qemu-system-aarch64", "aarch64-linux-gnu-gcc")
REMEDY = (
    "to try it: apt-get install qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross, take vmlinuz out of "
    "Debian's linux-image-arm64, and name it with ARM64_KERNEL="
)
HIGHEST = 450  # numbers of calls


def archive(files):
    """Return files as the kernel unpacks them when it starts: path -> (mode, content), or a mode and a device."""
    parts = []
    for number, (path, (mode, content, *device)) in enumerate([*files.items(), ("TRAILER!!!", (0, b""))], 1):
        major, minor = device or (0, 0)
        name = path.encode() + b"\0"
        fields = (number, mode, 0, 0, 1, 0, len(content), 0, 0, major, minor, len(name), 0)
        head = b"070701" + b"".join(b"%08x" % field for field in fields) + name
        parts += [head + b"\0" * (-len(head) % 4), content + b"\0" * (-len(content) % 4)]
    return b"".join(parts)


@pytest.fixture(scope="module")
def emulated(tmp_path_factory):
    """Make calls on an emulated machine: returns what each came to, by name, given (name, number, three arguments)."""
    if not (Path(KERNEL).is_file() and all(map(shutil.which, TOOLS))):
        pytest.skip(REMEDY)
    folder = tmp_path_factory.mktemp("arm64")
    source = ROOT / "tests" / "arm64" / "init.c"
    subprocess.run([TOOLS[1], "-O1", "-static", "-o", folder / "init", source], check=True)

    def made(calls):
        files = {
            "dev": (0o040755, b""),
            "dev/console": (0o020600, b"", 5, 1),
            "init": (0o100755, (folder / "init").read_bytes()),
            "filter": (0o100644, seccomp.program("aarch64")),
            "calls": (0o100644, "".join(f"{' '.join(map(str, call))}\n" for call in calls).encode()),
        }
        (folder / "initrd").write_bytes(archive(files))
        machine = ["-M", "virt", "-cpu", "cortex-a57", "-m", "512", "-nographic", "-no-reboot", "-nic", "none"]
        started = ["-kernel", KERNEL, "-initrd", folder / "initrd", "-append", "console=ttyAMA0 quiet panic=-1"]
        done = subprocess.run([TOOLS[0], *machine, *started], capture_output=True, text=True, check=False, timeout=900)
        lines = [line.split() for line in done.stdout.splitlines()]
        assert ["all", "said"] in lines, done.stdout[-2000:] + done.stderr[-2000:]
        return {line[0]: (line[1], int(line[2])) for line in lines if len(line) == 3 and line[1] in ("said", "ended")}

    return made


def test_an_arm64_kernel_answers_as_the_filter_says(emulated):
    """What is listed is tried, and fails for its arguments at most; everything else is refused, by number."""
    listed = {name: pair[1] for name, pair in TABLES.items() if pair[1] is not None}
    special = {"clone3", *seccomp.OF_ONESELF, *seccomp.OF_A_CLOCK}
    allowed = {name: number for name, number in listed.items() if name not in special}
    refused = sorted(set(range(HIGHEST)) - set(listed.values()))
    calls = [(name, number, -1, 0, 0) for name, number in allowed.items()]
    calls += [(f"no-{number}", number, 0, 0, 0) for number in refused]
    calls += [("clone3", listed["clone3"], 0, 0, 0), ("openat-write", listed["openat"], -100, 0, 1)]
    for name in seccomp.OF_ONESELF:
        calls += [(f"{name}-0", listed[name], 0, 0, 0), (f"{name}-1", listed[name], 1, 0, 0)]
    for name in seccomp.OF_A_CLOCK:
        calls += [(f"{name}-0", listed[name], 0, 0, 0), (f"{name}--6", listed[name], -6, 0, 0)]
    came = emulated(calls)
    assert set(came) == {call[0] for call in calls}
    assert {name for name in allowed if came[name] == ("said", errno.EPERM)} == set()
    assert {number for number in refused if came[f"no-{number}"] != ("said", errno.EPERM)} == set()
    assert (came["clone3"], came["openat-write"]) == (("said", errno.ENOSYS), ("said", errno.EACCES))
    assert {came[f"{name}-1"] for name in seccomp.OF_ONESELF} == {("said", errno.EPERM)}
    assert {came[f"{name}--6"] for name in seccomp.OF_A_CLOCK} == {("said", errno.EPERM)}
    for name in (*seccomp.OF_ONESELF, *seccomp.OF_A_CLOCK):
        assert came[f"{name}-0"] != ("said", errno.EPERM), name


def test_what_computing_does_without_is_refused_there(emulated):
    """By the numbers of the kernel's headers."""
    known = {name: numbers("aarch64")[name] for name in DROPPED if name in numbers("aarch64")}
    assert len(known) > len(DROPPED) / 2
    assert set(emulated([(name, number, 0, 0, 0) for name, number in known.items()]).values()) == {
        ("said", errno.EPERM)
    }
