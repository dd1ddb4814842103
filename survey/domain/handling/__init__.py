"""Cases: one thing asked of us, from the book to the reply."""
