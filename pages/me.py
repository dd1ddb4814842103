"""我的账号: the own password and sessions."""

from survey.screens.me import show_me

show_me()
