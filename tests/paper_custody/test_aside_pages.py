"""Bags put aside, and vehicles that leave, on the pages of those who do it: what they see, and what is not theirs."""

from __future__ import annotations

from typing import Any

import pytest

from paper_custody.models import Bag, BagStep, Escort
from paper_custody.selectors.aside import bags_locked, runs_to_leave
from paper_custody.states import BagStatus
from tests.paper_custody.builders import Papers

BAG, OTHER = "DRILL-A1-v01-001-P", "DRILL-A1-v02-001-P"
TORN = "袋角撕裂，可见内层"


def shown(papers: Papers, who: str, path: str = "/papers/aside/", /, **asked: str) -> Any:
    return papers.world.client_of(who).get(path, {"exam": str(papers.world.exam.pk), **asked})


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def locked(papers: Papers) -> None:
    answer = papers.post("qin", "isolate", second="sun", codes=[BAG], reason=TORN)
    assert answer.status_code == 200, answer.content


def test_a_keeper_locks_a_bag_from_its_own_page(papers: Papers) -> None:
    papers.to_the_venue()
    assert f"/papers/aside/?exam={papers.world.exam.pk}&amp;act=isolate&amp;codes={BAG}" in text(
        shown(papers, "qin", f"/papers/bag/{BAG}/")
    )

    page = text(shown(papers, "qin", act="isolate", codes=BAG))

    assert f'data-act="/api/exams/{papers.world.exam.pk}/papers/isolate/"' in page
    assert f'name="codes[]" value="{BAG}"' in page
    assert 'name="second.login"' in page
    assert "宣告作废" not in page  # the secure room's


def test_what_is_locked_stands_there_with_its_reason_until_it_is_released(papers: Papers) -> None:
    papers.to_the_venue()
    locked(papers)

    page = text(shown(papers, "qin"))

    assert [word for word in (BAG, TORN, "秦保管", "孙主考", "act=release") if word not in page] == []
    assert "act=release" in text(shown(papers, "qin", f"/papers/bag/{BAG}/"))
    released = papers.post("qin", "release", approver="bai", codes=[BAG], reason="重新封装核对无误")
    assert released.status_code == 200, released.content
    assert "没有锁定的卷袋" in text(shown(papers, "qin"))
    assert Bag.objects.get(code=BAG).status == BagStatus.IN_STORE


def test_the_approver_of_a_release_proves_himself_on_the_same_screen(papers: Papers) -> None:
    papers.to_the_venue()
    locked(papers)

    page = text(shown(papers, "qin", act="release", codes=BAG))

    assert 'name="approver.login"' in page
    assert 'name="second.login"' not in page
    refused = papers.post("qin", "release", approver="ma", codes=[BAG], reason="核对无误")
    assert refused.json()["code"] == "not_permitted"


def test_another_venue_sees_nothing_of_it_and_the_vault_everything(papers: Papers) -> None:
    papers.to_the_venue()
    locked(papers)
    exam = papers.world.exam

    assert TORN not in text(shown(papers, "tao"))
    assert [one.code for one in bags_locked(exam, papers.world.actor("wang"))] == [BAG]
    assert bags_locked(exam, papers.world.actor("zhao")) == []


def test_only_the_secure_room_gives_a_bag_up(papers: Papers) -> None:
    papers.to_the_venue()
    locked(papers)

    assert f'data-act="/api/exams/{papers.world.exam.pk}/papers/void/"' in text(shown(papers, "wang", act="void"))
    assert "data-confirm" in text(shown(papers, "wang", act="void"))
    assert shown(papers, "qin", act="void").status_code == 403
    assert shown(papers, "wang", act="nonsense").status_code == 403
    assert papers.post("wang", "void", second="fan", codes=[BAG], reason="报废").status_code == 200
    assert BagStep.objects.filter(bag__code=BAG, step="void").exists()


@pytest.mark.parametrize(("who", "status"), [("wang", 200), ("li", 200), ("qin", 200), ("chen", 403), ("zhao", 403)])
def test_who_handles_papers_may_put_them_aside(papers: Papers, who: str, status: int) -> None:
    assert shown(papers, who).status_code == status


def test_whoever_is_entitled_elsewhere_finds_no_page(papers: Papers) -> None:
    assert shown(papers, "hu").status_code == 404


def test_a_bag_locked_on_the_road_hides_when_and_by_whom_from_those_who_do_not_follow(papers: Papers) -> None:
    papers.on_the_road()
    isolated = papers.post("li", "isolate", second="he", codes=[BAG], reason=TORN)
    assert isolated.status_code == 200, isolated.content
    exam = papers.world.exam

    [seen] = bags_locked(exam, papers.world.actor("qin"))
    [known] = bags_locked(exam, papers.world.actor("wang"))

    assert (seen.since, seen.reason, list(seen.people)) == (None, "", [])
    assert (known.reason, list(known.people)) == (TORN, ["李押运", "何押运"])


def test_the_vault_says_that_a_loaded_vehicle_left(papers: Papers) -> None:
    papers.on_the_road()
    escort = Escort.objects.get()
    address = f'data-act="/api/exams/{papers.world.exam.pk}/papers/escorts/{escort.pk}/depart/"'

    for path in ("/vault/", "/papers/"):
        assert address in text(shown(papers, "wang", path)), path
    assert address in text(shown(papers, "li", f"/escorts/{escort.pk}/"))
    assert papers.post("wang", f"escorts/{escort.pk}/depart").status_code == 200

    for path in ("/vault/", "/papers/", f"/escorts/{escort.pk}/"):
        assert address not in text(shown(papers, "wang", path)), path


def test_who_only_follows_the_convoys_says_nothing_of_them(papers: Papers) -> None:
    papers.on_the_road()
    escort, exam = Escort.objects.get(), papers.world.exam

    assert [run.pk for run in runs_to_leave(exam, papers.world.actor("li"))] == [escort.pk]
    assert runs_to_leave(exam, papers.world.actor("bai")) == []
    assert "/depart/" not in text(shown(papers, "bai", "/papers/"))
    assert runs_to_leave(exam, papers.world.actor("feng")) == []
    assert papers.post("bai", f"escorts/{escort.pk}/depart").json()["code"] == "not_permitted"
