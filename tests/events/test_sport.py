"""What is said of matches, storms and beasts is no violence between peoples."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder
from communique.reading import document_from_text


@pytest.mark.parametrize(
    "text",
    [
        "Chile beat Peru on penalties to reach the final in Lima.",
        "Norway crushed Malta 4-1 as the visitors fired blanks.",
        "Samoa battled from behind to defeat Fiji in the rugby tournament.",
        "A Kenyan lion killed a Danish tourist near the park gate.",
        "A typhoon struck the Philippines and damaged a Japanese freighter.",
        "A Swedish film bombed with Norwegian critics.",
        "A Greek tanker sank off Malta in heavy seas.",
    ],
)
def test_no_assault(coder: Coder, text: str) -> None:
    assert [e.rule for e in coder.code(document_from_text(text)).events if e.type == "ASSAULT"] == []


MATCHES = "The tennis finals began in Oslo. Malta won its group 2-1. Chile lost both singles on the first day of the tournament."


def test_no_assault_in_an_article_about_sports(coder: Coder) -> None:
    def assaults(text: str) -> list[str]:
        return [e.rule for e in coder.code(document_from_text(text)).events if e.type == "ASSAULT"]

    assert assaults("Norway crushed Malta on Monday.") != []
    assert assaults(f"{MATCHES}\nNorway crushed Malta on Monday.") == []
    assert assaults(f"{MATCHES}\nGunmen attacked the Maltese embassy in Oslo.") != []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the bus of the Togolese football team in Angola.",
        "Ethiopian troops killed three Eritrean soldiers near a tennis court.",
    ],
)
def test_violence_around_sports(coder: Coder, text: str) -> None:
    assert [e.type for e in coder.code(document_from_text(text)).events if e.type == "ASSAULT"] != []
