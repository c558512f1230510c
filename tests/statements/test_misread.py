"""Words that the parser takes for another kind, titles and questions beside statements, words that complete a clause."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model import Record
from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2026, 3, 10)


def _told(record: Record) -> set[tuple[str, str]]:
    names = {a.id: a.name for a in record.actors}
    return {(names[s.speaker], s.content.text_in(record.article.text)) for s in record.statements}


def _of(coder: Coder, text: str) -> set[tuple[str, str]]:
    return _told(coder.code(document_from_text(text, published=DAY)))


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        # "that" for an article
        ("Secretary Rubio reaffirmed that external support to the two armies must end.", "Rubio",
         "that external support to the two armies must end"),
        # a participle before a noun
        ("Angela Merkel told the Security Council by video link that detained United Nations staff must be freed.", "Angela Merkel",
         "that detained United Nations staff must be freed"),
        # a subject parted from its verb
        ("Sheinbaum, speaking at her daily news conference, had called Castillo “a political prisoner” and said so.",
         "Sheinbaum", "Castillo “a political prisoner”"),
        # a noun with an aside for the whole sentence
        ("Her Moroccan opposite number, when I asked him, shrugged and said: “Ask Madrid.”", "Moroccan opposite number", "“Ask Madrid.”"),
        # how a statement came
        ("“It is the thief who cries thief,” Angela Merkel said in a statement read out on state television.", "Angela Merkel",
         "“It is the thief who cries thief,”"),
        # a deed with its place
        ("Emmanuel Macron accused Asmara of massing troops along the border.", "Emmanuel Macron", "massing troops along the border"),
        # a verb for an adjective
        ("Sergey Lavrov telephoned his colleague. Bayramov told him that Baku preferred direct talks, according to the ministry.",
         "Bayramov", "that Baku preferred direct talks"),
        # what somebody is thanked for
        ("Emmanuel Macron expressed his thanks and appreciation to the king for the mediation.", "Emmanuel Macron", "the mediation"),
        # who answers is not who asks
        ("Foreign Ministry spokeswoman Mao Ning, asked whether the islands had come up, said only that “the readout has been issued.”",
         "Mao Ning", "that “the readout has been issued.”"),
        # quoted words that complete a clause
        ("There was a silence, Angela Merkel recalls, “of about six seconds”.", "Angela Merkel",
         "There was a silence, Angela Merkel recalls, “of about six seconds”"),
        # an answer behind a question of the text
        ("“I went to listen,” Abbas Araghchi told me.\n\nDid he think the others had changed?\n\n“Changed? No.”", "Abbas Araghchi",
         "“Changed? No.”"),
        # a statement taken up in the next paragraph
        ("Angela Merkel accused Asmara of lying.\n\n“It is late,” Emmanuel Macron said in a statement.\n\n“We shall see,” the statement "
         "went on.", "Emmanuel Macron", "“We shall see,”"),
        # somebody without a name whom the sentence before is about
        ("Badr Abdelatty received Gedion Timothewos. Asked about it, an Egyptian diplomat smiled. “They talked of football,” he said.",
         "Egyptian diplomat", "“They talked of football,”"),
        # the source set in behind the subject of what is quoted
        ("Washington, said its spokesperson, “encourages both parties to continue this conversation”.", "spokesperson",
         "Washington, said its spokesperson, “encourages both parties to continue this conversation”"),
        # two sentences beside a semicolon
        ("Milei had then called the measure “Soviet”; Kast had answered that Argentina should look to its own mines.", "Milei",
         "the measure “Soviet”"),
        # a noun with the preposition that the parser gives the verb
        ("Emmanuel Macron expressed deep sorrow over the loss of lives in the fire.", "Emmanuel Macron", "the loss of lives in the fire"),
        # the name behind a description
        ("A senior figure of the movement, Basem Naim, said the group had been informed.", "Naim", "the group had been informed"),
        ("Angela Merkel was heard to mutter that she would believe it.", "Angela Merkel", "that she would believe it"),
        ("Angela Merkel told the king that it was “a bridge”, a line the king repeated twice.", "Angela Merkel", "that it was “a bridge”"),
        # several's statement is no adviser's
        ("“We are not here to count,” one of her advisers said. The joint statement said the participants would meet again.",
         "The joint statement", "the participants would meet again"),
    ],
)  # fmt: skip
def test_who_says_what(coder: Coder, text: str, speaker: str, content: str) -> None:
    told = _of(coder, text)
    assert any(speaker in s and c == content for s, c in told), told


def test_a_label_in_a_transcript_may_name_a_paper(coder: Coder) -> None:
    text = (
        "Joint press conference\n\nMR BERG: We had a good talk this morning.\n\nJOURNALIST (STA): Did you ask for soldiers?\n\n"
        "MR BERG: I asked for engineers, in fact."
    )
    assert {c for _, c in _of(coder, text)} >= {
        "We had a good talk this morning",
        "Did you ask for soldiers?",
        "I asked for engineers, in fact",
    }


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Foreign Ministry spokeswoman Mao Ning, asked whether the islands had come up, said it had not.",
            "whether the islands had come up",
        ),
        ("Asked whether the islands had come up, Mao Ning said it had not.", "whether the islands had come up"),
        ("“I went to listen,” Abbas Araghchi told me.\n\nDid he think the others had changed?", "the others had changed"),
        ("Angela Merkel concluded a visit to Riyadh today, where she met with the king.", "where she met with the king"),
        ("If you want to know more, read the paper.", "to know more"),
        ("“It is late,” Angela Merkel said in a statement read out on state television.", "read out on state television"),
    ],
)
def test_what_nobody_says(coder: Coder, text: str, content: str) -> None:
    assert content not in {c for _, c in _of(coder, text)}
