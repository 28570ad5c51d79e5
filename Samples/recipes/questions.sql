-- The three questions of README.md, in the SQL that DuckDB, SQLite and Spark share.

-- messages: sender, type, count, bytes
SELECT sender, type, count(*), sum(length)
FROM messages
GROUP BY sender, type
ORDER BY sender, type;

-- findings: severity, rule, count
SELECT severity, rule, count(*)
FROM findings
GROUP BY severity, rule
ORDER BY count(*) DESC, severity, rule;

-- connections without a closing handshake: capture, connection, target, what ended it
SELECT ends.capture, ends.connection, handshakes.target, ends.how
FROM ends LEFT JOIN handshakes
  ON handshakes.capture = ends.capture AND handshakes.connection = ends.connection
WHERE NOT ends.clean
ORDER BY ends.capture, ends.connection;
