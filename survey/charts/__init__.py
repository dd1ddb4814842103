"""Tables become figures; the only room that knows Plotly.

theme       the product's own look, light and dark
measure     which figure of a reading is drawn: its name, its unit, its numbers, its part of the scale
label       labels broken into lines, and the notes under a figure
trend, compare, questions, heatmap, distribution, bars, nothing    one figure each

Titles stand on the page; axes carry names and units. Every drawing also takes an empty table.
"""
