"""Words → proper names of persons: where one ends, and whether a run of capitals is one."""

from __future__ import annotations

from communique.actors.phrases import seat_at, titled_at
from communique.actors.words import OWNERS, Line, is_particle, is_surname
from communique.knowledge.actors_names import consonants, skeleton

FURTHEST_OFFICE = 9  # words that an office takes at most


def name_at(line: Line, i: int, titled: bool) -> int:
    """The end of a proper name of a person that begins at ``i`` (``i`` itself: none)."""
    known = line.named(i, "person")
    run = _run(line, i, titled)
    if known and (known[0] >= run or not (titled or _is_first_name(line, i, known[0], run))):
        return _suffix(line, max(known[0], _extended(line, known[0])))
    if titled:
        return run
    if run == i + 1 and (line.named(i, "short") or line.piece(i) in line.surnames):
        return run
    if _one_word(line, i, run) and _may_lead(line, i, run):
        return run
    tests = (_looks_personal, _introduced, _follows_office, _bears_surname)
    return run if run > i + 1 and any(test(line, i, run) for test in tests) else i


def _is_first_name(line: Line, start: int, end: int, run: int) -> bool:
    """Whether what is somebody's known name is only the first name of somebody else: "*Jean-Pierre* Lacroix"."""
    given = line.knowledge.words.given_names
    return all(p in given for p in line.pieces[start:end]) and line.words[end - 1].glued and _looks_personal(line, start, run)


def _one_word(line: Line, start: int, end: int) -> bool:
    """Whether hyphens join all words: ``Silpa-Archa``."""
    return end > start and all(w.glued for w in line.words[start + 1 : end])


def _may_lead(line: Line, start: int, end: int) -> bool:
    """Whether one unknown word may be a part of a leader's name, in a spelling near to one known (``Nguesso``, ``Rajapakse``)."""
    if (
        any(line.names(k) for k in range(start, end))
        or line.token(start).pos != "PROPN"
        or line.piece(start) in line.knowledge.words.given_names
    ):
        return False
    known = line.knowledge.leader_pieces
    return any(form in known for p in line.pieces[start:end] if len(p) > 2 for form in _forms(p))


def _forms(piece: str) -> tuple[str, ...]:
    """A word as spelled, by its sound, and if long by its consonants."""
    return (piece, *(["~" + skeleton(piece)] if len(piece) > 4 else ()), *(["^" + consonants(piece)] if len(piece) > 6 else ()))


def _introduced(line: Line, start: int, end: int) -> bool:
    """Whether an office follows a comma (``Thongphane Savanphet, Deputy Minister of…``): then the name is a person's."""
    if line.piece(end) != "," or end - start > 4 or line.named(start, "country", "demonym", "organisation", "metonym"):
        return False
    behind = titled_at(line, end + 1)
    return behind is not None and not behind.plural and any(t.offices for t in behind.titles)


def _bears_surname(line: Line, start: int, end: int) -> bool:
    """Whether the last word is the surname of somebody in office and the one before it a name that nobody knows: *Mazloum* Abdi is no
    Hamza Abdi. Headlines, which write most words with capitals, tell nothing."""
    last, first = line.token(end - 1), line.token(start)
    joined = first.pos == last.pos == "PROPN" and first.dep == "compound" and first.head == last.i
    if end - start != 2 or not joined or line.names(start) or not line.named(end - 1, "short"):
        return False
    told = any(t.pos == "VERB" and t.text[0].islower() for t in line.sentence.tokens)
    return line.piece(start) not in line.knowledge.words.before_surnames and told


def _follows_office(line: Line, start: int, end: int) -> bool:
    """Whether an office stands before the comma ("the Ambassador of Japan, Shigeo Sekine"): then the name is a person's."""
    if line.piece(start - 1) != "," or end - start > 4 or line.piece(end - 1) in line.knowledge.body_kinds:
        return False
    if line.named(start, "country", "demonym", "organisation", "metonym", "title", "titles"):
        return False
    if line.piece(start - 2) in line.knowledge.roles and (line.piece(start - 3) == "'s" or line.piece(start - 3) in OWNERS):
        return True  # "Fidan's deputy, *Nuh Yilmaz*"
    before = (titled_at(line, k) for k in range(max(0, start - FURTHEST_OFFICE), start - 1))
    offices = (t for t in before if t is not None and not t.plural and any(x.offices for x in t.titles))
    return any(start - 1 in (t.end, _end_of_post(line, t.end)) for t in offices)


def _end_of_post(line: Line, i: int) -> int:
    """Where the post behind an office ends: "China's ambassador *to Washington*, Xie Feng"."""
    seat = seat_at(line, i + 1 + (line.piece(i + 1) == "the")) if line.piece(i) in {"to", "in", "at"} else None
    return seat.end if seat is not None else i


def _extended(line: Line, end: int) -> int:
    """Past words that a hyphen joins to the name."""
    while line.is_capital(end) and line.words[end].glued:
        end += 1
    return end


def _suffix(line: Line, i: int) -> int:
    at = i + (line.piece(i) == ",")
    return at + 1 if line.piece(at) in {"jr", "sr"} or (line.piece(i) in line.knowledge.words.suffixes and line.is_capital(i)) else i


def _run(line: Line, i: int, titled: bool) -> int:
    """The end of the run of capitalised words and name particles from ``i`` on."""
    end, at = i, i
    while at < len(line.words):
        word = line.words[at]
        if not word.is_word or (at == i + 1 and _is_pair(line, at)):
            break
        if word.glued and at > i:
            end = at = at + 1
        elif is_particle(line, word) and at + 1 < len(line.words) and (at > i or titled) and not word.capital:
            at += 1
        elif word.capital and not word.raw[0].isdigit() and not _breaks_name(line, at, i):
            end = at = at + 1
        else:
            break
    return _suffix(line, end) if end > i else i


def _is_pair(line: Line, at: int) -> bool:
    """Whether a hyphen joins the surnames of two people, not the parts of one name: "the *Putin-Erdogan* meeting"."""
    both = line.words[at].glued and line.named(at - 1, "short") is not None and line.named(at, "short") is not None
    known = line.named(at - 1, "person")
    return both and (known is None or known[0] <= at)


def _breaks_name(line: Line, at: int, start: int) -> bool:
    """Whether a capitalised word is the start of something else."""
    if line.piece(at) in line.knowledge.words.not_names:
        return True
    hit = line.named(at, "country", "demonym", "title", "organisation", "metonym")
    if hit is None:
        return False
    if hit[1].kind == "title" and at == start:
        return True
    person = line.named(at, "person", "short")
    return not (is_surname(line, at, start) or (person and person[0] >= hit[0])) or hit[1].kind == "title"


def _looks_personal(line: Line, start: int, end: int) -> bool:
    """Whether a run of capitalised words without a title is a person: a given name first, no thing's noun last."""
    words = line.knowledge.words
    last = line.piece(end - 1)
    is_thing = last in words.not_people or last in line.knowledge.body_kinds
    return line.piece(start) in line.knowledge.given_names and not is_thing and end - start <= 5
