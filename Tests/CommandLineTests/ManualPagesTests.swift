import Foundation
import Testing

/// The manual pages and completions that `make install` puts in place.
@Suite(.waitsForPrograms) struct ManualPagesTests {
  private static let folder = ProgramRun.packageRoot.appending(path: "docs/man")

  /// The pages that there are, without `.1`.
  static let pages: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".1") }.map { String($0.dropLast(2)) }.sorted()
  }()

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: folder.appending(path: page + ".1"), encoding: .utf8)
      .replacing("\\-", with: "-")
  }

  private static func options(in text: String) -> Set<String> {
    Set(text.matches(of: /--[a-z][a-z-]*[a-z]/).map { String($0.0) })
  }

  @Test func everyCommandHasAPage() {
    let wanted = ["csto-bayes"] + ProgramFeatures.commands.map { "csto-bayes-\($0)" }
    #expect(wanted.count > 15)
    for page in wanted { #expect(Self.pages.contains(page), "docs/man/\(page).1; run make manual") }
  }

  /// A page has the options of the help, and no others.
  ///
  /// The words of a page are those of its command, whose name has no hyphen.
  @Test(arguments: pages) func pageHasTheOptionsOfTheHelp(_ page: String) throws {
    let words = page.split(separator: "-").dropFirst(2).map(String.init)
    let help = try WorkFolder().run(["help"] + words)
    #expect(help.status == 0, "docs/man/\(page).1 is of no command; run make manual")
    #expect(
      Self.options(in: help.output) == Self.options(in: try Self.text(page)),
      "docs/man/\(page).1; run make manual"
    )
  }

  @Test(.enabled(if: ProgramFeatures.hasTool("groff"), "groff is not installed"), arguments: pages)
  func pageIsSetWithoutAWarning(_ page: String) throws {
    let file = Self.folder.appending(path: page + ".1").path
    let run = try ShellRun("groff -man -ww -Tutf8 '\(file)'", in: WorkFolder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains(page.uppercased() + "(1)"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreReadByTheirShell(
    _ shell: String
  ) throws {
    let folder = try WorkFolder()
    let script = try folder.run(["--generate-completion-script", shell])
    #expect(script.status == 0 && script.output.contains("csto-bayes"))
    for command in ProgramFeatures.commands { #expect(script.output.contains(command)) }
    // Bash is there wherever this is built; the others are asked where they are.
    guard shell == "bash" || ProgramFeatures.hasTool(shell) else { return }
    try folder.write(["completion": script.output])
    let check = try ShellRun("\(shell) -n completion", in: folder)
    #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
  }

  /// What is installed can be found by man and by shells, and an earlier version's pages go.
  @Test func everythingIsInstalledInItsPlace() throws {
    let folder = try WorkFolder()
    try folder.write(["p/share/man/man1/csto-bayes-gone.1": ""])
    let script = ProgramRun.packageRoot.appending(path: "Scripts/install.sh").path
    let run = try ShellRun("sh '\(script)' \"$0\" p", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let entries = try folder.entries()
    for file in [
      "p/bin/csto-bayes", "p/share/man/man1/csto-bayes.1", "p/share/man/man1/csto-bayes-fit.1",
      "p/share/bash-completion/completions/csto-bayes", "p/share/zsh/site-functions/_csto-bayes",
      "p/share/fish/vendor_completions.d/csto-bayes.fish",
    ] { #expect(entries.contains(file)) }
    #expect(!entries.contains("p/share/man/man1/csto-bayes-gone.1"))
  }
}
