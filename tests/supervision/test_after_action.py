"""The after-action report: its structure, and that each number is the journal's and no column's."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pylopdf
from docx import Document
from docx.oxml.ns import qn

from incidents import events as facts
from incidents.models import Incident
from kernel.actors import SYSTEM
from kernel.events import DomainEvent
from kernel.scope import reading
from supervision.selectors.after_action import after_action_of
from supervision.selectors.responses import Wanted, responses_of
from tests.incidents.builders import Desk, Opened, done
from tests.servers import superuser
from tests.supervision.builders import Listed, Register
from tests.world import World

SECTIONS = [
    "一、事件概况",
    "二、处置数据",
    "三、响应时间与时限对照",
    "四、处置经过",
    "五、请示批复",
    "六、经验教训",
    "七、整改督办",
]
DECISION = {
    "authority": "province",
    "matter": "level",
    "outcome": "granted",
    "level": "II",
    "decided_by": "省教育考试院",
    "decided_at": "2027-06-06T22:00:00Z",
    "document": "河考院〔2027〕8号",
}


def story(desk: Desk, plan: str = "E01", *, by: str = "bai") -> Opened:
    """An incident with everything that a report tells of: late, paused, decided, learnt from, closed."""
    incident = desk.opened(plan, venue="v01", words="全校停电", by=by)
    desk.world.fast_forward(minutes=7)  # five were allowed
    done(incident.post(by, "acknowledge/"))
    desk.world.fast_forward(minutes=1)
    done(incident.post(by, "notes/", words="已到现场"))
    done(incident.post("guo", "requests/", to="province", matter="level", words="请示等级"))
    done(incident.post("bai", "decisions/", **DECISION, request=1))
    done(incident.post(by, "lessons/", words="发电机应每日试运行"))
    desk.world.fast_forward(minutes=20)
    incident.finish(by=by)
    done(incident.post(by, "close/propose/", words="供电恢复"))
    done(incident.post("guo", "close/"))
    desk.world.settle()
    return incident


def report(world: World, person: str, kind: str = "docx", *, number: int = 1) -> Any:
    address = f"/supervision/incidents/{number}/report.{kind}"
    return world.client_of(person).get(address, {"exam": str(world.exam.pk)})


def word_file(response: Any) -> Any:
    assert response.status_code == 200, response.status_code
    return Document(io.BytesIO(response.content))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def facts_of(world: World, number: int = 1) -> list[DomainEvent]:
    return [one for one in world.facts() if one.kind.startswith("incidents.") and getattr(one, "number", 0) == number]


def test_its_structure_is_that_of_the_model(register: Register) -> None:
    story(register.desk)

    document = word_file(report(register.world, "bai"))

    paragraphs = [one.text for one in document.paragraphs]
    assert paragraphs[0] == "【演练】"
    assert paragraphs[1] == "事件 1 考点停电停水处置复盘报告"
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == SECTIONS
    assert paragraphs[-2] == "临河县"
    assert [cells(table)[0] for table in document.tables] == [
        ["内容", "数量"],
        ["时限项目", "时限", "完成时间", "用时", "是否按时"],
        ["考试时间", "内容", "人员", "记录文字"],
        ["序号", "等级", "决定人", "时间", "文号", "决定", "记录文字"],
        ["序号", "教训序号", "整改内容", "责任单位、责任人", "完成期限", "状态"],
    ]


def test_its_numbers_are_those_counted_out_of_the_journal(register: Register) -> None:
    story(register.desk)
    listed = Listed(register, 1)
    done(listed.assign(days=10))
    register.world.settle()

    document = word_file(report(register.world, "bai"))

    told = facts_of(register.world)
    kinds = [one.kind.split(".")[1] for one in told]
    waived = {step for one in told if isinstance(one, facts.StepsWaived) for step in one.steps}
    numbers = {row[0]: row[1] for row in cells(document.tables[0])[1:]}
    assert numbers["记录条数"] == str(len(told))
    assert numbers["注明理由免做的步骤"] == str(len(waived))
    assert numbers["已完成步骤"] == str(kinds.count("step_done"))
    assert numbers["逐级提醒"] == str(kinds.count("incident_escalated")) == "1"
    assert numbers["请示"] == numbers["批复"] == numbers["经验教训"] == numbers["整改督办"] == "1"
    assert len(cells(document.tables[2])) == len(told) + 1
    assert cells(document.tables[1])[1] == ["受理", "5分钟", "2027-06-07 04:07:00", "7分钟", "超时"]
    assert cells(document.tables[1])[2][3:] == ["8分钟", "按时"]
    assert cells(document.tables[4])[1][2:4] == ["发电机应每日试运行", "临河县公安局 金联络"]
    assert "河考院〔2027〕8号" in cells(document.tables[3])[1]


def test_columns_that_lie_change_no_number(register: Register) -> None:
    story(register.desk)
    before = word_file(report(register.world, "bai"))

    Incident.objects.update(
        opened_at=Incident.objects.get().opened_at - dt.timedelta(hours=5), reported_at=None, level_initial="IV"
    )
    register.world.settle()

    after = word_file(report(register.world, "bai"))
    assert [cells(table) for table in after.tables] == [cells(table) for table in before.tables]
    assert [one.text for one in after.paragraphs][:5] == [one.text for one in before.paragraphs][:5]


def test_the_journals_answers_are_those_of_the_statistics(register: Register) -> None:
    story(register.desk)
    register.desk.answered("G01")
    world = register.world
    world.settle()

    with reading(SYSTEM):
        rows = responses_of(world.exam.pk, SYSTEM, Wanted()).answers
        for number in (1, 2):
            told = after_action_of(world.exam.pk, number, SYSTEM).answers
            own = {one.answer.measure: one.answer for one in rows if one.incident.number == number}
            assert {name: (one.due_at, one.answered_at) for name, one in told.items()} == {
                name: (one.due_at, one.answered_at) for name, one in own.items()
            }


def test_word_has_the_fonts_of_an_official_document_by_name(register: Register) -> None:
    story(register.desk)

    document = word_file(report(register.world, "bai"))

    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia")) for paragraph in document.paragraphs for run in paragraph.runs
    }
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    section = document.sections[0]
    assert [round(one.mm) for one in (section.top_margin, section.left_margin, section.page_width)] == [37, 28, 210]
    assert "记录完整 ✓" in section.footer.paragraphs[0].text


def test_the_pdf_says_the_same_and_carries_its_fonts(register: Register) -> None:
    story(register.desk)
    response = report(register.world, "bai", "pdf")

    assert response["Content-Type"] == "application/pdf"
    text = "".join(page.get_text() for page in pylopdf.open(stream=response.content)).replace(" ", "").replace("\n", "")

    for said in ("【演练】", "处置复盘报告", *SECTIONS, "河考院", "发电机应每日试运行", "超时", "记录完整"):
        assert said in text, said
    assert b"/FontFile" in response.content


def test_one_for_named_roles_is_theirs_alone(register: Register) -> None:
    story(register.desk, "F05")

    for person in ("chen", "kong", "sun", "zhao", "hu", "tao"):
        for kind in ("docx", "pdf"):
            assert report(register.world, person, kind).status_code in {403, 404}, person
    assert "受限" in word_file(report(register.world, "guo")).paragraphs[0].text


def test_another_county_and_another_kind_of_file_look_like_nothing(register: Register) -> None:
    story(register.desk)

    assert report(register.world, "hu").status_code == 404
    assert report(register.world, "bai", "exe").status_code == 404
    assert report(register.world, "bai", number=7).status_code == 404


def test_an_incident_that_is_still_open_says_so(register: Register) -> None:
    register.desk.opened("E01")
    register.world.fast_forward(minutes=60)

    document = word_file(report(register.world, "bai"))

    assert "尚未解除" in "".join(one.text for one in document.paragraphs)
    assert cells(document.tables[1])[1][2:] == ["尚未完成", "1小时", "超时"]


def test_it_reads_in_english_too(register: Register) -> None:
    story(register.desk)

    response = register.world.client_of("bai").get(
        "/supervision/incidents/1/report.docx",
        {"exam": str(register.world.exam.pk)},
        headers={"accept-language": "en"},
    )

    assert "After-action report on incident 1: Power or water cut at a venue" in word_file(response).paragraphs[1].text


def test_words_that_somebody_changed_are_named_and_not_printed(committed_world: World) -> None:
    desk = Desk.of(committed_world)
    incident = desk.answered("E01")
    assert incident.number == 1
    committed_world.settle()
    with changed("UPDATE incidents_logentry SET words = '从未发生' WHERE kind = 'noted'"):
        document = word_file(report(committed_world, "bai"))

    text = "\n".join(cell for table in document.tables for row in cells(table) for cell in row)
    assert "从未发生" not in text
    assert "现存文字与登记时不符" in text
    assert "有 1 条记录与文字不符" in document.sections[0].footer.paragraphs[0].text


@contextmanager
def changed(statement: str) -> Iterator[None]:
    """Somebody whom no trigger binds changes a row."""
    connection = superuser()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            assert cursor.rowcount >= 1
        yield
    finally:
        connection.close()
