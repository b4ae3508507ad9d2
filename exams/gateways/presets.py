"""Province presets: the minute table of a session, and the rules that differ from province to province.

A preset is its own file laid over ``fallback.yaml``. What an exam is made with is the composed text,
which it keeps: a later edit of a file changes no exam that exists.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from exams.gateways.escort_rules import EscortRules, escort_rules_from
from exams.gateways.files import CATALOGUE, Node, read_yaml
from exams.gateways.leftover_rules import LeftoverRules, leftover_rules_from
from exams.gateways.moments import CatalogueError, Moment, read_length, read_wall_time
from exams.gateways.return_rules import ReturnRules, return_rules_from
from exams.states import Approver, Reach, ReportKind, SecondScan, SessionKind
from organisation.gateways import roles

SILENT = "fallback, the province's table is silent"
SECTIONS = (
    "early_leave", "spare_use", "identity_check", "roll_up", "upward_timetable", "quiet_window", "vault", "escort",
    "leftovers", "returns",
)  # fmt: skip
HEAD = ("code", "version", "name", "source", "falls_back_to")
FIVE_NUMBERS = ("opening", "distribution", "foreign_language_opening", "latecomers", "foreign_language_latecomers")
VARIANTS = ("first_session", "chinese", "foreign_language")
MILESTONE_KEYS = (
    "code", "number", "report", "name", "at", *VARIANTS, "tolerance", "who", "scope", "quiet", "run", "only", "source",
)  # fmt: skip
CHAINS = (
    (Approver.VENUE_HEAD,),
    (Approver.VENUE_HEAD, Approver.COUNTY),
    (Approver.VENUE_HEAD, Approver.COUNTY, Approver.PROVINCE),
)
LAST_NUMBER = 16
# Invigilators never log in: the venue office enters for them (limits.md 15).
WITHOUT_LOGIN = frozenset({"invigilator"})


@dataclass(frozen=True, slots=True)
class Timing:
    """A moment and how far from it is still on time."""

    moment: Moment
    tolerance: dt.timedelta


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """One line of the minute table. ``number`` is that of the venue day; a ``quiet`` line is demanded of nobody."""

    code: str
    number: int | None
    report: ReportKind | None
    zh: str
    en: str
    timing: Timing
    variants: dict[str, Timing]
    who: str
    reach: Reach
    quiet: bool
    run: str
    only: SessionKind | None
    source: str

    def timing_for(self, kind: SessionKind, *, first: bool) -> Timing:
        """The timing in a session of this kind; ``first`` is the exam's first session."""
        fitting = [*(["first_session"] if first else []), kind.value]
        named = [self.variants[name] for name in fitting if name in self.variants]
        return named[-1] if named else self.timing


@dataclass(frozen=True, slots=True)
class EarlyLeave:
    """From when a candidate may leave, if at all, and whether he waits in a lounge until the end."""

    earliest: Moment | None
    held_in_lounge: bool


@dataclass(frozen=True, slots=True)
class SpareUse:
    """Who approves a single spare paper or card, in order, and until when a card may be changed."""

    chain: tuple[Approver, ...]
    last_card_change: Moment


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """Whether a second person scans every bag again before it is cut open."""

    second_scan: SecondScan


@dataclass(frozen=True, slots=True)
class RollUp:
    """How soon after the last venue's report the county rolls up, and its cut-off with the missing ones named."""

    within: dt.timedelta
    cut_off: Moment


@dataclass(frozen=True, slots=True)
class UpwardTimetable:
    """By when of each day the county reports upward unasked; ``transport`` is reported on arrival."""

    code: str
    storage: tuple[dt.time, ...]
    sessions: tuple[dt.time, ...]


@dataclass(frozen=True, slots=True)
class VaultRules:
    """The fixed rhythm of the county's secure room."""

    patrol_every: dt.timedelta
    patrol_people: int
    playback_at: tuple[dt.time, ...]
    playback_roll_up: dt.time
    on_post: int
    on_duty: int
    joint_checks_a_day: int
    papers_days_before_without_approval: int


@dataclass(frozen=True, slots=True)
class Preset:
    """What an exam goes by. ``composed`` is the text it was read from, as the exam keeps it."""

    code: str
    version: int
    zh: str
    en: str
    source: str
    windows: dict[str, Timing]
    milestones: tuple[MilestoneRule, ...]
    early_leave: EarlyLeave
    spare_use: SpareUse
    identity_check: IdentityCheck
    roll_up: RollUp
    upward_timetable: UpwardTimetable
    quiet_window: tuple[Moment, Moment]
    vault: VaultRules
    escort: EscortRules
    leftovers: LeftoverRules
    returns: ReturnRules
    composed: dict[str, Any]


