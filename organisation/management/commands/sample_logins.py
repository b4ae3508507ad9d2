from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management.base import BaseCommand
from django.db import transaction

from kernel.actors import SYSTEM
from kernel.scope import scoped
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Login, Post
from organisation.selectors import posts_held
from organisation.services import give_sample_logins

PASSWORD = "linhe-2027-gaokao"  # noqa: S105 - printed at every start of the sample county, and never used elsewhere


class Command(BaseCommand):
    """Give the sample county's logins one known password and print one login of each role."""

    help = "Sample logins. Only for the sample county."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), scoped(SYSTEM, None):
            if Login.objects.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
                give_sample_logins(list(Login.objects.exclude(person=None)), password=PASSWORD)
            held = posts_held(now()).select_related("person__login", "unit").order_by("unit__path", "person__pinyin")
            first: dict[str, Post] = {}
            for post in held:
                if hasattr(post.person, "login"):
                    first.setdefault(post.role, post)
        self.stdout.write(f"password of every sample login: {PASSWORD}")
        for code, role in roles().items():
            if code in first:
                post = first[code]
                self.stdout.write(f"  {post.person.login.username:<12} {role.zh} ({role.en}), {post.unit.name}")
