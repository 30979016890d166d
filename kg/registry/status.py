"""Does it still hold? The status of an instrument on a day, with its reason.

A verdict is given only where a date is known: from imported instruments, or from the last year that a plan's own title names. Shanghai's sunset
rule for normative documents (上海市行政规范性文件管理规定, 2019: at most five years, for 暂行 and 试行 at most two, unless
extended) is raised as a question, never as a verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.registry.values import Instrument

IN_FORCE, ENDED, NOT_YET, UNKNOWN = "in_force", "ended", "not_yet", "unknown"
SUNSET_YEARS, SUNSET_TRIAL_YEARS = 5, 2


@dataclass(frozen=True, slots=True)
class Status:
    """The status of an instrument on a day: in_force, ended, not_yet or unknown, and why. `question` raises what only a person can answer."""

    value: str
    reason: str
    question: str = ""


def status_of(instrument: Instrument, day: str) -> Status:
    """The status on an ISO day (`2020-01-01`; a fiscal year's first day for a filing)."""
    question = _question(instrument, day)
    if instrument.valid_from and day < instrument.valid_from:
        return Status(NOT_YET, f"in force from {instrument.valid_from}", question)
    if instrument.valid_until and day > instrument.valid_until:
        why = instrument.reasons.get("valid_until", "stated")
        after = f", replaced by {instrument.successor or instrument.replaced_by}" if instrument.replaced_by else ""
        return Status(ENDED, f"ended on {instrument.valid_until} ({why}){after}", question)
    if instrument.replaced_by and not instrument.valid_until:
        return Status(UNKNOWN, f"replaced by {instrument.successor or instrument.replaced_by}, on a day that is not stated", question)
    if instrument.valid_until:
        return Status(IN_FORCE, f"until {instrument.valid_until} ({instrument.reasons.get('valid_until', 'stated')})", question)
    if instrument.valid_from:
        return Status(IN_FORCE, f"since {instrument.valid_from}; no end is known", question)
    return Status(UNKNOWN, "no date of entry into force or of end is known", question)


def _question(instrument: Instrument, day: str) -> str:
    if instrument.jurisdiction != "上海市" or instrument.level != "normative_document" or not instrument.year or instrument.valid_until:
        return ""
    years = SUNSET_TRIAL_YEARS if re.search("试行|暂行", instrument.title) else SUNSET_YEARS
    if int(day[:4]) - instrument.year <= years:
        return ""
    return f"issued in {instrument.year}: normative documents of Shanghai end after {years} years unless extended; was this one?"
