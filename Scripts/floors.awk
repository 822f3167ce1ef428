# Reads Swift sources and prints every breach of the floor rules; used by check-floors.sh.
# Usage: awk -f floors.awk FILE...     (paths relative to the package; any POSIX awk)
# Exit codes: 0 no breach, 1 at least one.
#
# Three steps: take comments and strings out and keep the tokens; collect what each file declares;
# resolve each name a file mentions, innermost scope first, and compare floors.

BEGIN {
  root = "Sources/Inference/"
  count = split("Numerics Distributions Data Formula Priors Models Draws Samplers Diagnostics Fitting" \
    " Answers Robustness Export Runs Packages", names, " ")
  for (i = 1; i <= count; i++) level[names[i]] = i
  top = count + 1
  limit = 400
  split("struct class enum actor protocol", words, " ")
  for (i in words) isType[words[i]] = 1
  split("public internal package open final indirect static nonisolated private fileprivate" \
    " mutating unsafe", words, " ")
  for (i in words) isModifier[words[i]] = 1
}

FNR == 1 {
  finishLengths()
  file = FILENAME
  length_ = 0
  excused = 0
  comment = strings = 0
  inLibrary = (index(file, root) == 1 && file ~ /\.swift$/)
  if (inLibrary) {
    files[++fileCount] = file
    folder[file] = substr(file, length(root) + 1)
    if (!sub(/\/[^\/]*$/, "", folder[file])) folder[file] = ""
    name = folder[file]
    sub(/\/.*/, "", name)
    floorName[file] = name
    floorOf[file] = top
    if (name in level) floorOf[file] = level[name]
    else if (name != "") breach(file, 1, "no such floor: " name)
    # Every floor may say which program this is.
    if (FILENAME == root "Version.swift") floorOf[file] = 0
  }
}

{
  length_ = FNR
  if (FNR <= 10 && $0 ~ /^[ \t]*\/\/ Length: [^ ]/) excused = 1
  if (file !~ /\.swift$/) next
  if (file == "Package.swift") checkCore($0)
  code = strip($0)
  if (code ~ /(^|[ \t;])import[ \t]/) checkImport(code)
  if (inLibrary) tokenise(code)
}

END {
  finishLengths()
  for (f = 1; f <= fileCount; f++) walk(files[f], 0)
  for (f = 1; f <= fileCount; f++) walk(files[f], 1)
  exit breaches > 0
}

function breach(where, line, message) {
  breaches++
  printf "%s:%d: %s\n", where, line, message
}

function finishLengths() {
  if (length_ > limit && !excused)
    breach(file, limit + 1, length_ " lines, " limit " is the point to split" \
      " (or say why in a first line: // Length: reason)")
}

# The compiler refuses what the core names of the module above it, so that the core has to be the lowest floors.
function checkCore(line, name) {
  if (line ~ /let coreFloors = \[/) {
    inCore = 1
    coreCount = 0
  }
  if (!inCore) return
  while (match(line, /"[^"]*"/)) {
    name = substr(line, RSTART + 1, RLENGTH - 2)
    line = substr(line, RSTART + RLENGTH)
    if (name != "Version.swift" && name != names[++coreCount])
      breach(file, FNR, "names " name " in the core, where " names[coreCount] " is the next floor")
  }
  if (line ~ /\]/) inCore = 0
}

