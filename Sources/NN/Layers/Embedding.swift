package import LaminaGraph
public import LaminaTensor

/// A vector for each of `count` symbols, looked up by number: `y[i] = weight[x[i]]`. PyTorch:
/// `nn.Embedding`.
///
/// ```swift
/// let words = Embedding(count: 10_000, features: 64)
/// ```
/// - Shape: integers `[...]` to `[..., features]`. Parameters: `weight` `[count, features]`, the same
///   as PyTorch's.
/// - Gradient: rows that are looked up several times add up.
/// - Special values: a number outside `0..<count` gives zeros.
public struct Embedding: Module {
    /// The number of symbols.
    public let count: Int
    /// The length of a vector.
    public let features: Int
    /// The symbol whose vector is 0 and learns nothing; none unless given.
    public let paddingIndex: Int?
    /// `[count, features]`.
    public let weight: Parameter

    /// A table of vectors; PyTorch's defaults.
    ///
    /// - Parameter paddingIndex: from 0 to below `count`; its row starts at 0 and gets no gradient.
    public init(
        count: Int, features: Int, paddingIndex: Int? = nil,
        initializer: Initializer = .normal(standardDeviation: 1)
    ) {
        require(min(count, features) > 0, "Embedding: count and features must be at least 1")
        require(
            (0..<count).contains(paddingIndex ?? 0),
            "Embedding: paddingIndex must lie in 0..<\(count), got \(paddingIndex ?? 0)")
        (self.count, self.features, self.paddingIndex) = (count, features, paddingIndex)
        let first = paddingIndex.map { initializer.withZeroRow($0) } ?? initializer
        weight = Parameter(first, shape: [count, features])
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return embedding(x, table: weight.value, paddingIndex: paddingIndex)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        guard x.dtype.isInteger else {
            throw OpError(
                op: weight.place(of: "Embedding"),
                problem: "symbols are integers, not \(x.dtype)", operands: ["x": "\(x)"],
                fix: "convert them with asType(.int32)")
        }
    }
}

extension Initializer {
    fileprivate func withZeroRow(_ row: Int) -> Initializer {
        Initializer(name) { shape, key in
            let rows = Tensor.iota([shape[0], 1])
            return select(rows.isEqual(to: row), 0, self(TensorSpec(shape), key: key))
        }
    }
}
