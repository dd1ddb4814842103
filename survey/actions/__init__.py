"""Everything a person can do, one function each.

office        what is declared, where rows lie, and who acts: every action asks it for leave
asking        take_response, withdraw_response
keying        key_sheet, sheets_of_today, read_sheet, void_response, void_by_code, count_sheets
              who may: keying_leave; resurveys: list_resurveys, find_resurvey
drafts        save_draft, list_drafts, find_draft, throw_away_draft
importing     import_file; exporting: export_responses
handling      open_case, move_case, list_cases, follow_case; contacts: read_contact
noticing      read_dashboard, read_figures; book_reading: read_book; book_verdicts: read_book_verdicts; selecting: Selection, responses_in
comparing     read_changes, read_heat, read_year_on_year, read_mode_adjusted
charting      read_control_chart, read_small_multiples, read_funnel; crossing: read_cross_table
minute        read_minute (read_noticed, and owing: read_owed): the head's page
radar         read_radar; excluding: propose_exclusion, decide_exclusion
issues        find_issues; issue_evidence: read_evidence; mending: raise_issue, measure_again, list_issue_cases
topics        list_suggestions, confirm_topic, take_back_topic, try_sentence
studying      study_importance, read_importance, study_reliability, read_reliability, renew_studies; measuring: measure_file
judging       evaluate, year_end; for it year_notices, year_mendings, fair_scores
signing_in    sign_in, who_is, sign_out, set_password, change_password
accounts      list_accounts, save_account, password_link, end_sessions, set_up_first
rights        permission_table; reading_log: read_log
keeping       remove_sample, check_everything, public_links; sample_year: load_sample
backing_up    back_up, restore; nightly, night_watch: the server's nights; retention: keep_retention; recurring: open_due_cases
"""
