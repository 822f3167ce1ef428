// swift-tools-version: 6.2
import PackageDescription

// Tests are compiled as they are: optimising them takes longer than the library itself, and it is the
// library that has to be fast.
let asWritten: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

/// The lowest floors of the library, which are a module of their own.
let coreFloors = [
  "Numerics", "Distributions", "Data", "Formula", "Priors", "Models", "Draws", "Samplers",
  "Diagnostics", "Fitting", "Answers", "Version.swift",
]

/// What stands on them, and the documentation of both.
let upperFloors = [
  "Robustness", "Export", "Runs", "Packages", "Analysis.swift", "Core.swift", "Documentation.docc",
]

let package = Package(
  name: "csto-bayes",
  products: [
    .library(name: "Inference", targets: ["Inference"]),
    .executable(name: "csto-bayes", targets: ["csto-bayes"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CBLAS",
      pkgConfig: "openblas",
      providers: [
        .apt(["libopenblas-dev", "liblapacke-dev"]),
        .brew(["openblas"]),
      ]
    ),
    .target(name: "CKernels"),
    .systemLibrary(
      name: "CNettle",
      pkgConfig: "nettle",
      providers: [
        .apt(["nettle-dev"]),
        .brew(["nettle"]),
      ]
    ),
    // The library is two modules, so that a change in the upper floors compiles these alone. The loops that
    // must be fast, and what they are generic over, are all in the core.
    .target(
      name: "InferenceCore",
      dependencies: [
        "CBLAS",
        "CKernels",
        "CNettle",
        .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Inference",
      exclude: upperFloors,
      swiftSettings: [.strictMemorySafety()],
      linkerSettings: [.linkedLibrary("lapacke", .when(platforms: [.linux]))]
    ),
    .target(
      name: "Inference",
      dependencies: [
        "InferenceCore",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: coreFloors,
      swiftSettings: [.strictMemorySafety()]
    ),
    .executableTarget(
      name: "csto-bayes",
      dependencies: [
        "Inference",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // The plugin makes the constant that this condition lets the sources use.
      swiftSettings: [.define("RECORDS_COMMIT")],
      plugins: ["RecordCommit"]
    ),
    .plugin(name: "RecordCommit", capability: .buildTool()),
    .target(
      name: "InferenceTestSupport",
      dependencies: ["Inference", .product(name: "RealModule", package: "swift-numerics")],
      path: "Tests/InferenceTestSupport"
    ),
    .testTarget(
      name: "InferenceTests",
      dependencies: [
        "Inference", "InferenceCore", "InferenceTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      exclude: ["References"],
      swiftSettings: asWritten
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["csto-bayes", "Inference", "InferenceCore", "InferenceTestSupport"],
      exclude: ["Golden"],
      swiftSettings: asWritten
    ),
  ],
  swiftLanguageModes: [.v6]
)
