"""What arrives on the queue: the request of Callback Relay's contract, version 1 (docs/contract.md)."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CORRELATION_ID = re.compile(r"[a-z][a-z0-9-]{0,31}:[A-Za-z0-9._/@+=~-]{1,200}")
TOKEN_NAME = re.compile(r"(x[-_])?(task|callback)?[-_]?token", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    correlation_id: str
    idempotency_key: str
    payload: Any
    deadline: datetime
    event_bus: str

    def is_past_its_deadline(self, now: datetime) -> bool:
        return self.deadline <= now


class Refused(Exception):
    """Broken, but it can be answered: the correlation ID and a return address are known."""

    def __init__(self, error: str, cause: str, correlation_id: str, event_bus: str):
        super().__init__(f"{error}: {cause}")
        self.error = error
        self.cause = cause
        self.correlation_id = correlation_id
        self.event_bus = event_bus


class Unreadable(Exception):
    """It cannot be answered: the message is left to the dead-letter queue."""


def read_request(body: str, fallback_bus: str | None) -> Request:
    """Reads the body of a message. Unknown fields belong to a later minor version and are ignored."""
    try:
        message = json.loads(body, parse_constant=_refuse_constant)
    except ValueError:
        raise Unreadable("the message is not JSON") from None
    except RecursionError:
        raise Unreadable("the message nests too deep") from None
    if not isinstance(message, dict):
        raise Unreadable("the message is not a JSON object")
    defect = _defect_of(message)
    if defect is None:
        return Request(
            correlation_id=message["correlationId"],
            idempotency_key=message["idempotencyKey"],
            payload=message["payload"],
            deadline=_time(message["deadline"]),
            event_bus=message["replyTo"]["eventBus"],
        )
    event_bus = _bus_of(message) or fallback_bus
    if not _is_correlation_id(message.get("correlationId")) or event_bus is None:
        raise Unreadable(f"{defect[0]}: {defect[1]}, and it cannot be answered")
    raise Refused(*defect, correlation_id=message["correlationId"], event_bus=event_bus)


def _defect_of(message: dict) -> tuple[str, str] | None:
    """The error and cause for which the task is to fail; they name fields and never show values."""
    version = message.get("version")
    if isinstance(version, str) and not version.startswith("1."):
        return "UnsupportedVersion", "this worker serves versions 1.x"
    token = next((name for name in message if TOKEN_NAME.fullmatch(name)), None)
    if token is not None:
        return "TokenShapedField", f"{token}: a request must not carry a task token"
    sound = {
        "version": isinstance(version, str),
        "correlationId": _is_correlation_id(message.get("correlationId")),
        "idempotencyKey": isinstance(message.get("idempotencyKey"), str) and message["idempotencyKey"] != "",
        "payload": "payload" in message,
        "deadline": _time(message.get("deadline")) is not None,
        "replyTo": _bus_of(message) is not None,
    }
    broken = [field for field, is_sound in sound.items() if not is_sound]
    return ("ContractBroken", f"missing or malformed: {', '.join(broken)}") if broken else None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON, though Python reads it")


def _is_correlation_id(value: Any) -> bool:
    return isinstance(value, str) and CORRELATION_ID.fullmatch(value) is not None


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo is not None else None


def _bus_of(message: dict) -> str | None:
    reply_to = message.get("replyTo")
    bus = reply_to.get("eventBus") if isinstance(reply_to, dict) else None
    return bus if isinstance(bus, str) and bus != "" else None
