/// `run.sh`: the commands of a package as a POSIX shell script, one line each.
struct PackageScript: ExportedFile, Sendable {
  /// The lines, without line feeds.
  let lines: [String]
  private let firstCommand: Int

  /// Writes the script of a record; the same record gives the same bytes.
  init(_ record: PackageRecord) {
    let head = Self.head(version: record.version)
    firstCommand = head.count
    lines =
      head
      + record.commands.map { command in
        (["run", "\(command.status)", command.standardOutput] + command.arguments)
          .map(ShellWord.quoted).joined(separator: " ")
      } + Self.end
  }

  /// The line, from 1, of a command, from 0.
  func line(ofCommand index: Int) -> Int { firstCommand + index + 1 }

  /// Writes the lines.
  func write(to text: inout TextBuffer) throws(ExportError) {
    for line in lines { text.write(line + "\n") }
  }

  private static func head(version: String) -> [String] {
    """
    #!/bin/sh
    # Runs every computation of this replication package again, into results/, which is emptied first.
    # Usage: sh run.sh
    # Needs csto-bayes \(version): on the PATH, or as CSTO_BAYES=/path/to/csto-bayes.
    # Written by `csto-bayes package` from commands.json; `csto-bayes verify` needs no script.
    set -eu
    program=${CSTO_BAYES:-csto-bayes}
    case $program in
      /*) ;;
      */*) program=$PWD/$program ;;
    esac
    command -v "$program" >/dev/null || {
      echo "run.sh: there is no program $program; set CSTO_BAYES" >&2
      exit 66
    }
    cd "$(dirname "$0")"
    rm -rf results
    mkdir results

    # run STATUS FILE ARGUMENT...: what the program prints goes to FILE; it must end with STATUS.
    run() {
      wanted=$1
      file=$2
      shift 2
      echo "csto-bayes $*"
      status=0
      "$program" "$@" >"$file" || status=$?
      [ "$status" -eq "$wanted" ] || {
        echo "run.sh: ended with $status, not with $wanted" >&2
        exit 1
      }
    }

    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static let end = [
    "", "rm -f results/*.sqlite* results/*/*.sqlite*",
    "echo 'Done. Compare with the package: sha256sum --quiet -c MANIFEST.sha256'",
  ]
}
