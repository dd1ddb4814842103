"""录入答卷: a collector keys in sheets from paper, telephone or the doorstep."""

from survey.screens.sheet import show_sheet

show_sheet()
