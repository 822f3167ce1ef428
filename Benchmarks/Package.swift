// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody builds it who does not run the benchmarks.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "csto-bayes", path: "..")],
  targets: [
    .executableTarget(
      name: "kernel-benchmark",
      dependencies: [.product(name: "Inference", package: "csto-bayes")]
    )
  ],
  swiftLanguageModes: [.v6]
)
