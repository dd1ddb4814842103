"""办理看板: what is due by unit and by person, and what stands out."""

from survey.screens.board import show_board

show_board()
