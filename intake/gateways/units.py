"""Codes of units (GB/T 2260) and the paths that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.gateways.rows import UnitRow
from intake.states import DIGITS

NATION = "/"


def short_code(code: str, level: str) -> str:
    """The digits of a GB/T 2260 code that name the unit: 150000 is 15, 150800 is 1508."""
    digits = DIGITS.get(level, 0)
    return code[:digits] if digits else code


def code_fits(code: str, level: str, *, above: str = "") -> bool:
    """Whether ``code`` is one of its level, written short or with its zeros, and begins like the one above it."""
    digits = DIGITS.get(level)
    if digits is None:
        return True
    if not code.isdecimal() or code not in {code[:digits], code[:digits].ljust(6, "0")} or len(code) < digits:
        return False
    stem = above.rstrip("0") if level != "province" else ""
    return code.startswith(stem)


def paths_of(units: Sequence[UnitRow]) -> dict[str, str]:
    """The path of every unit by its code as the workbook writes it."""
    by_code = {unit.code: unit for unit in units}
    return {code: _path(unit, by_code) for code, unit in by_code.items()}


def _path(unit: UnitRow, by_code: Mapping[str, UnitRow]) -> str:
    if unit.level == "nation":
        return NATION
    if unit.level in DIGITS:
        steps = [unit.code[:digits] for digits in DIGITS.values() if digits <= DIGITS[unit.level]]
        return f"/{'/'.join(steps)}/"
    above = by_code.get(unit.parent)
    return f"{_path(above, by_code) if above else NATION}{unit.code}/"
