"""日志: what was done, by whom, when."""

from survey.screens.log import show_log

show_log()
