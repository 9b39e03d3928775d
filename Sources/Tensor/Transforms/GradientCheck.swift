import LaminaGraph

/// What ``checkGradients(of:at:tolerance:)`` found wrong.
public struct GradientMismatch: Error, CustomStringConvertible, Sendable {
    /// Which derivative: `reverse` or `forward`, first or second order.
    public let derivative: String
    /// The derivative along a random direction, by the rules.
    public let found: Double
    /// The same by central differences.
    public let expected: Double

    /// Both numbers and where to look.
    public var description: String {
        "\(derivative) derivative: \(found) by its rule, \(expected) by differences\n"
            + "  fix  look at the vjp or jvp rule; near a kink differences mislead: move the point"
    }
}

/// Checks a function's derivatives, as of an operation of one's own: reverse and forward mode, first
/// and second order, against central differences along random directions.
///
/// ```swift
/// try checkGradients(of: { x in softplus(x[0]) }, at: [Tensor([0.5, -2])])
/// ```
///
/// - Parameters:
///   - inputs: the point; it is converted to float64, in which the differences
///     `(f(x + hv) - f(x - hv)) / 2h`, h = 10⁻⁶, are right to about nine digits. Integer inputs stay.
///   - tolerance: the relative error allowed.
/// - Throws: ``GradientMismatch`` for the first derivative that is wrong.
public func checkGradients(
    of function: @escaping @Sendable ([Tensor]) -> Tensor, at inputs: [Tensor],
    tolerance: Double = 1e-6
) throws {
    let exact = inputs.map { $0.dtype.isFloatingPoint ? $0.asType(.float64) : $0 }
    let places = exact.indices.filter { exact[$0].dtype == .float64 }
    let merge = { @Sendable (points: [Tensor]) in
        var all = exact
        for (place, point) in zip(places, points) { all[place] = point }
        return all
    }
    let first = { @Sendable (points: [Tensor]) in function(merge(points)) }
    let points = places.map { exact[$0] }
    try compare(first, points, "", tolerance)
    let weights = direction(like: first(points), "weights")
    let slope = { @Sendable (points: [Tensor]) in
        let slopes = gradient { (x: [Tensor]) in (first(x) * weights).sum() }(points)
        return concatenated(slopes.map { $0.flattened() })
    }
    try compare(slope, points, "second ", tolerance)
}

/// `<g, J v>` three ways: by differences, reverse and forward.
private func compare(
    _ function: @Sendable ([Tensor]) -> Tensor, _ points: [Tensor], _ order: String,
    _ tolerance: Double
) throws {
    let directions = points.enumerated().map { direction(like: $1, "direction \($0)") }
    let (value, pullback) = vjp(function, at: points)
    let g = direction(like: value, "gradient")
    let h = 1e-6
    let ahead = function(zip(points, directions).map { $0 + h * $1 })
    let behind = function(zip(points, directions).map { $0 - h * $1 })
    let expected = pairing(g, (ahead - behind) / (2 * h))
    let reverse = zip(pullback(g), directions).map(pairing).reduce(0, +)
    let forward = pairing(g, jvp(function, at: points, along: directions).tangent)
    for (mode, found) in [("reverse", reverse), ("forward", forward)]
    where !((found - expected).magnitude <= tolerance * (1 + expected.magnitude)) {
        throw GradientMismatch(
            derivative: order + mode, found: found, expected: expected)
    }
}

private func direction(like x: Tensor, _ name: String) -> Tensor {
    .normal(shape: x.shape, key: RandomKey(seed: 0, path: name)).asType(.float64)
}

private func pairing(_ a: Tensor, _ b: Tensor) -> Double { (a * b).sum().scalar(as: Double.self) }
