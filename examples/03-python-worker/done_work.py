"""Remembers what was done, so that work is not done twice under one idempotency key."""

import hashlib
import json
import threading
from collections import OrderedDict
from typing import Any, Callable
from weakref import WeakValueDictionary

from callback_result import Result

REMEMBERED = 1_000


class KeyReused(Exception):
    """The key came before with another payload: what came of that must not answer this."""


class DoneWork:
    """In this process, the newest thousand. A database would remember over restarts and for other processes too."""

    def __init__(self) -> None:
        self._done: OrderedDict[str, tuple[str, str, Result]] = OrderedDict()
        # One lock for each key that is being worked on; it goes with the last thread that holds it.
        self._at_work: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._lock = threading.Lock()

    def once(self, key: str, payload: Any, correlation_id: str, work: Callable[[], Result]) -> Result:
        """A success answers every attempt of the task; a failure only its own, because a task that is retried after
        a failure asks for another try. What `work` raises is not remembered. Raises KeyReused for another payload."""
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        with self._lock:
            key_lock = self._at_work.setdefault(key, threading.Lock())
        with key_lock:
            known, answered, result = self._done.get(key, (fingerprint, "", None))
            if known != fingerprint:
                raise KeyReused("the idempotency key came before with another payload")
            if result and (result.detail_type == "Callback Succeeded" or answered == correlation_id):
                return result
            result = work()
            with self._lock:
                self._done[key] = (fingerprint, correlation_id, result)
                if len(self._done) > REMEMBERED:
                    self._done.popitem(last=False)
            return result
