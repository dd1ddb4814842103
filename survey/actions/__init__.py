"""Everything a person can do, one function each.

asking    take_response, withdraw_response, void_response, count_sheets
handling  open_case, move_case, list_cases, follow_case
noticing  read_dashboard, read_book, read_figures
judging   evaluate, indicator_readings
keeping   load_sample, remove_sample, check_everything, public_links
"""
