"""Rounds: what is new is stored once, what changed becomes a new snapshot, and nobody is asked more than needed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from feeds.servers import Site, article, rss
from feeds.watched import Watch, did, watching

from communique.feeds.nouns import DAY, HOUR

STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday."
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>x</id>
<entry><title>One</title><id>a</id><link href="/one"/>
<published>2024-05-13T23:30:00-04:00</published><updated>2024-05-20T00:00:00Z</updated></entry>
<entry><title>Two</title><id>b</id><link href="/two"/><updated>2024-05-21T00:00:00Z</updated></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [
{"id": 1, "url": "/one", "title": "One", "date_published": "2024-05-13T23:30:00-04:00"},
{"id": "2", "external_url": "/two", "title": "Two", "date_modified": "2024-05-21T00:00:00Z"},
{"id": "3", "content_text": "no address"}, 17]}"""


def put_stories(site: Site, *names: str) -> None:
    for name in names:
        site.put(f"/{name}", article(f"{STORY} It was the {name} time this year."))


@pytest.mark.parametrize(
    ("body", "media"), [(ATOM, "application/atom+xml"), (JSON, "application/feed+json"), (ATOM, "text/xml"), (JSON, "application/json")]
)
def test_a_feed_is_stored_with_what_it_says_of_its_pages(site: Site, watch: Watch, body: str, media: str) -> None:
    site.put("/feed", body, media)
    put_stories(site, "one", "two")
    watch.add(site.url("/feed"), publisher="The Example")
    assert did(watch.round()) == [("feed-read", "/feed"), ("page-new", "/one"), ("page-new", "/two")]
    rows = watch.ledger.db.execute("SELECT article, publisher, published FROM snapshot ORDER BY number").fetchall()
    assert [tuple(r) for r in rows] == [
        (site.url("/one"), "The Example", "2024-05-13"),  # the day as written, not in UTC
        (site.url("/two"), "The Example", "2024-05-21"),  # where no day of publication is told, that of the last change
    ]


def test_rss_is_stored_and_a_second_round_asks_only_what_is_due(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One"), ("/two", "Two")), "application/rss+xml")
    put_stories(site, "one", "two")
    watch.add(site.url("/feed"))
    assert [w for w, _ in did(watch.round())] == ["feed-read", "page-new", "page-new"]
    asked = len(site.asked)
    assert watch.round(60) == []
    assert len(site.asked) == asked
    assert did(watch.round(HOUR)) == [("feed-same", "/feed")]
    assert "If-None-Match" in site.asked[-1][1]


def test_a_changed_page_becomes_a_new_snapshot(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    put_stories(site, "one")
    watch.add(site.url("/feed"))
    watch.round()
    assert did(watch.round(DAY)) == [("feed-same", "/feed"), ("page-same", "/one")]
    site.put("/one", article(STORY.replace("met", "did not meet")))
    assert did(watch.round(DAY)) == [("feed-same", "/feed"), ("page-changed", "/one")]
    first, second = watch.texts(site.url("/one"))
    assert "did not meet" in second and "did not meet" not in first
    assert watch.store.db.execute("SELECT count(*) FROM page").fetchone()[0] == 2


def test_what_the_feed_says_is_changed_is_asked_for_at_once(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    put_stories(site, "one")
    watch.add(site.url("/feed"))
    watch.round()
    site.put("/feed", rss(("/one", "One, corrected")), "application/rss+xml")
    assert did(watch.round(HOUR)) == [("feed-read", "/feed"), ("page-same", "/one")]


def test_a_page_no_longer_listed_is_left_alone_but_one_never_had_is_not(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One"), ("/late", "Late")), "application/rss+xml")
    put_stories(site, "one")
    site.status("/late", 500)
    watch.add(site.url("/feed"))
    watch.round()
    site.put("/feed", rss(), "application/rss+xml")
    put_stories(site, "late")
    assert did(watch.round(2 * DAY)) == [("feed-read", "/feed"), ("page-new", "/late")]


def test_a_page_that_lost_its_article_does_not_replace_it(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    put_stories(site, "one")
    watch.add(site.url("/feed"))
    watch.round()
    site.put("/one", "<html><body><form><button>Accept all</button></form></body></html>")
    assert did(watch.round(DAY))[-1] == ("page-failed", "/one")
    assert len(watch.texts(site.url("/one"))) == 1
    assert watch.troubles()[site.url("/one")] == "no-article-found"


def test_a_page_that_keeps_failing_is_given_up(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    site.status("/one", 500)
    watch.add(site.url("/feed"))
    for _ in range(8):
        watch.round(2 * DAY)
    assert site.paths().count("/one") == 5
    assert watch.store.given_up(watch.store.feeds()[0]) == 1


def test_what_cannot_be_coded_fails_alone(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/bad", "Bad"), ("/one", "One")), "application/rss+xml")
    put_stories(site, "one")
    site.put("/bad", article("CRASH " + STORY))
    watch.add(site.url("/feed"))
    assert sorted(did(watch.round())) == [("feed-read", "/feed"), ("page-failed", "/bad"), ("page-new", "/one")]


def test_a_kill_between_storing_and_noting_stores_nothing_twice(site: Site, tmp_path: Path) -> None:
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    put_stories(site, "one")
    with watching(tmp_path) as first:
        first.add(site.url("/feed"))
        first.store.page_kept = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            first.round()
    with watching(tmp_path) as second:
        assert did(second.round())[-1] == ("page-same", "/one")
        assert len(second.texts(site.url("/one"))) == 1


def test_plain_text_pages_and_pages_of_two_feeds(site: Site, watch: Watch) -> None:
    for path in ("/a", "/b"):
        site.put(path, rss(("/one.txt", "One")), "application/rss+xml")
        watch.add(site.url(path))
    site.put("/one.txt", STORY, "text/plain; charset=utf-8")
    assert sorted(did(watch.round()))[2:] == [("page-new", "/one.txt"), ("page-same", "/one.txt")]
    row = watch.ledger.db.execute("SELECT title, text FROM snapshot").fetchone()
    assert tuple(row) == ("One", STORY)


def test_the_day_of_a_feed_wins_over_what_the_page_says(site: Site, watch: Watch) -> None:
    extra = "<pubDate>Tue, 14 May 2024 23:00:00 -0400</pubDate>"
    site.put("/feed", rss(("/one", "One"), extra=extra), "application/rss+xml")
    put_stories(site, "one")
    watch.add(site.url("/feed"))
    watch.round()
    (entry,) = watch.store.db.execute("SELECT published, at FROM entry").fetchall()
    assert entry["published"] == "2024-05-14"
    assert entry["at"] == dt.datetime(2024, 5, 15, 3, tzinfo=dt.UTC).timestamp()
