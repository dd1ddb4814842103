"""登记与答复: clerks enter what came in, answer it and close it."""

from survey.screens.book import show_book

show_book()
