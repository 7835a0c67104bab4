"""The payments worker: it answers requests by events, and knows nothing of Step Functions."""

import datetime
import json

import boto3

events = boto3.client("events")


def work(payload):
    if payload["cents"] > 10_000:
        return "Callback Failed", {"error": "PaymentDeclined", "cause": "More than the card may be charged"}
    return "Callback Succeeded", {"output": {"paymentId": f"payment-of-{payload['orderId']}"}}


def answer(request):
    """Publishes the result, and raises where EventBridge did not take it: the request then comes back."""
    detail_type, result = work(request["payload"])
    detail = {"version": "1.0", "correlationId": request["correlationId"], **result}
    entry = {
        "EventBusName": request["replyTo"]["eventBus"],
        "Source": "payments",
        "DetailType": detail_type,
        "Detail": json.dumps(detail),
    }
    answered = events.put_events(Entries=[entry])
    if answered["FailedEntryCount"]:
        raise RuntimeError(answered["Entries"][0]["ErrorMessage"])


def handle(event, _context):
    """One failed record comes back alone: the others of its batch are done."""
    failures = []
    for record in event["Records"]:
        try:
            request = json.loads(record["body"])
            deadline = datetime.datetime.fromisoformat(request["deadline"])
            if deadline > datetime.datetime.now(datetime.timezone.utc):
                answer(request)
        except Exception as error:  # whatever it was, the other records have nothing to do with it
            print(f"request {record['messageId']} failed: {error!r}")
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
