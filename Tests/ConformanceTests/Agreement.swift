import LaminaGraph
import LaminaTensor
import Testing

/// How far a computed number may lie from the one it should be.
struct Tolerance {
    /// Allowed error relative to the number itself.
    let relative: Double
    /// Allowed error beside numbers that cancelled: relative to what they were made from.
    let absolute: Double

    /// The error of an operation computed in `dtype` against one computed exactly.
    ///
    /// Elementary functions lie within 4 units in the last place and an operation chains a few:
    /// 8 roundings of the type. A sum of n terms loses up to n roundings more, always of float32 or
    /// finer; n is at most the number of elements of the largest operand. Where terms cancel, the
    /// error is relative to the terms: the largest result stands for them, or 1 in half types, whose
    /// intermediate results are rounded too.
    init(row: OpRow, inputs: [Tensor], computedIn dtype: DType, expected: [Double]) {
        let terms = Double(inputs.map(\.shape.elementCount).max() ?? 1)
        let rounding = 8 * dtype.roundoff
        let summing = terms * min(dtype.roundoff, DType.float32.roundoff)
        let largest = expected.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        let isHalf = dtype == .float16 || dtype == .bfloat16
        relative = row.slack * (rounding + summing)
        absolute = relative * (isHalf ? 1 : min(1, largest))
    }

    init(relative: Double, absolute: Double) {
        (self.relative, self.absolute) = (relative, absolute)
    }

    func admits(_ got: Double, _ want: Double) -> Bool {
        abs(got - want) <= relative * abs(want) + absolute
    }
}

extension DType {
    /// Half the distance from 1 to the next number: the relative error of one rounding.
    var roundoff: Double {
        switch self {
        case .float64, .complex128: 0x1p-53
        case .float16: 0x1p-11
        case .bfloat16: 0x1p-8
        case .float32, .complex64: 0x1p-24
        case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: 0
        }
    }

    /// The larger error of two types.
    static func coarser(_ a: DType, _ b: DType) -> DType { a.roundoff >= b.roundoff ? a : b }
}

/// Records one issue for all elements that differ: the case, how many, and the first of them.
func expectAgreement(
    _ got: [Double], _ want: [Double], _ tolerance: Tolerance, in dtype: DType = .float64,
    _ name: @autoclosure () -> String, shape: Shape? = nil, signedZeros: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard got.count == want.count else {
        Issue.record(
            "\(name()): \(got.count) elements, expected \(want.count)",
            sourceLocation: sourceLocation)
        return
    }
    let wrong = got.indices.filter { index in
        !agree(got[index], want[index], tolerance, dtype, signedZeros: signedZeros)
    }
    guard let first = wrong.first else { return }
    let place = shape.map { position(first, in: $0) } ?? "[\(first)]"
    Issue.record(
        """
        \(name()): \(wrong.count) of \(got.count) elements differ; at \(place) got \(got[first]), \
        expected \(want[first])
        """, sourceLocation: sourceLocation)
}

/// NaN agrees with NaN and an infinity with itself; a number within the tolerance of the largest
/// one of the type may come out infinite.
private func agree(
    _ got: Double, _ want: Double, _ tolerance: Tolerance, _ dtype: DType, signedZeros: Bool
) -> Bool {
    if want.isNaN || got.isNaN { return want.isNaN && got.isNaN }
    let rounded = dtype.rounded(want)
    if got == rounded {
        return !signedZeros || got != 0 || want != 0 || got.sign == want.sign
    }
    if got.isInfinite || rounded.isInfinite {
        let wide = want * (1 + tolerance.relative), narrow = want * (1 - tolerance.relative)
        return got == dtype.rounded(wide) || got == dtype.rounded(narrow)
            || rounded.isInfinite && got.isFinite && dtype.rounded(narrow).isFinite
    }
    return tolerance.admits(got, want)
}

/// Records an issue if two results differ in a bit; every NaN counts as the same.
func expectSameBits(
    _ got: Tensor, _ want: Tensor, _ name: @autoclosure () -> String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard got.spec == want.spec else {
        Issue.record(
            "\(name()): \(got.spec), expected \(want.spec)", sourceLocation: sourceLocation)
        return
    }
    let (a, b) = (numbers(got), numbers(want))
    let differ = { (i: Int) in
        a[i].bitPattern != b[i].bitPattern && !(a[i].isNaN && b[i].isNaN)
    }
    let wrong = a.indices.filter(differ)
    guard let first = wrong.first else { return }
    Issue.record(
        """
        \(name()): \(wrong.count) of \(a.count) elements differ in their bits; at \
        \(position(first, in: got.shape)) got \(a[first]), expected \(b[first])
        """, sourceLocation: sourceLocation)
}

/// The elements as numbers, after the tensor was computed in its own type.
func numbers(_ x: Tensor) -> [Double] {
    eval(x)
    return x.array(as: Double.self)
}

/// An element's index on each axis, such as `[0, 2]`.
private func position(_ index: Int, in shape: Shape) -> String {
    var (rest, place) = (index, [Int](repeating: 0, count: shape.rank))
    for axis in shape.indices.reversed() where shape[axis] > 0 {
        (rest, place[axis]) = rest.quotientAndRemainder(dividingBy: shape[axis])
    }
    return "\(place)"
}
