"""How the county deals with each kind of incident in the script: when, by whom, and what is asked above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from incidents.states import Authority, Level, Matter, Outcome


def _minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


SOON, LATER = _minutes(2), _minutes(20)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked above the county, and the answer as it comes back: with its document's number."""

    to: Authority
    matter: Matter
    words: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Raised:
    """So long after the answer the county's own level goes up, as a step of the plan has it."""

    after: dt.timedelta
    level: Level
    step: int
    words: str


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done about an incident, from the moment at which the desk has seen it.

    ``waived`` are the steps that do not apply, with the reason; ``saved`` those done later than the others, at its
    end at the latest; ``on_the_spot`` those that the venue has done, and entered, before the county answers.
    ``climbs``: nobody answers until the next rung is told. ``idle``: the clerk answers for it and does nothing,
    until it is taken from him.
    """

    answered_after: dt.timedelta = SOON
    worked_after: dt.timedelta = SOON
    closed_after: dt.timedelta = LATER
    waived: Mapping[int, str] = field(default_factory=dict)
    saved: frozenset[int] = frozenset()
    on_the_spot: tuple[int, ...] = ()
    question: Question | None = None
    raised: Raised | None = None
    climbs: bool = False
    idle: bool = False


ANY = Handling()
# The level of an accident of III: acted on within 10 minutes, or the answer lapses (incidents/catalogue/ladder.yaml).
IDLE_FOR = _minutes(12)
HANDLINGS: dict[str, Handling] = {
    # Left alone until it has climbed the ladder: the first of the day, when nobody sits at the desk yet.
    "A01": Handling(answered_after=_minutes(14), climbs=True),
    # Sought until it is found, and counted whole after it has come: it is open for as long as it is on the road.
    "A04": Handling(
        closed_after=_minutes(70),
        saved=frozenset({4, 5, 6}),
        raised=Raised(_minutes(15), Level.II, step=4, words="失联超过15分钟，升为Ⅱ级，沿线查控"),
    ),
    "A06": Handling(waived={3: "技防正常，仅锁具故障", 4: "险情未威胁试卷，无须转移"}),
    "F01": Handling(waived={4: "治疗未超过30分钟"}, on_the_spot=(1, 2)),
    "H01": Handling(
        waived={4: "无人受伤"},
        question=Question(Authority.PROVINCE, Matter.MORE_TIME, "请示晚到考生顺延入场", Outcome.REFUSED),
    ),
    "H03": Handling(waived={2: "群众已自行散去，无须接访"}),
    "E01": Handling(waived={4: "非听力时段", 6: "未停水"}, idle=True),
    "I01": Handling(closed_after=_minutes(60)),
}


def handling_of(plan: str) -> Handling:
    """What the script has for this plan, or what is done about any."""
    return HANDLINGS.get(plan, ANY)
