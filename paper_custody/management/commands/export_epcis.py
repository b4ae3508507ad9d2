from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from exams.selectors.sessions import exam_of
from kernel.actors import SYSTEM
from kernel.errors import DomainError
from kernel.scope import reading
from paper_custody.gateways.epcis import wrong_in
from paper_custody.selectors.epcis import epcis_document


class Command(BaseCommand):
    """Write an exam's custody as an EPCIS 2.0 document, checked before it is written."""

    help = "Export the custody of an exam as EPCIS 2.0, when its last session has ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("exam", type=UUID)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with reading(SYSTEM, options["exam"], repeatable=True):
            try:
                document = epcis_document(exam_of(options["exam"]))
            except DomainError as refusal:
                raise CommandError(f"{refusal.code}: {refusal.sentence}") from refusal
        text = json.dumps(document, ensure_ascii=False, indent=1)
        if wrong := wrong_in(text):
            raise CommandError(f"nothing was written: {wrong[0]} and {len(wrong) - 1} more")
        options["file"].write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(document['epcisBody']['eventList'])} events written.")
