"""Bytes → characters. A report is UTF-8, with or without a byte order mark."""

from __future__ import annotations

from pmlint.document import Defect, DefectKind
from pmlint.frozen import Frozen
from pmlint.text import Span

BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
UTF_8_MARK = b"\xef\xbb\xbf"


class Decoded(Frozen):
    """The characters, and what was wrong with the bytes (then the characters are a best guess)."""

    text: str
    defect: Defect | None = None


def decode(content: bytes, limit: int) -> Decoded:
    """Decode `content`; at most `limit` bytes are accepted. Offsets in messages are in bytes."""
    if len(content) > limit:
        head = content[:limit].decode("utf-8", errors="replace")
        return Decoded(
            head,
            Defect(
                DefectKind.OVER_LIMIT,
                Span(len(head), len(head)),
                f"the file is larger than {limit:,} bytes",
                "move logs and other long material into a file of its own and link to it under "
                "appendices, or raise `bytes` under [limits]",
            ),
        )
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _wrong_encoding(content, 0, f"the file is {name}, not UTF-8 (byte offset 0)")
    if _looks_like_utf_16(content):
        offset = content.index(0)
        return _wrong_encoding(
            content, offset, f"the file looks like UTF-16, not UTF-8 (byte offset {offset})"
        )
    body = content[len(UTF_8_MARK) :] if content.startswith(UTF_8_MARK) else content
    try:
        return Decoded(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        offset = error.start + len(content) - len(body)
        return _wrong_encoding(
            content,
            offset,
            f"byte 0x{content[offset]:02X} at offset {offset:,} is not UTF-8",
        )


def _looks_like_utf_16(content: bytes) -> bool:
    """Without a mark UTF-16 shows by every other byte of its ASCII characters being zero."""
    head = content[:64]
    half = len(head) // 2
    return half >= 4 and any(head[side::2].count(0) > 0.8 * half for side in (0, 1))


def _wrong_encoding(content: bytes, offset: int, message: str) -> Decoded:
    body_start = len(UTF_8_MARK) if content.startswith(UTF_8_MARK) else 0
    good = content[body_start:offset].decode("utf-8", errors="replace")
    text = good + content[offset:].decode("utf-8", errors="replace")
    return Decoded(
        text,
        Defect(
            DefectKind.ENCODING,
            Span(len(good), len(good) + 1),
            message,
            "save the file as UTF-8 (your editor's “save with encoding”, or iconv)",
        ),
    )
