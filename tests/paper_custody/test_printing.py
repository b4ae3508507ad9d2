"""Forms and labels as people hold them: the text on the paper, and what a scanner reads off it."""

from __future__ import annotations

from typing import Any

import pylopdf
import pytest
import zxingcpp

from journal.selectors import head_of
from paper_custody.models import Handover
from tests.paper_custody.builders import Papers
from tests.venues.builders import at


def printed(papers: Papers, who: str, path: str) -> Any:
    mark = "&" if "?" in path else "?"
    return papers.world.client_of(who).get(f"{path}{mark}exam={papers.world.exam.pk}")


def paper(response: Any) -> pylopdf.Document:
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "application/pdf"
    return pylopdf.open(stream=response.content)


def words(document: pylopdf.Document) -> str:
    return "".join(page.get_text() for page in document).replace(" ", "")


def read_off(document: pylopdf.Document) -> list[tuple[str, str]]:
    """What a scanner reads off the first page."""
    image = document[0].get_pixmap(dpi=200, background=(255, 255, 255))
    grey = bytes(image.samples)[1 :: image.n]
    pixels = memoryview(grey).cast("B", shape=[image.height, image.width])
    return [(found.format.name, found.text) for found in zxingcpp.read_barcodes(pixels)]


def entry_of(step: str) -> str:
    return str(Handover.objects.filter(step=step).values_list("entry_id", flat=True)[0])


def test_the_form_of_a_handover_names_every_bag_and_both_who_signed(papers: Papers) -> None:
    papers.receive()
    papers.world.settle()

    form = paper(printed(papers, "wang", f"/papers/print/handover/?entry={entry_of('receive')}"))

    text = words(form)
    assert text.count("DRILL-A1-v0") >= 12
    assert [word for word in ("试卷交接单", "王守库", "李押运", "【演练】") if word not in text] == []
    assert "seal-of" not in text


def test_its_code_holds_the_newest_record_and_the_root_over_all(papers: Papers) -> None:
    papers.receive()
    papers.world.settle()
    head = head_of(papers.world.exam.pk)

    form = paper(printed(papers, "wang", f"/papers/print/handover/?entry={entry_of('receive')}"))

    assert ("QRCode", f"examops\n{papers.world.exam.pk}\n{head.size}\n{head.root}") in read_off(form)
    assert head.size > 0


@pytest.mark.parametrize(("who", "status"), [("wang", 200), ("li", 200), ("bai", 200), ("qin", 404), ("hu", 404)])
def test_a_form_of_the_road_is_for_who_signed_and_the_few_who_follow(papers: Papers, who: str, status: int) -> None:
    papers.on_the_road()

    assert printed(papers, who, f"/papers/print/handover/?entry={entry_of('load')}").status_code == status


@pytest.mark.parametrize("who", ["tao", "zhao"])
def test_a_form_of_others_bags_is_not_there(papers: Papers, who: str) -> None:
    papers.to_the_venue()

    assert printed(papers, who, f"/papers/print/handover/?entry={entry_of('arrive')}").status_code == 404
    assert printed(papers, who, "/papers/print/handover/?entry=nonsense").status_code == 404


def test_a_form_to_be_signed_by_hand_lists_what_is_expected_and_leaves_the_seals_open(papers: Papers) -> None:
    papers.in_the_vault()

    form = words(paper(printed(papers, "wang", "/papers/print/handover/?step=load&venue=v01&session=A1")))

    assert form.count("DRILL-A1-v01-") >= 7
    assert "A1-v02" not in form
    assert "seal-of" not in form
    assert printed(papers, "li", "/papers/print/handover/?step=load&venue=v01&session=A1").status_code == 404
    assert printed(papers, "wang", "/papers/print/handover/?step=nonsense").status_code == 404


def test_a_room_record_is_a_page_a_room_and_tells_no_count_before_it_was_accepted(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open")
    papers.world.move_to(at(155))
    papers.rooms("collect")
    papers.count()

    address = "/venue/v01/papers/records/?session=A1"
    counted = paper(printed(papers, "sun", address))
    papers.rooms("accept")
    accepted = paper(printed(papers, "sun", address))

    assert counted.page_count == accepted.page_count == 3
    assert "✓" not in words(counted)
    assert "✓" in words(accepted)
    assert printed(papers, "tao", address).status_code == 404
    assert printed(papers, "sun", "/venue/v01/papers/records/?session=Z9").status_code == 404


@pytest.mark.parametrize(("symbol", "read"), [("QR", "QRCode"), ("CODE_128", "Code128"), ("DATA_MATRIX", "DataMatrix")])
def test_labels_are_read_by_a_scanner(papers: Papers, symbol: str, read: str) -> None:
    sheet = paper(printed(papers, "wang", f"/papers/labels/?kind=box&venue=v01&symbol={symbol}"))

    boxes = [f"DRILL-A1-v01-BX{letter}" for letter in "CPS"]
    assert sorted(read_off(sheet)) == [(read, box) for box in boxes]
    assert words(sheet).count("【演练】") == 3


def test_what_is_not_on_record_yet_is_labelled_by_its_code(papers: Papers) -> None:
    sheet = paper(printed(papers, "wang", "/papers/labels/?kind=vehicle&codes=CAR-7%0ACAR-8&symbol=QR"))

    assert sorted(text for _format, text in read_off(sheet)) == ["CAR-7", "CAR-8"]


def test_no_label_is_left_out_however_many_are_asked_for(papers: Papers) -> None:
    codes = [f"K{number:03d}" for number in range(160)]

    sheets = paper(printed(papers, "wang", f"/papers/labels/?kind=vehicle&symbol=QR&codes={'%0A'.join(codes)}"))

    assert [code for code in codes if code not in words(sheets)] == []


def test_a_bag_is_never_labelled(papers: Papers) -> None:
    answer = printed(papers, "wang", "/papers/labels/?kind=box&codes=DRILL-A1-v01-001-P&symbol=QR")

    assert answer["Content-Type"].startswith("text/html")
    assert "不另贴标签" in answer.content.decode()


def test_a_venue_labels_its_own_boxes_and_whoever_holds_nothing_none(papers: Papers) -> None:
    assert "A1-v02" not in printed(papers, "sun", "/papers/labels/?kind=box").content.decode()
    assert printed(papers, "zhao", "/papers/labels/").status_code == 403
    assert printed(papers, "hu", "/papers/labels/").status_code == 404
