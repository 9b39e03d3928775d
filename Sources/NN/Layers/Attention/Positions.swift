package import LaminaGraph
public import LaminaTensor

/// Adds sines and cosines of each word's position to its features; see
/// ``LaminaTensor/sinusoidalPositions(length:features:)``.
///
/// - Shape: `[batch, length, features]` to the same.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.5.
public struct SinusoidalPositions: Module {
    /// Nothing to choose: the table follows from the input's shape.
    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.spec.requireAxes(
                wordLayout, at: placed("SinusoidalPositions"))
            let table = sinusoidalPositions(length: x.shape[1], features: x.shape[2])
            return x + table.asType(x.dtype.isFloatingPoint ? x.dtype : .float32)
        }
    }
}

/// Adds a learnt vector for each position to the word's features, as BERT and GPT-2 do.
///
/// - Shape: `[batch, length, features]` to the same, with at most `count` words. Parameters: `weight`
///   `[count, features]`.
/// - Source: Gehring et al. (2017), arXiv:1705.03122, section 3.1.
public struct LearnedPositions: Module {
    /// The number of positions.
    public let count: Int
    /// `[count, features]`.
    public let weight: Parameter

    /// A table whose `features` are found when it is built; it starts as small as BERT's.
    public init(count: Int, initializer: Initializer = .normal(standardDeviation: 0.02)) {
        require(count > 0, "LearnedPositions: count must be at least 1, got \(count)")
        self.count = count
        weight = Parameter(initializer)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let features = try check(x.spec)
            return x + weight.value(shape: [count, features]).slice(0..<x.shape[1])
        }
    }

    /// Adds the vectors of the positions from `position` on, one integer: for decoding.
    public func encode(_ x: Tensor, from position: Tensor) -> Tensor {
        ModuleCall.run(self, x) {
            operation { () throws(OpError) in
                let features = try check(x.spec)
                let table = weight.value(shape: [count, features])
                return x
                    + table.dynamicSlice(at: position.reshaped([]), size: x.shape[1], axis: 0)
            }
        }
    }

    /// The number of features.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try x.requireAxes(wordLayout, at: weight.place(of: "LearnedPositions"))
        guard x.shape[1] <= count else {
            throw OpError(
                op: weight.place(of: "LearnedPositions"),
                problem: "\(x.shape[1]) words are more than the \(count) positions",
                operands: ["x": "\(x)"], fix: "shorten the input, or make it with a larger count")
        }
        return try weight.features(of: x, layer: "LearnedPositions", weight.shape?.last)
    }
}

/// The layout of sequences of words.
let wordLayout = ["batch", "length", "features"]
