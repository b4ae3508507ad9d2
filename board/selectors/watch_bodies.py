"""The row in which the watchman speaks, and sentences in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from board.states import LANGUAGES
from clocks.selectors import watch_findings


def watch_body(*, at: dt.datetime, before: dict[str, Any] | None) -> dict[str, Any]:
    """What the watchman finds now; ``since`` is kept from the row ``before`` where he found it then already."""
    since = {told["code"]: told["since"] for told in (before or {}).get("findings", [])}
    return {
        "findings": [
            {
                "code": finding.code,
                **in_both_languages("text", finding.sentence),
                "since": since.get(finding.code, at.isoformat()),
            }
            for finding in watch_findings()
        ]
    }


def in_both_languages(name: str, sentence: str | Promise) -> dict[str, str]:
    """``{name_zh: ..., name_en: ...}``."""
    told = {}
    for short, language in LANGUAGES.items():
        with translation.override(language):
            told[f"{name}_{short}"] = str(sentence)
    return told
