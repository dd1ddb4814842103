"""What would still be true if the office worked on paper with a calculator."""
