"""What staff see and press; the only room that knows Streamlit.

front       the script st.App runs: language, pages, and the edge where refusals are shown
identity    whose office this is (who signed in comes here)
language    the reader's language, kept over every press
choosing    choices by id: in the address, and safe when the language changes
selection   period, units and modes of a page
programme   one programme's page: its dashboard, and its book where it has one
cards, figures, focal, comments    parts of a dashboard
sheet, kept, entered, quota        a collector's keying
book, book_entry, book_list, book_case, book_dashboard    the complaint book
scores, score_card                 the year's score cards and workbook
doors       public addresses and their posters
"""
