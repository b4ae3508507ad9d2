"""Cells into values: what a person typed, pasted or let Excel change, read as what was meant, or refused."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from intake.gateways.layout import Column, word_key
from intake.states import ColumnKind

Raw = str | int | float | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Value = str | int | float | bool | dt.date | dt.time | tuple[str, ...]

# GB 11643: region, date of birth, sequence and check digit; people also write it in groups.
ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])")
# Excel keeps 15 digits of a number; a longer one has zeros for its last digits.
INEXACT_FROM = 10**15
# A date of an exam or of a post; anything else is a slip, or a number that Excel took for a date.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Days between the two calendars of Excel (files that began on a Mac).
TO_1900 = 1462.0

EXAMPLE = ("示例", "例:", "例：")

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SPACES = re.compile(r"\s+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}|(?:\+?86)?0\d{2,3}-?\d{7,8}(?:(?:-|转|#)\d{1,6})?|[2-9]\d{6,7}|\d{3,6}")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
)
_DAY_DENSE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
_TIME = re.compile(
    r"(上午|下午|中午|晚上|凌晨|早上)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(?::?(\d{2}))?(?:\.0+)?\s*(AM|PM)?"
)
_LIST = re.compile(r"[、,，;；/|+\n]|(?<=\S)\s+(?=\S)")
_YES = {"是", "有", "y", "yes", "true", "1", "√", "✓", "备用"}
_NO = {"否", "无", "不是", "n", "no", "false", "0", "×", "x", ""}
_AFTERNOON = {"下午", "晚上", "PM"}


class CellRefused(Exception):
    """A cell that cannot be read as what its column holds. Turned into a ``Problem`` with its place."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Read:
    """A value read, and the code of the warning that goes with it."""

    value: Value
    warning: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def tidy(text: str) -> str:
    """Full-width letters and digits made narrow, invisible characters dropped, spaces of any kind collapsed.

    Chinese punctuation stays as it is: a name keeps its own brackets.
    """
    text = text.translate(_INVISIBLE).translate(_WIDE)
    text = _SPACES.sub(" ", text).strip()
    # A leading apostrophe is how exports, ours included, keep = + - @ from becoming a formula, and digits text.
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@'0123456789" else text


def shown(raw: Raw) -> str:
    """A raw value as it may be told back: shortened, and never a full ID number."""
    text = masked(raw_text(raw))
    return text if len(text) <= 60 else f"{text[:57]}..."


def masked(text: str) -> str:
    """``text`` with every ID number cut down to its region."""
    normal = unicodedata.normalize("NFKC", text)
    if ID_NUMBER.search(normal) is None:
        return text
    return ID_NUMBER.sub(lambda found: found[0][:6] + "*" * 12, normal)


def holds_id_number(raw: Raw) -> bool:
    """Whether an 18-digit number stands in this cell, as text or as what Excel makes of one."""
    if isinstance(raw, str):
        return len(raw) >= 18 and ID_NUMBER.search(unicodedata.normalize("NFKC", raw)) is not None
    return isinstance(raw, (int, float)) and 1e17 <= raw < 1e18


def is_blank(raw: Raw) -> bool:
    """Nothing in it, or nothing that can be seen."""
    return isinstance(raw, str) and tidy(raw) in {"", "'"}


def is_example(raws: Iterable[Raw]) -> bool:
    """Whether a row is the template's own example, or one that somebody wrote as such."""
    return any(isinstance(raw, str) and tidy(raw).startswith(EXAMPLE) for raw in raws)


