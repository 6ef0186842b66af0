"""Zip files that depend on nothing but what is in them: the same files give the same bytes."""

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold


def pack(files):
    """Return a zip as bytes.

    Args:
        files: dict: path inside the zip -> ``(content, mode)``: a str or bytes, and an int such as ``0o644``.

    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, (content, mode) in sorted(files.items()):
            about = zipfile.ZipInfo(path, EPOCH)
            about.create_system, about.external_attr = 3, (0o100000 | mode) << 16  # Unix; a plain file
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return buffer.getvalue()
