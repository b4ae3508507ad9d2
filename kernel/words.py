"""Free text: what people write into an act, and what must never stand in it."""

from __future__ import annotations

import re
import unicodedata

from kernel.errors import IdNumberWritten, LockCodeWritten

# As people write one: in one run, or with blanks or hyphens after the region and the day of birth.
ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])")

# A word for a lock's code, and soon after it three or more signs that could be one. "代码" (the code of a venue) is
# no such word, and years and times of the day are no such signs.
LOCK_CODE = re.compile(
    r"(?:密码|口令|(?:开锁|解锁|开柜|开门|锁)码|pass(?:word|code)|combination|(?:lock|pin|key) ?code)"
    r"[^0-9a-z]{0,6}(?:[^\x00-\x7f]{0,4}|is |was )[^0-9a-z]{0,4}(?!\d{4}年)(?!\d{1,2}:\d\d)"
    r"(?:[0-9](?:[0-9*#-]|[ ](?=\d)){2,}|[a-z]+[0-9][0-9a-z]{2,})",
    re.IGNORECASE,
)

# Nothing but digits and the signs of a keypad.
KEYPAD = re.compile(r"[\d\s*#,.、，-]*\d[\d\s*#,.、，-]*")


def check_words(*texts: str) -> None:
    """Refuse where a text holds a full ID number or what looks like a lock's code (limits.md 1), full-width too."""
    plain = [unicodedata.normalize("NFKC", text) for text in texts]
    if any(ID_NUMBER.search(text) for text in plain):
        raise IdNumberWritten
    if any(LOCK_CODE.search(text) for text in plain):
        raise LockCodeWritten


def check_no_lock_code(*texts: str) -> None:
    """The same where a text is about a lock: there a text of nothing but digits is a code, too."""
    check_words(*texts)
    if any(KEYPAD.fullmatch(unicodedata.normalize("NFKC", text).strip()) for text in texts):
        raise LockCodeWritten
