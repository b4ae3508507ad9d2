"""Why a backup was not made or is not taken back, and what the duty desk refuses, in sentences that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class BackupRefused(Exception):
    """Nothing was changed. ``sentence`` is English, translated where it is shown; ``words`` are what it is about."""

    def __init__(self, sentence: str, words: str = "") -> None:
        super().__init__(f"{sentence} {words}".strip())
        self.sentence = sentence
        self.words = words


class OwnSwap(DomainError):
    """Somebody wanted to swap himself into a post or out of one."""

    code = "own_swap"
    sentence = _("Nobody swaps himself into a post or out of it. Let another officer enter this.")
    status = 403


class MomentPassed(DomainError):
    """A swap was to hold from a moment that has passed."""

    code = "moment_passed"
    sentence = _("A swap holds from now or from a moment still to come, before the post ends.")
    status = 400


class WatchHeld(DomainError):
    """Somebody is on watch: the watch is taken over from him, it does not begin again."""

    code = "watch_held"
    sentence = _("Somebody is on watch. Take the watch over from him, he signs too.")


class NotOnWatch(DomainError):
    """The person who is to hand the watch over does not have it."""

    code = "not_on_watch"
    sentence = _("This person is not on watch. Reload the page and see who is.")
