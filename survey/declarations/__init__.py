"""data/*.toml -> dataclasses; the only room that knows TOML."""

from survey.declarations.everything import load_declarations

__all__ = ["load_declarations"]
