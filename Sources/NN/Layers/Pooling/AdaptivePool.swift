package import LaminaGraph
public import LaminaTensor

/// The mean of windows that cut each axis into a given number of parts. PyTorch:
/// `nn.AdaptiveAvgPool1d`, `2d` and `3d`.
///
/// - Shape: `[batch, …, channels]` to the same with the sizes `to` between.
public struct AdaptiveAveragePool: Module {
    private let target: PoolTarget

    /// A layer whose output has these sizes: one number, or one for each axis.
    public init(to size: any AxisSizes) {
        target = PoolTarget("AdaptiveAveragePool", size)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in adaptiveAveragePool(x, to: try target.sizes(for: x.spec))
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) { _ = try target.sizes(for: x) }
}

/// The largest element of windows that cut each axis into a given number of parts. PyTorch:
/// `nn.AdaptiveMaxPool1d`, `2d` and `3d`.
///
/// - Shape: `[batch, …, channels]` to the same with the sizes `to` between.
public struct AdaptiveMaxPool: Module {
    private let target: PoolTarget

    /// A layer whose output has these sizes: one number, or one for each axis.
    public init(to size: any AxisSizes) { target = PoolTarget("AdaptiveMaxPool", size) }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in adaptiveMaxPool(x, to: try target.sizes(for: x.spec)) }
    }

    package func check(_ x: TensorSpec) throws(OpError) { _ = try target.sizes(for: x) }
}

/// The sizes that an adaptive pooling gives.
private struct PoolTarget: Sendable {
    let layer: String
    let size: any AxisSizes

    init(_ layer: String, _ size: any AxisSizes) {
        require(
            (1...3).contains { size.sizes(count: $0)?.allSatisfy { $0 > 0 } == true },
            "\(layer): sizes must be at least 1, for one to three axes")
        (self.layer, self.size) = (layer, size)
    }

    func sizes(for x: TensorSpec) throws(OpError) -> [Int] {
        guard (3...5).contains(x.shape.rank), let sizes = size.sizes(count: x.shape.rank - 2) else {
            throw OpError(
                op: placed(layer),
                problem: "an input of rank \(x.shape.rank) does not fit the sizes \(size)",
                operands: ["x": "\(x)"],
                fix: "give it [batch, …, channels] with one axis for each size between")
        }
        return sizes
    }
}

/// The mean over all positions, by channel. Keras: `GlobalAveragePooling1D`, `2D` and `3D`.
///
/// - Shape: `[batch, …, channels]` to `[batch, channels]`.
public struct GlobalAveragePool: Module {
    /// Nothing to choose: one axis of positions or several, of any sizes.
    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 3, "[batch, …, channels]", of: "GlobalAveragePool")
            return globalAveragePool(x)
        }
    }
}

/// The largest element of all positions, by channel. Keras: `GlobalMaxPooling1D`, `2D` and `3D`.
///
/// - Shape: `[batch, …, channels]` to `[batch, channels]`.
public struct GlobalMaxPool: Module {
    /// Nothing to choose: one axis of positions or several, of any sizes.
    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 3, "[batch, …, channels]", of: "GlobalMaxPool")
            return globalMaxPool(x)
        }
    }
}
