"""What follows of itself in paper custody, one file a topic."""

from paper_custody.handlers import counts, escorts, evidence, inward, keys, leftovers, papers, returns, secure_room

__all__ = ["counts", "escorts", "evidence", "inward", "keys", "leftovers", "papers", "returns", "secure_room"]
