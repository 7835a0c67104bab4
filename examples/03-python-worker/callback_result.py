"""What is published: the result events of Callback Relay's contract, version 1 (docs/contract.md)."""

import json
from dataclasses import dataclass
from typing import Any

OUTPUT_BYTES = 262_144
ERROR_CHARACTERS = 256
CAUSE_CHARACTERS = 32_768


@dataclass(frozen=True)
class Result:
    detail_type: str
    fields: dict[str, Any]


def succeeded(output: Any) -> Result:
    """An output over the limit could not be delivered: the task fails, and its author learns why."""
    try:
        text = json.dumps(output, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as broken:
        return failed("ContractBroken", f"the output is not JSON: {broken}")
    # Lone surrogates count as the escapes that they are sent as.
    size = len(text.encode("utf-8", "backslashreplace"))
    if size > OUTPUT_BYTES:
        return failed("OutputTooLarge", f"{size} bytes of JSON; the limit is {OUTPUT_BYTES}")
    return Result("Callback Succeeded", {"output": output})


def failed(error: str, cause: str) -> Result:
    fields = {"error": _cut(error, ERROR_CHARACTERS), "cause": _cut(cause, CAUSE_CHARACTERS)}
    return Result("Callback Failed", fields)


def heartbeat(progress: Any = None) -> Result:
    return Result("Callback Heartbeat", {} if progress is None else {"progress": progress})


def entry(result: Result, source: str, correlation_id: str, event_bus: str) -> dict[str, str]:
    """The PutEvents entry of a result."""
    detail = {"version": "1.0", "correlationId": correlation_id, **result.fields}
    return {
        "EventBusName": event_bus,
        "Source": source,
        "DetailType": result.detail_type,
        "Detail": json.dumps(detail, allow_nan=False, separators=(",", ":")),
    }


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
