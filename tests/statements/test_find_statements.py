"""Who says what, through whom: whole sentences through the real parser."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import Cast, find_cast
from communique.knowledge.actors import load_actors
from communique.knowledge.cues import load_cues
from communique.model import Article, Document, Statement, Zone
from communique.parse import Parser, parse
from communique.statements import find_statements


class Told:
    """The statements of a text, readable."""

    def __init__(self, text: str, parser: Parser) -> None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = Article("t", None, None, None, dt.date(2025, 8, 18), "en", digest, text)
        document = Document(article, (Zone("body", 0, len(text)),))
        parsed = parse(document, parser)
        cast = find_cast(document, parsed, load_actors())
        self.text = text
        self.statements, self.cast = find_statements(document, parsed, cast, load_cues(), load_actors())

    def name(self, actor: str) -> str:
        return self.cast.actors[actor].name

    def lines(self) -> list[tuple[str | None, str]]:
        return [(s.source.text if s.source else None, s.content.text_in(self.text)) for s in self.statements]

    def with_quote(self, quote: str) -> Statement:
        (found,) = [s for s in self.statements if any(q.text_in(self.text) == quote for q in s.quotes)]
        return found


ORDERS = [
    ("The minister said the bridge was closed.", "The minister", "the bridge was closed"),
    ("The minister said that the bridge was closed.", "The minister", "that the bridge was closed"),
    ("The bridge was closed, the minister said.", "the minister", "The bridge was closed"),
    ("“The bridge is closed,” the minister said.", "the minister", "“The bridge is closed,”"),
    ("“The bridge is closed,” said Anna Berg.", "Anna Berg", "“The bridge is closed,”"),
    ("The minister said: “The bridge is closed.”", "The minister", "“The bridge is closed.”"),
    ("According to the ministry, the bridge was closed.", "the ministry", "the bridge was closed"),
    ("The bridge was closed on Monday, according to the ministry.", "the ministry", "The bridge was closed on Monday"),
    ("In a post on Telegram, the governor wrote that the bridge was closed.", "the governor", "that the bridge was closed"),
    ("His office said in a statement that the bridge was closed.", "His office", "that the bridge was closed"),
    ("The premier vowed to reopen the bridge.", "The premier", "to reopen the bridge"),
]


@pytest.mark.parametrize(("text", "source", "content"), ORDERS)
def test_every_order_of_cue_and_content(text: str, source: str, content: str, parser: Parser) -> None:
    assert (source, content) in Told(text, parser).lines()


def test_cue_inside_what_is_said_is_covered(parser: Parser) -> None:
    text = "“We shall wait,” the envoy said on Monday. “Then we shall sign the treaty.”"
    assert Told(text, parser).lines() == [("the envoy", text)]


def test_quotation_through_paragraphs_is_one_statement(parser: Parser) -> None:
    text = "“We shall wait,” the envoy said. “It is late.\n“And it is cold.”\nNobody answered."
    (only,) = Told(text, parser).statements
    assert only.content.text_in(text).endswith("“And it is cold.”")


def test_chain_of_sources(parser: Parser) -> None:
    lead = "Brazilian President Luiz Inácio Lula da Silva met Putin. "
    told = Told(lead + "The Kremlin said Lula “noted the value of the talks” in Moscow.", parser)
    found = told.with_quote("noted the value of the talks")
    assert told.name(found.speaker) == "Luiz Inácio Lula da Silva"
    assert [told.name(v) for v in found.via] == ["Kremlin"]


def test_self_report_is_no_chain(parser: Parser) -> None:
    told = Told("Brazilian President Luiz Inácio Lula da Silva said he “reaffirmed support for the talks” on Monday.", parser)
    found = told.with_quote("reaffirmed support for the talks")
    assert told.name(found.speaker) == "Luiz Inácio Lula da Silva"
    assert found.via == ()


def test_quoted_topic_is_the_reporters_words(parser: Parser) -> None:
    told = Told("A Kremlin statement said Putin and Modi “discussed trade and agreed to meet again.”", parser)
    assert told.name(told.with_quote("discussed trade and agreed to meet again.").speaker) == "Kremlin"


def test_stance_and_addressee(parser: Parser) -> None:
    told = Told("Indian Prime Minister Narendra Modi thanked Putin for “sharing his views” on the war.", parser)
    found = told.with_quote("sharing his views")
    assert found.stance is not None
    assert (found.stance.kind, found.addressee) == ("thanks", found.stance.target)
    assert told.name(found.addressee or "") == "Vladimir Putin"


def test_expressed_support_is_one_cue(parser: Parser) -> None:
    told = Told("Ramaphosa expressed support for the peace talks.", parser)
    (found,) = told.statements
    assert found.cue is not None and found.stance is not None
    assert (found.cue.text, found.content.text_in(told.text), found.stance.kind) == ("expressed support", "the peace talks", "support")


def test_quoted_as_saying(parser: Parser) -> None:
    told = Told("The agency quoted Putin as saying that the talks were useful.", parser)
    assert ("Putin", "that the talks were useful") in told.lines()


def test_maker_of_a_document_speaks(parser: Parser) -> None:
    told = Told("According to a readout released by the Kremlin, the two sides agreed on a date.", parser)
    assert told.name(told.statements[0].speaker) == "Kremlin"


def test_scare_quote_is_no_statement(parser: Parser) -> None:
    assert Told("His “friend” left the hall at noon.", parser).statements == ()


def test_what_a_quoted_speaker_thinks_is_his_content(parser: Parser) -> None:
    told = Told("“I think they believe that the war is over,” the envoy said.", parser)
    assert [s.source.text for s in told.statements if s.source] == ["the envoy"]


def test_mark_never_closed_does_not_swallow_what_follows(parser: Parser) -> None:
    told = Told("The envoy said: “We shall go.\nThe bridge is closed.\nThe minister said the road was open.", parser)
    assert told.lines()[-1] == ("The minister", "the road was open")
    assert "bridge" not in told.lines()[0][1]


def test_ids_follow_the_text_and_nothing_changes_on_a_second_run(parser: Parser) -> None:
    text = " ".join(t for t, _, _ in ORDERS)
    first, second = Told(text, parser), Told(text, parser)
    assert first.statements == second.statements
    assert [s.id for s in first.statements] == [f"s{n + 1}" for n in range(len(first.statements))]


@settings(max_examples=15)
@given(st.lists(st.sampled_from([t for t, _, _ in ORDERS] + ["“", "”", "\n", "Nobody came."]), max_size=6))
def test_everything_refers_to_something(parser: Parser, pieces: list[str]) -> None:
    told = Told(" ".join(pieces) or "Nobody came.", parser)
    for s in told.statements:
        assert {s.speaker, *s.via, *([s.addressee] if s.addressee else [])} <= set(told.cast.actors)
        assert s.speaker not in s.via
        assert 0 <= s.content.start < s.content.end <= len(told.text)
        assert all(s.content.start <= q.start < q.end <= s.content.end for q in s.quotes)
        assert all(t is None or told.text[t.start : t.end] == t.text for t in (s.source, s.cue))


def test_a_text_without_speech(parser: Parser) -> None:
    told = Told("The train left the station at noon.", parser)
    assert told.statements == () and isinstance(told.cast, Cast)


def test_a_report_names_whom_it_cites(parser: Parser) -> None:
    told = Told("President Lee agreed to visit Busan, Yonhap reported, citing a presidential official.", parser)
    one = next(s for s in told.statements if s.cue is not None and s.cue.text == "reported")
    assert told.name(one.speaker) == "a presidential official" and [told.name(v) for v in one.via] == ["Yonhap"]
    assert one.source is not None and one.source.text == "a presidential official"


def test_a_reason_is_no_source(parser: Parser) -> None:
    told = Told("The ministry said the visit was off, citing high costs.", parser)
    assert "costs" not in {told.name(s.speaker) for s in told.statements} and told.statements[0].via == ()


def test_words_before_a_quotation_are_reported_with_it(parser: Parser) -> None:
    told = Told("Putin thanked Erdogan “for his efforts”, the Kremlin said in its readout.", parser)
    thanks = told.with_quote("for his efforts")
    assert told.name(thanks.speaker) == "Vladimir Putin" and [told.name(v) for v in thanks.via] == ["Kremlin"]


def test_who_says_nothing_states_nothing(parser: Parser) -> None:
    assert Told("Mr Merz said nothing.", parser).statements == ()


def test_to_speak_on_a_day_is_no_topic(parser: Parser) -> None:
    assert Told("Macron spoke by phone with Xi on Friday.", parser).statements == ()


ENDS = [
    (
        "The mayor said the bridge “must close” and let it be known that he would pay.",
        "the bridge “must close” and let it be known that he would pay",
    ),
    ("The mayor said it was early, and there was no proof.", "it was early, and there was no proof"),
    ("The mayor said it was early, and the council left the room.", "it was early"),
    ("The mayor called the plan “a sham” during a visit to Geneva.", "the plan “a sham”"),
    ("“I like him,” the mayor said, but “he is always late.”", "“I like him,” the mayor said, but “he is always late.”"),
    ("“We waited for an hour at the gate,” the mayor said on the radio’s “Morning Hour.” “Nobody came to let us in.”", None),
    ("The bridge would close, the mayor said. “It is old.”", "The bridge would close, the mayor said. “It is old.”"),
]


@pytest.mark.parametrize(("text", "content"), ENDS)
def test_a_content_ends_where_what_is_said_ends(text: str, content: str | None, parser: Parser) -> None:
    assert content or text in [c for _, c in Told(text, parser).lines()]
    assert (content or text) in [c for _, c in Told(text, parser).lines()]


LEAD = "Brazilian President Lula da Silva, Russian President Vladimir Putin and U.S. President Donald Trump spoke. "
CHAINS = [
    ("The Kremlin said Lula told Putin that Trump had promised a truce.", ["Donald Trump", "Luiz Inácio Lula da Silva", "Kremlin"]),
    (
        "According to the Kremlin, Lula told Putin that Trump had promised a truce.",
        ["Donald Trump", "Luiz Inácio Lula da Silva", "Kremlin"],
    ),
    ("The Kremlin quoted Lula as saying that Trump had promised a truce.", ["Donald Trump", "Luiz Inácio Lula da Silva", "Kremlin"]),
    ("The Harbour Wire, citing the Kremlin, reported that Trump promised a truce.", ["Donald Trump", "Kremlin", "Harbour Wire"]),
    ("Lula said Trump had promised a truce, the Harbour Wire reported.", ["Donald Trump", "Luiz Inácio Lula da Silva", "Harbour Wire"]),
]


@pytest.mark.parametrize(("text", "names"), CHAINS)
def test_chains_of_three_go_from_the_speaker_outward(text: str, names: list[str], parser: Parser) -> None:
    told = Told(LEAD + text, parser)
    found = [[told.name(s.speaker), *(told.name(v) for v in s.via)] for s in told.statements]
    assert names in [[n.removeprefix("the ").removeprefix("The ") for n in chain] for chain in found]


def test_a_spokesperson_passes_on_what_the_principal_will_do(parser: Parser) -> None:
    told = Told(LEAD + "The Kremlin said Putin “stands by the truce.” The Kremlin said Putin met Lula for “long talks.”", parser)
    assert [told.name(v) for v in told.with_quote("stands by the truce.").via] == ["Kremlin"]
    assert told.name(told.with_quote("long talks.").speaker) == "Kremlin"


def test_a_statement_carried_by_an_agency_comes_through_it(parser: Parser) -> None:
    told = Told(LEAD + "Putin said in a statement carried by the Harbour Wire that the truce would hold.", parser)
    (found,) = [s for s in told.statements if s.content.text_in(told.text) == "that the truce would hold"]
    assert [told.name(v) for v in (found.speaker, *found.via)] == ["Vladimir Putin", "the Harbour Wire"]


BODIES = [
    ("The Kremlin confirmed the call. It said the two men spoke for an hour.", "It", "Kremlin"),
    ("The Kremlin published a note. The statement said the two men spoke for an hour.", "The statement", "Kremlin"),
]


@pytest.mark.parametrize(("text", "source", "name"), BODIES)
def test_it_said_means_the_office_named_last(text: str, source: str, name: str, parser: Parser) -> None:
    told = Told(LEAD + text, parser)
    (found,) = [s for s in told.statements if s.source is not None and s.source.text == source]
    assert told.name(found.speaker) == name


def test_who_is_quoted_as_telling_speaks_through_the_paper(parser: Parser) -> None:
    told = Told(LEAD + "State television quoted Lula as telling his guest that the border would stay shut.", parser)
    (found,) = [s for s in told.statements if s.content.text_in(told.text) == "that the border would stay shut"]
    assert [told.name(v) for v in (found.speaker, *found.via)] == ["Luiz Inácio Lula da Silva", "State television"]


ENDS = [
    ("Mayor Tova Klein's claim that she had never seen it was contradicted by her deputy.", "that she had never seen it"),
    ("The ministry's warning that the dam could fail within weeks came late.", "that the dam could fail within weeks"),
    ("Supporters say it is long enough; opponents counter that it is too short.", "it is long enough"),
    ("Mr. Falk acknowledged “some heat”. She promised “cooler quarters ahead.”", "“some heat”"),
]


@pytest.mark.parametrize(("text", "content"), ENDS)
def test_what_is_said_ends_where_the_reporter_goes_on(text: str, content: str, parser: Parser) -> None:
    assert content in [c for _, c in Told(text, parser).lines()]


BESIDE = [
    ("“We talked about everything that flows,” Mr. Berg offered.", "Mr. Berg"),
    ("“Coal and a boot,” corrected the surveyor, Mr. Finch.", "the surveyor, Mr. Finch"),
]


@pytest.mark.parametrize(("text", "source"), BESIDE)
def test_any_verb_beside_a_quotation_names_its_speaker(text: str, source: str, parser: Parser) -> None:
    assert source in [s for s, _ in Told(text, parser).lines()]


def test_a_colon_gives_a_quotation_to_the_sentence_before_it(parser: Parser) -> None:
    told = Told("“It is a year,” said Tom Reece, who grows plums. His colleague Sue Denton begged to differ: “It is a day.”", parser)
    assert told.name(told.with_quote("It is a day.").speaker) == "Sue Denton"


def test_in_their_own_turn_nobody_is_quoted_twice(parser: Parser) -> None:
    told = Told("MR. PRICE: I said that he had no plans. The President has said that the door is open.\nQUESTION: Thank you.\n", parser)
    contents = [c for _, c in told.lines()]
    assert "that he had no plans" not in contents
    assert "that the door is open" in contents


HUNG = [
    ("The two premiers said that they “remain committed to the truce” and urged both armies to leave.", "both armies to leave"),
    ("The minister, who said last week that the vault was full, conceded on Friday there was a hole.", "there was a hole"),
    ("The court rejected the claim, with its spokesman, Jan Berg, insisting that nobody had left.", "that nobody had left"),
    ("Sources close to the palace let it be known that the king was ill.", "that the king was ill"),
    (
        "Mr. Berg condemned the raid as “reckless” and a “threat” to the whole coast.",
        "the raid as “reckless” and a “threat” to the whole coast",
    ),
    ("She called for the money to be “paid back” at once.", "the money to be “paid back”"),
    ("They agree, because the rule is “a burden,” as a memo put it.", "the rule is “a burden,”"),
]


@pytest.mark.parametrize(("text", "content"), HUNG)
def test_verbs_and_clauses_that_the_parser_hung_elsewhere(text: str, content: str, parser: Parser) -> None:
    assert content in [c for _, c in Told(text, parser).lines()]


def test_a_second_act_is_the_speakers_own(parser: Parser) -> None:
    told = Told("Anna Berg said that they remain friends and urged both armies to leave.", parser)
    assert [s for s, _ in told.lines()] == ["Anna Berg", "Anna Berg"]


VIEWS = [
    ("The bridge was, in the words of one survivor, “a death trap”.", "one survivor"),
    ("In the view of the ministry, the pact is dead.", "the ministry"),
    ("For the president, it was “the will of the people”.", "the president"),
    ("The members must be present, per the party's bylaws.", "the party's bylaws"),
    ("“The statement speaks for itself.” So said the spokesman, Jan Berg.", "the spokesman, Jan Berg"),
    ("“Did he lie? Yes. Will he go? No,” is how one clerk summed up the mood.", "one clerk"),
]


@pytest.mark.parametrize(("text", "source"), VIEWS)
def test_a_phrase_set_off_names_whose_view_it_is(text: str, source: str, parser: Parser) -> None:
    assert source in [s for s, _ in Told(text, parser).lines()]


def test_nobody_says_what_he_declines_to_say(parser: Parser) -> None:
    told = Told("Mr. Berg declined to say how many troops would be sent.", parser)
    assert told.lines() == [("Mr. Berg", "to say how many troops would be sent")]


def test_what_is_understood_has_no_speaker_but_is_said(parser: Parser) -> None:
    told = Told("It is understood that the two sides are close to a deal.", parser)
    assert told.lines() == [(None, "that the two sides are close to a deal")]


def test_who_is_the_noun_it_follows(parser: Parser) -> None:
    told = Told("The carpenter, who said that the roof leaked, left.", parser)
    assert [told.name(s.speaker) for s in told.statements] == ["The carpenter"]


def test_quoted_words_in_what_she_says_are_hers(parser: Parser) -> None:
    told = Told("Anna Berg said the rebels favour a “strongman approach.”", parser)
    assert told.name(told.with_quote("strongman approach.").speaker) == "Anna Berg"


def test_spoke_on_monday_night_says_nothing(parser: Parser) -> None:
    assert Told("Mr. Berg spoke on Monday night after a visit to the port.", parser).lines() == []


MORE = [
    ("The court warned on Monday that famine was near and, in a rare rebuke, said members had left.", "members had left"),
    ("The union, its chief said, “has no wish to leave.”", "The union, its chief said, “has no wish to leave.”"),
    ("The mayor appealed to the rebels to “put down the gun”.", "the rebels to “put down the gun”"),
    ("Asked about the dam, Mr. Berg smiled. “Next question.”", "“Next question.”"),
    ("The clerk let slip in an interview that the map was forged.", "that the map was forged"),
    ("The general put the toll at forty.", "the toll at forty"),
    ("The premier said it was time they left, and called for a new bridge.", "a new bridge"),
    ("The union has said that it “resolutely opposes” the plan and demanded on Friday that the king drop it.", "that the king drop it"),
    ("Two officials said the ship had been stopped, and one of them described the papers as “forgeries”.", "the ship had been stopped"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), MORE)
def test_what_is_said_is_found_whole(text: str, content: str, parser: Parser) -> None:
    assert content in [c for _, c in Told(text, parser).lines()]


def test_who_carries_a_quotation_is_a_link(parser: Parser) -> None:
    told = Told("“We shall not pay,” the minister, Rosa Vidal, was quoted as saying by the Daily Post.", parser)
    (statement,) = told.statements
    assert told.name(statement.speaker) == "Rosa Vidal"
    assert [told.name(v) for v in statement.via] == ["Daily Post"]


def test_what_is_said_ends_before_the_word_that_leads_to_more(parser: Parser) -> None:
    text = "Prime Minister Modi thanked President Putin for sharing views on his talks in Alaska and underlined the position of India."
    told = Told(text, parser)
    assert told.lines()
    assert not any(said.endswith(" and") for _, said in told.lines())
