"""供水服务: what residents say of pumps, repairs and water."""

from survey.screens.programme import show_programme

show_programme("water")
