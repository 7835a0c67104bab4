"""The work."""


class NoText(Exception):
    pass


def count_words(payload):
    text = payload.get("text") if isinstance(payload, dict) else None
    if not isinstance(text, str):
        raise NoText()
    return {"words": len(text.split())}
