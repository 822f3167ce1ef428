import Foundation
import Testing

/// Run folders made once for all tests that read one.
enum RunFolders {
  /// The built-in study, 4 chains of 1000 draws, in `run/`.
  static let study = Result { try files(["fit"]) }

  /// The same with the estimates of its draws.
  static let drawnStudy = Result { try files(["fit", "--no-exact"]) }

  /// Counts, a factor with three levels, an interaction, a number and a gap, in `run/`.
  static let counts = Result {
    try files(
      [
        "fit", "--data", "counts.csv", "--formula",
        "wins | trials(n) ~ protest * region + log(gdp)", "--reference", "region=Baltic",
        "--sampler", "nuts", "--draws", "250", "--chains", "2", "--drop-missing",
      ],
      ["counts.csv": countsSheet]
    )
  }

  static let countsSheet = """
    case,wins,n,protest,region,gdp
    A,1,3,yes,Asia,1.5
    B,0,1,no,Baltic,2
    C,4,9,yes,Caucasus,0.75
    D,2,2,no,Asia,3
    E,0,5,no,Caucasus,1
    F,1,1,yes,Baltic,2.5
    G,1,2,,Baltic,2.5

    """

  private static func files(
    _ arguments: [String],
    _ sheets: [String: String] = [:]
  ) throws -> [String: Data] {
    let folder = try WorkFolder()
    try folder.write(sheets)
    let run = try folder.run(arguments + ["--output", "run"])
    try #require(run.status == 0 || run.status == 1, "\(run.errors)")
    let names = try folder.entries().filter { name in
      var isFolder: ObjCBool = false
      let path = folder.url.appending(path: name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.data($0)) })
  }

  /// A working folder with a run in it.
  static func work(_ files: Result<[String: Data], any Error>) throws -> WorkFolder {
    let folder = try WorkFolder()
    try folder.write(try files.get())
    return folder
  }
}

extension WorkFolder {
  /// The columns of a file of draws, by name.
  func draws(_ name: String) throws -> [String: [Double]] {
    let lines = try text(name).split(separator: "\n").map { $0.split(separator: ",") }
    let header = try #require(lines.first).map(String.init)
    return Dictionary(
      uniqueKeysWithValues: header.enumerated().map { index, name in
        (name, lines.dropFirst().compactMap { Double($0[index]) })
      }
    )
  }
}
