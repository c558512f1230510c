"""Which words are no account of a contact that stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Record
    from communique.pipeline import Coder

MET = "Polish President Andrzej Duda met French President Emmanuel Macron in Paris on Tuesday.\n"


def coded(coder: Coder, text: str) -> Record:
    return coder.code(document_from_text(text, published="2024-03-15"))


def tied(record: Record, words: str) -> bool:
    found = [s for s in record.statements if words in record.article.text[s.content.start : s.content.end]]
    assert found
    return any(s.event is not None for s in found)


def test_words_of_another_day_are_no_account(coder: Coder) -> None:
    record = coded(coder, MET + "On Thursday, Duda said prices would fall by spring.")
    assert not tied(record, "prices would fall")


def test_words_of_another_day_about_the_talks_are_one(coder: Coder) -> None:
    record = coded(coder, MET + "On Thursday, Duda said the talks in Paris had been long and useful.")
    assert tied(record, "the talks in Paris")


def test_an_accusation_in_another_paragraph_and_its_answer_are_none(coder: Coder) -> None:
    record = coded(coder, MET + "\nMacron accused Poland of breaking the rules. Duda replied that France had broken them first.")
    assert not tied(record, "breaking the rules")
    assert not tied(record, "France had broken them")


def test_an_office_that_tells_of_a_warning_gives_an_account(coder: Coder) -> None:
    record = coded(coder, MET + "\nMacron, according to the French foreign ministry, warned that Poland was breaking the rules.")
    assert tied(record, "breaking the rules")


def test_who_asks_gives_no_account(coder: Coder) -> None:
    record = coded(coder, MET + "\nQUESTION: Did Duda and Macron discuss grain?\nMR. PRICE: They did.")
    assert not tied(record, "Did Duda and Macron")


def test_who_is_of_a_side_and_no_voice_of_it_gives_no_account(coder: Coder) -> None:
    record = coded(
        coder, MET + "\nIn Warsaw, opposition leader Jan Kowal said Duda had sold the coal.\n\nA baker, Ewa Lis, said bread was dear."
    )
    assert not tied(record, "had sold the coal")
    assert not tied(record, "bread was dear")


def test_what_was_agreed_is_an_account_the_day_after(coder: Coder) -> None:
    record = coded(coder, MET + "\nOn Wednesday, Duda said Macron had promised to send two trains.")
    assert tied(record, "had promised")


def test_what_somebody_has_said_is_of_another_occasion(coder: Coder) -> None:
    record = coded(coder, MET + "\nDuda has said that the mines will close by 2030.")
    assert not tied(record, "the mines will close")


def test_the_day_named_chooses_between_two_contacts(coder: Coder) -> None:
    two = "Duda met Macron in Paris on Tuesday. Duda met the German chancellor, Olaf Scholz, in Berlin on Thursday.\n"
    record = coded(coder, two + "On Tuesday Duda told reporters that coal would stay.")
    (statement,) = [s for s in record.statements if "coal would stay" in record.article.text[s.content.start : s.content.end]]
    (event,) = [e for e in record.events if e.id == statement.event]
    assert event.when is not None
    assert event.when.earliest is not None
    assert event.when.earliest.isoformat() == "2024-03-12"


def test_an_official_without_a_name_may_tell_of_it(coder: Coder) -> None:
    record = coded(coder, MET + "\nA spokesman said no paper was signed.")
    assert tied(record, "no paper was signed")
