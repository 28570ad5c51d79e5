#!/usr/bin/env python3
"""Asks the three questions of README.md with DuckDB, and keeps the events as Parquet: with-duckdb.py CAPTURE…

Needs the package duckdb, 1.1 or later. There is one file of events for each capture, as there would be if many
machines had written them; the views read all of them where they lie.
"""

import pathlib
import sys
import tempfile

import duckdb
import questions

with tempfile.TemporaryDirectory() as folder:
    for number, capture in enumerate(sys.argv[1:]):
        with open(pathlib.Path(folder, f"{number}.jsonl"), "w", encoding="utf-8") as file:
            file.writelines(questions.events(capture))
    database = duckdb.connect()
    database.execute(f"SET VARIABLE events = '{folder}/*.jsonl'")
    database.execute(questions.schema("duckdb"))
    questions.answer(lambda query: database.execute(query).fetchall())

    # A column each, compressed, with their types: what later questions are asked of.
    messages = pathlib.Path(folder, "messages.parquet")
    database.execute(f"COPY messages TO '{messages}'")
    stored = database.execute(f"SELECT count(*) FROM '{messages}'").fetchall()[0][0]
    print(f"{stored} messages in {messages.name}, {messages.stat().st_size} bytes", file=sys.stderr)
