public import LaminaGraph

/// Mixed precision for a stretch of code; part of every compiled function's key.
public enum Autocast {
    /// The type in which products are taken, nil outside ``autocast(to:_:)``.
    @TaskLocal public static var dtype: DType?
}

/// Runs `body` with matrix products and convolutions in a half type, and with what needs digits or range in
/// float32. Parameters stay float32, and so do their gradients. PyTorch: `torch.autocast`.
///
/// ```swift
/// let x = Tensor.ones([64, 32]), w = Tensor.ones([32, 16])
/// let (loss, slope) = valueAndGradient { (w: Tensor) in
///     autocast(to: .bfloat16) { softmax(matmul(x, w)).square().mean() }
/// }(w)
/// loss.dtype  // float32, and so is slope; the product alone is bfloat16
/// ```
///
/// | in | operations |
/// |---|---|
/// | the half type | `matmul` and all that is made of it (`einsum`, `dot`, layers), convolutions and transposed convolutions: float32 operands are rounded, sums are float32, the result is rounded once |
/// | float32 | sums, products, means and norms, cumulative ones, `softmax`, `logSoftmax`, `logSumExp`, normalisations, losses, exponentials and logarithms, powers that are no products, roots (`sqrt`, `rsqrt`, `cbrt`), `tan`, `sinh`, `cosh`, `asin`, `acos`, `acosh`, `atanh`, `erfInverse`, `logGamma`, Fourier transforms, linear algebra, attention with its own products |
/// | the type of their operands | all others; a half type beside float32 gives float32 |
///
/// float64, integers and complex numbers are left alone. Derivatives are taken in the types of the forward
/// pass, wherever they are asked for. float16 reaches only 65,504 and 6e-8: there ``LaminaOptim/LossScaling``
/// keeps gradients in range; bfloat16 has float32's range.
///
/// - Parameter dtype: `.bfloat16` or `.float16`; nil turns it off inside an outer one.
/// - Traps: another type.
/// - Source: Micikevicius et al. (2018), arXiv:1710.03740; the lists follow PyTorch's.
public func autocast<R>(to dtype: DType?, _ body: () throws -> R) rethrows -> R {
    require(
        dtype == nil || dtype == .bfloat16 || dtype == .float16,
        "autocast: products are taken in bfloat16 or float16, not in \(dtype.map { "\($0)" } ?? "")"
    )
    return try Autocast.$dtype.withValue(dtype, operation: body)
}

extension Primitive {
    /// The operands in the types that autocast wants for this operation.
    func autocasting(_ operands: [Tensor]) -> [Tensor] {
        switch castingRule {
        case .none: return operands
        case .toHalf:
            return Autocast.dtype == nil ? operands : operands.map { $0.asType($0.dtype.ofFactors) }
        case .toFloat32:
            guard Autocast.dtype != nil else { return operands }
            return operands.map { $0.dtype.isHalf ? $0.asType(.float32) : $0 }
        }
    }

    /// Whether real operands are recorded in the types they have, whatever the task's settings.
    var isRecordedAsItIs: Bool {
        if case .convert(let dtype) = self, dtype.isComplex { return false }
        return castingRule == .none || Autocast.dtype == nil
    }

    private enum CastingRule { case none, toHalf, toFloat32 }

    private var castingRule: CastingRule {
        switch self {
        case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient: .toHalf
        case .unary(let op): op.needsFloat32 ? .toFloat32 : .none
        case .binary(.power): .toFloat32
        case .reduce(.sum, _), .reduce(.product, _), .cumulative(.sum, _, _),
            .cumulative(.product, _, _), .cumulative(.logSumExp, _, _), .linearRecurrence,
            .fourier, .matrix:
            .toFloat32
        case .parameter, .constant, .identity, .stopGradient, .binary, .compare, .select, .convert,
            .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota, .reduce,
            .argReduce, .pool, .maxPoolGradient, .averagePoolGradient, .gatherRows, .scatterRows,
            .argSort, .cumulative, .dynamicSlice, .dynamicUpdate, .complexParts, .complexFromParts,
            .randomBits, .barrier, .composite, .conditional, .scan, .whileLoop, .result:
            .none
        }
    }
}

extension Unary {
    /// Whether small differences of the operand are large ones of the result, or the result has a wide range.
    fileprivate var needsFloat32: Bool {
        switch self {
        case .exp, .log, .expm1, .log1p, .exp2, .log2, .log10, .sqrt, .rsqrt, .cbrt, .tan, .sinh,
            .cosh, .asin, .acos, .acosh, .atanh, .erfInverse, .logGamma:
            true
        case .negate, .abs, .sign, .tanh, .sigmoid, .relu, .sin, .cos, .erf, .erfc, .floor, .ceil,
            .round, .not, .isNaN, .isFinite, .atan, .asinh, .trunc, .populationCount:
            false
        }
    }
}

extension DType {
    /// The type of the operands of products of this type.
    var ofFactors: DType { self == .float32 ? Autocast.dtype ?? self : self }

    /// The type of a result that was computed in float32 where this type was asked for.
    var ofWideResult: DType { isHalf && Autocast.dtype != nil ? .float32 : self }

    /// Whether the type is stored in two bytes and computed in float32.
    package var isHalf: Bool { self == .bfloat16 || self == .float16 }
}
