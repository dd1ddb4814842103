"""莲心 Lianxin: ask, handle, count, notice, judge.

The map, from the top floor down; a room imports only from floors below its own.

5  dashboard.py, pages/, survey/__main__.py   the front door, one file a page, the command line (verbs: survey/*_verb*.py)
4  screens/       what staff see and press (Streamlit)
   public/        what a citizen sees, the sign-in and the gate (Starlette, Jinja2)
3  actions/       everything a person can do, one function each: begin reading here
2  declarations/  data/*.toml -> dataclasses (tomllib)
   store/         dataclasses in, DataFrames out (SQLAlchemy)
   workbook/      .xlsx and .csv, in and out (openpyxl, calamine)
1  domain/        what would still be true on paper: asking, handling, counting, noticing, judging, keeping
   charts/        DataFrames -> figures (Plotly)
0  locale/        the reader's language; Chinese is the source text
"""
