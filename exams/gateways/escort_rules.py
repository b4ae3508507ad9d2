"""The rules of escorts: how many ride along, how often they are heard, and what a position must show to be an alarm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from exams.gateways.files import Node
from exams.gateways.moments import read_length

CREW_KEYS = ("rule", "least", "single_vehicle", "each_of_convoy", "counted", "source")
VOICE_KEYS = ("every", "missed_after", "source")
WATCH_KEYS = (
    "corridor_width", "stop_after", "stop_radius", "silent_after", "future_after", "late_after", "source",
)  # fmt: skip
KEPT_KEYS = ("positions_for", "source")


@dataclass(frozen=True, slots=True)
class CrewRule:
    """The 2-3-2 rule. ``counted`` are the duties of those who count as escorts; whoever drives does not."""

    rule: str
    least: int
    single_vehicle: int
    each_of_convoy: int
    counted: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class VoiceRule:
    """How often an escort is called, and how long after that moment it is missed."""

    every: dt.timedelta
    missed_after: dt.timedelta


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What a position must show to be an alarm. Lengths in metres; ``late_after`` is from when a fix is history."""

    corridor_width: int
    stop_after: dt.timedelta
    stop_radius: int
    silent_after: dt.timedelta
    future_after: dt.timedelta
    late_after: dt.timedelta


@dataclass(frozen=True, slots=True)
class EscortRules:
    """All rules of escorts. ``positions_for`` is how long positions are kept when the exam is over."""

    crew: CrewRule
    voice: VoiceRule
    watch: WatchRule
    positions_for: dt.timedelta


def escort_rules_from(node: Node) -> EscortRules:
    """Read the section ``escort`` of a preset."""
    node.only("crew", "voice", "watch", "kept")
    kept = node.node("kept").only(*KEPT_KEYS)
    return EscortRules(
        crew=_crew(node.node("crew").only(*CREW_KEYS)),
        voice=_voice(node.node("voice").only(*VOICE_KEYS)),
        watch=_watch(node.node("watch").only(*WATCH_KEYS)),
        positions_for=read_length(kept.told.get("positions_for"), kept.at("positions_for")),
    )


def _crew(node: Node) -> CrewRule:
    return CrewRule(
        rule=node.text("rule"),
        least=node.number("least"),
        single_vehicle=node.number("single_vehicle"),
        each_of_convoy=node.number("each_of_convoy"),
        counted=node.texts("counted"),
        source=node.text("source"),
    )


def _voice(node: Node) -> VoiceRule:
    every, missed_after = (read_length(node.told.get(key), node.at(key)) for key in ("every", "missed_after"))
    return VoiceRule(every=every, missed_after=missed_after)


def _watch(node: Node) -> WatchRule:
    lengths = {
        key: read_length(node.told.get(key), node.at(key))
        for key in ("stop_after", "silent_after", "future_after", "late_after")
    }
    return WatchRule(corridor_width=node.number("corridor_width"), stop_radius=node.number("stop_radius"), **lengths)
