"""Why a backup was not made, or is not taken back, in one sentence that says what to do."""

from __future__ import annotations


class BackupRefused(Exception):
    """Nothing was changed. ``sentence`` is English, translated where it is shown; ``words`` are what it is about."""

    def __init__(self, sentence: str, words: str = "") -> None:
        super().__init__(f"{sentence} {words}".strip())
        self.sentence = sentence
        self.words = words
