"""Files that student code writes, kept in memory: ``open("plot.png", "w")`` works, nothing reaches a disk.

There is no folder that a child may write to, so nothing is left behind for the next student, and no disk is filled.
"""

import builtins
import io
import os
from typing import IO, Any


def install() -> None:
    """Make ``open`` keep what is written in memory, and find it there again; folders need not be made."""
    files: dict[str, bytes] = {}
    real_open = builtins.open

    def open_(file: Any, mode: str = "r", *args: Any, **options: Any) -> IO[Any]:
        name = os.path.abspath(os.fsdecode(file)) if isinstance(file, str | bytes | os.PathLike) else None
        writing = set(mode) & set("wax+")
        if name is None or not (writing or name in files):
            return real_open(file, mode, *args, **options)
        return _open_in_memory(files, name, mode, *args, **options)

    builtins.open = io.open = open_  # type: ignore[assignment] # for every caller, whatever it asks for
    os.mkdir = lambda *args, **options: None  # any name will do for a file, folders or not


def _open_in_memory(
    files: dict[str, bytes],
    name: str,
    mode: str,
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    **options: Any,
) -> IO[Any]:
    if "x" in mode and name in files:
        raise FileExistsError(name)
    if "r" in mode and name not in files:
        raise FileNotFoundError(name)
    raw = _MemoryFile(files, name, b"" if set(mode) & set("wx") else files.get(name, b""))
    if "a" in mode:
        raw.seek(0, io.SEEK_END)
    return raw if "b" in mode else io.TextIOWrapper(raw, encoding or "utf-8", errors, newline, write_through=True)


class _MemoryFile(io.BytesIO):
    def __init__(self, files: dict[str, bytes], name: str, data: bytes) -> None:
        super().__init__(data)
        self.files, self.name = files, name
        files[name] = data

    def close(self) -> None:
        if not self.closed:
            self.files[self.name] = self.getvalue()
        super().close()
