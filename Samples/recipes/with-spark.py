#!/usr/bin/env python3
"""Runs wslens on many captures at once with Apache Spark, and asks the three questions of README.md of all of them:

    with-spark.py FOLDER            (on a cluster: spark-submit --master … with-spark.py FOLDER)

Needs the package pyspark and Java. Each capture is a task of its own: a connection is never cut in two, and a task that
is run again writes the same events. The folder and wslens have to be there on every worker. Where the captures lie in
an object store, take sparkContext.binaryFiles, and give the bytes to "wslens pcap -" on standard input.
"""

import pathlib
import sys

import questions
from pyspark.sql import SparkSession

ENDINGS = (".pcap", ".pcapng", ".gz")
captures = sorted(str(path) for path in pathlib.Path(sys.argv[1]).iterdir() if path.suffix in ENDINGS)
spark = SparkSession.builder.appName("wslens").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
spark.sparkContext.addPyFile(questions.__file__)

lines = spark.sparkContext.parallelize(captures, max(1, len(captures))).flatMap(questions.events)
events = spark.read.schema(questions.schema("spark")).json(lines).cache()
events.createOrReplaceTempView("events")

# The first statement reads a file; the others are the views of each event, and need no more than a view called events.
for statement in questions.schema("spark-sql").split(";\n")[1:]:
    if statement.strip():
        spark.sql(statement)
questions.answer(lambda query: spark.sql(query).collect())
spark.stop()
