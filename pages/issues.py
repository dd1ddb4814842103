"""焦点难点: what is wrong or bright where, why it is listed, what it is worth, and who mends it."""

from survey.screens.issues import show_issues

show_issues()
