"""An HTTP client for model endpoints that tries a second time only where a second time helps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openai import DefaultHttpxClient

LONGEST_WAIT = 10.0
"""Seconds of Retry-After that a reader is made to wait; with more, an answer by quotation now serves better."""
SERVER_ERROR_WAIT = 0.5


def wait_before_retry(status: int, retry_after: str | None) -> float | None:
    """Return the seconds to wait before the one retry, or None when the reply should be taken as it is.

    `retry_after` is the header in seconds (RFC 9110, 10.2.3); its other form, a date, counts as too long.
    """
    if status in (429, 503) and retry_after is not None:
        try:
            seconds = float(retry_after)
        except ValueError:
            return None
        return seconds if 0 <= seconds <= LONGEST_WAIT else None
    return SERVER_ERROR_WAIT if status in (500, 502, 503, 504) else None


def patient_client(*, loopback: bool) -> DefaultHttpxClient:
    """Make the client for one endpoint; on loopback the proxy settings of the environment do not apply."""
    from openai import DefaultHttpxClient

    class PatientClient(DefaultHttpxClient):
        def send(self, request: Any, **options: Any) -> Any:
            reply = super().send(request, **options)
            wait = wait_before_retry(reply.status_code, reply.headers.get("retry-after"))
            if wait is None:
                return reply
            reply.close()
            time.sleep(wait)
            return super().send(request, **options)

    return PatientClient(trust_env=not loopback)
