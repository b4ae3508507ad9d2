"""The secure room's books and the register of spares on paper: filled as far as the day went, and lines to write on."""

from __future__ import annotations

import datetime as dt

import pytest

from journal.selectors import head_of
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_printing import paper, printed, read_off, words
from tests.paper_custody.test_spares import ask, decide, given_one, under_chain
from tests.paper_custody.vault import Vault
from tests.stages import stage
from tests.venues.builders import at

FOUND = "三号柜封条起翘，已报负责人"


@stage
def night(papers: Papers) -> Papers:
    """Papers came in at 04:00. Two patrols, the second late; the look at 06:00 done, then the shift goes on."""
    vault = Vault(papers.world)
    assert papers.receive().status_code == 200
    papers.world.settle()
    papers.world.fast_forward(minutes=25)
    assert vault.patrol().status_code == 200
    papers.world.fast_forward(minutes=50)
    assert vault.patrol("mao", "nie", amiss=FOUND).status_code == 200
    papers.world.move_to(at(-175))
    assert vault.post("fan", "rounds", second="lu", round="playback").status_code == 200
    papers.world.settle()
    return papers


@stage
def sitting(papers: Papers) -> Papers:
    """Ten minutes into the session; spares lie in the store of v01."""
    papers.to_the_venue()
    papers.world.move_to(at(10))
    return papers


def test_the_duty_record_tells_the_day_and_leaves_lines(night: Papers) -> None:
    book = paper(printed(night, "fan", "/vault/print/duty/"))

    text = words(book)
    expected = [
        "保密室值班记录", "【演练】", "存放试卷", "县保密合格证〔2027〕1号", "范守库、卢值守", "毛值守、聂值守",
        FOUND, "表单编号", "20分钟", "监控回放", "保密室负责人", "值守人甲", "无人来访",
    ]  # fmt: skip
    assert [word for word in expected if word not in text] == []
    head = head_of(night.world.exam.pk)
    assert ("QRCode", f"examops\n{night.world.exam.pk}\n{head.size}\n{head.root}") in read_off(book)
    numbered = [f"{number}/{book.page_count}" for number in range(1, book.page_count + 1)]
    assert [mark in page.get_text().replace(" ", "") for mark, page in zip(numbered, book, strict=True)] == [
        True
    ] * book.page_count


def test_another_days_record_holds_nothing_of_this_one(night: Papers) -> None:
    before = night.world.exam_now.date() - dt.timedelta(days=1)

    text = words(paper(printed(night, "fan", f"/vault/print/duty/?day={before.isoformat()}")))

    assert before.isoformat() in text
    assert FOUND not in text
    assert "无缺项" in text
    assert printed(night, "fan", "/vault/print/duty/?day=yesterday").status_code == 404


def test_the_playback_record_has_every_hour_of_the_preset_and_what_answered_it(night: Papers) -> None:
    text = words(paper(printed(night, "wang", "/vault/print/playback/")))

    assert "保密室监控回放记录" in text
    for hour in ("00:00:00", "06:00:00", "12:00:00", "18:00:00"):
        assert hour in text, hour
    assert "06:05:00" in text
    assert "范守库、卢值守" in text
    assert FOUND not in text


def test_a_look_that_was_missed_stays_marked_when_it_is_done_after_all(night: Papers) -> None:
    vault = Vault(night.world)
    night.world.fast_forward(hours=8)
    assert "漏做" in words(paper(printed(night, "wang", "/vault/print/playback/")))

    assert vault.post("fan", "rounds", second="lu", round="playback", amiss="14:00发现补看").status_code == 200
    text = words(paper(printed(night, "wang", "/vault/print/playback/")))

    assert "漏做" in text
    assert "14:00发现补看" in text


@pytest.mark.parametrize("book", ["duty", "playback"])
@pytest.mark.parametrize(("who", "status"), [("bai", 200), ("zhao", 403), ("sun", 403), ("hu", 404)])
def test_who_sees_the_room_prints_its_books(papers: Papers, book: str, who: str, status: int) -> None:
    assert printed(papers, who, f"/vault/print/{book}/").status_code == status


def test_the_page_of_the_room_leads_to_both_books(papers: Papers) -> None:
    shown = printed(papers, "fan", "/vault/").content.decode()

    assert 'action="/vault/print/duty/"' in shown
    assert 'formaction="/vault/print/playback/"' in shown


def test_a_form_is_titled_in_chinese_first_whatever_the_reader_reads(night: Papers) -> None:
    client = night.world.client_of("fan")
    client.cookies["django_language"] = "en"

    text = words(paper(client.get(f"/vault/print/duty/?exam={night.world.exam.pk}")))

    assert text.startswith("保密室值班记录Dutyrecordofthesecureroom")
    assert "Patrolsandchecks" in text
    assert text.count("值班") == 1


def test_the_register_of_spares_is_a_form_with_all_that_was_decided(sitting: Papers) -> None:
    under_chain(sitting, 2)
    use = str(ask(sitting).json()["fact"]["use"])
    decide(sitting, use, "venue_head", channel="in_person", document="")
    decide(sitting, use, "county")

    text = words(paper(printed(sitting, "sun", "/venue/v01/spares/print/?session=A1")))

    expected = ["启用备用试题（卡）登记表", "001/07", "试卷缺页", "county值班", "0478-8220001", "电话", "非考生"]
    assert [word for word in expected if word not in text] == []
    assert printed(sitting, "sun", "/venue/v01/spares/print/?session=Z9").status_code == 404
    assert {printed(sitting, who, "/venue/v01/spares/print/?session=A1").status_code for who in ("zhao", "tao")} == {
        404
    }
    assert printed(sitting, "hu", "/venue/v01/spares/print/?session=A1").status_code == 404
    assert "/venue/v01/spares/print/" in printed(sitting, "sun", "/venue/v01/spares/?session=A1").content.decode()


def test_what_was_given_stands_in_the_register_and_in_its_rooms_record(sitting: Papers) -> None:
    given_one(sitting)

    register = words(paper(printed(sitting, "sun", "/venue/v01/spares/print/?session=A1")))
    room = paper(printed(sitting, "sun", "/venue/v01/papers/records/?session=A1&room=001"))
    other = words(paper(printed(sitting, "sun", "/venue/v01/papers/records/?session=A1&room=002")))

    assert [word for word in ("B-901←B-017", "240s", "DRILL-A1-v01-S-S", "孙主考") if word not in register] == []
    assert [word for word in ("B-901", "B-017", "缺考考生条形码") if word not in words(room)] == []
    assert room.page_count == 1
    assert "B-901" not in other


def test_a_room_record_tells_when_each_step_was_signed_for(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-40))
    papers.rooms("issue")
    papers.world.move_to(at(-10))
    papers.rooms("open")

    text = words(paper(printed(papers, "sun", "/venue/v01/papers/records/?session=A1&room=001")))

    assert "08:20:00" in text
    assert "08:50:00" in text
    assert "孙主考、马副主考" in text
