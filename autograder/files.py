"""Files as the whole engine reads and writes them: whole or not at all, in UTF-8; and zips."""

import contextlib
import ctypes
import errno
import io
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from .errors import CourseError, Refusal, in_words

Content: TypeAlias = str | bytes | Iterable[str]  # of a file; pieces are written as they come, one after the other

DRAFT = ".draft-"  # how the names of files begin that are not complete
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755
ENTERED = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
LEFT = (".", "#")  # how the names begin of what editors, systems and tools leave behind, and how they end
LEFT_ENDINGS = (".pyc", ".orig", ".rej", ".bak", ".swp", "~", "#")
OPEN = ("/dev/std", "/dev/fd/")  # how the names begin of what is open already, an ordinary file perhaps
FEW = 2  # files that are flushed one by one
SYNCFS = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)  # of Linux alone
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold


def write_whole(path: str, content: Content, *, public: bool = False) -> None:
    """Write a file so that nobody ever sees half of it, not even after a crash.

    What is there and no ordinary file, such as ``/dev/stdout`` or a pipe, takes what is written and stays what it is.

    Args:
        path: of the file; folders that are not there are made.
        content: str, bytes, or pieces of a str; where making one of these fails, the file stays as it was.
        public: whether others of this machine may read it. Marks, and all that tells of them, are their owner's alone.

    Raises:
        Refusal: it cannot be written there.

    """
    write_all({path: content}, public=public)


def write_all(files: Mapping[str, Content], *, public: bool = False) -> None:
    """Write files as ``write_whole`` does, and flush all of them to the disk at once; they appear in their order.

    Args:
        files: path -> content.
        public: whether others of this machine may read them.

    Raises:
        Refusal: one of them cannot be written; it may be that some have appeared.

    """
    path, drafts = "", dict[str, str]()
    try:
        for path, content in files.items():
            _write(path, content, drafts, public)
        _flush(list(drafts.values()))
        for path, draft in drafts.items():
            os.replace(draft, path)
    except BaseException as error:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                os.unlink(draft)
        if not isinstance(error, OSError):
            raise
        raise Refusal(
            path, f"it cannot be written: {in_words(error)}", "make room, or choose another place, and try again"
        ) from error


def _write(path: str, content: Content, drafts: dict[str, str], public: bool) -> None:
    """Write a draft of a file, and put it among the drafts."""
    if _is_device(path):
        with open(path, "wb") as device:
            device.writelines(_encoded(content))
        return
    folder = os.path.dirname(path) or "."
    make_folder(folder, public=public)
    descriptor, drafts[path] = tempfile.mkstemp(dir=folder, prefix=DRAFT)
    with open(descriptor, "wb") as file:
        file.writelines(_encoded(content))
        os.fchmod(descriptor, PUBLIC_FILE if public else PRIVATE_FILE)


def _encoded(content: Content) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    pieces = [content] if isinstance(content, str) else content
    return (piece.encode("utf-8", "surrogateescape") for piece in pieces)


def _flush(paths: Sequence[str]) -> None:
    """Have the disk hold what was written to files: each of a few by itself, many with all else that waits for it."""
    if len(paths) > FEW:
        disks = {os.stat(path).st_dev: path for path in paths}
        if all(map(_flush_disk, disks.values())):
            return
    for path in paths:
        with open(path, "rb") as file:
            os.fsync(file.fileno())


def _flush_disk(path: str) -> bool:
    """Flush the file system that a file is in; tell whether this system can do so."""
    if SYNCFS is None:
        return False
    with open(path, "rb") as file:
        if SYNCFS(file.fileno()) == 0:
            return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code))


def _is_device(path: str) -> bool:
    is_other = os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))
    return is_other or path.startswith(OPEN)


def make_folder(path: str, *, public: bool = False) -> None:
    """Make a folder and those above it, unless they are there; who may look into new ones does not rest on the umask.

    Raises:
        OSError: it cannot be made.

    """
    if os.path.isdir(path):
        return
    make_folder(os.path.dirname(path) or ".", public=public)
    with contextlib.suppress(FileExistsError):  # another process was faster
        os.mkdir(path, PRIVATE_FOLDER)
        os.chmod(path, PUBLIC_FOLDER if public else PRIVATE_FOLDER)


def read_text(path: str, remedy: str = "put a file there that you may read, or take an earlier one back") -> str:
    """Return the text of a file that belongs to the course.

    Args:
        path: of the file.
        remedy: what to do where it cannot be read.

    Raises:
        CourseError: there is no such file, or it is not UTF-8.

    """
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise CourseError(path, f"it cannot be read: {in_words(error)}", remedy) from error
    except UnicodeDecodeError as error:
        raise CourseError(path, "it is not UTF-8 text", "save it as UTF-8") from error


def read_plain(path: str, largest: int) -> bytes:
    """Return what a file of ours holds, in whoever's hands it was meanwhile: never by a link, a pipe or a device.

    Raises:
        OSError: it cannot be opened, is no plain file, or holds more than ``largest`` bytes.

    """
    if os.path.islink(path):
        raise OSError(errno.ELOOP, "it is a link")
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "it is a folder" if stat.S_ISDIR(about.st_mode) else "it is no plain file")
        if about.st_size > largest:
            raise OSError(errno.EFBIG, f"it is larger than {largest >> 20} MB")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(largest)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def entering(path: str, levels: int) -> Iterator[int]:
    """Enter a folder and give a descriptor of it; its last levels are entered one by one, none of them by a link.

    Whatever becomes of its name meanwhile, what is then found by the descriptor lies in that folder.

    Args:
        path: of the folder.
        levels: folders at the end of the path that somebody else may have made.

    Raises:
        OSError: there is no such folder, or a link in the place of one.

    """
    top, names = path, list[str]()
    for _ in range(levels):
        top, name = os.path.split(top.rstrip(os.sep) or top)
        names.insert(0, name)
    descriptor = os.open(top or ".", ENTERED)
    try:
        for name in filter(None, names):
            outer, descriptor = descriptor, os.open(name, ENTERED | os.O_NOFOLLOW, dir_fd=descriptor)
            os.close(outer)
        yield descriptor
    finally:
        os.close(descriptor)


def files_below(folder: str) -> Iterator[str]:
    """Yield the paths of all files below a folder that somebody wrote, and meant to leave there."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        own = [name for name in files if not (name.startswith(LEFT) or name.endswith(LEFT_ENDINGS))]
        yield from (os.path.join(parent, name) for name in own)


def pack(files: Mapping[str, tuple[str | bytes, int]], date: datetime | None = None) -> bytes:
    """Return a zip as bytes. The same files of the same date give the same bytes.

    Args:
        files: path inside the zip -> ``(content, mode)``; a mode such as ``0o644``.
        date: of every file in it, to two seconds; None for what only programs read.

    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, (content, mode) in sorted(files.items()):
            about = zipfile.ZipInfo(path, max(EPOCH, date.timetuple()[:6]) if date else EPOCH)
            about.create_system, about.external_attr = 3, (0o100000 | mode) << 16  # Unix; a plain file
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return buffer.getvalue()
