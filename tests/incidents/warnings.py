"""Warnings as services send them, for stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client

from tests.incidents.builders import Desk

SAMPLES = Path(__file__).parent / "cap"
SECRET = "linhe-weather-service-2027"
NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"


def warning(number: int | str = 1, **changed: str) -> bytes:
    """A rainstorm warning in orange, an exercise, as GB/T 35965.1 has it; ``changed`` parts are other ones."""
    told = {
        "identifier": f"15082141600000_20270607080000_{number}",
        "sender": "临河县气象台",
        "sent": "2027-06-07T08:00:00+08:00",
        "status": "Exercise",
        "msgType": "Alert",
        "scope": "Public",
        "references": "",
        "event": "暴雨",
        "eventCode": "11B03",
        "severity": "Severe",
        "headline": "临河县气象台发布暴雨橙色预警",
    } | changed
    head = "".join(
        f"<{name}>{told[name]}</{name}>"
        for name in ("identifier", "sender", "sent", "status", "msgType", "scope", "references")
        if told[name]
    )
    code = f"<eventCode><valueName>GB/T 35561</valueName><value>{told['eventCode']}</value></eventCode>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="{NAMESPACE}">{head}<info>'
        f"<category>Met</category><event>{told['event']}</event><urgency>Expected</urgency>"
        f"<severity>{told['severity']}</severity><certainty>Likely</certainty>{code if told['eventCode'] else ''}"
        f"<headline>{told['headline']}</headline><area><areaDesc>临河县</areaDesc></area></info></alert>"
    ).encode()


def reference(number: int) -> str:
    """How a later message names an earlier one."""
    return f"临河县气象台,15082141600000_20270607080000_{number},2027-06-07T08:00:00+08:00"


def opened(desk: Desk, secret: str = SECRET) -> Any:
    """A source of the drill's, opened by Bai."""
    return desk.world.client_of("bai").post(f"{desk.world.api}/alert-sources/", {"name": "县气象台", "secret": secret})


def sent(desk: Desk, body: bytes, secret: str = SECRET) -> Any:
    """What the service is answered."""
    headers = {"authorization": f"Bearer {secret}"}
    response = Client().post("/ingest/cap", body, content_type="application/cap+xml", headers=headers)
    desk.world.settle()
    return response
