"""Learns from CANCELLATION_QUEUE_URL, if there is one, which callbacks are not waited for any more."""

import json
import logging
import threading
import time
from contextlib import contextmanager
from typing import Any, Iterator

log = logging.getLogger("callback_worker")

# How long a notice for a callback that is not here is returned to the queue, for another process or a request on its way.
OFFERED_SECONDS = 60


class Cancellations:
    def __init__(self, sqs: Any, queue: str | None):
        self._sqs = sqs
        self._queue = queue
        self._watched: dict[str, list[threading.Event]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def watch(self, correlation_id: str) -> Iterator[threading.Event]:
        """The event is set when the callback is cancelled while the block runs."""
        cancelled = threading.Event()
        with self._lock:
            self._watched.setdefault(correlation_id, []).append(cancelled)
        try:
            yield cancelled
        finally:
            with self._lock:
                self._watched[correlation_id].remove(cancelled)
                if not self._watched[correlation_id]:
                    del self._watched[correlation_id]

    def poll(self, stopping: threading.Event) -> None:
        if self._queue is not None:
            threading.Thread(target=self._poll, args=(stopping,), daemon=True).start()

    def _poll(self, stopping: threading.Event) -> None:
        # A daemon that outlives `stopping`: what is finished on the way out may still be cancelled.
        while True:
            try:
                received = self._sqs.receive_message(
                    QueueUrl=self._queue,
                    WaitTimeSeconds=5,
                    VisibilityTimeout=5,
                    MaxNumberOfMessages=10,
                    AttributeNames=["SentTimestamp"],
                )
                for message in received.get("Messages", []):
                    self._dispatch(message)
            except Exception:
                log.warning("cancellations not polled for the moment", exc_info=True)
                stopping.wait(1)

    def _dispatch(self, message: dict) -> None:
        correlation_id = _cancelled_in(message["Body"])
        with self._lock:
            watching = list(self._watched.get(correlation_id or "", []))
        for cancelled in watching:
            cancelled.set()
        age = time.time() - int(message["Attributes"]["SentTimestamp"]) / 1000
        if correlation_id is None or watching or age > OFFERED_SECONDS:
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        else:
            self._sqs.change_message_visibility(
                QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=1
            )


def _cancelled_in(body: str) -> str | None:
    try:
        event = json.loads(body)
        known = event["source"] == "callback-relay" and event["detail-type"] == "Callback Cancelled"
        return str(event["detail"]["correlationId"]) if known else None
    except (ValueError, TypeError, KeyError):
        return None