def read(raw: Raw, column: Column, *, from_1904: bool) -> Read:
    """The value of a cell that is not blank. Raises ``CellRefused``."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= INEXACT_FROM:
        raise CellRefused("digits_lost")
    if column.kind is ColumnKind.DATE and from_1904 and isinstance(raw, float) and raw < 100_000:
        raw += TO_1900
    return _READERS[column.kind](raw, column)


def written(value: Value, column: Column) -> str:
    """A value read, as the template would write it."""
    if isinstance(value, tuple):
        return "、".join(column.word(part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return column.word(value) if isinstance(value, str) else str(value)


def raw_text(raw: Raw) -> str:
    """A raw value as it would stand in the cell."""
    if isinstance(raw, float):
        if raw >= 1e15:
            return f"{raw:.3e}"
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, dt.datetime):
        return raw.isoformat(sep=" ")
    return raw if isinstance(raw, str) else str(raw)


def _text(raw: Raw, column: Column) -> Read:
    if isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise CellRefused("became_a_date")
    text = tidy(raw_text(raw))
    most = int(column.most or 200)
    if len(text) > most:
        raise CellRefused("too_long", most=str(most))
    return Read(text)


def _person(raw: Raw, column: Column) -> Read:
    text = str(_text(raw, column).value)
    # 张　三: two-character names are padded in the middle so that columns line up.
    return Read(text if text.isascii() else text.replace(" ", ""))


def _code(raw: Raw, column: Column) -> Read:
    if isinstance(raw, (int, float)):
        raise CellRefused("number_for_code")
    text = unicodedata.normalize("NFKC", str(_text(raw, column).value)).replace("—", "-").replace("–", "-")
    if _CODE.fullmatch(text) is None:
        raise CellRefused("code_characters")
    return Read(text)


def _label(raw: Raw, column: Column) -> Read:
    """A code printed by somebody else: a seal may begin with the character of its province."""
    if isinstance(raw, (int, float)):
        raise CellRefused("number_for_code")
    return Read(unicodedata.normalize("NFKC", str(_text(raw, column).value)).replace(" ", ""))


def _fixed(raw: Raw, column: Column) -> Read:
    if isinstance(raw, bool) or (isinstance(raw, float) and not raw.is_integer()):
        raise CellRefused("code_length", length=str(column.length))
    text = unicodedata.normalize("NFKC", str(_text(raw, column).value)).replace(" ", "")
    if not text.isdecimal() or len(text) > column.length:
        raise CellRefused("code_length", length=str(column.length))
    if len(text) == column.length:
        return Read(text)
    padded = text.zfill(column.length)
    return Read(padded, "zero_padded", {"read": padded})


def _number(raw: Raw, refusal: str) -> float:
    if isinstance(raw, (bool, dt.date, dt.time, dt.timedelta)):
        raise CellRefused(refusal)
    if isinstance(raw, (int, float)):
        return float(raw)
    text = unicodedata.normalize("NFKC", tidy(raw)).replace(",", "").replace(" ", "")
    try:
        number = float(text)
    except ValueError:
        raise CellRefused(refusal) from None
    if not abs(number) < INEXACT_FROM:
        raise CellRefused(refusal)
    return number


def _within(number: float, column: Column) -> None:
    if column.least is not None and number < column.least:
        raise CellRefused("too_small", least=f"{column.least:g}")
    if column.most is not None and number > column.most:
        raise CellRefused("too_big", most=f"{column.most:g}")


def _count(raw: Raw, column: Column) -> Read:
    number = _number(raw, "not_a_count")
    if not number.is_integer():
        raise CellRefused("not_a_count")
    _within(number, column)
    return Read(int(number))


def _decimal(raw: Raw, column: Column) -> Read:
    number = _number(raw, "not_a_number")
    _within(number, column)
    return Read(number)


def _date(raw: Raw, column: Column) -> Read:
    day = _date_of(raw)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellRefused("not_a_date")
    return Read(day)


def _date_of(raw: Raw) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _date_of_number(float(raw))
    if not isinstance(raw, str):
        raise CellRefused("not_a_date")
    text = unicodedata.normalize("NFKC", tidy(raw))
    found = _DAY.fullmatch(text) or _DAY_DENSE.fullmatch(text)
    if found is not None:
        return _day(*map(int, found.groups()))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _date_of_number(float(text))
    raise CellRefused("date_without_year" if _DAY_NO_YEAR.fullmatch(text) else "not_a_date")


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellRefused("not_a_date") from None


def _date_of_number(number: float) -> dt.date:
    # 20260607 typed as a number; else Excel's count of days, which begins at 1899-12-30.
    if 19_000_101 <= number <= 21_001_231:
        return _day(int(number) // 10000, int(number) // 100 % 100, int(number) % 100)
    if not 1 <= number < 100_000:
        raise CellRefused("not_a_date")
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))


def _time(raw: Raw, column: Column) -> Read:
    if isinstance(raw, dt.datetime):
        return Read(raw.time().replace(second=0, microsecond=0))
    if isinstance(raw, dt.time):
        return Read(raw.replace(microsecond=0))
    if isinstance(raw, float):
        return Read(_time_of_fraction(raw))
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", tidy(raw)).upper()) if isinstance(raw, str) else None
    if found is None:
        raise CellRefused("not_a_time")
    before, hour, minute, second, after = found.groups()
    number = int(hour)
    if (before in _AFTERNOON or after in _AFTERNOON) and number < 12:
        number += 12
    if number > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        raise CellRefused("not_a_time")
    return Read(dt.time(number, int(minute or 0), int(second or 0)))


def _time_of_fraction(number: float) -> dt.time:
    if not 0 < number < 1:
        raise CellRefused("not_a_time")
    seconds = round(number * 86400)
    return dt.time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)


def _phone(raw: Raw, column: Column) -> Read:
    if isinstance(raw, float) and not raw.is_integer():
        raise CellRefused("not_a_phone")
    text = unicodedata.normalize("NFKC", str(_text(raw, column).value))
    text = re.sub(r"[\s()]", "", text.replace("—", "-").replace("–", "-"))
    if re.fullmatch(r"1\d{2}-\d{4}-\d{4}", text):
        text = text.replace("-", "")
    if _PHONE.fullmatch(text) is None:
        raise CellRefused("not_a_phone")
    return Read(text)


def _choice(raw: Raw, column: Column) -> Read:
    code = column.meanings.get(word_key(tidy(raw_text(raw))))
    if code is None:
        raise CellRefused("not_a_choice", choices="、".join(column.choices))
    return Read(code)


def _yes_no(raw: Raw, column: Column) -> Read:
    word = tidy(raw_text(raw)).casefold()
    if word not in _YES | _NO:
        raise CellRefused("not_a_choice", choices="是、否")
    return Read(word in _YES)


def _list(raw: Raw, column: Column) -> Read:
    words = [word.strip() for word in _LIST.split(str(_text(raw, column).value)) if word and word.strip()]
    if not words:
        raise CellRefused("required")
    if not column.choices:
        return Read(tuple(words))
    return Read(tuple(str(_choice(word, column).value) for word in words))


_READERS: Mapping[ColumnKind, Callable[[Raw, Column], Read]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.PERSON: _person,
    ColumnKind.CODE: _code,
    ColumnKind.LABEL: _label,
    ColumnKind.FIXED: _fixed,
    ColumnKind.COUNT: _count,
    ColumnKind.DECIMAL: _decimal,
    ColumnKind.DATE: _date,
    ColumnKind.TIME: _time,
    ColumnKind.PHONE: _phone,
    ColumnKind.CHOICE: _choice,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.LIST: _list,
}
