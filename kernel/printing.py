"""What the system prints as PDF: forms to sign on, and labels. Fonts with Chinese are embedded; nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from django.conf import settings


class Symbol(StrEnum):
    """How a code is drawn for scanners."""

    QR = "QRCode"
    CODE_128 = "Code128"
    DATA_MATRIX = "DataMatrix"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form under a heading of its own, with its table. Empty cells are high enough to write in."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: what it is of, a table, and who signs. ``head`` is what its QR says of the journal when it was printed.

    ``drill`` prints 【演练】 on every page; ``wide`` turns the paper; ``points`` are lines of a second table, that of
    what was looked at; ``sections`` follow them. Cells are texts as they stand on paper, empty ones are written in by
    hand.
    """

    title: str
    unit: str
    exam: str
    drill: bool
    printed: str
    head: str
    head_words: str
    fields: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    points: Sequence[Sequence[str]] = ()
    sections: Sequence[Section] = ()
    signers: Sequence[str] = ()
    note: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label for a box, a cabinet, a key or a vehicle: its code, and lines to read."""

    code: str
    lines: Sequence[str] = field(default=())


class BlockKind(StrEnum):
    """What a part of a report is."""

    SECTION = "section"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report: a heading or a paragraph with its ``text``, or a table."""

    kind: BlockKind
    text: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in the layout of an official document (GB/T 9704-2012): title, body, who wrote it, and when.

    ``mark`` stands above the title (【演练】, or that it is restricted); ``foot`` is what it says of the journal.
    """

    title: str
    mark: str
    blocks: Sequence[Block]
    signed: str
    dated: str
    foot: str


def report_as_pdf(report: Report) -> bytes:
    """The report, its fonts embedded."""
    return _compiled("report.typ", {"report": asdict(report)})


def sheets_as_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The forms, each beginning on a page of its own."""
    told = [{**asdict(sheet), "symbol": drawn(sheet.head, Symbol.QR)} for sheet in sheets]
    return _compiled("form.typ", {"sheets": told})


def labels_as_pdf(labels: Sequence[Label], *, symbol: Symbol, drill_words: str = "") -> bytes:
    """Labels, 24 on a sheet of 70 x 37 mm. ``drill_words`` stand on each where it is a drill's."""
    told = [{**asdict(label), "symbol": drawn(label.code, symbol)} for label in labels]
    return _compiled("labels.typ", {"labels": told, "symbol": symbol.name, "drill": drill_words})


def drawn(text: str, symbol: Symbol) -> str:
    """The code as SVG."""
    # Loaded where it is used: every process of the node would carry both libraries otherwise.
    import zxingcpp

    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbol.value))
    svg: str = barcode.to_svg(add_quiet_zones=False)
    return svg


def _compiled(name: str, told: dict[str, object]) -> bytes:
    import pylopdf_fonts_zh_cn
    import typst

    folder = Path(settings.BASE_DIR) / "templates" / "print"
    # What people wrote goes in as data and is never read as markup.
    pdf: bytes = typst.compile(
        str(folder / name),
        root=str(folder),
        font_paths=[str(Path(pylopdf_fonts_zh_cn.__file__).parent)],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
    return pdf
