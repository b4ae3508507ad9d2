"""Figures as ratios against a baseline interleaved in the same run. ``make bench`` prints one JSON line each."""
