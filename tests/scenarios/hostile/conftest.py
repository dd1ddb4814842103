"""A phone and a visitor over an office of each kind."""

from tests.public.conftest import app, phone  # noqa: F401
from tests.screens.conftest import visit  # noqa: F401
