"""What the recipes in Python share: running wslens, and asking the questions of questions.sql."""

import os
import pathlib
import subprocess

WSLENS = os.environ.get("WSLENS", "wslens")


def schema(reader):
    """The schema of the events for one of the readers."""
    return subprocess.run([WSLENS, "schema", "--for", reader], check=True, stdout=subprocess.PIPE, text=True).stdout


def events(capture):
    """The events of a capture, line by line as they are found; a capture that cannot be read is an event, too."""
    arguments = [WSLENS, "pcap", "--json", "--show", "messages", capture]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield from process.stdout


def answer(run):
    """Asks every question, and prints the answers; run takes a query and gives rows."""
    text = pathlib.Path(__file__).with_name("questions.sql").read_text()
    for question in text.split("\n\n")[1:]:
        title, query = question.split("\n", 1)
        print(title.replace("-- ", "# "))
        for row in run(query.strip().rstrip(";")):
            print("\t".join("" if value is None else str(value) for value in row))
