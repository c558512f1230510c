"""What parsers break, put right."""

from __future__ import annotations

from tests.match.byhand import sentence

from communique.match import mending, syntax
from communique.match.slots import fill

# "With a pact, rebels and Chad have agreed": the parser joins the subject to what stands before the comma
STRANDED = sentence(
    "With/with/ADP/IN/prep/7",
    "pact/pact/NOUN/NN/pobj/0",
    ",/,/PUNCT/,/punct/1",
    "rebels/rebel/NOUN/NNS/conj/1",
    "and/and/CCONJ/CC/cc/3",
    "Chad/chad/PROPN/NNP/conj/3",
    "have/have/AUX/VBP/aux/7",
    "agreed/agree/VERB/VBN/ROOT/7",
)
# "Doctors donated food to Mali": the verb of the sentence taken for a participle behind its subject
PARTICIPLE = sentence(
    "Doctors/doctor/NOUN/NNS/ROOT/0",
    "donated/donate/VERB/VBN/acl/0",
    "food/food/NOUN/NN/dobj/1",
    "to/to/ADP/IN/prep/1",
    "Mali/mali/PROPN/NNP/pobj/3",
)
# "rebels kidnapped up to 16 advisers"
QUANTITY = sentence(
    "rebels/rebel/NOUN/NNS/nsubj/1",
    "kidnapped/kidnap/VERB/VBD/ROOT/1",
    "up/up/ADP/RP/prt/1",
    "to/to/ADP/IN/prep/1",
    "16/16/NUM/CD/nummod/5",
    "advisers/adviser/NOUN/NNS/pobj/3",
)
# "Two soldiers were killed in an ambush by rebels"
AMBUSH = sentence(
    "Two/two/NUM/CD/nummod/1",
    "soldiers/soldier/NOUN/NNS/nsubjpass/3",
    "were/be/AUX/VBD/auxpass/3",
    "killed/kill/VERB/VBN/ROOT/3",
    "in/in/ADP/IN/prep/3",
    "an/a/DET/DT/det/6",
    "ambush/ambush/NOUN/NN/pobj/4",
    "by/by/ADP/IN/prep/6",
    "rebels/rebel/NOUN/NNS/pobj/7",
)
# "tens of thousands of students"
COUNTED = sentence(
    "tens/ten/NOUN/NNS/ROOT/0",
    "of/of/ADP/IN/prep/0",
    "thousands/thousand/NOUN/NNS/pobj/1",
    "of/of/ADP/IN/prep/2",
    "students/student/NOUN/NNS/pobj/3",
)


def texts(tokens: object) -> list[str]:
    return [t.text for t in tokens]  # type: ignore[attr-defined]


def test_a_subject_joined_to_what_stands_before_the_comma_is_found() -> None:
    assert texts(syntax.subject(STRANDED, STRANDED.tokens[7])) == ["rebels", "Chad"]


def test_a_participle_behind_the_root_noun_can_be_the_main_verb() -> None:
    verb = PARTICIPLE.tokens[1]
    assert mending.is_main_verb(PARTICIPLE, verb)
    assert not syntax.is_passive(PARTICIPLE, verb)
    assert texts(syntax.subject(PARTICIPLE, verb)) == ["Doctors"]


def test_a_quantity_taken_for_a_phrase_is_the_object() -> None:
    assert texts(syntax.objects(QUANTITY, QUANTITY.tokens[1])) == ["advisers"]


def test_who_suffers_from_a_raid_suffers_from_whoever_made_it() -> None:
    assert texts(fill(AMBUSH, AMBUSH.tokens[3], "assailant")) == ["rebels"]


def test_a_phrase_can_be_asked_for_right_at_the_trigger() -> None:
    assert texts(fill(AMBUSH, AMBUSH.tokens[3], "own.in")) == ["ambush"]
    assert fill(AMBUSH, AMBUSH.tokens[3], "own.by") == ()


def test_words_that_count_lead_to_whom_they_count() -> None:
    assert texts(syntax.counted_out(COUNTED, COUNTED.tokens[0])) == ["tens", "thousands", "students"]
