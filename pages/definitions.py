"""口径: what every figure, question, limit and verdict means."""

from survey.screens.definitions import show_definitions

show_definitions()
