"""Moments and lengths of time as the catalogue writes them: ``T0-10``, ``TE+45``, ``"14:50"``, ``5s``, ``10m``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

ANCHORED = re.compile(r"(T0|TE)(?:([+-])(\d{1,4}))?")
ON_THE_WALL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
LENGTH = re.compile(r"(\d{1,4})([smh])")
SECONDS = {"s": 1, "m": 60, "h": 3600}

# A wall time stands for "shortly before or after the start": further off, the table was not made for this session.
WALL_TIME_REACHES = dt.timedelta(hours=2)


class CatalogueError(Exception):
    """A file of the catalogue cannot be used. Says which file, where in it, and what is wrong.

    ``code`` says it for whoever is not to read English: a page that takes such a text from people.
    """

    def __init__(self, place: str, wrong: str, *, code: str = "wrong") -> None:
        super().__init__(f"{place}: {wrong}")
        self.place, self.wrong, self.code = place, wrong, code


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a session: minutes from its start or end, or a time on the wall."""

    text: str

    @staticmethod
    def read(told: object, place: str) -> Moment:
        """Check what the file says. An unquoted 14:50 reaches us as the number 890, and is refused like any other."""
        if not isinstance(told, str) or not (ANCHORED.fullmatch(told) or ON_THE_WALL.fullmatch(told)):
            wrong = f'{told!r} is no moment; write T0-10, TE+45 or "14:50" (quoted)'
            raise CatalogueError(place, wrong, code="no_moment")
        return Moment(told)

    def of(self, starts_at: dt.datetime, ends_at: dt.datetime) -> dt.datetime:
        """The instant in a session whose two ends are given in the county's own time zone."""
        anchored = ANCHORED.fullmatch(self.text)
        if anchored is not None:
            anchor, sign, minutes = anchored.groups()
            offset = dt.timedelta(minutes=int(f"{sign}{minutes}")) if minutes else dt.timedelta()
            return (starts_at if anchor == "T0" else ends_at) + offset
        hour, minute = self.text.split(":")
        at = starts_at.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
        if abs(at - starts_at) > WALL_TIME_REACHES:
            raise CatalogueError(self.text, f"this wall time lies too far from a start at {starts_at:%H:%M}")
        return at


def read_length(told: object, place: str) -> dt.timedelta:
    """A length of time: ``5s``, ``10m``, ``2h``."""
    found = LENGTH.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise CatalogueError(place, f"{told!r} is no length of time; write 5s, 10m or 2h", code="no_length")
    return dt.timedelta(seconds=int(found[1]) * SECONDS[found[2]])


def read_wall_time(told: object, place: str) -> dt.time:
    """A time of the day: ``"09:00"``."""
    if not isinstance(told, str) or not ON_THE_WALL.fullmatch(told):
        raise CatalogueError(place, f'{told!r} is no time of the day; write "09:00" (quoted)')
    return dt.time.fromisoformat(told)
