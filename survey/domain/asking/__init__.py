"""Questions, answers and who gives them."""
