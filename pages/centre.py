"""政务服务: what people say of the windows and of those who served them."""

from survey.screens.programme import show_programme

show_programme("centre")
