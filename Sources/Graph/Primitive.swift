/// An operation that every rule of the system knows: a closed set, kept close to StableHLO's.
///
/// Everything else is a composite written in these. Each case has a shape rule (`spec(of:)`), a
/// reference evaluation, derivative rules, and a lowering; the exhaustive switches name what a new
/// case lacks. A case with little to say is stored in place, so that recording it allocates nothing.
package enum Primitive: Hashable, Sendable {
    /// The graph's input with this number: an argument, a variable, a tensor with a value.
    case parameter(Int)
    /// A number known when the graph is made.
    case constant(Double)
    /// The operand itself; marks where a derivative starts.
    case identity
    /// The operand, whose derivative is zero.
    case stopGradient

    case unary(Unary)
    case binary(Binary)
    case compare(Comparison)
    /// `condition ? a : b`, element by element.
    case select
    case convert(DType)

    indirect case reshape(Shape)
    /// Axis `i` of the operand becomes `axes[i]` of the result; sizes agree or are 1.
    indirect case broadcast(Shape, axes: InlineInts)
    /// Axis `i` of the result is axis `axes[i]` of the operand.
    indirect case transpose(InlineInts)
    indirect case slice(starts: InlineInts, limits: InlineInts, strides: InlineInts)
    /// The listed axes run backwards.
    indirect case reverse(axes: InlineInts)
    /// Grows each axis by `low` and `high` elements of value `value`.
    indirect case pad(low: InlineInts, high: InlineInts, value: Double)
    case concatenate(axis: Int)
    /// The index along one axis.
    indirect case iota(TensorSpec, axis: Int)

    /// The listed axes disappear.
    indirect case reduce(Reduction, axes: InlineInts)
    /// The index of the first extreme along one axis, which disappears; int32.
    indirect case argReduce(largest: Bool, axis: Int)

    /// `[..., m, k] x [..., k, n]`; a transposed operand is stored with its last two axes swapped.
    case matmul(transposeLHS: Bool, transposeRHS: Bool)
    indirect case convolution(ConvolutionWindow)
    /// From the output's gradient and the filter; the result has this shape.
    indirect case convolutionInputGradient(ConvolutionWindow, Shape)
    /// From the input and the output's gradient; the result has this shape.
    indirect case convolutionFilterGradient(ConvolutionWindow, Shape)
    indirect case pool(PoolKind, PoolWindow)
    /// From the input and the output's gradient.
    indirect case maxPoolGradient(PoolWindow)
    /// From the output's gradient; the result has this shape.
    indirect case averagePoolGradient(PoolWindow, Shape)

    /// Rows of a table `[rows, ...]` at int32 indices; zeros for an index outside.
    case gatherRows
    /// A table `[rows, ...]`, int32 indices, and a row of updates for each of them, joined to the
    /// table in order; an index outside is skipped.
    case scatterRows(ScatterMode)
    /// Where the first `count` elements in order stand along one axis; int32. Stable, NaN last.
    indirect case argSort(axis: Int, descending: Bool, count: Int)
    /// The reduction of all elements up to each one along an axis, or from it on.
    indirect case cumulative(Cumulation, axis: Int, reversed: Bool)
    /// `z[i] = a[i] z[i - 1] + b[i]` along an axis, or with `z[i + 1]`, of operands `a` and `b`.
    indirect case linearRecurrence(axis: Int, reversed: Bool)
    /// A part of these sizes, from int32 starts that are moved inside. Starts `[rank]`, or
    /// `[lanes, rank - 1]`: one for each index of the first axis, which is then taken whole.
    indirect case dynamicSlice(sizes: InlineInts)
    /// The first operand with the second one written over it from int32 starts, as above.
    case dynamicUpdate
    /// Real and imaginary parts of complex numbers along a new last axis of 2: the same memory.
    case complexParts
    /// Complex numbers from such parts.
    case complexFromParts
    /// A Fourier transform of every line.
    indirect case fourier(FourierKind)
    /// 32 random bits an element, from a key of two `uint32`.
    indirect case randomBits(Shape)

    /// A factorisation of matrices, or the solution of triangular ones.
    indirect case matrix(MatrixRoutine)

    /// The first operand, once the others are computed: equal expressions before and behind a
    /// barrier stay apart, so that what follows is done anew, and not before its time.
    case barrier

    case composite(Composite)
    case conditional(Conditional)
    case scan(Scan)
    case whileLoop(WhileLoop)
    /// One of the results, with its spec, of an operand that has several.
    indirect case result(Int, TensorSpec)
}

/// An element-wise function of one operand.
package enum Unary: UInt8, Hashable, Sendable, CaseIterable {
    case negate, abs, sign, exp, log, expm1, log1p, sqrt, rsqrt
    case tanh, sigmoid, relu, sin, cos, erf, floor, ceil, round, not, isNaN, isFinite
    case tan, asin, acos, atan, sinh, cosh, asinh, acosh, atanh, exp2, log2, log10, cbrt
    case erfc, erfInverse, logGamma, trunc, populationCount
}

/// An element-wise function of two operands of one shape and type.
package enum Binary: UInt8, Hashable, Sendable, CaseIterable {
    case add, subtract, multiply, divide, power, maximum, minimum, remainder
    case and, or, xor, shiftLeft, shiftRight, atan2, hypot, copySign, nextAfter
}

/// A comparison of two operands of one shape and type, giving `bool`.
package enum Comparison: UInt8, Hashable, Sendable, CaseIterable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// How a reduction joins elements.
package enum Reduction: UInt8, Hashable, Sendable, CaseIterable {
    case sum, product, max, min, any, all
}

/// How a scattered update joins the element that is there.
public enum ScatterMode: UInt8, Hashable, Sendable, CaseIterable {
    /// Replaces it; of several updates of one element the last one stays.
    case set
    /// Is added to it.
    case add
    /// Is multiplied by it.
    case multiply
    /// The larger one stays; NaN if either is.
    case maximum
    /// The smaller one stays; NaN if either is.
    case minimum
}

/// What is carried along an axis.
package enum Cumulation: UInt8, Hashable, Sendable, CaseIterable {
    case sum, product, max, min, logSumExp
}

/// What a pooling window yields.
package enum PoolKind: UInt8, Hashable, Sendable, CaseIterable {
    case max, average
}
