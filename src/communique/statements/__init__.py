"""Parse → Statement: who says what, through whom.

Content, source and cue follow PolNeAR (Newell, Margolin and Ruths 2018, "An attribution relations corpus for political news", LREC):
saying, believing, wanting and planning all attribute. A content is one stretch: where the cue stands inside what is said, it covers both
parts. Coordinated sources give one statement, whose speaker is the first named; all stand in the source span.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.actors.cast import Cast
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.cues import CueKnowledge
from communique.model import Document, Parse, Sentence, Span, Statement, TextSpan, cover
from communique.statements.attribution import Attribution
from communique.statements.chains import chains, is_heading, only_cites
from communique.statements.clauses import phrase
from communique.statements.echoes import each_apart, numbered, without_echoes, without_own_words
from communique.statements.finding import attributions
from communique.statements.homelands import for_their_state
from communique.statements.nesting import parents, shared_out, snapped
from communique.statements.quotation import Quotation, find_quotations
from communique.statements.quoted import Quotations
from communique.statements.rehanging import rehung
from communique.statements.sifting import sifted
from communique.statements.speakers import Speakers
from communique.statements.stances import stance_of

__all__ = ["find_statements"]


def find_statements(
    document: Document, parse: Parse, cast: Cast, cues: CueKnowledge, actor_knowledge: ActorKnowledge
) -> tuple[tuple[Statement, ...], Cast]:
    """All statements of the body in text order, and the cast with the unnamed sources added.

    ``event`` and ``when`` are left ``None``; tying statements to events is the events room's work.
    """
    parse = rehung(parse, cues)
    quotations = Quotations(document.article.text, find_quotations(document))
    found = sifted(attributions(document, parse, quotations, cues), parse, quotations, cues)
    speakers = Speakers(cast, document, parse, actor_knowledge, cues)
    found = tuple(for_their_state(a, parse, speakers) for a in found)
    stated = [a for a in found if not only_cites(a, parse, speakers, cues) and not is_heading(a, parse, speakers, cues)]
    return _stated(stated, parse, quotations, speakers, cues), speakers.cast


def _stated(
    found: Sequence[Attribution], parse: Parse, quotations: Quotations, speakers: Speakers, cues: CueKnowledge
) -> tuple[Statement, ...]:
    above = parents(found)
    owned = shared_out(found, quotations.all)
    chain = chains(found, above, owned, parse, speakers)
    made = []
    for number, one in enumerate(found):
        quotes = owned[number]
        sentence = parse.sentences[one.sentence]
        addressee = speakers.known(one.sentence, one.addressee)
        made.append(
            Statement(
                id=f"s{number + 1}",
                speaker=chain[number][0],
                via=chain[number][1:],
                addressee=addressee,
                source=_text(parse, _source(one, sentence, speakers)),
                cue=_text(parse, one.cue),
                content=_content(one, quotes, quotations),
                quotes=tuple(q.span for q in quotes),
                stance=stance_of(one, sentence, addressee, speakers, cues),
                event=None,
                when=None,
            )
        )
    told = without_own_words(without_echoes(made, found), cues.first_person | cues.first_person_plural)
    return numbered(e for s, one in told for e in each_apart(s, one, speakers))


def _source(one: Attribution, sentence: Sentence, speakers: Speakers) -> Span | None:
    cited = speakers.cited(one.sentence, one.cue_head)
    return phrase(sentence, cited) if cited is not None else one.source


def _content(one: Attribution, quotes: Sequence[Quotation], quotations: Quotations) -> Span:
    """The content, widened to the whole of quotations it cuts, and to the quoted cue: Tokayev “congratulated” Putin."""
    edges = quotations.around(one.content.start), quotations.around(one.content.end)
    whole = snapped(one.content, one, edges)
    with_cue = [q.outer for q in quotes if one.cue is not None and q.outer.contains(one.cue)]
    return cover([whole, *with_cue])


def _text(parse: Parse, span: Span | None) -> TextSpan | None:
    return TextSpan(span.text_in(parse.text), span.start, span.end) if span is not None else None
