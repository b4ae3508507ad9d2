"""Who is told of what happens, one file a topic."""

from notices.handlers import duties, incidents

__all__ = ["duties", "incidents"]
