// swift-tools-version: 6.2
import PackageDescription

// In a package of your own, depend on a version instead of a folder:
//     .package(url: "https://example.org/lamina", exact: "0.1.0")
let package = Package(
    name: "Quickstart",
    dependencies: [.package(name: "lamina", path: "../..")],
    targets: [
        .executableTarget(
            name: "Quickstart",
            dependencies: [.product(name: "Lamina", package: "lamina")])
    ]
)
