"""How we ask: by name, as robots.txt says, not too often, and not at all where we are told to stay away."""

from __future__ import annotations

from email.utils import formatdate
from pathlib import Path

import pytest
from feeds.servers import Site, article, rss
from feeds.watched import Watch, did, watching

from communique import __version__
from communique.feeds import findings
from communique.feeds.doctor import silent_for
from communique.feeds.nouns import DAY, HOUR

STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday."


def test_we_say_who_we_are(site: Site, tmp_path: Path) -> None:
    site.put("/feed", rss(), "application/rss+xml")
    with watching(tmp_path, contact="https://project.test/about") as watch:
        watch.add(site.url("/feed"))
        watch.round()
    assert {h["User-Agent"] for _, h in site.asked} == {f"Communique/{__version__} (+https://project.test/about)"}


def test_robots_txt_is_asked_for_once_a_day_and_heeded(site: Site, watch: Watch) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: other\nDisallow: /\n", "text/plain")
    site.put("/feed", rss(("/private/one", "One"), ("/two", "Two")), "application/rss+xml")
    site.put("/two", article(STORY))
    watch.add(site.url("/feed"))
    assert did(watch.round()) == [("feed-read", "/feed"), ("page-failed", "/private/one"), ("page-new", "/two")]
    assert watch.troubles()[site.url("/private/one")] == "robots"
    assert watch.slept == [7.0]
    watch.round(2 * HOUR)
    assert site.paths().count("/robots.txt") == 1
    watch.round(DAY)
    assert site.paths().count("/robots.txt") == 2
    assert "/private/one" not in site.paths()


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(site: Site, watch: Watch) -> None:
    site.put("/robots.txt", "User-agent: Communique\nDisallow: /private\n", "text/plain")
    site.put("/feed", rss(("/one", "One")), "application/rss+xml")
    site.send("/one", "/private/one")
    watch.add(site.url("/feed"))
    assert did(watch.round())[-1] == ("page-failed", "/one")
    assert "/private/one" not in site.paths()


def test_a_server_that_cannot_say_what_it_allows_is_not_asked_for_more(site: Site, watch: Watch) -> None:
    site.status("/robots.txt", 500)
    site.put("/feed", rss(), "application/rss+xml")
    watch.add(site.url("/feed"))
    assert did(watch.round()) == [("feed-failed", "/feed")]
    assert site.paths() == ["/robots.txt"]
    site.status("/robots.txt", 404)
    assert did(watch.round(DAY)) == [("feed-read", "/feed")]


def test_hosts_are_asked_with_pauses(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(("/one", "One"), ("/two", "Two")), "application/rss+xml")
    watch.add(site.url("/feed"))
    watch.round()
    assert watch.slept == [1.0, 1.0]


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_us_to_wait_is_left_alone(site: Site, watch: Watch, status: int) -> None:
    site.put("/feed", rss(("/one", "One"), ("/two", "Two")), "application/rss+xml")
    site.status("/one", status, retry_after="7200")
    site.put("/two", article(STORY))
    watch.add(site.url("/feed"))
    assert [w for w, _ in did(watch.round())] == ["feed-read", "page-failed", "page-failed"]
    assert "/two" not in site.paths()
    asked = len(site.asked)
    watch.round(1.5 * HOUR, at_once=True)
    assert len(site.asked) == asked
    site.put("/one", article(STORY + " Again."))
    assert {w for w, _ in did(watch.round(HOUR))} == {"feed-same", "page-new"}


def test_retry_after_may_be_a_date_and_is_never_years(site: Site, watch: Watch) -> None:
    site.status("/feed", 503, retry_after=formatdate(watch.time + 3 * HOUR, usegmt=True))
    watch.add(site.url("/feed"))
    watch.round()
    assert watch.store.feeds()[0].due == watch.time + 3 * HOUR
    site.status("/feed", 429, retry_after="99999999999")
    watch.round(4 * HOUR)
    assert watch.store.feeds()[0].due == watch.time + 7 * DAY


def test_a_feed_that_fails_is_asked_more_and_more_rarely(site: Site, watch: Watch) -> None:
    site.status("/feed", 500)
    watch.add(site.url("/feed"))
    waits = []
    for _ in range(6):
        watch.round()
        due = watch.store.feeds()[0].due
        waits.append(due - watch.time)
        watch.time = due
    assert waits == [2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY]
    site.put("/feed", rss(), "application/rss+xml")
    assert did(watch.round()) == [("feed-read", "/feed")]
    assert watch.store.feeds()[0].failures == 0


def test_gone_is_gone(site: Site, watch: Watch) -> None:
    site.status("/feed", 410)
    watch.add(site.url("/feed"))
    assert did(watch.round()) == [("feed-failed", "/feed")]
    asked = len(site.asked)
    assert watch.round(30 * DAY, at_once=True) == []
    assert len(site.asked) == asked
    assert [f.what for f in findings(watch.store, watch.time)] == ["ended"]


def test_the_doctor_names_what_failed_and_what_moved(site: Site, watch: Watch) -> None:
    site.put("/new", rss(), "application/rss+xml")
    site.send("/old", "/new", 301)
    site.send("/brief", "/new", 302)
    for path in ("/old", "/brief", "/none"):
        watch.add(site.url(path), name=path)
    watch.add(site.url("/never"), name="/never")
    watch.store.db.execute("UPDATE feed SET due = ? WHERE name = '/never'", (watch.time + DAY,))
    watch.round()
    found = {f.feed: (f.what, f.message) for f in findings(watch.store, watch.time)}
    assert {name: what for name, (what, _) in found.items()} == {"/old": "moved", "/none": "failing", "/never": "never-asked"}
    assert site.url("/new") in found["/old"][1]
    assert "answers 404 Not Found" in found["/none"][1]


def test_the_doctor_hears_silence(site: Site, watch: Watch) -> None:
    for day in range(10):
        site.put("/feed", rss(*((f"/{n}", "x") for n in range(day + 1))), "application/rss+xml")
        if day == 0:
            watch.add(site.url("/feed"))
        watch.round(DAY)
    assert "silent" not in {f.what for f in findings(watch.store, watch.time + 2 * DAY)}
    silent = [f for f in findings(watch.store, watch.time + 4 * DAY) if f.what == "silent"]
    assert "nothing new for 4.0 days" in silent[0].message


@pytest.mark.parametrize(
    ("days", "now", "silent"),
    [
        ([0, 1, 2, 3, 4, 5], 7, False), ([0, 1, 2, 3, 4, 5], 9, True),
        ([0, 7, 14, 21, 28], 45, False), ([0, 7, 14, 21, 28], 50, True),
        ([0, 1, 2], 50, False),  # too few to have a rhythm
        ([n / 24 for n in range(50)], 2.9, False),  # hourly, silent for less than a day
    ],
)  # fmt: skip
def test_silence_is_measured_by_the_feeds_own_rhythm(days: list[float], now: float, silent: bool) -> None:
    assert (silent_for([d * DAY for d in days], now * DAY) is not None) is silent


def test_a_host_that_fails_again_and_again_costs_little(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = "http://127.0.0.1:9"
    site.put("/feed", rss(*((f"{dead}/{n}", "x") for n in range(20)), ("/good", "Good")), "application/rss+xml")
    site.put("/good", article(STORY))
    watch.add(site.url("/feed"))
    steps = watch.round()
    assert [s.what for s in steps].count("page-failed") == 20
    said = [s.trouble.message for s in steps if s.trouble]
    assert sum("left alone" in m for m in said) == 17
