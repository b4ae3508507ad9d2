"""Writes an incident's state as a signed message of the Common Alerting Protocol (CAP 1.2, GB/T 35965.1).

A county warns nobody in public: every message is of the scope Restricted, and a drill's is an exercise as well
(limits.md 12), signed under a key of its own, so that no receiver who holds the real key can take one for the other.
Nothing that somebody wrote goes out: names may stand in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from exams.gateways.files import Node, read_yaml
from incidents.gateways.names import CATALOGUE
from incidents.states import AlertStatus, AlertType, Family, Level

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
BEIJING = ZoneInfo("Asia/Shanghai")
RESTRICTION = "仅限考试管理机构和指挥部成员 For exam authorities and the command post only"
CATEGORIES = {
    Family.EXAM_SECURITY: "Security",
    Family.NATURAL_DISASTER: "Met",
    Family.ACCIDENT: "Safety",
    Family.SOCIAL_SECURITY: "Security",
    Family.PUBLIC_HEALTH: "Health",
}
# The colours of the four levels, as they are written in CAP (handbook 4.2).
SEVERITIES = {Level.I: "Extreme", Level.II: "Severe", Level.III: "Moderate", Level.IV: "Minor"}
# The certificate names a key and says nothing else: receivers hold the key itself, given to them by hand.
CERTIFIED_FROM, CERTIFIED_UNTIL = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2046, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class CapMessage:
    """One message: what it is, which ones it replaces, and the incident as it stood."""

    county: str
    county_name: str
    sent_at: dt.datetime
    serial: int
    status: AlertStatus
    msg_type: AlertType
    replaces: Sequence[str]
    family: Family
    level: Level
    event: str
    plan: str
    number: int
    area: str
    onset: dt.datetime

    @property
    def identifier(self) -> str:
        """``ZZZZZZDDDUUUXX_YYYYMMDDhhmmss_N`` of GB/T 35965.1. More than ten in a second go on in XX."""
        codes = identifier_codes()
        second = f"{self.sent_at.astimezone(BEIJING):%Y%m%d%H%M%S}"
        head = f"{self.county:0>6.6}{codes['sector']}{codes['unit']}{self.serial // 10:02d}"
        return f"{head}_{second}_{self.serial % 10}"

    @property
    def sender(self) -> str:
        """Who sends: the county's code, which no one else has."""
        return f"examops@{self.county}"

    @property
    def reference(self) -> str:
        """How a later message names this one."""
        return f"{self.sender},{self.identifier},{written(self.sent_at)}"


@cache
def identifier_codes() -> dict[str, str]:
    """Sector and sub-unit in an identifier, from the catalogue."""
    node = Node(read_yaml(CATALOGUE / "alerts.yaml").told, "alerts").node("identifier").only("sector", "unit")
    return {"sector": node.text("sector"), "unit": node.text("unit")}


def written(moment: dt.datetime) -> str:
    """A time as the schema has it: to the second, with its offset, and never Z."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def cap_signed(message: CapMessage) -> bytes:
    """The message as signed XML."""
    # Loaded where it is used: every process of the node would carry both libraries otherwise.
    from lxml import etree
    from signxml.algorithms import SignatureMethod
    from signxml.signer import XMLSigner

    key, certificate = key_of(message.status)
    signer = XMLSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256)
    signed = signer.sign(_alert(message), key=key, cert=certificate.decode())
    return bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))


def _alert(message: CapMessage) -> Any:
    from lxml import etree

    without_prefix: Any = {None: CAP}
    root = etree.Element(f"{{{CAP}}}alert", nsmap=without_prefix)
    head = {
        "identifier": message.identifier,
        "sender": message.sender,
        "sent": written(message.sent_at),
        "status": message.status,
        "msgType": message.msg_type,
        "scope": "Restricted",
        "restriction": RESTRICTION,
        "references": " ".join(message.replaces),
    }
    _put(root, head)
    info = etree.SubElement(root, f"{{{CAP}}}info")
    is_over = message.msg_type == AlertType.CANCEL
    _put(
        info,
        {
            "language": "zh-CN",
            "category": CATEGORIES[message.family],
            "event": message.event,
            "urgency": "Past" if is_over else "Immediate",
            "severity": SEVERITIES[message.level],
            "certainty": "Observed",
            "onset": written(message.onset),
            "senderName": message.county_name,
            "headline": _headline(message),
        },
    )
    for name, value in (("plan", message.plan), ("number", str(message.number)), ("level", message.level.value)):
        _put(etree.SubElement(info, f"{{{CAP}}}parameter"), {"valueName": f"examops.{name}", "value": value})
    _put(etree.SubElement(info, f"{{{CAP}}}area"), {"areaDesc": message.area})
    return root


def _headline(message: CapMessage) -> str:
    drill = "【演练】" if message.status == AlertStatus.EXERCISE else ""
    over = "（解除）" if message.msg_type == AlertType.CANCEL else ""
    return f"{drill}{message.area} {message.plan} {message.event} {message.level.value}级{over}"


def _put(parent: Any, texts: dict[str, str]) -> None:
    from lxml import etree

    for name, text in texts.items():
        if text:
            etree.SubElement(parent, f"{{{CAP}}}{name}").text = str(text)


@cache
def key_of(status: AlertStatus) -> tuple[Any, bytes]:
    """The key that messages of this status are signed with, and its certificate. A drill's is not the real one's."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    secret = hashlib.sha512(f"cap {status} {settings.CAP_KEY}".encode()).digest()
    key = ec.derive_private_key(int.from_bytes(secret) % (_ORDER - 1) + 1, ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"ExamOps CAP {status}")])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), int.from_bytes(secret[:16]) >> 1, CERTIFIED_FROM, CERTIFIED_UNTIL
    )
    return key, made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


# The order of P-256: a private key is a number below it (SEC 2, 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
