"""The time by AWS's clock: a deadline is set by it, and this machine's clock may be minutes off."""

import time
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# An answer's time is in whole seconds and a little old: below this the local clock is taken as right.
NOISE_SECONDS = 2


class ServiceClock:
    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(timezone.utc) - self._ahead

    def observe(self, answer: dict) -> None:
        """Takes the time of an answer of boto3 from its Date header."""
        date = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
        if date is None:
            return
        difference = time.time() - parsedate_to_datetime(date).timestamp()
        self._ahead = timedelta(seconds=difference if abs(difference) >= NOISE_SECONDS else 0)
