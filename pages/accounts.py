"""账号与岗位: who may sign in, and with which roles."""

from survey.screens.accounts import show_accounts

show_accounts()
