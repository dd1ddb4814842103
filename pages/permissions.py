"""谁能做什么: the table of permissions."""

from survey.screens.permissions import show_permissions

show_permissions()
