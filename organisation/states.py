"""Words of the organisation: levels of units, what a post allows, and the sides of a two-person act."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Administrative level of a unit (国家-省-市-县); venues and departments stand below the county."""

    NATION = "nation", _("Nation")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    UNIT = "unit", _("Unit of the county")


class UnitKind(TextChoices):
    """What a unit of the county is."""

    DISTRICT = "district", _("Exam district")
    DEPARTMENT = "department", _("Department")
    VENUE = "venue", _("Venue")
    TOWNSHIP = "township", _("Township")


class Capability(StrEnum):
    """What a post may do, at its unit and below. Roles give capabilities (catalogue/roles.yaml)."""

    SEE_BOARD = "see_board"
    SEE_ESCORTS = "see_escorts"
    SEE_RESTRICTED = "see_restricted"
    RUN_EXAM = "run_exam"
    IMPORT_COUNTY = "import_county"
    MANAGE_PEOPLE = "manage_people"
    RUN_VAULT = "run_vault"
    CARRY_PAPERS = "carry_papers"
    DRIVE_ESCORT = "drive_escort"
    KEEP_VAULT = "keep_vault"
    KEEP_VENUE_STORE = "keep_venue_store"
    OPEN_PAPERS = "open_papers"
    COUNT_PAPERS = "count_papers"
    ENTER_PAPER_RECORD = "enter_paper_record"
    RUN_VENUE = "run_venue"
    REPORT_VENUE = "report_venue"
    KEY_FOR_VENUE = "key_for_venue"
    ACCEPT_ROOMS = "accept_rooms"
    OPEN_INCIDENT = "open_incident"
    HANDLE_INCIDENT = "handle_incident"
    COMMAND_INCIDENT = "command_incident"
    APPROVE = "approve"
    ANSWER_CALL_OUT = "answer_call_out"
    RECORD_DECISION = "record_decision"
    RUN_DRILL = "run_drill"
    RECORD_IRREGULARITY = "record_irregularity"
    SEE_IRREGULARITIES = "see_irregularities"
    SUPERVISE = "supervise"
    AUDIT = "audit"


class Side(StrEnum):
    """The side on which a person stands in a two-person act."""

    GIVER = "giver"
    RECEIVER = "receiver"
    FIRST = "first"
    SECOND = "second"


# How a person proved himself by a signing, as his proof says it.
BY_SIGNING = "signing"
# How he did with a key of his own on a tablet without network: weaker, until he confirms it at a login.
BY_OFFLINE_PIN = "offline_pin"
# Nobody stands at a table with a wandering mind for longer: after that he proves himself again.
SIGNING_LASTS_AT_MOST = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a signing holds and nowhere else: one login session, one exam, one kind of act by its address."""

    exam_id: UUID
    purpose: str
    session_hash: str


@dataclass(frozen=True, slots=True)
class DrawnSigning:
    """What is told once and never stored: the token itself."""

    signing_id: UUID
    token: str
    lasts: dt.timedelta


# A code that is typed in at once lives no longer. Source: reliability.md 7.2.
CODE_LASTS = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """What is told once and never stored: the code with which a tablet is enrolled."""

    slot_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class TabletTold:
    """What a tablet says of itself when it is enrolled. ``spki`` is its public key in DER."""

    spki: bytes
    persisted: bool
    user_agent: str = ""
    app_version: str = ""


@dataclass(frozen=True, slots=True)
class HealthTold:
    """What a tablet says of itself each time it sends its queue."""

    queued: int
    oldest_at: dt.datetime | None = None
    battery: float | None = None
    storage_used: int | None = None
    storage_quota: int | None = None
    app_version: str = ""
    persisted: bool = True
    skew_ms: int = 0


def fast_hash(secret: str) -> str:
    """SHA-256 of what has 256 random bits: nobody can guess it, so a slow hash would protect nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
