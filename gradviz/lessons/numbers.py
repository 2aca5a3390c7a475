"""The numbers that a text states, in digits or spelled out: what a caption must be able to prove."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gradviz.experiment import FIELDS

SPELLED: Mapping[str, Decimal | int | str] = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "eleven": 11, "twelve": 12,
    "twice": 2, "half": "0.5", "third": Decimal(1) / 3, "quarter": "0.25", "tenth": "0.1", "ten": 10, "tenfold": 10,
    "dozen": 12, "twenty": 20, "fifty": 50, "hundred": 100, "hundredth": "0.01", "thousand": 1000,
    "thousandth": "0.001", "million": 1_000_000, "millionth": "0.000001", "billion": 1_000_000_000,
}  # fmt: skip

_NUMBER = re.compile(
    r"""(?<![\d.])
    (?: (?: (?P<mantissa>\d+(?:\.\d+)?) · )? 10\^\{ (?P<power>[−-]?\d+) \}
      | 1/ (?P<part>\d+)
      | (?P<digits> \d{1,3} (?:[\u00a0\u202f]\d{3})+ | \d+ (?:\.\d+)? ) (?P<percent> [ \u00a0\u202f]?% )?
      | (?P<sign> [²³¹⁰⁴-⁹₀-₉¼-¾⅐-↉] )
      | \b (?P<word> """ + "|".join(sorted(SPELLED, key=len, reverse=True)) + r""" ) s? \b
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_NAMES = re.compile(r"\b(?:float(?:32|64)|CS231n)\b")
_INDEX = re.compile(r"[A-Za-z][−+-]$")
_MINUS = re.compile(r"(?:^|[\s(={,])[−-]$")
_ABOUT = re.compile(r"(?:about|nearly|almost|≈|some)[\s\u00a0]+$", re.IGNORECASE)
_SYMBOLS = {entry.symbol: name for name, entry in FIELDS.items() if entry.symbol}
_SYMBOL = re.compile(rf"(?:^|[\s(])({'|'.join(map(re.escape, _SYMBOLS))})\s*=\s*$")
_UNITS: dict[str, tuple[str, ...]] = {
    unit: tuple(name for name, entry in FIELDS.items() if entry.unit == unit)
    for unit in dict.fromkeys(entry.unit for entry in FIELDS.values() if entry.unit)
}
_UNIT = re.compile(rf"^[\s\u00a0-]+(?:hidden[\s\u00a0])?({'|'.join(unit.removesuffix('s') for unit in _UNITS)})s?\b")


@dataclass(frozen=True)
class Stated:
    """A number in a text.

    Attributes
    ----------
    words
        As it is written.
    value
        With the digits that it is written with.
    about
        Whether it is said to be about so much.
    fields
        Whose value it says it is: ``ρ = 0.9``, ``128 steps``.
    before, after
        The text on its either side.
    """

    words: str
    value: Decimal
    about: bool
    fields: tuple[str, ...]
    before: str
    after: str

    def stands_in(self, form: str) -> bool:
        """Return whether it stands where ``#`` does in a form: a regular expression such as ``# steps``."""
        before, after = form.split("#")
        begins = re.search(f"{before}$", self.before, re.IGNORECASE)
        return begins is not None and re.match(after, self.after, re.IGNORECASE) is not None


def stated(text: str) -> Iterator[Stated]:
    """Yield the numbers of a text; neither that of an index such as t−1 nor those of a name such as float32."""
    text = _NAMES.sub("", text)
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if match[0] == "1" and _INDEX.search(before):
            continue
        minus = bool(_MINUS.search(before))
        value = -_value(match) if minus else _value(match)
        before = before[:-1] if minus else before
        fields = _fields(before, after)
        yield Stated("−" * minus + match[0], value, bool(_ABOUT.search(before)), fields, _even(before), _even(after))


def _even(text: str) -> str:
    """Return a text whose words have one space between them."""
    return re.sub(r"\s+", " ", text)


def _value(match: re.Match[str]) -> Decimal:
    if match["sign"]:
        return Decimal("NaN")  # ⁵ or ½: in markup it would be a number
    if match["word"]:
        return Decimal(SPELLED[match["word"].lower()])
    if match["power"]:
        return Decimal(f"{match['mantissa'] or 1}e{match['power'].replace('−', '-')}")
    if match["part"]:
        return 1 / Decimal(match["part"]) if int(match["part"]) else Decimal("NaN")
    digits = Decimal(re.sub(r"\s", "", match["digits"]))
    return digits.scaleb(-2) if match["percent"] else digits


def _fields(before: str, after: str) -> tuple[str, ...]:
    if symbol := _SYMBOL.search(before):
        return (_SYMBOLS[symbol[1]],)
    unit = _UNIT.search(after)
    return _UNITS[f"{unit[1]}s"] if unit else ()
