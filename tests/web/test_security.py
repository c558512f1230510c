"""What the server refuses: other hosts, visitors without a token or a proxy, foreign forms, giant, slow and endless requests."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from communique.errors import InputError
from communique.ledger import open_ledger
from communique.web import connections, create_app, security
from communique.web.assets import as_asset, load_assets
from communique.web.coding import Desk
from communique.web.security import COOKIE, HEADERS, MOST_BYTES, Gate

HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("security") / "x.db"
    open_ledger(place, create=True).close()
    return place


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(create_app(path), base_url=HERE)


def guarded(path: Path, **gate: Any) -> TestClient:
    return TestClient(create_app(path, gate=Gate(**gate)), base_url=HERE, client=("127.0.0.1", 5))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:80:80", "0.0.0.0:8765", "evil.example:8765"])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1", "[::1]:8765", "[::1]"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/data", headers={"host": host}).status_code == 200


def test_a_browser_is_refused_with_a_page_and_a_program_with_a_problem(path: Path) -> None:
    strangers, asks = guarded(path, token="secret"), {"accept": "text/html,*/*;q=0.8"}
    page = strangers.get("/data", headers=asks)
    assert page.status_code == 401 and page.headers["content-type"].startswith("text/html") and "Give the server" in page.text
    assert "script" not in page.text and page.headers["content-security-policy"] == HEADERS["content-security-policy"]
    for answer in (strangers.get("/data"), strangers.get("/api/v1/totals", headers=asks)):
        assert answer.status_code == 401 and answer.json()["title"] == "Token missing"
    told = strangers.get("/", headers=asks | {"host": "<b>evil.example"}).text
    assert "&lt;b&gt;evil.example" in told and "<b>evil" not in told


def basic(word: str, name: str = "Ada") -> str:
    return "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [("", 401), ("Bearer wrong", 401), ("secret", 401), ("Basic !", 401), ("Basic //79", 401), (basic("wrong"), 401), ("Bearer ", 401),
     ("Bearer secret", 200), (basic("secret"), 200), (basic("secret", ""), 200)],
)  # fmt: skip
def test_a_token_is_asked_for_where_one_is_set(path: Path, given: str, status: int) -> None:
    answer = guarded(path, token="secret").get("/data", headers={"authorization": given})
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_proxys_header_counts_from_the_proxy_only(path: Path) -> None:
    assert guarded(path, header="X-User").get("/data").status_code == 403
    assert guarded(path, header="X-User").get("/data", headers={"x-user": " "}).status_code == 403
    assert guarded(path, header="X-User").get("/data", headers={"x-user": "Ada"}).status_code == 200
    elsewhere = guarded(path, header="X-User", proxies=frozenset({"10.0.0.0/24"}))
    assert elsewhere.get("/data", headers={"x-user": "Ada"}).status_code == 403


@pytest.mark.parametrize("address", ["", "testclient", "10.0.1.1", "::1"])
def test_an_address_outside_the_networks_is_no_proxy(address: str) -> None:
    assert not Gate(proxies=frozenset({"10.0.0.0/24"})).lets_proxy(address)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/decisions", "/paste", "/api/v1/happenings"])
def test_a_form_from_elsewhere_is_refused(client: TestClient, page: str, headers: dict[str, str]) -> None:
    client.get("/paste")
    answer = client.post(page, data={"form_token": client.cookies[COOKIE], "text": ""}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_a_form_of_this_page_is_taken(client: TestClient) -> None:
    client.get("/paste")
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert client.post("/paste", data={"form_token": client.cookies[COOKIE], "text": ""}, headers=headers).status_code == 422


@pytest.mark.parametrize("given", [{}, {"form_token": "wrong"}, {"form_token": "ö"}])
@pytest.mark.parametrize("page", ["/paste", "/decisions"])
def test_a_form_without_its_word_is_refused(client: TestClient, page: str, given: dict[str, str]) -> None:
    client.get("/paste")
    assert client.post(page, data={"text": "They met.", **given}).status_code == 403


def test_a_form_of_a_thousand_fields_is_refused(client: TestClient) -> None:
    client.get("/paste")
    data = {"form_token": client.cookies[COOKIE], **{f"f{n}": "x" for n in range(1000)}}
    assert client.post("/paste", data=data).status_code == 403


def test_every_path_that_writes_asks_for_the_word(path: Path) -> None:
    """A route that is added later is asked too: nothing but reading is done without the form's word."""
    routes = create_app(path).routes
    writing = [(r.path, m) for r in routes for m in getattr(r, "methods", ()) or () if m not in security.READING]
    assert {w[0] for w in writing} >= {"/paste", "/decisions"}
    client = TestClient(create_app(path), base_url=HERE)
    for where, method in writing:
        assert client.request(method, where, data={"x": "y"}).status_code == 403, where


def test_the_word_cannot_be_read_by_scripts_nor_sent_by_other_sites(client: TestClient) -> None:
    fresh = TestClient(client.app, base_url=HERE)
    cookie = fresh.get("/paste").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_a_giant_body_is_refused(client: TestClient) -> None:
    assert client.post("/paste", content=b"x" * (MOST_BYTES + 1)).status_code == 413


def test_a_giant_body_that_does_not_say_its_size_is_refused(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    assert client.post("/paste", content=pieces()).status_code == 413


@pytest.mark.parametrize("size", ["many", "-1", "١"])
def test_a_size_that_is_no_number_is_refused(path: Path, size: str) -> None:
    assert _waited_for(asked(path, [(b"content-length", size.encode())])) == 400


def test_a_body_that_does_not_come_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "SECONDS_A_PIECE", 0.05)
    assert _waited_for(asked(path, [])) == 408


