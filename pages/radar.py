"""数据质量: which sheets are worth another look, and what two persons exclude."""

from survey.screens.radar import show_radar

show_radar()
