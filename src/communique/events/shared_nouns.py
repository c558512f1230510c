"""People of several states told by one noun: "Eritrean and Ethiopian *troops*", "*commanders* of the two countries"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.events.visited import is_descent, name_span
from communique.knowledge.actors_names import slug
from communique.match import syntax
from communique.model import Actor, Mention, Sentence, Token


def shared_noun(scene: Scene, sentence: Sentence, party: Party) -> Iterator[Party]:
    """Both of "Eritrean and Ethiopian troops"; otherwise the party as it is."""
    head = sentence.tokens[party.mention.head]
    behind = [
        o for p in sentence.children(head, "prep") if p.text in ("of", "from", "for") for o in sentence.children(p, "pobj")
    ]  # "the navies of Iran and Oman"
    beside = (*sentence.children(head, "amod", "nmod", "compound"), *behind)
    states = [t for a in beside for t in syntax.coordination(sentence, a) if _names_state(scene, sentence, t)]
    described = [scene.described(sentence, t)[1] for t in states]
    served = scene.actors.roles.get(head.lemma)
    serving = head.tag == "NNS" and served is not None and head.lemma not in scene.words["sides"]
    if (
        serving
        and not states
        and party.described is not None
        and (owning := _states_meant(scene, sentence, (*behind, *sentence.children(head, "poss"))))
    ):
        yield from _of_states(scene, party, head, owning)
        return
    group = party.described or (scene.cast.actors[party.actors[0]] if party.mention.kind in ("nominal", "collective", "office") else None)
    if group is None or len({a.country for a in described} - {None}) < 2 or _is_one_people(states):
        yield party
        return
    if len(party.actors) > 1:  # "the foreign ministers of Rwanda and Congo", by name
        yield from (Party(party.mention, (a,)) for a in party.actors)
        return
    for token, state in zip(states, described, strict=True):
        if state.country is not None:
            span = name_span(sentence, token)
            told = span.text_in(scene.parse.text)
            name = f"{told} {head.text}" if token.i < head.i else f"{head.text} of {told}"
            actor = Actor(f"name:{state.country.lower()}-{slug(name)}", name, group.kind, state.country, None, (span,))
            mention = Mention(span.start, span.end, sentence.number, token.i, "nominal", (actor.id,), "described")
            yield Party(mention, (actor.id,), actor)


def _is_one_people(states: list[Token]) -> bool:
    """Whether two names before a noun are one people's: "*Bosnian Serb* troops", which no "and" and no hyphen parts."""
    return len(states) == 2 and states[1].i == states[0].i + 1


def _states_meant(scene: Scene, sentence: Sentence, tokens: Iterable[Token]) -> tuple[Actor, ...]:
    """The states that a word stands for, where it stands for several: "commanders of *the two countries*".

    On an official's page such people are the ones whom it names.
    """
    for token in tokens if scene.publisher is None or not scene.publisher.domain else ():
        mention = scene.mention(sentence, token)
        meant = tuple(scene.cast.actors[a] for a in mention.actors) if mention is not None and mention.kind != "name" else ()
        states = {a.country: a for a in meant if a.country is not None and a.kind in ("state", "government", "person", "office")}
        if len(states) > 1 and len(states) == len(meant):
            return meant
    return ()


def _of_states(scene: Scene, party: Party, head: Token, states: tuple[Actor, ...]) -> Iterator[Party]:
    """The people of each of the states."""
    for state in states:
        country = scene.actors.countries.get(state.country or "")
        name = f"{head.text} of {country.name if country is not None else state.name}"
        kind = party.described.kind if party.described is not None else "group"
        actor = Actor(f"name:{(state.country or state.id).lower()}-{slug(name)}", name, kind, state.country, None, (party.mention.span,))
        yield Party(msgspec.structs.replace(party.mention, actors=(actor.id,)), (actor.id,), actor)


def _names_state(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a word names a state, by name or adjective; "the President of Azerbaijan, *Ilham Aliyev*" is one man."""
    named = {token.text, name_span(sentence, token).text_in(scene.parse.text)} if token.text[:1].isupper() else set[str]()
    if is_descent(scene, sentence, token):
        return False
    return any(r.kind in ("country", "demonym", "people") for words in named for r in scene.actors.readings(words))
