"""Structured logs: JSON for machines, one readable line on a terminal."""

from __future__ import annotations

import sys
from typing import Any

import structlog

from examops.settings import readers


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _renderer() -> Any:
    form = readers.text("EXAMOPS_LOGS", "readable" if sys.stderr.isatty() else "json")
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)


def logging_settings() -> dict[str, Any]:
    """Django's ``LOGGING``; also makes ``structlog.get_logger()`` go the same way."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "one_line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared(),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    _renderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one_line"}},
        "root": {"handlers": ["stderr"], "level": readers.text("EXAMOPS_LOG_LEVEL", "INFO")},
        "loggers": {
            # Every refused or missing page would otherwise be a warning; the proxy's access log has them.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "ERROR"},
            # It names people's addresses. What became of a message stands with its attempts.
            "apprise": {"level": "CRITICAL"},
        },
    }
