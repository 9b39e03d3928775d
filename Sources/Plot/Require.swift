/// Traps with `message` unless `condition` holds. Unlike `precondition` it says why in release
/// builds too, which is how Lamina is built.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// Traps where a chart would have no room for its own labels.
func checkSize(_ chart: String, width: Double, height: Double) {
    require(
        (160...10_000).contains(width) && (100...10_000).contains(height),
        "\(chart): width must be 160...10000 and height 100...10000, got \(width) and \(height)")
}
