"""A download, as hostile as it may be: a zip, a folder, or a folder of zips, of which files are read one by one.

Nothing is unpacked, so that no path in an archive ever says where something is written. Links, paths that lead out,
what unpacks to far more than it holds, and what cannot be read is left, and named.
"""

import contextlib
import errno
import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from autograder.errors import Refusal, in_words, refusing
from autograder.files import entering
from autograder.submissions import LARGEST

MOST_FILES = 200_000
MOST_WITHIN = 2_000  # files of a zip that a student handed in
LONGEST_PATH = 1000  # characters
ALLOWED_GROWTH, GROWTH_FROM = 200, 4 * 2**20  # a file larger than this many bytes may not be packed that much tighter
UTF8_NAMES = 0x800  # the flag of a zip's file whose name is known to be UTF-8
ENCRYPTED = 0x1
JUNK = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:")
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError),
)


class UnusableFile(Exception):
    """A file of a download cannot be used; the message is what is the matter with it."""


@dataclass(frozen=True)
class Entry:
    """A file of a download: its path in it; what reads it, or raises an UnusableFile; when it was packed."""

    path: str
    read: Callable[[], bytes]
    packed: datetime | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass
class Download:
    """What a platform handed out: its files and folders, and sentences about what was left in it or changed."""

    path: str
    entries: list[Entry] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def take(self, path: str, read: Callable[[], bytes], packed: datetime | None = None) -> None:
        """Add a file, unless its path says that it is junk or means harm."""
        clean = _clean(path)
        if trouble := _trouble(clean):
            self.left.append(f"{path!r}: left where it is: {trouble}")
            return
        if JUNK.search(clean):
            return
        if len(clean) != len(unicodedata.normalize("NFC", path)):
            self.left.append(f"{path!r}: read as {clean!r}, without what cannot be printed")
        self.entries.append(Entry(clean, read, packed))
        if len(self.entries) > MOST_FILES:
            raise Refusal(self.path, f"there are more than {MOST_FILES} files in it", "FROM= the download of one set")


@contextlib.contextmanager
def opened(path: str) -> Iterator[Download]:
    """Open a download, whose files can be read as long as it is open.

    Raises:
        Refusal: there is none, or it is no archive and no folder.

    """
    download = Download(path)
    with contextlib.ExitStack() as stack:
        if os.path.isdir(path):
            with refusing(path, "FROM= a folder that you may read"):
                _walk(path, download)
            _open_zips(download, stack)
        else:
            _read_zip(stack.enter_context(_zip(path)), download)
        yield download


@contextlib.contextmanager
def _zip(path: str) -> Iterator[zipfile.ZipFile]:
    remedy = "FROM= the zip that the platform gives, or a folder of one"
    with refusing(path, remedy):
        file = open(path, "rb")  # noqa: SIM115 - it is closed below
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            file.seek(0)
            is_page = file.read(200).lstrip()[:1] == b"<"
            cause = "this is a web page and no archive" if is_page else "this is no zip, or half of one"
            raise Refusal(path, cause, "log in to the platform again and download it anew") from error
        with archive:
            yield archive


def _open_zips(download: Download, stack: contextlib.ExitStack) -> None:
    """Open the zips in a folder that holds nothing else: the downloads of several sections."""
    zips = [entry for entry in download.entries if entry.path.count("/") == 1 and entry.name.lower().endswith(".zip")]
    if zips and len(zips) == len(download.entries):
        download.entries.clear()
        for entry in zips:
            path = os.path.join(os.path.dirname(os.path.abspath(download.path)), entry.path)
            _read_zip(stack.enter_context(_zip(path)), download)


def _read_zip(archive: zipfile.ZipFile, download: Download) -> None:
    for info in archive.infolist():
        path = _decoded(info)
        if info.is_dir():
            download.folders.append(_clean(path).rstrip("/"))
        else:
            download.take(path, _reader(archive, info), _packed(info))


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if trouble := _trouble_of(info):
            raise UnusableFile(trouble)
        try:
            return archive.read(info)
        except DAMAGED as error:
            raise UnusableFile("the archive is damaged there") from error

    return read


def _trouble_of(info: zipfile.ZipInfo) -> str:
    """Return why a file of a zip is not read, or an empty str."""
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link" if stat.S_ISLNK(mode) else "it is no ordinary file"
    if info.flag_bits & ENCRYPTED:
        return "it is locked with a password"
    if info.file_size > LARGEST:
        return f"it is larger than {LARGEST >> 20} MB"
    if info.file_size > GROWTH_FROM and info.file_size > ALLOWED_GROWTH * max(info.compress_size, 1):
        return f"{info.compress_size >> 10} kB unpack to {info.file_size >> 20} MB, as no one's work does"
    return ""


def _packed(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a path in a zip. Many write UTF-8 without saying so, which Python takes for the signs of old PCs."""
    if info.flag_bits & UTF8_NAMES:
        return info.filename
    with contextlib.suppress(UnicodeError):
        return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _clean(path: str) -> str:
    """Return a path in the one form of its accents, without what cannot be printed, and with slashes."""
    whole = unicodedata.normalize("NFC", path).replace("\\", "/")
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in whole)
    return "".join(letter for letter in spaced if letter.isprintable())


def _trouble(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or DRIVE.match(path):
        return "its path leads out of the download"
    return "its name is too long" if len(path) > LONGEST_PATH else "" if parts[-1] else "it has no name"


def _walk(top: str, download: Download) -> None:
    """Take in the plain files below a folder, whose own name comes first in their paths. No link is followed."""
    whole = os.path.abspath(top)
    outer = os.path.dirname(whole)
    for parent, folders, files in os.walk(whole):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            download.folders.append(os.path.relpath(os.path.join(parent, name), outer).replace(os.sep, "/"))
        for name in sorted(files):
            path = os.path.relpath(os.path.join(parent, name), outer)
            download.take(os.fsencode(path).decode("utf-8", "replace"), _file_reader(outer, path))


def _file_reader(outer: str, path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        folder, name = os.path.split(path)
        try:
            with entering(os.path.join(outer, folder), folder.count(os.sep)) as inside:
                return _read_plain(name, inside)
        except OSError as error:
            is_link = error.errno == errno.ELOOP
            raise UnusableFile("it is a link" if is_link else f"it cannot be opened ({in_words(error)})") from error

    return read


def _read_plain(name: str, folder: int) -> bytes:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with open(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise UnusableFile("it is no ordinary file")
        if about.st_nlink > 1:
            raise UnusableFile("it has another name elsewhere (a hard link): whose file is it?")
        if about.st_size > LARGEST:
            raise UnusableFile(f"it is larger than {LARGEST >> 20} MB")
        return file.read(LARGEST)


def within(data: bytes) -> list[Entry]:
    """Return the files of a zip that a student handed in; not those of zips in it.

    Raises:
        UnusableFile: it is no zip, or holds too much.

    """
    inner = Download("")
    try:
        _read_zip(zipfile.ZipFile(io.BytesIO(data)), inner)
    except DAMAGED as error:
        raise UnusableFile("it is no zip, or half of one") from error
    if len(inner.entries) > MOST_WITHIN:
        raise UnusableFile(f"there are more than {MOST_WITHIN} files in it")
    return inner.entries
