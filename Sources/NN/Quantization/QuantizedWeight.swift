import LaminaGraph
package import LaminaTensor

/// A layer's weight in int8 with a scale for each output: `w[…, o] ≈ scale[o] q[…, o]`, `|q| ≤ 127`.
///
/// What it is multiplied with becomes int8 during the call, by the largest magnitude of each example: that is
/// the dynamic form of quantisation, which needs no data beforehand. Sums are int32.
///
/// - Source: Jacob et al. (2018), arXiv:1712.05877, with symmetric ranges; Krishnamoorthi (2018),
///   arXiv:1806.08342, section 3.1, on a scale for each channel.
package struct QuantizedWeight: Sendable {
    /// int8, of the weight's shape; outputs come last.
    package let values: Variable
    /// float32, one for each output.
    package let scale: Variable

    package init(rounding weight: Tensor) {
        let axes = Array(0..<weight.rank - 1)
        let (values, scale) = Self.rounded(weight.asType(.float32), over: axes)
        (self.values, self.scale) = (Variable(values), Variable(scale.reshaped([-1])))
    }

    /// `x` over the largest magnitude along some axes, in 127 steps to each side, and the size of a step.
    private static func rounded(_ x: Tensor, over axes: [Int]) -> (values: Tensor, step: Tensor) {
        let largest = maximum(
            x.max(axes: axes, keepDims: true), -x.min(axes: axes, keepDims: true))
        let factor = select(largest .> 0, 127 / largest, 0)
        return (round(x * factor).asType(.int8), largest / 127)
    }

    /// `x w` over the last axis of `x`, whose rows have scales of their own.
    package func product(_ x: Tensor) -> Tensor {
        let values = values.value
        let rows = x.asType(.float32).reshaped([-1, values.shape[0]])
        let (q, step) = Self.rounded(rows, over: [1])
        let sums = matmul(q.asType(.float32), values.asType(.float32))
        let y = sums * step * scale.value
        return y.reshaped(Shape(x.shape.dropLast() + [values.shape[1]]))
    }

    /// The convolution of `x`, whose examples have scales of their own, with filters `w`.
    package func convolution(_ x: Tensor, _ form: ConvolutionForm) -> Tensor {
        let (q, step) = Self.rounded(x.asType(.float32), over: [1, 2, 3])
        let sums = conv2D(
            q.asType(.float32), filter: values.value.asType(.float32), stride: form.stride,
            padding: form.padding, dilation: form.dilation, groups: form.groups)
        return sums * step * scale.value
    }
}

/// The weights that layers of a model take in int8 while it is called.
struct QuantizedWeights: Sendable {
    @TaskLocal static var current: QuantizedWeights?

    private var table: [ObjectIdentifier: QuantizedWeight] = [:]

    subscript(_ parameter: Parameter) -> QuantizedWeight? {
        get { table[ObjectIdentifier(parameter)] }
        set { table[ObjectIdentifier(parameter)] = newValue }
    }
}
