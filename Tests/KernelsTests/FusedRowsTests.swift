import CLaminaKernels
import Testing

/// Loops of which operands' rows lie apart, against plain index arithmetic.
@Suite struct FusedRowsTests {
    struct Layout: CustomTestStringConvertible, Sendable {
        let name: String
        let dims: [Int]
        /// Of an input, of an output, and of another input.
        let read, written, other: [Int]
        var testDescription: String { "\(name) \(dims)" }
    }

    static let layouts = [
        Layout(
            name: "whole blocks", dims: [64, 256], read: [1024, 1], written: [700, 1],
            other: [0, 1]),
        Layout(
            name: "many pieces", dims: [300, 128], read: [130, 1], written: [128, 1],
            other: [1, 0]),
        Layout(
            name: "three axes", dims: [5, 40, 192], read: [192, 960, 1], written: [7760, 194, 1],
            other: [0, 192, 1]),
        Layout(
            name: "short rows", dims: [900, 20], read: [31, 1], written: [50, 1], other: [20, 1]),
        Layout(
            name: "rows with an end", dims: [90, 300], read: [300, 1], written: [301, 1],
            other: [0, 0]),
        Layout(name: "few", dims: [3, 5], read: [9, 1], written: [8, 1], other: [5, 1]),
        Layout(name: "columns", dims: [9000], read: [1], written: [3], other: [2]),
        Layout(
            name: "transposed", dims: [96, 128], read: [1, 96], written: [140, 1],
            other: [128, 1]),
        Layout(
            name: "transposed into columns", dims: [96, 128], read: [1, 96], written: [260, 2],
            other: [128, 1]),
    ]

    private func offsets(_ dims: [Int], _ strides: [Int]) -> [Int] {
        var all = [0]
        for (count, stride) in zip(dims, strides) {
            all = all.flatMap { base in (0..<count).map { base + $0 * stride } }
        }
        return all
    }

    /// Interpreted and as machine code.
    @Test(arguments: layouts) func elementsAreWrittenWhereTheStridesPoint(_ layout: Layout) {
        for set in [LK_CODE_NONE, LK_CODE_AVX2, LK_CODE_AVX512] { check(layout, set) }
    }

    private func check(_ layout: Layout, _ set: lk_code_set) {
        let read = offsets(layout.dims, layout.read)
        let written = offsets(layout.dims, layout.written)
        let other = offsets(layout.dims, layout.other)
        let x = (0...(read.max() ?? 0)).map { Float($0 % 1013) }
        let y = (0...(other.max() ?? 0)).map { Float($0 % 509) }
        var loop = Loop(layout.dims)
        let (a, b) = (loop.input(strides: layout.read), loop.input(strides: layout.other))
        let sum = loop.apply(LK_ADD, a, b)
        loop.output(sum, strides: layout.written)
        loop.output(loop.apply(LK_MULTIPLY, sum, b))
        loop.output(sum, strides: layout.written)
        let room = (written.max() ?? 0) + 65
        var (spread, again) = (
            [Float](repeating: -1, count: room), [Float](repeating: -1, count: room)
        )
        var product = [Float](repeating: -1, count: read.count + 64)
        var hasRun = true
        x.withUnsafeBytes { x in
            y.withUnsafeBytes { y in
                spread.withUnsafeMutableBytes { spread in
                    product.withUnsafeMutableBytes { product in
                        again.withUnsafeMutableBytes { again in
                            let inputs = [x.baseAddress!, y.baseAddress!]
                            let outputs = [
                                spread.baseAddress!, product.baseAddress!, again.baseAddress!,
                            ]
                            if set == LK_CODE_NONE { return loop.run(inputs, outputs) }
                            hasRun = loop.runCode(set, inputs, outputs)
                        }
                    }
                }
            }
        }
        // A processor without these instructions has no code.
        guard hasRun else { return }
        var expected = [Float](repeating: -1, count: room)
        var products = [Float](repeating: -1, count: product.count)
        for (element, place) in written.enumerated() {
            expected[place] = x[read[element]] + y[other[element]]
            products[element] = expected[place] * y[other[element]]
        }
        #expect(spread == expected)
        #expect(again == expected)
        #expect(product == products)
    }
}
