#!/usr/bin/env python3
"""Loads captures into SQLite and asks the three questions of README.md: with-sqlite.py CAPTURE…

The database is in memory; give sqlite3.connect a file name to keep it.
"""

import sqlite3
import sys

import questions

database = sqlite3.connect(":memory:")
database.executescript(questions.schema("sqlite"))
for capture in sys.argv[1:]:
    # The view takes each line apart; what is read is never in memory as a whole.
    database.executemany("INSERT INTO lines VALUES (?)", ((line,) for line in questions.events(capture)))
database.commit()
questions.answer(database.execute)