function checkImport(code, module) {
  # Without -enable-testing, as everybody else builds, such a target does not compile.
  if (code ~ /@testable/ && file !~ /^Tests\/[A-Za-z]*Tests\//)
    breach(file, FNR, "imports for testing, which only targets of tests may")
  # With an earlier build at hand even the core could import what is above it.
  if (inLibrary && file != root "Core.swift" && code ~ /[ .]Inference(Core)?([^A-Za-z0-9_]|$)/)
    breach(file, FNR, "imports the library, of which it is a part")
  if (file !~ /^Sources\// || !match(code, /(CBLAS|CKernels|CNettle)([^A-Za-z0-9_]|$)/)) return
  module = substr(code, RSTART)
  sub(/[^A-Za-z].*/, "", module)
  if (index(file, root "Numerics/") != 1)
    breach(file, FNR, "imports " module ", which only the floor Numerics may")
}

# ---- Comments and strings ---------------------------------------------------------------------
# `comment` is the nesting depth; `strings` a stack, because \(…) puts code inside a string.

function strip(line, out, hashes, mark) {
  out = ""
  while (line != "") {
    if (comment > 0) {
      if (!match(line, /\/\*|\*\//)) break
      comment += substr(line, RSTART, 2) == "/*" ? 1 : -1
      line = substr(line, RSTART + 2)
    } else if (strings > 0 && !inCode[strings]) {
      line = stripString(line)
      if (strings == 0 || inCode[strings]) out = out " "
    } else if (!match(line, /[\/"#()]/)) {
      out = out line
      break
    } else {
      out = out substr(line, 1, RSTART - 1)
      line = substr(line, RSTART)
      mark = substr(line, 1, 1)
      if (substr(line, 1, 2) == "//") break
      if (substr(line, 1, 2) == "/*") {
        comment = 1
        line = substr(line, 3)
        out = out " "
      } else if (match(line, /^#*"/)) {
        strings++
        inCode[strings] = 0
        pounds[strings] = substr(line, 1, RLENGTH - 1)
        line = substr(line, RLENGTH)
        quotes[strings] = line ~ /^"""/ ? "\"\"\"" : "\""
        line = substr(line, length(quotes[strings]) + 1)
        out = out " 0 "
      } else {
        if (strings > 0 && mark == "(") parentheses[strings]++
        if (strings > 0 && mark == ")" && --parentheses[strings] == 0) {
          inCode[strings] = 0
          mark = ";"
        }
        out = out mark
        line = substr(line, 2)
      }
    }
  }
  # A string on one line ends with it, whatever this reader made of it.
  while (strings > 0 && !inCode[strings] && quotes[strings] == "\"") strings--
  return out
}

# What follows the next thing of interest inside a string: its end, an escape or an interpolation.
function stripString(line, end, escape) {
  end = quotes[strings] pounds[strings]
  escape = "\\" pounds[strings]
  while (match(line, /["\\]/)) {
    line = substr(line, RSTART)
    if (index(line, end) == 1) {
      strings--
      return substr(line, length(end) + 1)
    }
    if (index(line, escape) == 1) {
      line = substr(line, length(escape) + 1)
      if (substr(line, 1, 1) == "(") {
        inCode[strings] = 1
        parentheses[strings] = 1
        return substr(line, 2)
      }
    }
    line = substr(line, 2)
  }
  return ""
}

function tokenise(code, word) {
  gsub(/`/, "", code)
  gsub(/->/, " ", code)
  while (match(code, /[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_]*|[^ \t]/)) {
    word = substr(code, RSTART, RLENGTH)
    code = substr(code, RSTART + RLENGTH)
    tokens[file]++
    token[file, tokens[file]] = word
    lineOf[file, tokens[file]] = FNR
  }
}

# ---- Declarations and references --------------------------------------------------------------

# Follows the braces of a file. First time (referring = 0) it records declarations, the second
# time it resolves names. `scope[depth]` is the path of the type that a brace opened, "{" for any
# other brace.
function walk(file, referring, i, n, word, next_, pending, path) {
  depth = 0
  scope[0] = ""
  pending = ""
  n = tokens[file]
  for (i = 1; i <= n; i++) {
    word = token[file, i]
    if (word == "{") {
      scope[++depth] = pending == "" ? "{" : pending
      pending = ""
    } else if (word == "}") {
      if (depth > 0) depth--
    } else if (word ~ /^[A-Za-z_]/) {
      next_ = token[file, i + 1]
      if (word == "extension" && next_ ~ /^[A-Z]/) {
        pending = next_
        for (path = i + 2; token[file, path] == "."; path += 2)
          pending = pending "." token[file, path + 1]
      } else if ((word in isType) && next_ ~ /^[A-Za-z_]/ && token[file, i - 1] != "." \
        && token[file, i - 1] != ":" && next_ != "func" && next_ != "var" && next_ != "let") {
        path = enclosing()
        pending = (path == "" ? "" : path ".") next_
        if (!referring) declareType(file, i, pending)
        if (!referring) genericNames(file, i + 2)
        i++
      } else if (word == "typealias" || word == "associatedtype") {
        path = enclosing()
        if (!referring && word == "associatedtype") isLocal[file, next_] = 1
        if (!referring && word == "typealias")
          declareType(file, i, (path == "" ? "" : path ".") next_)
        i++
      } else if (word == "func" || word == "var" || word == "let" || word == "case") {
        if (!referring) declareValue(file, i, word, next_)
        if (next_ ~ /^[A-Za-z_]/) {
          if (!referring && word == "func") genericNames(file, i + 2)
          if (word == "func") i++
        }
      } else if ((word == "init" || word == "subscript") && next_ == "<") {
        if (!referring) genericNames(file, i + 1)
      } else if (referring) {
        i = resolve(file, i)
      } else if (next_ == ":" || next_ == "in") {
        isValue[file, word] = 1
      }
    }
  }
}

# The path of the innermost type around the current place, "" at file scope, "{" in a body of code
# outside any type.
function enclosing(d) {
  for (d = depth; d > 0; d--) if (scope[d] != "{") return scope[d]
  return depth > 0 ? "{" : ""
}

function isPrivate(file, i, back) {
  for (back = i - 1; back > 0 && (token[file, back] in isModifier); back--)
    if (token[file, back] ~ /private$/ && token[file, back + 1] != "(") return 1
  return 0
}

function declareType(file, i, path) {
  # A type in a body of code, or a private one, is known in its file only.
  if (scope[depth] == "{" || isPrivate(file, i)) {
    sub(/.*\./, "", path)
    isLocal[file, path] = 1
    return
  }
  declarers[path] = declarers[path] file "\n"
}

function declareValue(file, i, keyword, name) {
  if (name !~ /^[a-z_]/) return
  if (depth == 0 && keyword != "case") {
    if (isPrivate(file, i)) isValue[file, name] = 1
    else {
      declarers[name] = declarers[name] file "\n"
      isFunction[name] = keyword == "func"
    }
    return
  }
  if (scope[depth] == "{") isValue[file, name] = 1
  else if (!((name) in lowestMember) || floorOf[file] < lowestMember[name])
    lowestMember[name] = floorOf[file]
}

# Notes the names in <…> after a declared name: they hide types of the same name in this file.
function genericNames(file, i, open, previous) {
  if (token[file, i] != "<") return
  open = 0
  previous = "<"
  for (; i <= tokens[file]; i++) {
    if (token[file, i] == "<") open++
    else if (token[file, i] == ">") { if (--open == 0) return }
    else if (open == 1 && (previous == "<" || previous == "," || previous == "each" \
      || previous == "let") && token[file, i] ~ /^[A-Z]/) isLocal[file, token[file, i]] = 1
    previous = token[file, i]
  }
}

# Resolves the name at token i with the .members that follow, and returns the last token read.
function resolve(file, i, word, path, found, prefix, last) {
  word = token[file, i]
  if (token[file, i - 1] == "." || token[file, i - 1] == "#") return i
  if (word ~ /^Inference(Core)?$/ && token[file, i + 1] == ".") {
    i += 2
    word = token[file, i]
  } else if ((file SUBSEP word) in isLocal) {
    return i
  }
  if (word ~ /^[a-z_]/) {
    resolveValue(file, i, word)
    return i
  }
  found = ""
  if (token[file, i - 1] != "extension")
    for (prefix = enclosing(); prefix != "" && prefix != "{" && found == "";) {
      if ((prefix "." word) in declarers) found = prefix "." word
      if (!sub(/\.[^.]*$/, "", prefix)) prefix = ""
    }
  if (found == "" && (word in declarers)) found = word
  path = found == "" ? word : found
  if (found != "") compare(file, i, found)
  # Follow Outer.Nested: the nested type may be declared on a higher floor than the outer one.
  last = i
  while (token[file, last + 1] == "." && token[file, last + 2] ~ /^[A-Z]/) {
    last += 2
    path = path "." token[file, last]
    if (path in declarers) compare(file, last, path)
  }
  return last
}

# A lower-case name is a reference only where it can be nothing else: not a member, a label, a
# parameter or a local variable, and for a function only where it is called.
function resolveValue(file, i, word, next_) {
  if (!(word in declarers)) return
  next_ = token[file, i + 1]
  if (next_ == ":" || ((file SUBSEP word) in isValue)) return
  if ((word in lowestMember) && lowestMember[word] <= floorOf[file]) return
  if (isFunction[word] && next_ != "(") return
  compare(file, i, word)
}

# A breach unless at least one declaration of the path may be named from the file.
function compare(file, i, path, list, n, k, reason) {
  n = split(declarers[path], list, "\n") - 1
  for (k = 1; k <= n; k++) {
    reason = forbidden(file, list[k])
    if (reason == "") return
  }
  if ((file SUBSEP path SUBSEP lineOf[file, i]) in told) return
  told[file, path, lineOf[file, i]] = 1
  breach(file, lineOf[file, i], "names " path " of " substr(list[1], length(root) + 1) " (" reason ")")
}

function forbidden(from, to) {
  if (floorOf[to] > floorOf[from])
    return floorName[from] " is below " (floorName[to] == "" ? "the root" : floorName[to])
  if (floorName[from] == "Diagnostics" && floorName[to] == "Samplers")
    return "Diagnostics names nothing of Samplers"
  if (folder[from] ~ /^Samplers\/RandomWalk/ && folder[to] ~ /^Samplers\/(Hamiltonian|NoUTurn)/)
    return "RandomWalk names nothing of the gradient samplers"
  return ""
}
