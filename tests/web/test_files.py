"""What can be taken away: feeds, exports of a selection, the interface and the schema as pages."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from communique.export import EXPORTERS


def test_an_actors_feed_has_each_happening_once(shown: TestClient) -> None:
    answer = shown.get("/feeds/events.atom", params={"who": "wd:Q3052772"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ET.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    titles = [e.findtext("{http://www.w3.org/2005/Atom}title") for e in entries]
    assert len(titles) == len(set(titles)) == 2 and all("Emmanuel Macron" in str(t) for t in titles)


def test_plans_are_a_calendar(shown: TestClient) -> None:
    answer = shown.get("/feeds/planned.ics?who=FRA&who=DEU")
    assert answer.headers["content-type"].startswith("text/calendar")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry["dtstart"].dt.isoformat() == "2024-05-17" and entry["location"] == "Berlin"


@pytest.mark.parametrize("path", ["/feeds/events.atom?who=wd:Q57641&who=BRA", "/feeds/planned.ics?who=BRA"])
def test_a_feed_of_nothing_is_an_empty_feed(shown: TestClient, path: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == 200 and b"ENTRY" not in answer.content.upper() and b"VEVENT" not in answer.content


@pytest.mark.parametrize(("path", "status"), [("/feeds/events.atom?who=Zorro", 404), ("/feeds/planned.ics?who=FRA&who=DEU&who=BRA", 422)])
def test_a_feed_of_nobody_is_refused(shown: TestClient, path: str, status: int) -> None:
    assert shown.get(path).status_code == status


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_can_be_taken(shown: TestClient, name: str) -> None:
    answer = shown.get(f"/exports/{name}?all=1")
    assert answer.status_code == 200 and answer.content
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="communique-{name}.')
    assert answer.content == shown.get(f"/exports/{name}?all=1").content


def test_an_export_is_of_the_selection_and_safe_in_a_spreadsheet(shown: TestClient) -> None:
    packed = zipfile.ZipFile(io.BytesIO(shown.get("/exports/csv?who=Lula").content))
    rows = list(csv.DictReader(io.StringIO(packed.read("events.csv").decode())))
    assert len({r["event"] for r in rows}) == 1 and {r["medium"] for r in rows} == {"phone"}
    every = zipfile.ZipFile(io.BytesIO(shown.get("/exports/csv?all=1").content))
    cells = [c for n in every.namelist() if n.endswith(".csv") for row in csv.reader(io.StringIO(every.read(n).decode())) for c in row]
    assert not [c for c in cells if c.startswith(("=", "+", "@"))]


def test_an_unknown_format_is_refused_in_words(shown: TestClient) -> None:
    answer = shown.get("/exports/docx")
    assert answer.status_code == 422 and "polecat" in answer.text


def test_the_data_page_tells_what_coded_it_and_how_well(shown: TestClient) -> None:
    page = shown.get("/data").text
    assert "contact recall" in page and "/exports/icews" in page and "<code>" in page


def test_the_interface_page_has_every_path_and_parameter(shown: TestClient) -> None:
    page, described = shown.get("/data/interface").text, shown.get("/api/v1/openapi.json").json()
    for path, verbs in described["paths"].items():
        assert f"<code>{path}</code>" in page
        assert all(f"<code>{p['name']}</code>" in page for p in verbs["get"].get("parameters", ()))
    assert "<script src" in page and page.count("<script") == 1


def test_the_schema_page_has_every_field(shown: TestClient) -> None:
    page, schema = shown.get("/data/schema").text, shown.get("/api/v1/schema").json()
    fields = {f for d in (schema, *schema["$defs"].values()) for f in d.get("properties", ())}
    assert all(f"<code>{f}</code>" in page for f in fields)


def test_lists_of_the_interface_have_cursors(shown: TestClient) -> None:
    for path in ("/api/v1/happenings?kind=all", "/api/v1/quotes?about=FRA", "/api/v1/search?q=trade"):
        whole, seen, after = shown.get(path).json()["items"], [], 0
        while after is not None:
            answer = shown.get(f"{path}&limit=1&after={after}").json()
            seen += answer["items"]
            after = answer["next"]
        assert seen == whole


@pytest.mark.parametrize("day", ["0", "1724457600", "-1.8e-187", "2024-8-1", "20240801", "2024-W01-1", "٢٠٢٤-08-01", "soon"])
def test_a_day_of_the_interface_is_written_as_one(shown: TestClient, day: str) -> None:
    answer = shown.get("/api/v1/happenings", params={"since": day})
    assert answer.status_code == 422 and "since" in answer.json()["detail"]
    assert shown.get("/api/v1/happenings", params={"since": "2024-05-14"}).json()["total"] == 2


def test_counts_and_portraits_are_json_too(shown: TestClient) -> None:
    counted = shown.get("/api/v1/counts?medium=phone").json()
    assert counted["total"] == 1 and {"value": "phone", "number": 1} in counted["counts"]["medium"]
    macron = shown.get("/api/v1/actors/Macron").json()
    assert macron["id"] == "wd:Q3052772" and macron["offices"] and macron["counterparts"]
