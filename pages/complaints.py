"""意见簿: the book's figures first, then what people say of how they were answered."""

from survey.screens.programme import show_programme

show_programme("complaints")
