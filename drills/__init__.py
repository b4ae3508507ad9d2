"""Rehearsals: an exam of kind drill, begun at its time, and a scripted day that simulated people act."""
