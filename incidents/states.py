"""Words of an incident: its class and level, its life, its steps, where it came from, and its clocks."""

from enum import StrEnum


class Level(StrEnum):
    """特别重大, 重大, 较大, 一般. The county sets the initial one only; a confirmed one comes from above."""

    I = "I"  # noqa: E741 - the level is written so in every rule
    II = "II"
    III = "III"
    IV = "IV"


class Family(StrEnum):
    """The five official classes of exam emergencies (handbook 4.2)."""

    EXAM_SECURITY = "exam_security"
    NATURAL_DISASTER = "natural_disaster"
    ACCIDENT = "accident"
    SOCIAL_SECURITY = "social_security"
    PUBLIC_HEALTH = "public_health"


class Openness(StrEnum):
    """Open: a text for outside may be made. Internal: not. Restricted: named roles only (limits.md 5).

    Escort: those who follow escorts only, and nobody else learns that there is one (limits.md 4).
    """

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    ESCORT = "escort"


# Incidents of escorts are numbered apart: a number missing among the others would tell of each, and about when.
FIRST_ESCORT_NUMBER = 9001


# The group of the procedures: what is done for one candidate or one room (handbook 5b).
PROCEDURES = "S"


class Window(StrEnum):
    """A moment that each session has from the exam's preset, by which a step is due (limits.md 21)."""

    LATEST_ENTRY = "latest_entry"
    LAST_CARD_CHANGE = "last_card_change"


class IncidentStatus(StrEnum):
    """登记, 初判, 上报, 响应, 处置, 待解除, 解除, 复盘, 归档 (handbook 7.3)."""

    REGISTERED = "registered"
    JUDGED = "judged"
    REPORTED = "reported"
    RESPONDING = "responding"
    HANDLING = "handling"
    CLOSE_PROPOSED = "close_proposed"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    ARCHIVED = "archived"


class Move(StrEnum):
    """What may happen to an incident as a whole."""

    JUDGE = "judge"
    REPORT = "report"
    ACKNOWLEDGE = "acknowledge"
    CLIMB = "climb"
    LAPSE = "lapse"
    WORK = "work"
    ATTACH = "attach"
    PROPOSE_CLOSE = "propose_close"
    WITHDRAW_CLOSE = "withdraw_close"
    CLOSE = "close"
    REVIEW = "review"
    ARCHIVE = "archive"


_S, _M = IncidentStatus, Move

# Nobody in the county answers for it yet: it climbs.
UNANSWERED = (_S.REGISTERED, _S.JUDGED, _S.REPORTED)
OPEN = (*UNANSWERED, _S.RESPONDING, _S.HANDLING, _S.CLOSE_PROPOSED)

TRANSITIONS: dict[tuple[IncidentStatus, Move], IncidentStatus] = {
    (_S.REGISTERED, _M.JUDGE): _S.JUDGED,
    (_S.JUDGED, _M.JUDGE): _S.JUDGED,
    (_S.REPORTED, _M.JUDGE): _S.REPORTED,
    (_S.RESPONDING, _M.JUDGE): _S.RESPONDING,
    (_S.HANDLING, _M.JUDGE): _S.HANDLING,
    (_S.REGISTERED, _M.REPORT): _S.REPORTED,
    (_S.JUDGED, _M.REPORT): _S.REPORTED,
    (_S.REPORTED, _M.REPORT): _S.REPORTED,
    (_S.RESPONDING, _M.REPORT): _S.RESPONDING,
    (_S.HANDLING, _M.REPORT): _S.HANDLING,
    (_S.CLOSE_PROPOSED, _M.REPORT): _S.CLOSE_PROPOSED,
    (_S.REGISTERED, _M.ACKNOWLEDGE): _S.RESPONDING,
    (_S.JUDGED, _M.ACKNOWLEDGE): _S.RESPONDING,
    (_S.REPORTED, _M.ACKNOWLEDGE): _S.RESPONDING,
    (_S.REGISTERED, _M.CLIMB): _S.REGISTERED,
    (_S.JUDGED, _M.CLIMB): _S.JUDGED,
    (_S.REPORTED, _M.CLIMB): _S.REPORTED,
    (_S.RESPONDING, _M.LAPSE): _S.JUDGED,
    # What protects people and papers is done before anybody in the county answers.
    (_S.REGISTERED, _M.WORK): _S.REGISTERED,
    (_S.JUDGED, _M.WORK): _S.JUDGED,
    (_S.REPORTED, _M.WORK): _S.REPORTED,
    (_S.RESPONDING, _M.WORK): _S.HANDLING,
    (_S.HANDLING, _M.WORK): _S.HANDLING,
    (_S.REGISTERED, _M.ATTACH): _S.REGISTERED,
    (_S.JUDGED, _M.ATTACH): _S.JUDGED,
    (_S.REPORTED, _M.ATTACH): _S.REPORTED,
    (_S.RESPONDING, _M.ATTACH): _S.RESPONDING,
    (_S.HANDLING, _M.ATTACH): _S.HANDLING,
    # It happened again: it is not over.
    (_S.CLOSE_PROPOSED, _M.ATTACH): _S.HANDLING,
    (_S.RESPONDING, _M.PROPOSE_CLOSE): _S.CLOSE_PROPOSED,
    (_S.HANDLING, _M.PROPOSE_CLOSE): _S.CLOSE_PROPOSED,
    (_S.CLOSE_PROPOSED, _M.WITHDRAW_CLOSE): _S.HANDLING,
    (_S.CLOSE_PROPOSED, _M.CLOSE): _S.CLOSED,
    (_S.CLOSED, _M.REVIEW): _S.REVIEWED,
    (_S.REVIEWED, _M.ARCHIVE): _S.ARCHIVED,
}


