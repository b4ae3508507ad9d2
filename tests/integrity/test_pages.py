"""Pages of irregularity records: list, form, one record, on paper and as files, and what they ask of the database."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.incidents.builders import done
from tests.integrity.builders import SIGNERS, Office

# A ratchet, as for incidents.
MOST = {"": 25, "v01/1/": 19, "api": 12}


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def test_the_pages_show_what_was_seen_and_never_a_verdict(office: Office) -> None:
    empty = text(office.page("ma"))
    assert "没有记录" in empty
    assert "尚未上报" in empty
    done(office.enter(items=[{"what": "黑色手机一部", "keeper": "郑考务"}]))
    done(office.enter("W-002", code="S13-3", badge="J0300", seat="", ticket="", words="开考后提示答题"))
    done(office.sign())

    listed = office.page("ma", session="A1")
    assert "Z6-4" in text(listed)
    assert "疑似" in text(listed)
    assert "已记录" in text(listed)
    assert "【演练】" in text(listed)
    found = text(office.page("ma", session="A1", search="提示"))
    assert 'data-record="v01-2"' in found
    assert 'data-record="v01-1"' not in found
    one = text(office.page("ma", "v01/1/"))
    assert "第六条第（四）项" in one
    assert "黑色手机一部" in one
    assert "标为拟报" in one
    assert "签字记录" not in one
    assert "标为拟报" not in text(office.page("guo", "v01/1/"))  # he sees, and enters nothing
    assert office.page("guo", "v01/1/correct/").status_code == 404
    # A correction on the page begins with every signer and item of the entry, however many there are.
    many = [*SIGNERS, *({"name": f"监考{n}", "badge": f"J02{n}0"} for n in range(3))]
    done(office.enter("W-003", signers=many, items=[{"what": f"物品{n}", "keeper": "郑考务"} for n in range(5)]))
    again = text(office.page("ma", "v01/3/correct/"))
    assert all(value in again for value in ("监考2", "J0220", "物品4", 'name="items[4].keeper"'))
    for whole in (text(listed), one, text(office.page("ma", "v01/1/correct/")), text(office.page("ma", "new/"))):
        assert "认定" not in whole
    english = office.world.client_of("ma").get(
        "/irregularities/v01/1/", {"exam": str(office.world.exam.pk)}, headers={"accept-language": "en"}
    )
    assert "art. 6 (4)" in text(english)
    assert "Recorded" in text(english)

    for person in ("chen", "zhao", "li", "jin"):
        assert office.page(person).status_code == 404, person
        assert office.page(person, "new/").status_code == 404, person
        assert office.page(person, "export/records.csv").status_code == 404, person
    assert "v01-1" not in text(office.page("tao", session="A1"))
    assert "/irregularities/" in text(office.world.client_of("ma").get(f"/venue/v01/?exam={office.world.exam.pk}"))
    # Of several venues one is chosen first.
    assert "请选择考点和场次" in text(office.page("kong", "new/"))
    assert "签字人1" in text(office.page("kong", "new/", venue="v02", session="A1"))

    pdf = office.page("sun", "v01/1/print/")
    assert (pdf["Content-Type"], pdf["Cache-Control"]) == ("application/pdf", "no-store")
    assert pdf.content.startswith(b"%PDF")
    file = office.page("ma", "export/records.csv", session="A1")
    rows = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert "不作结论" in rows[0]
    assert len(rows) == 5
    workbook = office.page("ma", "export/records.xlsx", session="A1")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    assert office.page("ma", "export/records.doc").status_code == 404


def test_a_read_does_not_ask_more_the_more_there_is(office: Office) -> None:
    item = [{"what": "手机", "keeper": "郑考务"}]

    client, wanted = office.world.client_of("kong"), {"exam": str(office.world.exam.pk), "session": "A1"}

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            done(client.get(office.api if address == "api" else f"/irregularities/{address}", wanted))
        return len(seen)

    done(office.enter(items=item))
    few = {address: (asked(address), asked(address))[1] for address in MOST}
    for number in range(4):
        done(office.enter(f"V-{number}", by="tao", venue="v02", room="001", items=item))
        done(office.enter(f"X-{number}", items=item * 2))

    assert {address: asked(address) for address in MOST} == few
    assert all(few[address] <= most for address, most in MOST.items()), few
