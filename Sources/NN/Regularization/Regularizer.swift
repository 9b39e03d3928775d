import LaminaGraph
public import LaminaTensor

/// A penalty on a parameter's values, to be added to the loss.
///
/// ```swift
/// let (loss, gradients) = valueAndGradient(at: model) { model in
///     crossEntropy(model(x), labels: y) + model.penalty(.l2(1e-4))
/// }
/// ```
///
/// With an adaptive optimiser a penalty and the optimiser's weight decay differ: the penalty's gradient
/// passes through the moments. Keras: `regularizers`.
public struct Regularizer: Sendable {
    /// The name under which settings refer to it, such as `l2`.
    public let name: String
    private let function: @Sendable (Tensor) -> Tensor

    /// A penalty from a function of a parameter's value to one number.
    public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
        (self.name, self.function) = (name, function)
    }

    /// The penalty of one tensor, a scalar.
    public func callAsFunction(_ weights: Tensor) -> Tensor { function(weights) }
}

extension Regularizer {
    /// `λ Σ |w|`, which makes weights 0 (the lasso). Keras: `L1`.
    ///
    /// - Gradient: `λ sign(w)`, 0 at 0.
    public static func l1(_ strength: Double) -> Regularizer {
        Regularizer("l1") { strength * abs($0).sum() }
    }

    /// `λ Σ w²`, which keeps weights small (ridge, Tikhonov). Keras: `L2`. The gradient is `2 λ w`: an
    /// optimiser's `weightDecay` of `2 λ` does the same under plain gradient descent.
    public static func l2(_ strength: Double) -> Regularizer {
        Regularizer("l2") { strength * $0.square().sum() }
    }

    /// Both, `λ₁ Σ |w| + λ₂ Σ w²`. Keras: `L1L2`.
    ///
    /// - Source: Zou & Hastie (2005), Regularization and variable selection via the elastic net.
    public static func elasticNet(l1: Double, l2: Double) -> Regularizer {
        Regularizer("elastic-net") { l1 * abs($0).sum() + l2 * $0.square().sum() }
    }

    /// `λ √n Σ ‖w_g‖` over the slices `w_g` of `n` weights along an axis, which makes whole slices 0: of
    /// a dense weight `[in, out]` inputs along axis 0, units along axis 1.
    ///
    /// - Gradient: `λ √n w_g / ‖w_g‖`, 0 for a slice of zeros.
    /// - Source: Yuan & Lin (2006), Model selection and estimation in regression with grouped variables.
    public static func group(_ strength: Double, axis: Int = 0) -> Regularizer {
        Regularizer("group") { weights in
            operation { () throws(OpError) in
                let axis = try weights.shape.resolve(axis: axis, op: "Regularizer.group")
                let others = Array(weights.shape.indices).filter { $0 != axis }
                let size = others.reduce(1) { $0 * weights.shape[$1] }
                let squares = weights.square().sum(axes: others)
                // The root has no slope at 0.
                let isZero = squares.isEqual(to: 0)
                let norms = select(isZero, 0, sqrt(select(isZero, 1, squares)))
                return strength * Double(size).squareRoot() * norms.sum()
            }
        }
    }

    /// `λ ‖Wᵀ W - I‖²` (Frobenius), 0 where the columns are orthonormal; the rows where there are more
    /// columns than rows. `W` is the weight with all axes but the last flattened.
    ///
    /// - Source: Brock et al. (2017), arXiv:1609.07093, section 3.3; Bansal et al. (2018),
    ///   arXiv:1810.09102, eq. 2, with the smaller of both products.
    public static func orthogonality(_ strength: Double) -> Regularizer {
        Regularizer("orthogonality") { weights in
            operation { () throws(OpError) in
                guard let columns = weights.shape.last, weights.rank > 1 else {
                    throw OpError(
                        op: "Regularizer.orthogonality", problem: "a vector has no columns",
                        operands: ["weights": "\(weights.spec)"],
                        fix: "choose weights only, as with on: \"**.weight\"")
                }
                let matrix = weights.flattened(to: -2)
                let isTall = matrix.shape[0] >= columns
                let products =
                    isTall
                    ? matmul(matrix.transposed(), matrix) : matmul(matrix, matrix.transposed())
                let one = Tensor.eye(products.shape[0], dtype: products.dtype)
                return strength * (products - one).square().sum()
            }
        }
    }
}

extension Module {
    /// The sum of a regulariser's penalties on the trained parameters whose paths match, a scalar.
    ///
    /// - Parameter pattern: which parameters; unless given those named `weight`, for a penalty on
    ///   biases or on a normalisation's shift seldom helps.
    /// - Traps: when no parameter matches, or one is not built.
    public func penalty(_ regularizer: Regularizer, on pattern: PathPattern = "**.weight") -> Tensor
    {
        let found = trainableVariables(op: "penalty")
        return operation { () throws(OpError) in
            let penalties = found.filter { pattern.matches($0.path) }.map {
                regularizer($0.variable.value)
            }
            guard let first = penalties.first else {
                throw OpError(
                    op: "penalty", problem: "no trained parameter matches '\(pattern)'",
                    operands: ["paths": found.map(\.path).joined(separator: ", ")],
                    fix: "use a pattern such as \"**.weight\" or \"encoder.**\"")
            }
            return penalties.dropFirst().reduce(first) { $0 + $1 }
        }
    }
}
