"""Keeping the house: who may do what, what was done, how long it is kept."""
