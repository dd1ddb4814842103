"""一页看清: what got better or worse, what to do first, and who owes what."""

from survey.screens.minute import show_minute

show_minute()
