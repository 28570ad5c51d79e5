# Mends one generated manual page. Variables: parts, the folder of the parts that are written by hand; command, the
# subcommand it is about, or subcommands, the file with the list of them.

function include(file,    line) {
  while ((getline line < file) > 0) print line
  close(file)
}

# Text with one sentence a line, and lines of at most 78 characters. A line that begins like a macro is told apart.
function put(text,    words, count, line, i, word) {
  count = split(text, words, / +/)
  line = ""
  for (i = 1; i <= count; i++) {
    word = words[i]
    if (line != "" && length(line) + 1 + length(word) > 78) { flush_line(line); line = "" }
    line = line == "" ? word : line " " word
    if (word ~ /[.!?]$/ && i < count && words[i + 1] ~ /^[A-Z]/) { flush_line(line); line = "" }
  }
  flush_line(line)
}

function flush_line(line) {
  print (line ~ /^[.']/ ? "\\&" : "") line
}

BEGIN { page = command == "" ? "wslens" : "wslens-" command }

# A paragraph only counts where text follows.
/^\.Pp$/ { waits = 1; next }
/^\./ && !/^\.(It|El|Bl|Sh)/ && waits { print ".Pp" }
/^[^.]/ && waits { print ".Pp" }
{ waits = 0 }

/^\.Dt / { print ".Dt " toupper(page) " 1"; next }
/^\.Sh / { section = $0 }
/^\.Nm / && section ~ /NAME/ { print ".Nm " page; next }
/^\.Nm$/ && section ~ /SYNOPSIS/ && command != "" { print ".Nm \"wslens " command "\""; next }
/^\.Nd / { sub(/\."?$/, /"$/ ? "\"" : ""); print; next }
/^\.Sh "EXIT STATUS"/ {
  if (command == "") {
    print ".Sh SUBCOMMANDS"
    print "Each has a manual page of its own, such as wslens-pcap(1)."
    print ".Bl -tag -width 10n"
    include(subcommands)
    print ".El"
    print ".Pp"
    print "The rules that findings name are in wslens-rules(7)."
  }
  print
  include(parts "/exit-status.mdoc")
  next
}
/^\.Ex -std/ { next }
/^\.Sh "SEE ALSO"/ { exit }
/^[^.]/ { put($0); next }
{ print }
