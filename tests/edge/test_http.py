"""Everything over real HTTP on loopback."""

import asyncio
import contextlib
import io
import json
import time
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.decoding import RejectedError, decode
from bot.slack.http import LARGEST_BODY
from tests.edge import payloads
from tests.edge.house import Handlers, House, sign, signed


async def test_a_submission_gets_the_handlers_answer(house: House, handlers: Handlers) -> None:
    status, text = await house.send(payloads.submission())
    assert status == 200
    assert json.loads(text) == {"response_action": "update", "view": {"step": 1}}
    assert handlers.seen[0].key == "wizard"


async def test_an_empty_answer_has_no_body(house: House) -> None:
    assert await house.send(payloads.command()) == (200, "")


async def test_a_wrong_signature_is_refused(house: House, handlers: Handlers) -> None:
    raw, headers = signed(payloads.command())
    assert await house.post(raw + b"&text=more", headers) == (401, "")
    assert await house.post(raw, {**headers, "x-slack-signature": "v0=é"}) == (401, "")
    assert await house.post(raw, {"content-type": headers["content-type"]}) == (401, "")
    assert await house.post(b"\xff\xfe", {**headers, **sign(b"x", time.time())}) == (401, "")
    assert handlers.seen == []
    _, metrics = await house.get("/metrics")
    assert 'touchpoint_rejected_requests_total{reason="signature"} 4.0' in metrics


@pytest.mark.parametrize(("age", "status"), [(290, 200), (-290, 200), (302, 401), (-302, 401)])
async def test_a_signature_is_good_for_five_minutes(house: House, age: int, status: int) -> None:
    assert (await house.send(payloads.command(), at=time.time() - age))[0] == status


async def test_a_timestamp_that_is_no_number_is_refused(house: House) -> None:
    raw, headers = signed(payloads.command())
    for stamp in ("now", "-1", "²", "1" * 400):
        assert (await house.post(raw, {**headers, "x-slack-request-timestamp": stamp}))[0] == 401


async def test_a_body_beyond_the_limit_is_refused(house: House) -> None:
    raw = b"x" * (LARGEST_BODY + 1)

    async def in_chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(raw), 65_536):
            yield raw[start : start + 65_536]

    for data in (io.BytesIO(raw), in_chunks()):
        async with house.http.post(f"{house.base}/slack/events", data=data) as reply:
            assert reply.status == 413
            assert "Server" not in reply.headers


async def test_what_cannot_be_decoded_is_refused(house: House) -> None:
    for raw, content_type in [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"payload=3", "application/x-www-form-urlencoded"),
    ]:
        headers = {"content-type": content_type, **sign(raw, time.time())}
        assert (await house.post(raw, headers))[0] == 400


async def test_slack_may_look_at_the_certificate(house: House, handlers: Handlers) -> None:
    raw = b"ssl_check=1&token=x"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert await house.post(raw, headers) == (200, "")
    assert await house.post(raw, {**headers, **sign(raw, time.time())}) == (200, "")
    assert handlers.seen == []


async def test_slack_may_ask_whether_the_address_is_ours(house: House) -> None:
    status, text = await house.send({"type": "url_verification", "challenge": "c1"})
    assert (status, json.loads(text)) == (200, {"challenge": "c1"})


async def test_an_unknown_payload_is_taken_without_a_fuss(house: House, handlers: Handlers) -> None:
    assert await house.send({"type": "app_rate_limited"}) == (200, "")
    assert handlers.seen == []


async def test_a_failure_that_the_policy_cannot_word_is_a_500(
    house: House, handlers: Handlers
) -> None:
    handlers.error = ZeroDivisionError()
    assert (await house.send(payloads.submission()))[0] == 500


async def test_work_in_flight_is_answered_after_the_stop(handlers: Handlers, house: House) -> None:
    handlers.gate.clear()
    under_way = asyncio.create_task(house.send(payloads.submission()))
    await handlers.entered.wait()
    await house.until_in_flight(1)
    handlers.gate.set()
    assert (await under_way)[0] == 200
    await house.until_in_flight(0)


async def test_the_three_gets(house: House) -> None:
    assert await house.get("/healthz") == (200, "ok\n")
    status, text = await house.get("/readyz")
    assert (status, json.loads(text)) == (200, {"redis": "ok"})
    await house.send(payloads.submission())
    _, metrics = await house.get("/metrics")
    assert 'touchpoint_requests_total{kind="view_submission",outcome="ok"} 1.0' in metrics
    assert 'touchpoint_ack_seconds_count{kind="view_submission"} 1.0' in metrics
    assert "touchpoint_background_tasks" in metrics
    assert 'touchpoint_web_api_calls_total{method="auth.test",outcome="ok"} 1.0' in metrics


_names = st.text(min_size=1).filter(lambda name: name.replace("\0", "") != "payload")


@given(st.dictionaries(_names, st.text()))
def test_a_form_is_read_as_the_standard_library_reads_it_but_for_nuls(form: dict[str, str]) -> None:
    raw = urlencode(form).encode()
    read = parse_qsl(raw.decode(), keep_blank_values=True)
    assert decode(raw, "application/x-www-form-urlencoded") == {
        name.replace("\0", ""): value.replace("\0", "") for name, value in read
    }


@given(st.binary(max_size=200))
def test_no_bytes_make_the_decoder_stumble(raw: bytes) -> None:
    for content_type in ("application/json", "application/x-www-form-urlencoded", ""):
        with contextlib.suppress(RejectedError):
            assert isinstance(decode(raw, content_type), dict)
