"""Sockets: one hub a process hears every frame once and writes the same text to all who may hear it."""
