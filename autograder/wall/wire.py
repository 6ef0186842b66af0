"""Frames, as which everything crosses the wall: a JSON header and the raw bytes of arrays. Never pickle.

A frame is two little-endian uint32 (header length, payload length), a JSON header, and the arrays' bytes in the order
in which the header names them. Both sides speak it; the trusted side takes every byte for hostile: sizes are checked
before anything is allocated. What the header says is for ``encoding.py``.
"""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

HEADER_LIMIT = 8 * 2**20  # bytes: room for all cells of a submission
FRAME_LIMIT = 64 * 2**20  # bytes of the arrays in one frame
READ_AHEAD = 2**16  # bytes: most frames come in one piece
HEAD = struct.Struct("<II")

WRITE_JSON = msgspec.json.Encoder().encode  # five times as fast as Python's own
READ_JSON = msgspec.json.Decoder(dict[str, Any]).decode

Message = dict[str, Any]  # as JSON has it


class ProtocolError(Exception):
    """Something that crossed the wall does not follow the rules, of frames or of the values in them."""


def pack(message: Message, payload: Sequence[bytes] = ()) -> bytes:
    """Return one frame as bytes.

    Raises:
        ProtocolError: it would be too large.

    """
    try:
        header = WRITE_JSON(message)
    except UnicodeEncodeError:  # half a character, such as a notebook may hold
        header = json.dumps(message, ensure_ascii=False).encode(errors="replace")
    size = sum(map(len, payload))
    if len(header) > HEADER_LIMIT or size > FRAME_LIMIT:
        raise ProtocolError(f"more than {FRAME_LIMIT >> 20} MB at once")
    return b"".join([HEAD.pack(len(header), size), header, *payload])


class Receiver:
    """Reads frames from a stream.

    Args:
        read: called with the largest number of bytes that are of use; returns some, or none at the end.
        weigh: called with the sizes of a frame before it is read, header and payload; returns its ``weight``, or
            refuses it with ProtocolError.

    """

    def __init__(self, read: Callable[[int], bytes], weigh: Callable[[int, int], int] | None = None) -> None:
        self.read, self.weigh = read, weigh
        self.weight = 0  # of the latest frame
        self.buffer = b""

    def receive(self) -> tuple[Message, bytes]:
        """Return the next frame: its header, and its payload.

        Raises:
            ProtocolError: the bytes are no frame.
            EOFError: the stream has ended.

        """
        self._fill(HEAD.size)
        header_size, payload_size = HEAD.unpack_from(self.buffer)
        if header_size > HEADER_LIMIT or payload_size > FRAME_LIMIT:
            raise ProtocolError(f"a frame of more than {FRAME_LIMIT >> 20} MB")
        if self.weigh:
            self.weight = self.weigh(header_size, payload_size)
        end = HEAD.size + header_size
        self._fill(end + payload_size)
        frame, self.buffer = self.buffer, self.buffer[end + payload_size :]
        try:
            message = READ_JSON(frame[HEAD.size : end])
        except (ValueError, RecursionError) as error:
            raise ProtocolError("a header that is no JSON object") from error
        return message, frame[end : end + payload_size]

    def _fill(self, size: int) -> None:
        """Read until the buffer holds so many bytes."""
        if len(self.buffer) >= size:
            return
        pieces, held = [self.buffer] if self.buffer else [], len(self.buffer)
        while held < size:
            piece = self.read(max(size - held, READ_AHEAD))
            if not piece:
                raise EOFError
            pieces.append(piece)
            held += len(piece)
        self.buffer = pieces[0] if len(pieces) == 1 else b"".join(pieces)
