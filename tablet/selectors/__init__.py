"""Reads of the tablet: what came out of its queue, and the venue's day that it keeps."""
