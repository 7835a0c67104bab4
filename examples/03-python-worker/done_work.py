"""Remembers what was done, so that work is not done twice under one idempotency key."""

import threading
from collections import OrderedDict
from typing import Callable
from weakref import WeakValueDictionary

from callback_result import Result

REMEMBERED = 1_000


class DoneWork:
    """In this process, the newest thousand. A database would remember over restarts and for other processes too."""

    def __init__(self) -> None:
        self._done: OrderedDict[str, tuple[str, Result]] = OrderedDict()
        # One lock for each key that is being worked on; it goes with the last thread that holds it.
        self._at_work: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._lock = threading.Lock()

    def once(self, key: str, correlation_id: str, work: Callable[[], Result]) -> Result:
        """A success answers every attempt of the task; a failure only its own, for a task that is retried after a
        failure asks for another try. What `work` raises is not remembered."""
        with self._lock:
            key_lock = self._at_work.setdefault(key, threading.Lock())
        with key_lock:
            answered, result = self._done.get(key, ("", None))
            if result and (result.detail_type == "Callback Succeeded" or answered == correlation_id):
                return result
            result = work()
            with self._lock:
                self._done[key] = (correlation_id, result)
                if len(self._done) > REMEMBERED:
                    self._done.popitem(last=False)
            return result
