"""How good the records are, on labelled texts: scorers, tables with intervals, floors."""

from __future__ import annotations

import msgspec

from communique.evaluation import attribution, gate_loss, leaders, pairs, readouts, records, times, triples, zones
from communique.evaluation.scorer import Scorer, nowhere

__all__ = ["SCORERS", "Scorer"]

_READOUTS = Scorer("readouts", "readouts/*.jsonl", readouts.judge, readouts.MEASURES, readouts.CLASS_MEASURES, url_of=readouts.site_of)

SCORERS: dict[str, Scorer] = {
    "readouts": _READOUTS,
    "readouts-no-site": msgspec.structs.replace(_READOUTS, name="readouts-no-site", url_of=nowhere),
    "plover-pairs": Scorer("plover-pairs", "plover/pairs*.jsonl", pairs.judge, pairs.MEASURES, pairs.CLASS_MEASURES),
    "plover-triples": Scorer("plover-triples", "plover/triples*.jsonl", triples.judge, triples.MEASURES, triples.CLASS_MEASURES),
    "attribution": Scorer("attribution", "attribution/*.jsonl", attribution.judge, attribution.MEASURES, attribution.CLASS_MEASURES),
    "times": Scorer("times", "times/*.jsonl", times.judge, times.MEASURES, times.CLASS_MEASURES),
    "zones": Scorer("zones", "zones/*.jsonl", zones.judge, zones.MEASURES, zones.CLASS_MEASURES, text_of=zones.text_of, reading_only=True),
    "leaders": Scorer("leaders", "leaders/*.jsonl", leaders.judge, leaders.MEASURES, leaders.CLASS_MEASURES, questions=leaders.questions),
    # Official texts, political, business and general news: what there is of a mixed stream.
    "gate": Scorer("gate", "[artz]*/*.jsonl", gate_loss.judge, gate_loss.MEASURES, gate_loss.CLASS_MEASURES, text_of=gate_loss.text_of),
    "records": Scorer("records", "", records.judge, records.MEASURES, records.CLASS_MEASURES),
}
