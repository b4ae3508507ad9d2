"""What a file is, by its bytes and not by its name, and whether pictures are in it."""

from __future__ import annotations

import io
import re
import zipfile

from incidents.states import FileKind

PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00",
)  # fmt: skip
# ISO media (HEIC, AVIF, and films) and RIFF (WebP) say what they are behind four bytes of length.
BOXED = (b"ftyp", b"WEBP")
PDF_PICTURE = re.compile(rb"/Subtype\s*/Image|/Image\b|/JPXDecode|/DCTDecode")
ZIPPED = b"PK\x03\x04"
WORD, SHEET = "word/document.xml", "xl/workbook.xml"
PICTURE_NAMES = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|webp|heic|heif|avif|emf|wmf|svg|ico)$", re.IGNORECASE)


def kind_of(content: bytes) -> FileKind | None:
    """What the bytes are; None for what is taken in nowhere."""
    if is_picture(content):
        return FileKind.PICTURE
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(ZIPPED):
        names = _names_in(content)
        return FileKind.WORD if WORD in names else FileKind.SHEET if SHEET in names else None
    return FileKind.TEXT if _as_text(content) is not None else None


def is_picture(content: bytes) -> bool:
    """Whether the bytes are a picture or a film."""
    return content.startswith(PICTURES) or content[4:8] in BOXED or content[8:12] in BOXED


def holds_pictures(kind: FileKind, content: bytes) -> bool:
    """Whether there is a picture in it: a photo in a letter is a photo.

    The dictionary of a picture in a PDF is never packed, so that it can be read without taking the file apart.
    """
    if kind == FileKind.PICTURE:
        return True
    if kind == FileKind.PDF:
        return PDF_PICTURE.search(content) is not None
    return kind in {FileKind.WORD, FileKind.SHEET} and any(PICTURE_NAMES.search(name) for name in _names_in(content))


def text_of(kind: FileKind, content: bytes) -> str:
    """The words of a plain text; of any other file none."""
    return (_as_text(content) or "") if kind == FileKind.TEXT else ""


def _as_text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _names_in(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except zipfile.BadZipFile:
        return frozenset()
