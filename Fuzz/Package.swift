// swift-tools-version: 6.2
import PackageDescription

/// As in the package that is fuzzed; libFuzzer brings `main`.
let fuzzed: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-parse-as-library"]),
]

/// Gold, the default on Linux, drops the constructors through which libFuzzer learns of its coverage counters.
let linked: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "wslens", path: "..")],
  targets: [
    .executableTarget(
      name: "FuzzFrameDecoder",
      dependencies: [
        .product(name: "WebSocketProtocol", package: "wslens"),
        .product(name: "Inspection", package: "wslens"),
      ],
      swiftSettings: fuzzed, linkerSettings: linked),
    .executableTarget(
      name: "FuzzCaptureReader",
      dependencies: [.product(name: "PacketCapture", package: "wslens")],
      swiftSettings: fuzzed, linkerSettings: linked),
  ]
)
