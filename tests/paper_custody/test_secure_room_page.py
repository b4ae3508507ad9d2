"""The page of the secure room: what is owed, what is wrong, who is on post; forms for those who keep it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.models import Row
from tests.board.builders import rows_stored
from tests.paper_custody.builders import Papers
from tests.paper_custody.vault import Vault
from tests.stages import stage
from tests.world import HOUR

# Rises only with a reason. It does not grow with shifts, rounds or gaps.
QUERIES = 51


@stage
def vault(papers: Papers) -> Vault:
    return Vault(papers.world)


def page(vault: Vault, who: str = "fan", *, real: bool = False) -> Any:
    exam = vault.world.real if real else vault.world.exam
    return vault.world.client_of(who).get(f"/vault/?exam={exam.pk}")


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_a_guard_sees_what_is_owed_and_signs_a_patrol(papers: Papers, vault: Vault) -> None:
    papers.receive()
    vault.world.settle()

    shown = text(page(vault))

    assert "【演练】" in shown
    assert "存放试卷" in shown
    assert 'data-duty="patrol"' in shown
    assert "data-countdown" in shown
    assert f'data-act="/api/exams/{vault.world.exam.pk}/vault/rounds/"' in shown
    assert "巡查完毕，一切正常" in shown
    assert "范守库" in shown
    assert '/vault/sources/"' not in shown  # its head's


def test_what_is_missed_is_red_with_its_minutes(papers: Papers, vault: Vault) -> None:
    papers.receive()
    vault.world.settle()
    vault.world.fast_forward(minutes=45)

    shown = text(page(vault))

    assert 'data-gap="patrol"' in shown
    assert "已 15 分钟" in shown
    assert "值守异常" in shown


def test_the_head_plans_certifies_and_books(vault: Vault) -> None:
    shown = text(page(vault, "wang"))

    for words in ("排班", "登记合格证", "逐项验收", "二层或以上楼层", "预约参观", "登记设备"):
        assert words in shown, words
    assert "名称与位置" not in shown  # a drill changes no standing thing
    assert "名称与位置" in text(page(vault, "wang", real=True))


def test_an_empty_room_says_what_is_missing(vault: Vault) -> None:
    shown = text(page(vault, real=True))

    assert "未启用" in shown
    assert "没有有效的合格证" in shown
    assert "尚未排班" in shown


@pytest.mark.parametrize(("who", "status"), [("zhao", 403), ("sun", 403), ("hu", 404), ("bai", 200)])
def test_who_sees_it(vault: Vault, who: str, status: int) -> None:
    assert page(vault, who).status_code == status


def test_those_who_only_follow_the_papers_sign_nothing(vault: Vault) -> None:
    shown = text(page(vault, "bai"))

    assert "/vault/rounds/" not in shown
    assert "/vault/roster/" not in shown
    assert "/vault/waivers/" in shown  # the duty officer records the province's word


def test_reading_it_takes_as_many_reads_for_much_as_for_little(papers: Papers, vault: Vault) -> None:
    papers.receive()
    vault.world.settle()
    client = vault.world.client_of("wang")
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/vault/?exam={vault.world.exam.pk}").status_code == 200
        counted.append(len(queries))
        for _patrol in range(3):
            vault.world.fast_forward(minutes=28)
            assert vault.patrol().status_code == 200

    assert counted[1] <= counted[0]
    assert counted[0] <= QUERIES


def test_the_desk_sees_whether_it_is_in_order_and_the_wall_nothing(papers: Papers, vault: Vault) -> None:
    world = vault.world
    papers.receive()
    world.settle()
    assert rows_stored(world.exam.pk, "desk")["vault", "vault"] == {"in_order": True, "wrong": []}

    world.fast_forward(minutes=40)
    assert rows_stored(world.exam.pk, "desk")["vault", "vault"] == {"in_order": False, "wrong": ["patrol"]}
    vault.patrol()
    world.settle()

    assert rows_stored(world.exam.pk, "desk")["vault", "vault"] == {"in_order": True, "wrong": []}
    assert set(Row.objects.filter(exam=world.exam, kind="vault").values_list("channel", flat=True)) == {"desk"}


def test_the_visit_and_its_escort_stand_on_the_page(vault: Vault) -> None:
    planned = (vault.world.exam_now + HOUR).isoformat()
    visit = vault.post("wang", "visits", visitors="县人大代表", people=3, purpose="参观", planned_at=planned)
    vault.post("fan", f"visits/{visit.json()['fact']['visit']}/in", phones_surrendered=True)

    shown = text(page(vault))

    assert "县人大代表" in shown
    assert "签退" in shown
