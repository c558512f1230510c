"""Who said what: attributions as PolNeAR has them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.evaluation.names import Json
from communique.evaluation.tally import Judged, Measure, Miss, f1, share

MEASURES: tuple[Measure, ...] = (
    f1("f1_with_speaker", "right", "predicted", "gold"),
    f1("f1_content", "hit", "predicted", "gold"),
    share("precision_with_speaker", "right", "predicted"),
    share("recall_with_speaker", "right", "gold"),
    share("direct_recall", "direct_hit", "direct"),
    share("direct_recall_with_speaker", "direct_right", "direct"),
    f1("quoted_f1_with_speaker", "quoted_right", "quoted_predicted", "quoted"),
)
CLASS_MEASURES = (share("recall_content", "hit", "gold"), share("recall_with_speaker", "right", "gold"))
QUOTED = ("direct", "mixed")

Chars = frozenset[int]


def judge(gold: Json, record: Json) -> Judged:
    """The attributions of one article. Each predicted statement can answer for one attribution only.

    ``quoted_*`` looks at attributions with words in quotation marks: gold of type direct or mixed, and predicted
    statements that have quotes.
    """
    text = record.get("article", {}).get("text") or gold["text"]
    statements = [s for s in record.get("statements", ()) if s.get("content")]
    contents = [_chars([(s["content"]["start"], s["content"]["end"])]) for s in statements]
    answers = _answers([_chars(q["quote"]["spans"]) for q in gold["gold"]], contents)
    right = {g: _same_source(gold["gold"][g], statements[p]) for g, p in answers.items()}
    counts = _counts(gold["gold"], answers, right, statements)
    misses = (*_lost(gold, answers, right, statements), *_extra(gold["id"], answers, statements, text))
    return Judged(gold["id"], _source(gold["id"]), counts, _classes(gold["gold"], answers, right), misses)


def _answers(wanted: list[Chars], contents: list[Chars]) -> dict[int, int]:
    """Gold attribution → the unused prediction that shares most with it, at least half of each."""
    found: dict[int, int] = {}
    for g, want in enumerate(wanted):
        best = (0, -1)
        for p, content in enumerate(contents):
            shared = len(content & want)
            if p not in found.values() and content and want and 2 * shared >= max(len(want), len(content)) and shared > best[0]:
                best = (shared, p)
        if best[1] >= 0:
            found[g] = best[1]
    return found


def _same_source(gold: Json, statement: Json) -> bool:
    wanted = _chars(gold["speaker"]["spans"]) if gold.get("speaker") else frozenset()
    given = statement.get("source")
    if not wanted or not given:
        return not wanted and not given
    return bool(wanted & _chars([(given["start"], given["end"])]))


def _counts(gold: list[Json], answers: dict[int, int], right: dict[int, bool], statements: list[Json]) -> dict[str, float]:
    direct = [g for g, q in enumerate(gold) if q["type"] == "direct"]
    quoted = [g for g, q in enumerate(gold) if q["type"] in QUOTED]
    return {
        "gold": float(len(gold)),
        "predicted": float(len(statements)),
        "hit": float(len(answers)),
        "right": float(sum(right.values())),
        "direct": float(len(direct)),
        "direct_hit": float(sum(g in answers for g in direct)),
        "direct_right": float(sum(right.get(g, False) for g in direct)),
        "quoted": float(len(quoted)),
        "quoted_predicted": float(sum(bool(s.get("quotes")) for s in statements)),
        "quoted_right": float(sum(right.get(g, False) and bool(statements[answers[g]].get("quotes")) for g in quoted)),
    }


def _classes(gold: list[Json], answers: dict[int, int], right: dict[int, bool]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for g, attribution in enumerate(gold):
        counts = found.setdefault(attribution["type"], {"gold": 0.0, "hit": 0.0, "right": 0.0})
        counts["gold"] += 1
        counts["hit"] += g in answers
        counts["right"] += right.get(g, False)
    return found


def _lost(gold: Json, answers: dict[int, int], right: dict[int, bool], statements: list[Json]) -> Iterable[Miss]:
    for g, q in enumerate(gold["gold"]):
        told = f"{(q.get('speaker') or {}).get('text')} | {(q.get('cue') or {}).get('text')} | {q['quote'].get('text', '')[:160]}"
        if g not in answers:
            yield Miss(gold["id"], f"content, {q['type']}", told)
        elif not right[g]:
            given = statements[answers[g]].get("source") or {}
            yield Miss(gold["id"], "speaker", f"{told} | given: {given.get('text')}")


def _extra(item: str, answers: dict[int, int], statements: list[Json], text: str) -> Iterable[Miss]:
    used = set(answers.values())
    for p, s in enumerate(statements):
        if p not in used:
            cue, source = (s.get("cue") or {}).get("text"), (s.get("source") or {}).get("text")
            yield Miss(item, "extra", f"{source} | {cue} | {text[s['content']['start'] : s['content']['end']][:160]}")


def _source(item: str) -> str:
    """The outlet: the id is ``polnear-dev-OUTLET_DATE_TITLE``."""
    return item.removeprefix("polnear-dev-").split("_")[0]


def _chars(spans: Iterable[Iterable[int]]) -> Chars:
    return frozenset(i for start, end in spans for i in range(start, end))
