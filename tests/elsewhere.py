"""Run a command as it would run on other machines: as an ordinary user, or where the kernel offers less.

    python -P -m tests.elsewhere [--ordinary] [--without LAYER]... COMMAND [ARG ...]

``--without namespaces`` refuses what the default filter of container engines refuses; ``landlock`` and ``seccomp`` make
a kernel that has none. Exit code 77: this machine cannot be made to look like that one.
"""

import os
import platform
import site
import sys

from autograder.wall import bpf, kernel, seccomp

ORDINARY = 60999  # a user id that nobody has
CANNOT = 77
EPERM, EINVAL, ENOSYS = 1, 22, 38
NEW_SPACES = 0x7E020000  # the flags of clone that ask for a namespace
PR_SET_SECCOMP = 22

# layer -> answer, and the numbers on (x86-64, arm64) of the system calls that get it. Those of the namespaces are
# unshare, setns, mount, umount2, pivot_root, chroot, open_tree, move_mount and fsopen.
REFUSED = {
    "namespaces": (
        EPERM,
        [(272, 97), (308, 268), (165, 40), (166, 39), (155, 41), (161, 51), (428, 428), (429, 429), (430, 430)],
    ),
    "landlock": (ENOSYS, [(444, 444), (445, 445), (446, 446)]),
    "seccomp": (ENOSYS, [(317, 277)]),
}
CLONE, CLONE3, PRCTL = (56, 220), (435, 435), (157, 167)


def kernel_without(layers):
    """Return the filter, as bytes, behind which the kernel has no such layers to offer."""
    column = seccomp.MACHINES[platform.machine()][1]
    lines = [bpf.load(bpf.NUMBER)]
    for layer in layers:
        error, calls = REFUSED[layer]
        for numbers in calls:
            lines += bpf.when(numbers[column], [bpf.answer(bpf.ERRNO | error)])
    if "namespaces" in layers:
        lines += bpf.when(CLONE3[column], [bpf.answer(bpf.ERRNO | ENOSYS)])
        lines += bpf.when(CLONE[column], _refusing(("&", NEW_SPACES), EPERM))
    if "seccomp" in layers:
        lines += bpf.when(PRCTL[column], _refusing(("==", PR_SET_SECCOMP), EINVAL))
    return b"".join([*lines, bpf.answer(bpf.ALLOW)])


def _refusing(condition, error):
    """Return instructions that refuse a call if its first argument is so."""
    return [bpf.load_argument(0), bpf.jump(*condition, 0, 1), bpf.answer(bpf.ERRNO | error), bpf.answer(bpf.ALLOW)]


def show(folders):
    """Make folders visible to everyone, for this process and those that it starts, also below closed ones."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    for closed in sorted({_closed_above(folder) for folder in folders} - {None}):
        sources = {one: os.open(one, os.O_PATH) for one in folders if one.startswith(f"{closed}/")}
        kernel.mount("tmpfs", closed, "tmpfs", options="mode=0755")
        for folder, source in sources.items():
            os.makedirs(folder, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{source}", folder, flags=kernel.MS_BIND | kernel.MS_REC)
            os.close(source)


def _closed_above(folder):
    """Return the highest folder above one that not everybody may enter, or None."""
    parts = folder.split("/")
    above = ["/".join(parts[:n]) for n in range(2, len(parts) + 1)]
    return next((one for one in above if not os.stat(one).st_mode & 0o001), None)


def become_ordinary():
    """Become a user who owns nothing but can use this Python."""
    if os.getuid() != 0:
        return
    folders = list(filter(os.path.isdir, [sys.prefix, sys.base_prefix, *site.getsitepackages()]))
    if any(map(_closed_above, folders)):
        show(sorted(set(folders)))
    os.setgroups([])
    os.setresgid(ORDINARY, ORDINARY, ORDINARY)
    os.setresuid(ORDINARY, ORDINARY, ORDINARY)


def main(words):
    """Do as the words of the command line say; does not return."""
    layers, ordinary = [], False
    while words[0].startswith("--"):
        option = words.pop(0)
        if option == "--ordinary":
            ordinary = True
        elif option == "--without":
            layers.append(words.pop(0))
    try:
        if ordinary:
            become_ordinary()
        if layers:
            if os.getuid() != 0:  # who needs this to be allowed a filter
                kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            bpf.install(kernel_without(layers))
    except OSError as error:
        print(f"cannot be tried on this machine: {error}", file=sys.stderr)
        sys.exit(CANNOT)
    os.execv(words[0], words)


if __name__ == "__main__":
    main(sys.argv[1:])