def preset_codes() -> list[str]:
    """The presets that are shipped."""
    return sorted(path.stem for path in (CATALOGUE / "presets").glob("*.yaml"))


@cache
def preset(code: str) -> Preset:
    """The preset of this code. Raises ``CatalogueError`` where there is none or its file is wrong."""
    if code not in preset_codes():
        raise CatalogueError(code, f"no such preset; there are {', '.join(preset_codes())}")
    own = read_yaml(CATALOGUE / "presets" / f"{code}.yaml").only(*HEAD, "windows", "milestones", *SECTIONS)
    base = read_yaml(CATALOGUE / f"{own.text('falls_back_to')}.yaml").only(*HEAD, "windows", "milestones", *SECTIONS)
    return preset_from(_compose(own, base))


def preset_from(composed: dict[str, Any]) -> Preset:
    """Read a composed preset, fresh or as an exam has kept it."""
    whole = Node(composed, f"preset {composed.get('code')}")
    windows = {name: _window(whole.node("windows").node(name)) for name in FIVE_NUMBERS}
    milestones = tuple(_milestone(node, windows) for node in whole.nodes("milestones"))
    _check_numbers(milestones, whole.at("milestones"))
    quiet = whole.node("quiet_window").only("starts", "ends", "source")
    quiet_from, quiet_until = (Moment.read(quiet.told.get(end), quiet.at(end)) for end in ("starts", "ends"))
    return Preset(
        code=whole.text("code"),
        version=whole.number("version"),
        zh=whole.node("name").text("zh"),
        en=whole.node("name").text("en"),
        source=whole.text("source"),
        windows=windows,
        milestones=milestones,
        early_leave=_early_leave(whole.node("early_leave")),
        spare_use=_spare_use(whole.node("spare_use")),
        identity_check=_identity_check(whole),
        roll_up=_roll_up(whole.node("roll_up")),
        upward_timetable=_upward_timetable(whole.node("upward_timetable")),
        quiet_window=(quiet_from, quiet_until),
        vault=_vault(whole.node("vault")),
        escort=escort_rules_from(_shipped_if_missing(whole, "escort")),
        leftovers=leftover_rules_from(_shipped_if_missing(whole, "leftovers")),
        returns=return_rules_from(_shipped_if_missing(whole, "returns")),
        composed=composed,
    )


def _compose(own: Node, base: Node) -> dict[str, Any]:
    """Lay the preset over the fallback. What the fallback supplies is marked so in its source."""
    composed = {key: own.told[key] for key in HEAD if key in own.told}
    windows = Node(own.told.get("windows", {}), own.at("windows")).only(*FIVE_NUMBERS).told
    composed["windows"] = {
        name: windows.get(name) or _marked(window)
        for name, window in base.node("windows").only(*FIVE_NUMBERS).told.items()
    }
    given = {node.text("code"): node.told for node in own.nodes("milestones")}
    rows = [_overlaid(node.told, given.pop(node.text("code"), None)) for node in base.nodes("milestones")]
    composed["milestones"] = rows + list(given.values())
    for section in SECTIONS:
        composed[section] = own.told.get(section) or _marked(base.told.get(section))
    composed["upward_timetable"] = _timetable_told(composed["upward_timetable"])
    plain: dict[str, Any] = json.loads(json.dumps(composed))
    return plain


def _overlaid(base: dict[str, Any], given: dict[str, Any] | None) -> dict[str, Any]:
    """A line of the fallback with what the preset says of it; ``null`` takes a variant away."""
    if given is None:
        marked: dict[str, Any] = _marked(base)
        return marked
    return {key: told for key, told in {**base, **given}.items() if told is not None}


def _marked(told: Any) -> Any:
    if isinstance(told, dict) and "source" in told:
        return {**told, "source": f"{told['source']} ({SILENT})"}
    return told


def _timetable_told(code: object) -> dict[str, Any]:
    known = read_yaml(CATALOGUE / "upward_timetables.yaml")
    if not isinstance(code, str) or code not in known.told:
        raise CatalogueError(known.place, f"no timetable {code!r}")
    return {"code": code, **known.node(code).told}


def _window(node: Node) -> Timing:
    node.only("at", "tolerance", "source").text("source")
    moment = Moment.read(node.told.get("at"), node.at("at"))
    return Timing(moment, read_length(node.told.get("tolerance"), node.at("tolerance")))


