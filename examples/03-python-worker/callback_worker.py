"""Takes requests from SQS and answers them on EventBridge. Copy it: it has nothing to do with this example's work."""

import logging
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

import boto3

from callback_request import Refused, Request, Unreadable, read_request
from callback_result import Result, entry, failed, heartbeat, succeeded
from cancellations import Cancellations
from done_work import DoneWork, KeyReused
from service_clock import ServiceClock

log = logging.getLogger("callback_worker")

POLL_SECONDS = 2
VISIBILITY_SECONDS = 30
HEARTBEAT_SECONDS = 10


class Failure(Exception):
    """Raised by the work: the task fails for good. Anything else raised is a crash, and the message comes again."""

    def __init__(self, error: str, cause: str = ""):
        super().__init__(f"{error}: {cause}")
        self.error = error
        self.cause = cause


class Stopped(Exception):
    """Raised by `task.wait`: the answer is not waited for any more."""


class Task:
    """What the work is given beside its payload."""

    def __init__(
        self,
        request: Request,
        publish: Callable[[Result], None],
        cancelled: threading.Event,
        clock: ServiceClock,
    ):
        self.correlation_id = request.correlation_id
        self.idempotency_key = request.idempotency_key
        self.deadline = request.deadline
        self._request = request
        self._publish = publish
        self._cancelled = cancelled
        self._clock = clock

    def progress(self, value: Any = None) -> None:
        """Restarts the task's heartbeat timer. A heartbeat that is lost is made up for by the next."""
        try:
            self._publish(heartbeat(value))
        except Exception:
            log.warning("heartbeat not published", exc_info=True)

    def wait(self, seconds: float) -> None:
        """Sleeps; raises Stopped as soon as the callback is cancelled or its deadline passes."""
        until = time.monotonic() + seconds
        while not self.is_done():
            left = until - time.monotonic()
            if left <= 0:
                return
            self._cancelled.wait(min(left, 1))
        raise Stopped()

    def is_done(self) -> bool:
        return self._cancelled.is_set() or self._request.is_past_its_deadline(self._clock.now())


class Worker:
    """`source` is its event source; `work(payload, task)` returns the output or raises Failure."""

    def __init__(self, source: str, work: Callable[[Any, Task], Any], concurrency: int = 4):
        self._source = source
        self._work = work
        self._concurrency = concurrency
        # boto3 reads AWS_DEFAULT_REGION; containers and Lambda set AWS_REGION.
        region = os.environ.get("AWS_REGION")
        self._sqs = boto3.client("sqs", region_name=region)
        self._events = boto3.client("events", region_name=region)
        self._queue = os.environ["REQUEST_QUEUE_URL"]
        self._fallback_bus = os.environ.get("EVENT_BUS_NAME") or None
        self._stopping = threading.Event()
        self._cancellations = Cancellations(self._sqs, os.environ.get("CANCELLATION_QUEUE_URL") or None)
        self._done = DoneWork()
        self._clock = ServiceClock()

    def run(self) -> None:
        """Works until SIGTERM or SIGINT: then takes no more, finishes what is at work, and returns."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopping.set())
        self._cancellations.poll(self._stopping)
        with ThreadPoolExecutor(self._concurrency) as pool:
            # One poll for each piece of work at once: no message is taken before a thread is free for it.
            polls = [pool.submit(self._poll) for _ in range(self._concurrency)]
            while not self._stopping.wait(1):
                pass
        for poll in polls:
            poll.result()

    def _poll(self) -> None:
        while not self._stopping.is_set():
            try:
                received = self._sqs.receive_message(
                    QueueUrl=self._queue,
                    WaitTimeSeconds=POLL_SECONDS,
                    VisibilityTimeout=VISIBILITY_SECONDS,
                    AttributeNames=["ApproximateReceiveCount"],
                )
                self._clock.observe(received)
                for message in received.get("Messages", []):
                    self._try(message)
            except Exception:
                log.exception("the queue is out of reach for the moment")
                self._stopping.wait(2)

    def _try(self, message: dict) -> None:
        try:
            self._process(message)
        except Exception:
            log.exception("left for another try")
            self._hide(message["ReceiptHandle"], 2 ** int(message["Attributes"]["ApproximateReceiveCount"]))

    def _process(self, message: dict) -> None:
        """Deletes the message only when its result is on the bus; whatever is raised leaves it for another try."""
        try:
            request = read_request(message["Body"], self._fallback_bus)
        except Unreadable as unreadable:
            log.error("left to the dead-letter queue: %s", unreadable)
            return
        except Refused as refused:
            self._publish(failed(refused.error, refused.cause), refused.correlation_id, refused.event_bus)
        else:
            self._answer(request, message["ReceiptHandle"])
        self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])

    def _answer(self, request: Request, receipt: str) -> None:
        if request.is_past_its_deadline(self._clock.now()):
            log.warning("%s is past its deadline, not worked on", request.correlation_id)
            return

        def publish(result: Result) -> None:
            self._publish(result, request.correlation_id, request.event_bus)

        with self._cancellations.watch(request.correlation_id) as cancelled:
            task = Task(request, publish, cancelled, self._clock)
            try:
                with _KeptAlive(lambda: self._keep_alive(receipt, task)):
                    result = self._done.once(
                        request.idempotency_key,
                        request.payload,
                        request.correlation_id,
                        lambda: self._result_of(request, task),
                    )
            except KeyReused as reused:
                result = failed("IdempotencyKeyReused", str(reused))
            except Stopped:
                log.info("%s: not waited for any more", request.correlation_id)
                return
            if not cancelled.is_set():
                publish(result)

    def _result_of(self, request: Request, task: Task) -> Result:
        try:
            return succeeded(self._work(request.payload, task))
        except Failure as failure:
            return failed(failure.error, failure.cause)

    def _keep_alive(self, receipt: str, task: Task) -> None:
        self._hide(receipt, VISIBILITY_SECONDS)
        task.progress()

    def _hide(self, receipt: str, seconds: int) -> None:
        self._sqs.change_message_visibility(
            QueueUrl=self._queue, ReceiptHandle=receipt, VisibilityTimeout=min(seconds, VISIBILITY_SECONDS)
        )

    def _publish(self, result: Result, correlation_id: str, event_bus: str) -> None:
        answer = self._events.put_events(Entries=[entry(result, self._source, correlation_id, event_bus)])
        # PutEvents answers 200 also when it took nothing.
        if answer["FailedEntryCount"] > 0:
            refused = answer["Entries"][0]
            raise RuntimeError(f"not published: {refused.get('ErrorCode')}: {refused.get('ErrorMessage')}")


class _KeptAlive:
    """Calls `sign_of_life` every few seconds while the block runs."""

    def __init__(self, sign_of_life: Callable[[], None]):
        self._sign_of_life = sign_of_life
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(HEARTBEAT_SECONDS):
            try:
                self._sign_of_life()
            except Exception:
                log.warning("sign of life failed", exc_info=True)
