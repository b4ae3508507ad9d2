"""What a camera is held to: labels as the product prints them, one after the other, as a film for Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pylopdf

from kernel.printing import Label, Symbol, labels_as_pdf

WIDTH, HEIGHT, A_SECOND = 640, 480, 5
DPI = 230
WHITE, NO_COLOUR = b"\xff", b"\x80" * (WIDTH * HEIGHT // 2)
SHOWN = 10  # two seconds each: longer than a label is one scan


def film(path: Path, labels: Sequence[tuple[str, Symbol]]) -> Path:
    """A film in which the labels come one after the other, with nothing between them; it begins anew at its end."""
    nothing = WHITE * (WIDTH * HEIGHT)
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT, A_SECOND))
        for code, symbol in labels:
            for picture in [printed(code, symbol)] * SHOWN + [nothing]:
                file.write(b"FRAME\n" + picture + NO_COLOUR)
    return path


def printed(code: str, symbol: Symbol) -> bytes:
    """The first label of a sheet, as bright as paper and ink are."""
    sheet = pylopdf.open(stream=labels_as_pdf([Label(code, ("演练箱",))], symbol=symbol))
    image = sheet[0].get_pixmap(dpi=DPI, background=(255, 255, 255))
    grey = bytes(image.samples)[1 :: image.n]
    lines = [grey[row * image.width :][:WIDTH] for row in range(int(37 / 25.4 * DPI))]
    above = (HEIGHT - len(lines)) // 2
    shown = WHITE * (WIDTH * above) + b"".join(lines)
    return shown + WHITE * (WIDTH * HEIGHT - len(shown))
