"""What goes wrong beside the papers, one thing of each family, told by a venue or by a call to the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from drills.rehearsal.stage import Stage
from exams.models import Session
from kernel.actors import SYSTEM
from kernel.scope import reading
from venues.models import Venue
from venues.selectors.places import venues_of


@dataclass(frozen=True, slots=True)
class Report:
    """A first report: which plan, by whom, so long after the first start, and in which words.

    ``venue`` is its place in the list (none: the county's). Without ``caller`` it is told on the spot.
    """

    plan: str
    role: str
    after: dt.timedelta
    words: str
    venue: int | None = None
    place: str = ""
    caller: str = ""


def _minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


# Weather, traffic, order, health, power, opinion (handbook 5a, groups G, H, H, F, E, I). Nobody ill is named.
REPORTS = (
    Report("G02", "duty_clerk", _minutes(-100), "雷电橙色预警，未来两小时有短时大风", caller="县气象局值班室"),
    Report("H01", "duty_clerk", _minutes(-55), "送考大巴追尾，无人受伤，约三十名考生可能晚到", venue=0,
           place="考点东侧路口", caller="县交警大队指挥中心"),
    Report("H03", "venue_head", _minutes(-35), "校门外二十余人聚集，通道受阻", venue=2, place="南门外"),
    Report("F01", "venue_office", _minutes(45), "一名考生身体不适，考点医生已到场", venue=0, place="一层医疗点"),
    Report("E01", "venue_head", _minutes(70), "市电中断，发电机已投切", venue=1, place="教学楼"),
    Report("I01", "duty_clerk", _minutes(100), "网传本县试题泄露，截图来源不明", caller="县委网信办值班室"),
)  # fmt: skip


def plan(stage: Stage, sessions: Sequence[Session]) -> None:
    """Lay out who tells what when, around the start of the first session."""
    with reading(SYSTEM, stage.exam.pk):
        venues = list(venues_of(stage.exam.scope))
    for report in REPORTS:
        venue = None if report.venue is None else venues[report.venue]
        do = partial(_tell, stage, report, venue)
        stage.plan(sessions[0].starts_at + report.after, f"{report.plan} reported by {report.role}", do)


def _tell(stage: Stage, report: Report, venue: Venue | None) -> None:
    """In five fields at most."""
    on_the_spot = venue is not None and not report.caller
    teller = stage.one(report.role, venue.scope if venue is not None and on_the_spot else None)
    given = {
        "plan": report.plan, "venue": venue.code if venue is not None else "", "place": report.place,
        "words": report.words, "caller": report.caller,
    }  # fmt: skip
    stage.act(teller, "/incidents/", given)
