"""What staff see and press; the only room that knows Streamlit.

front        the script st.App runs: language, pages, and the edge where refusals are shown
identity     whose office this is; clock: the time there
language     the reader's language, kept over every press
choosing     choices by id: in the address, and safe when the language changes
selection    period, units and modes of a page
programme    one programme's page: its book, and a dashboard for each questionnaire
dashboard    of a questionnaire; cards, figures, focal, comments and empty are its parts
book_dashboard    of a book
sheet        a collector's keying; kept, quota and entered are its parts; its keys are public/static/sheet.js
book         a clerk's book; book_list, book_case, book_entry and book_words are its parts
scores       the year's score cards and workbook; score_card is one of them
doors        public addresses and their posters
heading, refusal    a page's first line, and what it says when something cannot be
"""
