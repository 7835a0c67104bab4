"""Counts the words of a text, slowly. All that is this example's own is in this file."""

import logging

from callback_worker import Failure, Task, Worker

# What stands behind the payloads that the conformance kit sends when it is given no others.
CONFORMANCE = {
    "succeed": {"text": "to be or not to be"},
    "fail": {"text": ""},
    "work": {"text": "to be or not to be", "secondsPerWord": 0.8},
    "big": {"text": "word " * 100_000, "everyWord": True},
}


def count_words(payload: dict, task: Task) -> dict:
    if not isinstance(payload, dict):
        raise Failure("PayloadRejected", "expected an object")
    payload = CONFORMANCE.get(payload.get("conformance"), payload)
    text, seconds = payload.get("text"), payload.get("secondsPerWord", 0)
    if not isinstance(text, str) or not isinstance(seconds, (int, float)):
        raise Failure("PayloadRejected", "text: expected a string; secondsPerWord: expected a number, if given")
    words = text.split()
    if not words:
        raise Failure("NothingToCount", "The text has no words.")
    if seconds > 0:
        for counted in range(1, len(words) + 1):
            task.wait(seconds)
            task.progress({"counted": counted, "of": len(words)})
    return {"words": len(words), **({"each": words} if payload.get("everyWord") is True else {})}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    Worker("word-counter", count_words).run()
