"""Duties of posts with clocks of their own: whose they are hears that they are near, others that they are over."""

from __future__ import annotations

from incidents.services import TipTold, take_tip
from incidents.states import OriginKind
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from notices.models import Notice
from notices.selectors.duties import FINDERS, Duty, people_responsible
from notices.states import RESPONSIBLE, Matter, Stage
from notices.templatetags.notice_words import MATTERS
from organisation.gateways import roles
from organisation.models import Post
from tests.incidents.builders import Desk, done
from tests.notices.builders import play
from tests.supervision.builders import Register
from tests.venues.builders import at, nil_report, open_quiet_day
from tests.world import LINHE, World

ALL = ("chen", "bai", "guo", "kong", "wang", "fan", "li", "sun", "ma", "tao")


def of_duties(world: World, *, status: str | None = None) -> list[tuple[str, str, str]]:
    """Who was told of a duty: the stage, and what it is about."""
    world.settle()
    with reading(SYSTEM):
        rows = Notice.objects.filter(kind__startswith="duty_").order_by("at", "person__staff_number")
        rows = rows if status is None else rows.filter(status=status)
        return [
            (row.person.staff_number, row.kind, f"{row.matter} {row.code}") for row in rows.select_related("person")
        ]


def inbox(world: World, reader: str) -> str:
    text: str = world.client_of(reader).get("/notices/").content.decode()
    return text


def test_a_report_is_near_to_the_venue_late_to_its_head_and_very_late_to_the_desk(world: World) -> None:
    play(world, *ALL)
    open_quiet_day(world, "R1")
    world.move_to(at(30))  # R1 of A1 at its planned minute
    mine = [one for one in of_duties(world) if one[2] == "report R1"]
    # Nobody of v01 holds the office's post: who stands in is told, and nobody of the county.
    assert {one[:2] for one in mine} == {("ma", "duty_near"), ("sun", "duty_near"), ("tao", "duty_near")}
    page = inbox(world, "sun")
    assert "临河一中" in page
    assert "【演练】" in page
    assert "临河二中" not in page

    done(nil_report(world, "tao", "R1", venue="v02"))
    assert ("tao", "duty_near", "report R1") not in of_duties(world, status="open")
    world.fast_forward(minutes=20)
    late = [one[0] for one in of_duties(world) if one[1:] == ("duty_late", "report R1")]
    assert late == ["sun", "chen"]

    done(nil_report(world, "sun", "R1"))
    assert of_duties(world, status="open") == []


def test_a_papers_line_is_told_to_the_venue_and_to_the_few_and_a_plain_one_to_the_desk(world: World) -> None:
    play(world, *ALL)
    open_quiet_day(world, "bags_issued", "papers_at_venue", "duty_opened")
    world.move_to(at(60))
    with reading(SYSTEM):
        seen = {
            matter: {row.person.staff_number for row in Notice.objects.filter(matter=matter).select_related("person")}
            for matter in (Matter.PAPER_MILESTONE, Matter.MILESTONE)
        }
    assert seen[Matter.PAPER_MILESTONE] >= {"sun", "tao", "bai"}
    assert seen[Matter.PAPER_MILESTONE].isdisjoint({"chen", "kong", "li", "jin", "zhao"}), "limits.md 4"
    assert "chen" in seen[Matter.MILESTONE]

    assert 'href="/venue/v01/' in inbox(world, "bai")
    with reading(SYSTEM):
        Post.objects.filter(person=world.bai).update(role="duty_clerk")
    assert 'href="/venue/v01/' not in inbox(world, "bai"), "he follows no papers any more"


def test_an_actions_owner_and_a_tip_that_nobody_judged(world: World) -> None:
    play(world, *ALL)
    desk = Desk.of(world)
    take_tip(world.asked("chen", exam_id=world.exam.pk), told=TipTold(OriginKind.CALL, "0478-1", "考点外聚集"))
    world.fast_forward(minutes=11)
    assert of_duties(world) == [("bai", "duty_late", "triage 1")]

    register = Register(desk)
    listed = register.assigned(days=10)
    listed.time_passes(days=8)
    assert ("jin", "duty_near", f"action {listed.number}") in of_duties(world)
    assert f"/supervision/{listed.number}/" in inbox(world, "jin")
    done(listed.post("jin", "done", words="已配齐"))
    assert ("jin", "duty_near", f"action {listed.number}") not in of_duties(world, status="open")


def test_what_a_drill_taught_and_what_named_roles_own_stays_theirs(world: World) -> None:
    """Nobody plays: the drill's clocks tell nobody at all."""
    open_quiet_day(world, "R1")
    world.move_to(at(60))
    Register(Desk.of(world)).learnt("F05").time_passes(days=4)

    assert of_duties(world) == []


def test_of_papers_nobody_is_told_who_may_not_know_whatever_his_post(world: World) -> None:
    """A clerk at the desk, and somebody named who holds nothing: the next post of which one may know is told."""
    clerk, named = (("duty_clerk",),), frozenset({world.chen.pk, world.zhao.pk})
    with reading(SYSTEM, world.exam.pk):
        papers = Duty(Matter.PAPER_MILESTONE, Stage.ABOVE, "k", f"{LINHE}v01/", roles=clerk, people=named)
        assert people_responsible(papers, None, now()) == {world.bai.pk}
        plain = Duty(Matter.MILESTONE, Stage.ABOVE, "k", f"{LINHE}v01/", roles=clerk, people=named)
        assert people_responsible(plain, None, now()) == {world.chen.pk, world.zhao.pk}
        assert people_responsible(plain, world.exam, now()) == set(), "nobody plays"


def test_every_matter_has_somebody_by_post_and_a_word() -> None:
    known = set(roles())
    assert all(set(one) <= known for posts in RESPONSIBLE.values() for one in posts)
    near = {matter for matter, stage in RESPONSIBLE if stage == Stage.NEAR}
    assert len(near) == len(FINDERS)
    assert {matter for matter, _stage in RESPONSIBLE} | {Matter.ACTION, Matter.TRIAGE, Matter.OWN_TEXT} == set(Matter)
    assert set(MATTERS) == set(Matter)
