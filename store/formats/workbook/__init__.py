"""Workbooks: Office Open XML spreadsheets (ECMA-376 part 1 §18, ISO/IEC 29500), `.xlsx`.

    archive     the zip that a workbook is, opened so that no bomb in it goes off
    reading     its sheets as rows of native cells, read with expat as they come
    numbers     which numbers are dates, and of which day
    writing     sheets as a workbook

Reading is our own. Measured on a sheet of 100,000 rows and 38 columns (1.6 million cells filled):
openpyxl takes 13 s; calamine takes 1.4 s, but a file of 7 kB ends the whole process (one cell at
XFD1048576, or a count of shared strings that is a lie), and nothing can catch that. This takes
some 3 s, needs memory for what is there only, and every number that a file claims is checked.
"""
