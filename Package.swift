// swift-tools-version: 6.2
import PackageDescription

/// What every target of this package is compiled with: the strictest the language offers.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests do without strict memory safety: `#require` on a pointer expands into unmarked unsafe code.
let tested: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "wslens",
  products: [
    .executable(name: "wslens", targets: ["wslens"]),
    .library(name: "WebSocketProtocol", targets: ["WebSocketProtocol"]),
    .library(name: "PacketCapture", targets: ["PacketCapture"]),
    .library(name: "Inflation", targets: ["Inflation"]),
    .library(name: "Inspection", targets: ["Inspection"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "WebSocketProtocol",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "Threads", swiftSettings: strict),
    .target(name: "PacketCapture", dependencies: ["CPcap", "Threads"], swiftSettings: strict),
    .target(name: "Inflation", dependencies: ["CZlib"], swiftSettings: strict),
    .target(name: "PastedInput", swiftSettings: strict),
    .target(
      name: "Inspection",
      dependencies: ["WebSocketProtocol", "Inflation", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "Rendering", dependencies: ["Inspection", "WebSocketProtocol"], swiftSettings: strict),
    .executableTarget(
      name: "wslens",
      dependencies: [
        "WebSocketProtocol", "PacketCapture", "Inflation", "PastedInput", "Inspection", "Rendering", "Threads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: tested),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: tested),
    .testTarget(
      name: "WebSocketProtocolTests", dependencies: ["WebSocketProtocol", "TestSupport"], exclude: ["Vectors"],
      swiftSettings: tested),
    .testTarget(name: "PacketCaptureTests", dependencies: ["PacketCapture", "TestSupport"], swiftSettings: tested),
    .testTarget(
      name: "InflationTests", dependencies: ["Inflation", "CZlib", "TestSupport"], exclude: ["Vectors.json"],
      swiftSettings: tested),
    .testTarget(
      name: "PastedInputTests", dependencies: ["PastedInput", "TestSupport"], exclude: ["Transcripts/Samples"],
      swiftSettings: tested),
    .testTarget(
      name: "InspectionTests",
      dependencies: [
        "Inspection", "Inflation", "WebSocketProtocol", "PacketCapture", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Vectors"], swiftSettings: tested),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "Inspection", "PastedInput", "TestSupport"],
      swiftSettings: tested),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["wslens", "PacketCapture", "Inflation", "Inspection", "WebSocketProtocol", "TestSupport"],
      exclude: ["Golden"], swiftSettings: tested),
  ]
)
