#!/bin/sh
# Asks the three questions of README.md with jq: jq.sh CAPTURE…
set -eu

"${WSLENS:-wslens}" pcap "$@" --json --show messages | jq -nr '
  # Events are read once, one at a time; only what is asked for is kept.
  reduce inputs as $event ({messages: {}, findings: {}, targets: {}, unclean: []};
    if $event.event == "message" then
      .messages["\($event.sender)\t\($event.type)"] |= {count: (.count + 1), bytes: (.bytes + $event.length)}
    elif $event.event == "finding" then
      .findings["\($event.severity)\t\($event.rule)"] += 1
    elif $event.event == "handshake" then
      .targets["\($event.capture)\t\($event.connection)"] = $event.target
    elif $event.event == "end" and ($event.clean | not) then
      .unclean += [[$event.capture, $event.connection, .targets["\($event.capture)\t\($event.connection)"], $event.how]]
    else . end)
  | "# messages: sender, type, count, bytes",
    (.messages | to_entries | sort_by(.key)[] | "\(.key)\t\(.value.count)\t\(.value.bytes)"),
    "# findings: severity, rule, count",
    (.findings | to_entries | sort_by(-.value, .key)[] | "\(.key)\t\(.value)"),
    "# connections without a closing handshake: capture, connection, target, what ended it",
    (.unclean | sort[] | map(. // "" | tostring) | join("\t"))'
