// swift-tools-version: 6.2
import PackageDescription

// One folder is one module is one arrow: docs/architecture.md shows which may import which.

let swift: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Kernels at -O0 are hundreds of times slower, so a consumer's debug build optimises them too.
let native: [CXXSetting] = [
    .unsafeFlags(["-O3", "-ffp-contract=off"]), .headerSearchPath("."),
    .define("XBYAK_NO_OP_NAMES"),
]

func module(_ name: String, _ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: swift)
}

func tests(_ folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(folder)Tests", dependencies: dependencies, path: "Tests/\(folder)Tests",
        swiftSettings: swift)
}

let package = Package(
    name: "lamina",
    products: [
        .library(name: "Lamina", targets: ["Lamina"]),
        .library(name: "LaminaGraph", targets: ["LaminaGraph"]),
        .library(name: "LaminaTensor", targets: ["LaminaTensor"]),
        .library(name: "LaminaONNX", targets: ["LaminaONNX"]),
        .library(name: "LaminaPlot", targets: ["LaminaPlot"]),
        .library(name: "LaminaTrain", targets: ["LaminaTrain"]),
        .library(name: "LaminaReport", targets: ["LaminaReport"]),
        .executable(name: "lamina", targets: ["lamina"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CPNG", path: "Sources/Systems/CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CJPEG", path: "Sources/Systems/CJPEG", providers: [.apt(["libjpeg-dev"])]),
        .systemLibrary(
            name: "CSndFile", path: "Sources/Systems/CSndFile",
            providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Systems/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "COneDNN", path: "Sources/OneDNN", cxxSettings: native,
            linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
        .target(
            name: "CLaminaKernels", dependencies: ["COneDNN"], path: "Sources/Kernels",
            cxxSettings: native),
        .systemLibrary(
            name: "CLAPACK", path: "Sources/Systems/CLAPACK",
            providers: [.apt(["liblapacke-dev"])]),
        .systemLibrary(
            name: "CKissFFT", path: "Sources/Systems/CKissFFT",
            providers: [.apt(["libkissfft-dev"])]),
        module("LaminaGraph", "Graph"),
        module(
            "LaminaCPU", "CPU", ["LaminaGraph", "CLaminaKernels", "CLAPACK", "CKissFFT"]),
        module("LaminaTensor", "Tensor", ["LaminaGraph", "LaminaCPU"]),
        module("LaminaNN", "NN", ["LaminaGraph", "LaminaTensor"]),
        module("LaminaOptim", "Optim", ["LaminaGraph", "LaminaTensor", "LaminaNN"]),
        module(
            "LaminaModels", "Models",
            [
                "LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaFormats", "LaminaData",
                .product(name: "Yams", package: "Yams"),
            ]),
        module("LaminaFormats", "Formats", ["LaminaGraph", "LaminaTensor", "CZlib"]),
        module(
            "LaminaONNX", "ONNX",
            ["LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaFormats"]),
        module(
            "LaminaData", "Data",
            ["LaminaGraph", "LaminaTensor", "LaminaFormats", "CPNG", "CJPEG", "CSndFile"]),
        module(
            "LaminaTrain", "Train",
            [
                "LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaOptim", "LaminaFormats",
                "LaminaData", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module(
            "Lamina", "Lamina",
            [
                "LaminaData", "LaminaFormats", "LaminaGraph", "LaminaModels", "LaminaNN",
                "LaminaOptim", "LaminaTensor", "LaminaTrain",
            ]),
        module("LaminaPlot", "Plot", ["CPNG"]),
        module(
            "LaminaReport", "Report",
            [
                "LaminaTrain", "LaminaPlot", "LaminaNN", "LaminaTensor", "LaminaGraph",
                "LaminaData", "LaminaFormats",
            ]),
        .executableTarget(
            name: "lamina",
            dependencies: [
                "Lamina", "LaminaCPU", "LaminaFormats", "LaminaONNX", "LaminaReport",
                "LaminaTrain",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/CLI", swiftSettings: swift,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "transforms", dependencies: ["LaminaGraph", "LaminaTensor"],
            path: "Examples/Transforms", swiftSettings: swift,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "course", dependencies: ["Lamina", "LaminaFormats", "LaminaPlot"],
            path: "Examples/Course", swiftSettings: swift,
            linkerSettings: [.linkedLibrary("m")]),
        tests("Graph", ["LaminaGraph", "LaminaTestSupport"]),
        tests("Kernels", ["CLaminaKernels", "LaminaTestSupport"]),
        tests("CPU", ["LaminaCPU", "LaminaGraph", "CLaminaKernels", "LaminaTestSupport"]),
        .target(
            name: "LaminaTestSupport", dependencies: ["CLaminaKernels", "CZlib"],
            path: "Tests/Support", swiftSettings: swift),
        tests(
            "Formats",
            [
                "LaminaGraph", "LaminaTensor", "LaminaFormats", "LaminaReference",
                "LaminaTestSupport",
            ]),
        tests(
            "Data",
            [
                "LaminaGraph", "LaminaTensor", "LaminaFormats", "LaminaData", "LaminaReference",
                "LaminaTestSupport",
            ]),
        tests(
            "ONNX",
            [
                "LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaFormats", "LaminaModels",
                "LaminaONNX", "LaminaTestSupport",
            ]),
        tests("Plot", ["LaminaPlot"]),
        tests(
            "Report",
            [
                "LaminaReport", "LaminaTrain", "LaminaModels", "LaminaNN", "LaminaOptim",
                "LaminaTensor", "LaminaData", "LaminaFormats", "LaminaTestSupport",
            ]),
        tests(
            "Train",
            [
                "LaminaTrain", "LaminaModels", "LaminaNN", "LaminaOptim", "LaminaTensor",
                "LaminaGraph", "LaminaData", "LaminaFormats", "LaminaTestSupport",
            ]),
        tests(
            "CLI",
            [
                "lamina", "LaminaTrain", "LaminaFormats", "LaminaData", "LaminaGraph", "LaminaONNX",
                "LaminaTensor", "LaminaTestSupport",
            ]),
        .target(
            name: "LaminaReference",
            dependencies: ["LaminaGraph", "LaminaTensor", "LaminaFormats"],
            path: "Tests/Reference",
            exclude: [
                "README.md", "torch.safetensors", "layers.safetensors", "losses.safetensors",
                "optimizers.safetensors", "samples.safetensors", "pretrained", "hdf5",
            ],
            swiftSettings: swift),
        tests("NN", ["LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaOptim", "LaminaReference"]),
        tests(
            "Optim", ["LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaOptim", "LaminaReference"]),
        tests(
            "Models",
            [
                "LaminaGraph", "LaminaTensor", "LaminaNN", "LaminaOptim", "LaminaModels",
                "LaminaData", "LaminaTrain", "LaminaFormats", "LaminaReference",
                "LaminaTestSupport",
            ]),
        tests("Course", ["course", "LaminaData", "LaminaTestSupport"]),
        tests("Conformance", ["LaminaGraph", "LaminaTensor", "LaminaTestSupport"]),
        tests("Tensor", ["LaminaGraph", "LaminaTensor"]),
    ],
    cxxLanguageStandard: .cxx17
)