def _milestone(node: Node, windows: dict[str, Timing]) -> MilestoneRule:
    node.only(*MILESTONE_KEYS)
    who = node.text("who")
    if who not in roles() and who not in WITHOUT_LOGIN:
        raise CatalogueError(node.at("who"), f"no role {who!r}")
    if node.text("run", "none") not in {"none", "outward", "return"}:
        raise CatalogueError(node.at("run"), "either outward or return")
    return MilestoneRule(
        code=node.text("code"),
        number=node.number("number") if "number" in node.told else None,
        report=node.word("report", ReportKind) if "report" in node.told else None,
        zh=node.node("name").text("zh"),
        en=node.node("name").text("en"),
        timing=_timing(node, "at", windows),
        variants={name: _timing(node, name, windows) for name in VARIANTS if name in node.told},
        who=who,
        reach=node.word("scope", Reach),
        quiet=node.flag("quiet"),
        run=node.text("run", "none"),
        only=node.word("only", SessionKind) if "only" in node.told else None,
        source=node.text("source"),
    )


def _timing(node: Node, key: str, windows: dict[str, Timing]) -> Timing:
    told = node.told.get(key)
    if isinstance(told, str) and told.startswith("window/"):
        if told.removeprefix("window/") not in windows:
            raise CatalogueError(node.at(key), f"no window {told!r}")
        return windows[told.removeprefix("window/")]
    return Timing(Moment.read(told, node.at(key)), read_length(node.told.get("tolerance"), node.at("tolerance")))


def _check_numbers(milestones: tuple[MilestoneRule, ...], place: str) -> None:
    """The numbers 1 to 16 and the three reports, each once; a quiet line has neither."""
    numbers = sorted(rule.number for rule in milestones if rule.number is not None)
    if numbers != list(range(1, LAST_NUMBER + 1)):
        raise CatalogueError(place, f"the numbers 1 to {LAST_NUMBER} must each stand once, found {numbers}")
    if sorted(rule.report for rule in milestones if rule.report) != sorted(ReportKind):
        raise CatalogueError(place, "the reports R0, R1 and R2 must each stand once")
    for rule in milestones:
        if rule.quiet != (rule.number is None and rule.report is None):
            raise CatalogueError(f"{place}[{rule.code}]", "a line has a number or a report, or else it is quiet")
    if len({rule.code for rule in milestones}) != len(milestones):
        raise CatalogueError(place, "a code stands twice")


def _early_leave(node: Node) -> EarlyLeave:
    node.only("earliest", "held_in_lounge", "source")
    told = node.told.get("earliest")
    earliest = None if told == "none" else Moment.read(told, node.at("earliest"))
    return EarlyLeave(earliest=earliest, held_in_lounge=node.flag("held_in_lounge"))


def _spare_use(node: Node) -> SpareUse:
    node.only("chain", "last_card_change", "source")
    chain = tuple(node.texts("chain"))
    if chain not in CHAINS:
        raise CatalogueError(node.at("chain"), "[venue_head], [venue_head, county] or [venue_head, county, province]")
    return SpareUse(
        chain=tuple(Approver(one) for one in chain),
        last_card_change=Moment.read(node.told.get("last_card_change"), node.at("last_card_change")),
    )


def _identity_check(whole: Node) -> IdentityCheck:
    """An exam that was made before there was such a rule goes by the default."""
    if "identity_check" not in whole.told:
        return IdentityCheck(second_scan=SecondScan.WHERE_SCANNED)
    node = whole.node("identity_check").only("second_scan", "source")
    return IdentityCheck(second_scan=node.word("second_scan", SecondScan))


def _roll_up(node: Node) -> RollUp:
    node.only("within", "cut_off", "source")
    return RollUp(
        within=read_length(node.told.get("within"), node.at("within")),
        cut_off=Moment.read(node.told.get("cut_off"), node.at("cut_off")),
    )


def _upward_timetable(node: Node) -> UpwardTimetable:
    node.only("code", "name", "transport", "storage", "sessions", "source")
    return UpwardTimetable(code=node.text("code"), storage=_times(node, "storage"), sessions=_times(node, "sessions"))


def _vault(node: Node) -> VaultRules:
    node.only(*VaultRules.__dataclass_fields__, "source")
    return VaultRules(
        patrol_every=read_length(node.told.get("patrol_every"), node.at("patrol_every")),
        patrol_people=node.number("patrol_people"),
        playback_at=_times(node, "playback_at"),
        playback_roll_up=read_wall_time(node.told.get("playback_roll_up"), node.at("playback_roll_up")),
        on_post=node.number("on_post"),
        on_duty=node.number("on_duty"),
        joint_checks_a_day=node.number("joint_checks_a_day"),
        papers_days_before_without_approval=node.number("papers_days_before_without_approval"),
    )


def _shipped_if_missing(whole: Node, section: str) -> Node:
    """An exam that was made before presets had these rules goes by what is shipped."""
    told = whole if section in whole.told else read_yaml(CATALOGUE / "fallback.yaml")
    return told.node(section)


def _times(node: Node, key: str) -> tuple[dt.time, ...]:
    return tuple(read_wall_time(told, node.at(key)) for told in node.texts(key))
