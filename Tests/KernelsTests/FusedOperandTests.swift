import CLaminaKernels
import Testing

/// Every way in which an input may lie over the loop, against plain index arithmetic.
@Suite struct FusedOperandTests {
    struct View: CustomTestStringConvertible, Sendable {
        let name: String
        let dims: [Int]
        let strides: [Int]
        var testDescription: String { "\(name) \(dims) by \(strides)" }
    }

    static let views = [
        View(name: "rank 0", dims: [], strides: []),
        View(name: "one element", dims: [1], strides: [1]),
        View(name: "contiguous", dims: [1000], strides: [1]),
        View(name: "contiguous, many pieces", dims: [300, 401], strides: [401, 1]),
        View(name: "scalar", dims: [2000], strides: [0]),
        View(name: "row of 6", dims: [5000, 6], strides: [0, 1]),
        View(name: "row of 10, few rows", dims: [7, 10], strides: [0, 1]),
        View(name: "row longer than a tile", dims: [70, 3001], strides: [0, 1]),
        View(name: "row longer than a pattern", dims: [20, 5003], strides: [0, 1]),
        View(name: "repeated matrix", dims: [90, 30, 7], strides: [0, 7, 1]),
        View(name: "column over 10", dims: [3000, 10], strides: [1, 0]),
        View(name: "column over 3", dims: [30_000, 3], strides: [1, 0]),
        View(name: "column over 1500", dims: [40, 1500], strides: [1, 0]),
        View(name: "column over 2048", dims: [40, 2048], strides: [1, 0]),
        View(name: "middle axis", dims: [40, 30, 20], strides: [20, 0, 1]),
        View(name: "outer and inner axis", dims: [40, 30, 20], strides: [0, 1, 0]),
        View(name: "rows of a wider matrix", dims: [500, 10], strides: [17, 1]),
        View(name: "every second element", dims: [5000], strides: [2]),
        View(name: "transposed", dims: [300, 210], strides: [1, 300]),
        View(name: "transposed, narrow", dims: [5, 3000], strides: [1, 5]),
        View(name: "transposed, small", dims: [9, 10], strides: [1, 9]),
        View(name: "batch of transposed", dims: [5, 70, 45], strides: [3150, 1, 70]),
        View(name: "axes 2 0 1", dims: [31, 40, 33], strides: [1, 31 * 33, 31]),
        View(name: "transposed and broadcast", dims: [64, 12, 50], strides: [1, 0, 64]),
        View(name: "ones between", dims: [1, 40, 1, 50, 1], strides: [7, 1, 9, 40, 3]),
        View(
            name: "rank 8", dims: [2, 3, 2, 3, 2, 3, 2, 3],
            strides: [1, 2, 6, 12, 36, 72, 216, 432]),
        View(name: "backwards", dims: [5000], strides: [-1]),
        View(name: "rows backwards", dims: [60, 70], strides: [70, -1]),
        View(name: "both axes backwards", dims: [60, 70], strides: [-70, -1]),
        View(name: "transposed and backwards", dims: [300, 210], strides: [1, -300]),
        View(name: "every third backwards", dims: [9, 40], strides: [130, -3]),
        View(name: "empty", dims: [4, 0, 3], strides: [0, 3, 1]),
    ]

    private func offsets(_ view: View) -> [Int] {
        var all = [0]
        for (count, stride) in zip(view.dims, view.strides) {
            all = all.flatMap { base in (0..<count).map { base + $0 * stride } }
        }
        return all
    }

    /// The view is added to a contiguous input, so that both meet in one tile.
    private func check<T: FixedWidthInteger & BitwiseCopyable>(
        _ view: View, _ dtype: lk_dtype, as type: T.Type
    ) {
        let offsets = offsets(view), count = offsets.count
        // Where strides are negative, the first element does not lie lowest.
        let lowest = min(offsets.min() ?? 0, 0)
        let source = (lowest...(offsets.max() ?? 0)).map {
            T(truncatingIfNeeded: $0 &* 2_654_435_761)
        }
        let other = (0..<max(count, 1)).map { T(truncatingIfNeeded: $0 &* 40_503 &+ 7) }
        var loop = Loop(view.dims)
        let a = loop.input(dtype, strides: view.strides), b = loop.input(dtype)
        loop.output(loop.apply(LK_ADD, a, b, dtype: dtype), dtype: dtype)
        loop.output(a, dtype: dtype)
        let canary = T(truncatingIfNeeded: 0x5AA5_5AA5)
        var sum = [T](repeating: canary, count: count + 64)
        var copy = [T](repeating: canary, count: count + 64)
        source.withUnsafeBytes { source in
            other.withUnsafeBytes { other in
                sum.withUnsafeMutableBytes { sum in
                    copy.withUnsafeMutableBytes { copy in
                        loop.run(
                            [
                                source.baseAddress! - lowest * MemoryLayout<T>.size,
                                other.baseAddress!,
                            ],
                            [sum.baseAddress!, copy.baseAddress!])
                    }
                }
            }
        }
        #expect(copy == offsets.map { source[$0 - lowest] } + Array(repeating: canary, count: 64))
        let expected = offsets.enumerated().map { source[$1 - lowest] &+ other[$0] }
        #expect(sum == expected + Array(repeating: canary, count: 64))
    }

    @Test(arguments: views) func elementsComeFromWhereTheStridesPoint(_ view: View) {
        check(view, LK_UINT8, as: UInt8.self)
        check(view, LK_INT16, as: Int16.self)
        check(view, LK_INT32, as: Int32.self)
        check(view, LK_UINT64, as: UInt64.self)
    }

    @Test func halfAndComplexTypesAreMovedAsBits() {
        let view = View(name: "transposed", dims: [50, 33], strides: [1, 50])
        let offsets = offsets(view)
        for (dtype, width) in [(LK_BFLOAT16, 1), (LK_FLOAT16, 1), (LK_COMPLEX64, 4)] {
            let source = (0..<1650 * width).map { UInt16(truncatingIfNeeded: $0 &* 40_503) }
            var loop = Loop(view.dims)
            let a = loop.input(dtype, strides: view.strides)
            loop.output(loop.apply(LK_COPY, a, dtype: dtype), dtype: dtype)
            var result = [UInt16](repeating: 0, count: 1650 * width)
            source.withUnsafeBytes { source in
                result.withUnsafeMutableBytes { loop.run([source.baseAddress!], [$0.baseAddress!]) }
            }
            #expect(result == offsets.flatMap { source[($0 * width)..<($0 * width + width)] })
        }
    }
}
