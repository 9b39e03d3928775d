public import LaminaTensor

/// What becomes of the losses of single elements or rows. PyTorch: `reduction`.
public enum LossReduction: String, Sendable, CaseIterable {
    /// Their mean, a scalar; NaN over nothing.
    case mean
    /// Their sum, a scalar; 0 over nothing.
    case sum
    /// Nothing: one number for each.
    case none

    /// The values reduced.
    public func callAsFunction(_ values: Tensor) -> Tensor {
        switch self {
        case .mean: values.mean()
        case .sum: values.sum()
        case .none: values
        }
    }
}
