"""Places as parties: who flies to Kyiv visits Ukraine."""

from __future__ import annotations

from communique.actors import place_at
from communique.events.capitals import capital_of
from communique.events.finding import Party
from communique.events.scene import Scene
from communique.knowledge.actors_names import pieces
from communique.knowledge.actors_tables import Country
from communique.model import Actor, Mention, Sentence, Span, Token


def visited(scene: Scene, sentence: Sentence, token: Token) -> Party | None:
    """The state one is in at a place: who flies to Kyiv visits Ukraine."""
    key = (sentence.number, token.i)
    if key not in scene.visited:
        scene.visited[key] = _state_of_place(scene, sentence, token)
    return scene.visited[key]


def _state_of_place(scene: Scene, sentence: Sentence, token: Token) -> Party | None:
    capital = capital_of(scene, sentence, token)
    if capital is not None:
        return _as_visited(sentence, token, *capital)
    mention = scene.mention(sentence, token)
    if mention is not None and all(scene.cast.actors[a].kind in ("state", "person", "office", "organisation") for a in mention.actors):
        return None  # "the Commonwealth" is not the town in the Philippines
    if mention is not None and mention.kind == "demonym" and mention.start < token.start:
        return None  # "the Bosnian Serbs" are not Serbia
    if token.pos != "PROPN" and not (token.pos == "ADJ" and token.text[:1].isupper()):
        return None
    if is_descent(scene, sentence, token):
        return None
    if sentence.head(token).text.lower() in scene.actors.words.currencies:  # "20 million Australian dollars"
        return None
    span = name_span(sentence, token)
    words = span.text_in(scene.parse.text)
    told = state_behind(scene, sentence, token)
    place = place_at(scene.actors, words) if told is None else None
    country = scene.actors.countries.get(_state_named(scene, words) or told or (place.country if place is not None else ""))
    return _as_visited(sentence, token, country, span) if country is not None else None


def is_descent(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a word tells of descent, not of a state: "ethnic *Albanian* parties", "the Pan-*American* highway"."""
    before = [t.text.lower() for t in sentence.tokens[max(token.i - 2, 0) : token.i]]
    return bool(before) and (before[-1] if before[-1] != "-" else before[0]) in scene.actors.words.descent


def _as_visited(sentence: Sentence, token: Token, country: Country, span: Span) -> Party:
    state = Actor(country.id, country.name, "state", country.iso3, None, (span,))
    where = Mention(span.start, span.end, sentence.number, token.i, "metonym", (state.id,), "place-visited")
    return Party(where, (state.id,), state)


def state_behind(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """The state that a comma adds to a place: the France of "Brest, France"."""
    behind = sentence.tokens[token.i + 1 : token.i + 3]
    if len(behind) < 2 or behind[0].text != ",":
        return None
    start = behind[1].start if behind[1].text != "the" else behind[1].end + 1
    hits = (m for m in scene.cast.between(start, start + 1) if m.sentence == sentence.number)
    states = [a for m in hits for a in m.actors if scene.cast.actors[a].kind == "state"]
    return scene.cast.actors[states[0]].country if states else _state_named(scene, behind[1].text, kinds=("country",))


def _state_named(scene: Scene, words: str, kinds: tuple[str, ...] = ("country", "demonym")) -> str | None:
    """The state (ISO-3) that stands among the words: "South Lebanon"."""
    said = pieces(words)
    if " ".join(said) in scene.actors.words.no_states:
        return None
    hits = (r for i in range(len(said)) for _, readings in scene.actors.aliases.at(said, i) for r in readings)
    return next((r.key for r in hits if r.kind in kinds), None)


def name_span(sentence: Sentence, token: Token) -> Span:
    """The run of capitalised words up to the token."""
    first = token.i
    while first > 0 and sentence.tokens[first - 1].pos == "PROPN" and sentence.tokens[first - 1].head in (token.i, first):
        first -= 1
    return Span(sentence.tokens[first].start, token.end)
