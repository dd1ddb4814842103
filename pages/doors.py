"""二维码: every public address, with its poster."""

from survey.screens.doors import show_doors

show_doors()
