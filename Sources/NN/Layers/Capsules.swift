package import LaminaGraph
public import LaminaTensor

/// Vectors shortened to a length below 1 in their own direction: `‖s‖² / (1 + ‖s‖²) · s / ‖s‖`.
///
/// - Gradient: 0 at 0. A number of 1e-12 beside ‖s‖² keeps it finite there.
/// - Source: Sabour, Frosst & Hinton (2017), arXiv:1710.09829, eq. 1.
public func squash(_ x: Tensor, axis: Int = -1) -> Tensor {
    let square = x.square().sum(axis: axis, keepDims: true)
    return x * (square / (1 + square) * rsqrt(square + 1e-12))
}

/// Capsules that agree on what they see: each input capsule predicts every output capsule, and
/// predictions that agree with the others' are listened to more, by dynamic routing.
///
/// A capsule is a vector, whose length says how sure it is that its thing is there:
/// `capsules(x).norm(axis: -1)`.
///
/// - Shape: `[batch, in, inSize]` to `[batch, count, size]`. Parameters: `weight` `[in, count, inSize,
///   size]`.
/// - Gradient: through the routing too.
/// - Source: Sabour, Frosst & Hinton (2017), arXiv:1710.09829, procedure 1.
public struct Capsules: Module {
    /// The number of output capsules.
    public let count: Int
    /// The length of their vectors.
    public let size: Int
    /// The rounds of routing.
    public let iterations: Int
    /// `[in, count, inSize, size]`.
    public let weight: Parameter

    /// A layer whose input sizes are found when it is built.
    public init(
        count: Int, size: Int, iterations: Int = 3,
        initializer: Initializer = .normal(standardDeviation: 0.1)
    ) {
        require(
            min(count, size, iterations) > 0,
            "Capsules: count, size and iterations must be at least 1")
        (self.count, self.size, self.iterations) = (count, size, iterations)
        weight = Parameter(initializer)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let weight = weight.value(shape: try check(x.spec))
            let predictions = einsum("bik,iokd->biod", x, weight)
            var agreement = Tensor.zeros(
                [x.shape[0], x.shape[1], count], dtype: predictions.dtype)
            var output = predictions
            for round in 0..<iterations {
                let shares = softmax(agreement, axis: -1)
                output = squash(einsum("bio,biod->bod", shares, predictions))
                if round + 1 < iterations {
                    agreement = agreement + einsum("biod,bod->bio", predictions, output)
                }
            }
            return output
        }
    }

    /// The weight's shape.
    package func check(_ x: TensorSpec) throws(OpError) -> Shape {
        guard x.shape.rank == 3 else {
            throw OpError(
                op: weight.place(of: "Capsules"),
                problem: "the input must be [batch, capsules, size]", operands: ["x": "\(x)"],
                fix: "make capsules of a picture with PrimaryCapsules")
        }
        let wanted: Shape = [x.shape[1], count, x.shape[2], size]
        guard weight.shape ?? wanted == wanted else {
            let own = weight.shape ?? wanted
            throw OpError(
                op: weight.place(of: "Capsules"),
                problem: "the input has \(x.shape[1]) capsules of size \(x.shape[2]), the layer "
                    + "\(own[0]) of \(own[2])",
                operands: ["x": "\(x)"], fix: "give it inputs of the sizes it was built for")
        }
        return wanted
    }
}

/// The first capsules, made from a picture by a convolution: at each position, `types` vectors.
///
/// - Shape: `[batch, height, width, in]` to `[batch, outHeight · outWidth · types, size]`. Parameters:
///   those of `convolution`.
/// - Source: Sabour, Frosst & Hinton (2017), arXiv:1710.09829, section 4.
public struct PrimaryCapsules: Module {
    /// How many capsules there are at each position.
    public let types: Int
    /// The length of their vectors.
    public let size: Int
    /// What makes their numbers.
    public let convolution: Conv2D

    /// A layer whose convolution has `types * size` filters, over channels that are found when it is built.
    public init(
        types: Int, size: Int, kernelSize: any AxisSizes, stride: any AxisSizes = 1,
        padding: WindowPadding = .valid
    ) {
        require(min(types, size) > 0, "PrimaryCapsules: types and size must be at least 1")
        (self.types, self.size) = (types, size)
        convolution = Conv2D(
            outChannels: types * size, kernelSize: kernelSize, stride: stride, padding: padding)
    }

    public func forward(_ x: Tensor) -> Tensor {
        let maps = convolution(x)
        return squash(maps.reshaped([maps.shape[0], -1, size]))
    }
}
