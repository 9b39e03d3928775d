package import LaminaGraph
public import LaminaTensor

/// Units that answer to inputs near a centre: `y[j] = e^(-(sharpness[j] ‖x - centers[j]‖)²)`.
///
/// A dense layer behind it makes a radial basis function network.
///
/// - Shape: `[..., in]` to `[..., count]`. Parameters: `centers` `[count, in]`, `sharpness` `[count]`,
///   from ones.
/// - Source: Broomhead & Lowe (1988), "Multivariable functional interpolation and adaptive networks".
public struct RadialBasis: Module {
    /// The number of centres.
    public let count: Int
    /// `[count, in]`.
    public let centers: Parameter
    /// `[count]`.
    public let sharpness: Parameter

    /// A layer whose input size is found when it is built. For few centres, start from some of the
    /// data: `layer.centers.value = examples`.
    public init(
        _ count: Int, sharpness: Double = 1,
        initializer: Initializer = .normal(standardDeviation: 1)
    ) {
        require(count > 0, "RadialBasis: count must be at least 1, got \(count)")
        self.count = count
        centers = Parameter(initializer)
        self.sharpness = Parameter(.constant(sharpness), shape: [count])
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let features = try check(x.spec)
            // Differences first: expanded squares would lose the digits of near ones.
            let ways = x.expandedDims(axis: -2) - centers.value(shape: [count, features])
            return exp(-(ways.square().sum(axis: -1) * sharpness.value.square()))
        }
    }

    /// The number of features.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try centers.features(of: x, layer: "RadialBasis", centers.shape?.last)
    }
}
