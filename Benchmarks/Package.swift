// swift-tools-version: 6.2
import PackageDescription

/// As in the package that is measured.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "wslens", path: "..")],
  targets: [
    .target(
      name: "CaptureScripts",
      dependencies: [
        .product(name: "PacketCapture", package: "wslens"),
        .product(name: "WebSocketProtocol", package: "wslens"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "make-samples",
      dependencies: [
        "CaptureScripts",
        .product(name: "PacketCapture", package: "wslens"),
        .product(name: "WebSocketProtocol", package: "wslens"),
      ],
      path: "Sources/MakeSamples", swiftSettings: strict),
    .executableTarget(
      name: "make-benchmark-captures",
      dependencies: [
        "CaptureScripts",
        .product(name: "Inflation", package: "wslens"),
        .product(name: "PacketCapture", package: "wslens"),
        .product(name: "WebSocketProtocol", package: "wslens"),
      ],
      path: "Sources/MakeBenchmarkCaptures", swiftSettings: strict),
    .executableTarget(
      name: "inflate-alone", path: "Sources/InflateAlone",
      linkerSettings: [.linkedLibrary("z")]),
    .executableTarget(name: "compare-speed", path: "Sources/CompareSpeed", swiftSettings: strict),
  ]
)
