"""Writes of the tablet: its queue is taken, act by act, and what could not be taken is kept."""

from tablet.services.queue import Taken, take_queue

__all__ = ["Taken", "take_queue"]
