"""Tables become figures; the only room that knows Plotly.

theme       the product's own look, light and dark
measure     which figure of a reading is drawn: its name, its unit, its numbers, its part of the scale
label       labels broken into lines, and the notes under a figure
verdict     the look of better, worse and noise
marks       events, and where a question changed its words, upon an axis of months
phases      the lines of a control chart
placing     names beside points, or numbers where there is no room
cells       a table painted by what its cells mean
trend, compare, questions, heatmap, distribution, bars, nothing    one figure each
control, multiples, funnel, importance, changes, cross, before_after    one figure each: what is more than chance

Titles stand on the page; axes carry names and units. Every drawing also takes an empty table.
"""
