"""Words of the live board: its channels, and the kinds of rows on them."""

from enum import StrEnum

VENUE_PREFIX = "venue:"


class Audience(StrEnum):
    """Who hears of something; also the names of the channels that are one per exam."""

    WALL = "wall"
    DESK = "desk"
    ESCORT = "escort"
    RESTRICTED = "restricted"


class RowKind(StrEnum):
    """What a row tells of."""

    EXAM = "exam"
    VENUE = "venue"
    INCIDENT = "incident"
    PAPERS = "papers"
    FACT = "fact"
    WATCH = "watch"
    VAULT = "vault"
    SILENCED = "silenced"


class Datum(StrEnum):
    """What coordinates were drawn in: GPS and 天地图 (CGCS2000 is the same to us), 高德 and 腾讯, or 百度."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def venue_channel(code: str) -> str:
    """The channel of one venue."""
    return f"{VENUE_PREFIX}{code}"


# Lines of the minute table at which papers are under way. Their times are for the escort's channel alone:
# the wall and everyone else see 待发/在途/已到 per venue (limits.md 4).
ESCORT_MILESTONES = frozenset(
    {"papers_collected", "convoy_departed", "papers_at_venue", "convoy_left", "answers_stored"}
)

# Rows hold both languages: a screen shows the one of whoever looks at it.
LANGUAGES = {"zh": "zh-hans", "en": "en"}
