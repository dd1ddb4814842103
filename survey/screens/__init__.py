"""What staff see and press; the only room that knows Streamlit.

front        the script st.App runs: language, pages, and the edge where refusals are shown
identity     who is at the screen, and the office as that person may use it; clock: the time there
away         what stands there while the store is away
language     the reader's language, kept over every press
choosing     choices by id: in the address, and safe when the language changes
selection    period, units and modes of a page
programme    one programme's page: its book, and a dashboard for each questionnaire
dashboard    of a questionnaire; cards, figures, focal, comments and empty are its parts
book_dashboard    of a book
issues       焦点难点; issue_card, issue_evidence, issue_raising, issue_reading, issue_study, topic_labelling and topic_dictionary are its parts
sheet        a collector's keying; current_sheet, drafts, kept, quota and entered are its parts;
             public/static/sheet.js has its keys, draft.js sends what is typed
book         a clerk's book; book_list, book_case, book_entry and book_words are its parts
scores       the year's score cards and workbook; score_card is one of them
accounts     who may sign in; account_form is its part; permissions: who may do what; log; me: the own account
doors        public addresses and their posters
heading, refusal    a page's first line, and what it says when something cannot be
"""
