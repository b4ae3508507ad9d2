"""Writes a report as a Word file, in the layout of an official document (GB/T 9704-2012), fonts by their names.

The county's machines have these fonts, and no licence lets us send them along. A PDF, which carries its fonts, is
printed by ``kernel.printing``.
"""

from __future__ import annotations

import io
from typing import Any

from kernel.printing import Block, BlockKind, Report

# GB/T 9704-2012, 5 and 7: the page, and the fonts of title, body, headings of the first order, and page numbers.
MARGINS_MM = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
TITLE, BODY, SECTION, PAGE_NUMBER = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
TITLE_PT, BODY_PT, PAGE_NUMBER_PT, LINE_PT, TABLE_PT = 22, 16, 14, 28, 12


def report_as_docx(report: Report) -> bytes:
    """The file's bytes. What people wrote goes in as text and is never read as markup."""
    # Loaded where it is used: every process of the node would carry the library otherwise.
    from docx import Document

    document = Document()
    _lay_out(document, report)
    if report.mark:
        _write(document.add_paragraph(), report.mark, font=SECTION, size=BODY_PT)
    _write(_centred(document.add_paragraph()), report.title, font=TITLE, size=TITLE_PT)
    for block in report.blocks:
        _add(document, block)
    for text in (report.signed, report.dated):
        _write(_right(document.add_paragraph()), text, font=BODY, size=BODY_PT)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: Any, report: Report) -> None:
    """Page, margins, and the foot: what the report says of the journal, and the number between dashes."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, length in MARGINS_MM.items():
        setattr(section, name, Mm(length))
    document.core_properties.title = report.title
    document.core_properties.author = report.signed
    foot = section.footer.paragraphs[0]
    _write(foot, f"{report.foot}    — ", font=PAGE_NUMBER, size=8)
    _page_number(foot)
    _write(foot, " —", font=PAGE_NUMBER, size=PAGE_NUMBER_PT)


def _add(document: Any, block: Block) -> None:
    if block.kind == BlockKind.TABLE:
        _add_table(document, block)
        return
    paragraph = document.add_paragraph()
    if block.kind == BlockKind.SECTION:
        paragraph.style = document.styles["Heading 1"]
    font = SECTION if block.kind == BlockKind.SECTION else BODY
    _write(_indented(paragraph), block.text, font=font, size=BODY_PT)


def _add_table(document: Any, block: Block) -> None:
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, block.columns, strict=True):
        _write(cell.paragraphs[0], name, font=SECTION, size=TABLE_PT)
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text, font=BODY, size=TABLE_PT)
    _repeat_head(table.rows[0])


def _write(paragraph: Any, text: str, *, font: str, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
    # Word takes a font by name for Latin letters alone unless it is named for East Asian ones too.
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _indented(paragraph: Any) -> Any:
    from docx.shared import Pt

    paragraph.paragraph_format.first_line_indent = Pt(2 * BODY_PT)
    paragraph.paragraph_format.line_spacing = Pt(LINE_PT)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _centred(paragraph: Any) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _right(paragraph: Any) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _page_number(paragraph: Any) -> None:
    """A field that Word fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _repeat_head(row: Any) -> None:
    """The head of a table stands on each of its pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
