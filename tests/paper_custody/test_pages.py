"""The pages of papers show what one may see, and nothing to whoever has no duty with papers."""

from __future__ import annotations

import pytest

from paper_custody.models import Bag
from tests.paper_custody.builders import Papers


def test_the_vault_sees_every_bag_and_finds_one(papers: Papers) -> None:
    papers.receive()
    code = Bag.objects.filter(exam=papers.world.exam).order_by("code").values_list("code", flat=True)[0]
    here = f"exam={papers.world.exam.pk}"
    client = papers.world.client_of("wang")

    whole = client.get(f"/papers/?{here}").content.decode()
    one = client.get(f"/papers/?{here}&search={code}").content.decode()
    way = client.get(f"/papers/bag/{code}/?{here}").content.decode()

    assert "已接收（封存）" in whole
    assert code in one
    assert "王守库" in way
    assert "李押运" in way


@pytest.mark.parametrize("person", ["zhao", "jin"])
def test_without_a_duty_with_papers_there_is_no_page(papers: Papers, person: str) -> None:
    client = papers.world.client_of(person)

    assert client.get(f"/papers/?exam={papers.world.exam.pk}").status_code == 403
    assert client.get(f"/papers/handover/?exam={papers.world.exam.pk}").status_code == 403


def test_a_venue_sees_its_own_bags_and_hu_none(papers: Papers) -> None:
    here = f"exam={papers.world.exam.pk}"
    page = papers.world.client_of("sun").get(f"/papers/?{here}").content.decode()
    other = Bag.objects.filter(exam=papers.world.exam, venue__code="v02").order_by("code")[0].code

    assert other not in page
    assert papers.world.client_of("sun").get(f"/papers/bag/{other}/?{here}").status_code == 404
    assert papers.world.client_of("hu").get(f"/papers/?{here}").status_code == 404


def test_the_page_of_handing_over_offers_the_receipt_to_the_vault_alone(papers: Papers) -> None:
    here = f"exam={papers.world.exam.pk}"

    assert "papers/receive/" in papers.world.client_of("wang").get(f"/papers/handover/?{here}").content.decode()
    assert "papers/receive/" not in papers.world.client_of("li").get(f"/papers/handover/?{here}").content.decode()
