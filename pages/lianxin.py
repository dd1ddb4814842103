"""莲心服务: what inpatients say of nursing and of the ward."""

from survey.screens.programme import show_programme

show_programme("lianxin")
