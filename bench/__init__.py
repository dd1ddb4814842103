"""What the README claims, measured again: `python -m bench`, each comparison as a ratio within one run."""