class StepStatus(StrEnum):
    """A step is open until it is done, or waived with a reason."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


class StepMove(StrEnum):
    """What may happen to a step."""

    DO = "do"
    WAIVE = "waive"


STEP_TRANSITIONS: dict[tuple[StepStatus, StepMove], StepStatus] = {
    (StepStatus.OPEN, StepMove.DO): StepStatus.DONE,
    (StepStatus.OPEN, StepMove.WAIVE): StepStatus.WAIVED,
}


class OriginKind(StrEnum):
    """Where an incident came from. All but the last two link to the journal's entry that led to it."""

    CUSTODY = "custody"
    CLOCK = "clock"
    MILESTONE = "milestone"
    REPORT = "report"
    EQUIPMENT = "equipment"
    INJECT = "inject"
    CALL = "call"
    SPOT = "spot"


LINKED = (
    OriginKind.CUSTODY,
    OriginKind.CLOCK,
    OriginKind.MILESTONE,
    OriginKind.REPORT,
    OriginKind.EQUIPMENT,
    OriginKind.INJECT,
)


class Done(StrEnum):
    """What was done where it was found, as a line of the log names it."""

    LOCK_FORCED = "lock_forced"


class LogKind(StrEnum):
    """What a line of an incident's log tells."""

    OPENED = "opened"
    ATTACHED = "attached"
    ACKNOWLEDGED = "acknowledged"
    LAPSED = "lapsed"
    ESCALATED = "escalated"
    STEP_DONE = "step_done"
    STEP_WAIVED = "step_waived"
    OVERDUE = "overdue"
    NOTED = "noted"
    LEVEL_CHANGED = "level_changed"
    REPORTED = "reported"
    REQUESTED = "requested"
    DECIDED = "decided"
    CLOCK_PAUSED = "clock_paused"
    CLOCK_RESUMED = "clock_resumed"
    CLOSE_PROPOSED = "close_proposed"
    CLOSE_WITHDRAWN = "close_withdrawn"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    ARCHIVED = "archived"


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


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Purpose(StrEnum):
    """The promises of an incident. Every one has a clock."""

    ACKNOWLEDGE = "incidents.acknowledge"
    FIRST_ACTION = "incidents.first_action"
    REPORT_UPWARD = "incidents.report_upward"
    CLOSE = "incidents.close"
    STEP = "incidents.step"
    REVIEW = "incidents.review"


# An unanswered incident cannot be put to sleep, and neither can an answer that nobody acts on.
PAUSABLE = (Purpose.REPORT_UPWARD, Purpose.CLOSE, Purpose.STEP, Purpose.REVIEW)


class Blocker(StrEnum):
    """Why an incident cannot be closed yet."""

    STEP = "step"
    REQUEST = "request"
    REPORT_UPWARD = "report_upward"
