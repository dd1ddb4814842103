"""Tallies, scores, intervals, and what is too small to show."""
