package import LaminaGraph

/// One public operation with operands to try it on. From a row alone the conformance suite derives
/// its checks; an operation without a row fails the suite.
package struct OpRow: Sendable {
    /// The operation as a reader calls it, such as `matmul` or `sum(axes:)`.
    package let name: String
    /// The file that defines it, below `Sources/Tensor`.
    package let file: String
    /// The operands' specs and how their elements are drawn.
    package let operands: [Operand]
    /// Why the gradient cannot be compared with differences; nil where it can.
    package let notSmooth: String?
    package let operation: @Sendable ([Tensor]) -> Tensor

    package init(
        _ name: String, in file: String, _ operands: [Operand], notSmooth: String? = nil,
        _ operation: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
        (self.name, self.file, self.operands) = (name, file, operands)
        (self.notSmooth, self.operation) = (notSmooth, operation)
    }

    /// Operands drawn from a seed, with floating-point ones in `dtype`.
    package func samples(seed: UInt64, dtype: DType = .float32) -> [Tensor] {
        operands.enumerated().map { index, operand in
            operand.sample(key: RandomKey(seed: seed, path: "\(name).\(index)"), dtype: dtype)
        }
    }
}

/// One operand of a row.
package enum Operand: Sendable {
    /// Normally distributed numbers.
    case normal(Shape)
    /// Numbers from an interval, where the operation is defined.
    case uniform(Range<Double>, Shape)
    /// Whole numbers of this type.
    case integers(Range<Int>, Shape, DType)
    case bools(Shape)

    fileprivate func sample(key: RandomKey, dtype: DType) -> Tensor {
        switch self {
        case .normal(let shape): Tensor.normal(shape: shape, key: key).asType(dtype)
        case .uniform(let range, let shape):
            Tensor.uniform(range, shape: shape, key: key).asType(dtype)
        case .integers(let range, let shape, let type):
            floor(
                Tensor.uniform(
                    Double(range.lowerBound)..<Double(range.upperBound), shape: shape, key: key)
            ).asType(type)
        case .bools(let shape): Tensor.bernoulli(probability: 0.5, shape: shape, key: key)
        }
    }
}
