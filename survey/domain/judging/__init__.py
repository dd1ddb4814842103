"""Indicators, marks and the year's evaluation."""
