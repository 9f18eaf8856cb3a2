// swift-tools-version: 6.3

import PackageDescription

/// One set of rules for every Swift target: unsafe code is marked where it stands, what a file
/// imports stays inside it, and a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "isorip",
    products: [
        .executable(name: "isorip", targets: ["isorip"]),
        .library(name: "RescueCore", targets: ["RescueCore"]),
        .library(name: "DiscIO", targets: ["DiscIO"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CCdio", pkgConfig: "libiso9660",
            providers: [.apt(["libcdio-dev", "libiso9660-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // It imports nothing, but rounding and square roots are calls into the C library's libm.
        .target(
            name: "RescueCore", swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "DiscSimulation", dependencies: ["RescueCore"], swiftSettings: strict,
            linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "DiscIO",
            dependencies: [
                "CCdio", "CLinux", "CZlib", "RescueCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "isorip",
            dependencies: [
                "RescueCore", "DiscIO", "DiscSimulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(name: "CTargetUser", path: "Tests/Lab/CTargetUser"),
        .target(
            name: "SCSITarget", dependencies: ["RescueCore", "DiscSimulation"],
            path: "Tests/Lab/Target", swiftSettings: strict),
        .executableTarget(
            name: "labdrive",
            dependencies: ["CTargetUser", "RescueCore", "DiscSimulation", "SCSITarget"],
            path: "Tests/Lab/Drive", swiftSettings: strict),
        .executableTarget(
            name: "rescuebench",
            dependencies: [
                "RescueCore", "DiscSimulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Benchmark/Rescue", swiftSettings: strict),
        .testTarget(
            name: "IsoripTests",
            dependencies: [
                "CCdio", "RescueCore", "DiscSimulation", "DiscIO", "isorip", "rescuebench",
                "SCSITarget",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests",
            exclude: [
                "Benchmark/Rescue", "Benchmark/guest-job", "Benchmark/peers.txt", "Benchmark/run",
                "Golden", "Lab", "Library/Client.swift.txt", "install", "run",
            ],
            swiftSettings: strict),
    ]
)
