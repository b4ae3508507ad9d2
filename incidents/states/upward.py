"""Levels above, what they are asked, and what they answer."""

from __future__ import annotations

from enum import StrEnum

from incidents.states.life import Level


class Authority(StrEnum):
    """Who may be asked and may decide, from the lowest to the highest."""

    VENUE_HEAD = "venue_head"
    DISTRICT_CHIEF = "district_chief"
    CITY = "city"
    PROVINCE = "province"
    MINISTRY = "ministry"

    @property
    def rank(self) -> int:
        """Higher decides for lower."""
        return list(Authority).index(self)

    @property
    def is_above_county(self) -> bool:
        """Whether its word reaches the county as a document."""
        return self.rank > Authority.DISTRICT_CHIEF.rank


ABOVE_COUNTY = tuple(one for one in Authority if one.is_above_county)
# Who confirms a level (handbook 4.2); the county's own is initial for ever (limits.md 8).
CONFIRMS = {
    Level.I: (Authority.PROVINCE, Authority.MINISTRY),
    Level.II: (Authority.PROVINCE, Authority.MINISTRY),
    Level.III: ABOVE_COUNTY,
    Level.IV: ABOVE_COUNTY,
}


class Matter(StrEnum):
    """What a request or a decision is about. The county never decides these itself (limits.md 8)."""

    STEP = "step"
    LEVEL = "level"
    MORE_TIME = "more_time"
    GOING_ON = "going_on"
    CANCELLING = "cancelling"
    MAKE_UP_TIME = "make_up_time"
    SUBSTITUTE_PAPERS = "substitute_papers"
    OTHER = "other"


# From which level on a decision on it comes at all. Extending and cancelling are the province's (handbook 5a A08,
# features A7), substitute papers the ministry's (limits.md 10); of no one is it the county's (limits.md 8).
DECIDED_FROM = {
    Matter.MORE_TIME: Authority.PROVINCE,
    Matter.CANCELLING: Authority.PROVINCE,
    Matter.GOING_ON: Authority.CITY,
    Matter.MAKE_UP_TIME: Authority.CITY,
    Matter.SUBSTITUTE_PAPERS: Authority.MINISTRY,
}


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    REFUSED = "refused"
