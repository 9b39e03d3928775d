// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that Lamina itself does not depend on the benchmark's library.
let package = Package(
    name: "lamina-micro",
    dependencies: [
        .package(name: "lamina", path: "../.."),
        // Without its default traits it needs no jemalloc.
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "EngineBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "LaminaTensor", package: "lamina"),
                .product(name: "LaminaGraph", package: "lamina"),
            ],
            path: "Benchmarks/EngineBenchmarks",
            linkerSettings: [.linkedLibrary("m")],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ]
)
