"""A worker on Lambda in Python: boto3, which the managed runtime has, and the contract's two modules of example 03."""

import logging
import os
from datetime import datetime, timezone

import boto3

from callback_request import Refused, Unreadable, read_request
from callback_result import entry, failed, succeeded
from word_count import NoText, count_words

SOURCE = "words"

log = logging.getLogger()
log.setLevel(logging.INFO)
events = boto3.client("events")


def handler(event, context):
    """What is named in batchItemFailures comes again: only what EventBridge has taken is deleted from the queue."""
    entries, message_ids, again = [], [], []
    for record in event["Records"]:
        try:
            answer = answer_to(record["body"])
        except Unreadable as unreadable:
            log.error("left to the dead-letter queue: %s", unreadable)
            again.append(record["messageId"])
            continue
        if answer is not None:
            entries.append(answer)
            message_ids.append(record["messageId"])
    if entries:
        taken = events.put_events(Entries=entries)["Entries"]
        again += [message_id for message_id, one in zip(message_ids, taken) if "ErrorCode" in one]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in again]}


def answer_to(body):
    """The event to publish; None for a request that is not waited for any more."""
    try:
        request = read_request(body, os.environ.get("EVENT_BUS_NAME"))
    except Refused as refused:
        result = failed(refused.error, refused.cause)
        return entry(result, SOURCE, refused.correlation_id, refused.event_bus)
    if request.is_past_its_deadline(datetime.now(timezone.utc)):
        log.warning("%s is past its deadline, not worked on", request.correlation_id)
        return None
    try:
        result = succeeded(count_words(request.payload))
    except NoText:
        result = failed("NoText", "the payload has no text")
    return entry(result, SOURCE, request.correlation_id, request.event_bus)
