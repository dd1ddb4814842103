"""今日工作: what waits for whoever looks, what presses most first."""

from survey.screens.work import show_work

show_work()