def _waited_for(answer: Coroutine[Any, Any, int]) -> int:
    """In a thread of its own: a browser that other tests started may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, answer).result()


async def asked(path: Path, more: list[tuple[bytes, bytes]]) -> int:
    """The status of a POST whose body never comes."""
    statuses: list[int] = []

    async def receive() -> Any:
        await asyncio.sleep(30)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [(b"host", b"127.0.0.1:8765"), *more]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/paste", "raw_path": b"/paste",
             "root_path": "", "scheme": "http", "query_string": b"", "headers": headers, "client": ("127.0.0.1", 5)}  # fmt: skip
    await create_app(path)(scope, receive, send)
    return statuses[0]


@pytest.mark.parametrize(
    ("page", "status"), [("/", 200), ("/static/style.css", 200), ("/nothing", 404), ("/api/v1/search?q=x", 200), ("/?since=soon", 422)]
)
def test_every_answer_has_the_headers(client: TestClient, page: str, status: int) -> None:
    answer = client.get(page)
    assert answer.status_code == status
    assert {n: answer.headers[n] for n in HEADERS if n != "cache-control"} == {n: v for n, v in HEADERS.items() if n != "cache-control"}
    assert "cache-control" in answer.headers


def test_a_head_that_does_not_come_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SECONDS_A_HEAD", 0.3)
    with served(path) as port:
        for begun in (b"", b"GET /data HTTP/1.1\r\nHost: 127.0"):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as late:
                late.sendall(begun)
                assert late.recv(100) == b""
        kept = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for _ in range(2):
            kept.request("GET", "/data")
            answer = kept.getresponse()
            assert answer.status == 200 and answer.read()
            time.sleep(0.5)
        kept.sock.sendall(b"GET /data")
        assert kept.sock.recv(100) == b""
        kept.close()


@contextlib.contextmanager
def served(path: Path) -> Iterator[int]:
    """A server as the command starts it; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = uvicorn.Config(create_app(path), port=port, log_level="error", http=connections.Connection)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize(
    ("page", "status"),
    [("/articles/99999999999999999999999", 404), (f"/actors/{'A' * 60_000}", 404), ("/?" + "&".join(f"place=x{n}" for n in range(21)), 422),
     ("/?page=١", 422), ("/?page=9999999999", 422), (f"/search?q={'a' * 501}", 422)],
)  # fmt: skip
def test_what_is_far_too_much_is_refused_in_words(client: TestClient, page: str, status: int) -> None:
    answer = client.get(page)
    assert answer.status_code == status and 'class="problem"' in answer.text


@pytest.mark.parametrize("page", ["/", "/data", "/static/style.css"])
def test_who_asks_for_the_head_only_is_answered(client: TestClient, page: str) -> None:
    assert client.head(page).status_code == 200


def test_an_address_puts_no_words_into_the_pages_mouth(client: TestClient) -> None:
    assert "written to the log" in client.get("/review?done=2").text
    assert "written to the log" not in client.get("/review?done=Your+password+was+stolen.+0").text


def test_a_failure_is_told_with_the_headers_and_without_its_inside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(path)
    monkeypatch.setattr(app.state, "open", lambda: 1 / 0)
    answer = TestClient(app, base_url=HERE, raise_server_exceptions=False).get("/data")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text and "content-security-policy" in answer.headers


def test_a_question_that_takes_too_long_is_stopped(path: Path) -> None:
    app = create_app(path, seconds=0.05)
    with app.state.open() as ledger, pytest.raises(Exception, match="interrupted"):
        ledger.db.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n").fetchone()


def test_what_was_stopped_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(path, seconds=-1)
    monkeypatch.setattr("communique.web.patience.STEPS", 1)
    for page in ("/", "/api/v1/happenings", "/data"):
        answer = TestClient(app, base_url=HERE).get(page)
        assert answer.status_code == 503, page
        assert "Narrow the selection" in answer.text


@pytest.mark.parametrize(
    "name", ["..%2fapp.py", "%2e%2e/app.py", "..\\app.py", "%00", "style.css%00", "/etc/passwd", "style.css/../../app.py", "x.css", "~root"]
)
def test_no_name_reaches_the_disk(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_assets_are_packed_and_not_sent_twice(client: TestClient) -> None:
    answer = client.get("/static/style.css", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == load_assets()["style.css"].plain
    assert client.get("/static/style.css", headers={"accept-encoding": "identity"}).content == answer.content
    assert client.get("/static/style.css", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert as_asset(b"other", "text/css").mark != answer.headers["etag"]


def test_a_text_that_takes_too_long_is_stopped_and_the_next_is_coded() -> None:
    desk = Desk(seconds=120)
    try:
        assert desk.code("They met.", None).article.text == "They met."
        desk.seconds = 0.0
        with pytest.raises(InputError, match="took longer"):
            desk.code("They met. " * 5_000, None)
        desk.seconds = 120
        assert desk.code("They met in Oslo.", "2024-05-15").article.published is not None
        with pytest.raises(InputError, match="soon"):
            desk.code("They met.", "soon")
        assert desk._process is not None
        desk._process.kill()
        desk._process.join()
        assert desk.code("They met.", None).article.text == "They met."
    finally:
        desk.close()
