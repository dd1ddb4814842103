"""考核: the year's score cards, and the year-end workbook."""

from survey.screens.scores import show_scores

show_scores()
