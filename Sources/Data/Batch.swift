import LaminaGraph
public import LaminaTensor

/// A group of examples, ready to be computed with.
public struct Batch: Sendable, Equatable {
    /// The normalised numbers, float32 `[count] + example shape`; of symbols the codes, int32.
    public let inputTensor: Tensor
    /// The classes, int32 `[count]`; the numbers to predict, float32 `[count] + target shape`; or the
    /// characters that follow those of the inputs, int32 of their shape.
    public let targetTensor: Tensor
    /// The classes; empty where there are none.
    public let labels: [Int32]
    /// Which records these are, as indices into the data set that the batch was taken from.
    public let indices: [Int]

    /// Number of examples.
    public var count: Int { indices.count }

    /// `[count] + example shape`.
    public var inputShape: [Int] { Array(inputTensor.shape) }

    /// A copy of the inputs, example after example, each row-major.
    public var inputs: [Float] { inputTensor.array() }

    /// A copy of the numbers to predict; empty for classes and characters.
    public var targets: [Float] { targetTensor.dtype == .float32 ? targetTensor.array() : [] }

    /// `[count] + target shape`; empty for classification.
    public var targetShape: [Int] {
        targetTensor.dtype == .float32 ? Array(targetTensor.shape) : []
    }

    /// Whether both hold the same records with the same numbers.
    public static func == (a: Batch, b: Batch) -> Bool {
        a.indices == b.indices && a.labels == b.labels && a.inputShape == b.inputShape
            && a.targetShape == b.targetShape && a.inputs == b.inputs && a.targets == b.targets
            && a.targetTensor.array() == b.targetTensor.array()
    }
}
