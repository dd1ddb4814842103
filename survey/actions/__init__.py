"""Everything a person can do, one function each.

asking       take_response, withdraw_response, void_response, count_sheets
importing    import_file
exporting    export_responses
handling     open_case, move_case, list_cases, follow_case
noticing     read_dashboard, read_book, read_figures
judging      evaluate, indicator_readings
sample_year  load_sample
keeping      remove_sample, check_everything, public_links
contacts     read_contact
retention    keep_retention
"""
