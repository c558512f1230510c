"""The nouns, frozen. Imports nothing of ours."""

from communique.model.actors import Actor, ActorKind, Mention, MentionKind
from communique.model.decision import Decision, DecisionKind, Target
from communique.model.document import Article, Document, Problem, Zone, ZoneKind, called
from communique.model.parse import Parse, Sentence, Token
from communique.model.picked import Pick, Picked
from communique.model.record import (
    Engine,
    Event,
    EventType,
    Evidence,
    EvidenceField,
    Medium,
    Record,
    Stance,
    Statement,
    Status,
    TextSpan,
    Where,
)
from communique.model.span import Span, cover
from communique.model.times import TimeExpression, TimexType, When, edtf

__all__ = [
    "Actor", "ActorKind", "Article", "Decision", "DecisionKind", "Document", "Engine", "Event", "EventType", "Evidence", "EvidenceField",
    "Medium", "Mention", "MentionKind", "Parse", "Pick", "Picked", "Problem", "Record", "Sentence", "Span", "Stance", "Statement",
    "Status", "Target", "TextSpan", "TimeExpression", "TimexType", "Token", "When", "Where", "Zone", "ZoneKind", "called", "cover", "edtf",
]  # fmt: skip
