"""From the words of an expression to its meaning: one function for each way of saying a time."""

from __future__ import annotations

from collections.abc import Callable

from communique.dates.context import Context, Meaning
from communique.dates.normalise import absolute, clock, duration, relative
from communique.knowledge.dates import Normaliser

NORMALISERS: dict[Normaliser, Callable[[Context], Meaning | None]] = {
    "ago": relative.ago,
    "ahead": duration.ahead,
    "anaphor": relative.anaphor,
    "anaphor_weekday": relative.anaphor_weekday,
    "calendar": absolute.calendar,
    "century": absolute.century,
    "clock": clock.clock,
    "compound_duration": duration.compound_duration,
    "day_range": absolute.day_range,
    "day_word": relative.day_word,
    "daypart": clock.daypart,
    "decade": absolute.decade,
    "duration": duration.duration,
    "every": duration.every,
    "fiscal": absolute.fiscal,
    "fixed_day": absolute.fixed_day,
    "fixed_duration": duration.fixed_duration,
    "frequency": duration.frequency,
    "half": absolute.half,
    "half_duration": duration.half_duration,
    "hence": relative.hence,
    "holiday": absolute.holiday,
    "iso_day": absolute.iso_day,
    "month_range": absolute.month_range,
    "noon": clock.noon,
    "nth_day": relative.nth_day,
    "quarter": absolute.quarter,
    "range_duration": duration.range_duration,
    "rate": duration.rate,
    "reference": relative.reference,
    "relative": relative.relative,
    "same_day": relative.same_day,
    "season": absolute.season,
    "slashed": absolute.slashed,
    "stretch": duration.stretch,
    "vague_duration": duration.vague_duration,
    "weekday": relative.weekday,
    "weekday_set": duration.weekday_set,
    "weekend": relative.weekend,
    "year": absolute.year,
    "year_before": relative.year_before,
    "year_range": absolute.year_range,
}
