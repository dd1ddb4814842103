"""Issues that the readings point at."""
