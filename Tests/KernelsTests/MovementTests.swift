import CLaminaKernels
import Testing

@Suite struct MovementTests {
    struct Box: CustomTestStringConvertible, Sendable {
        let name: String
        let dims: [Int], source: [Int], target: [Int]
        var testDescription: String { name }
    }

    static let boxes = [
        Box(name: "one element", dims: [], source: [], target: []),
        Box(name: "empty", dims: [3, 0], source: [1, 1], target: [1, 1]),
        Box(
            name: "contiguous", dims: [30, 40, 50], source: [2000, 50, 1], target: [2000, 50, 1]),
        Box(name: "many pieces", dims: [700_001], source: [1], target: [1]),
        Box(name: "padded", dims: [20, 28, 28], source: [784, 28, 1], target: [1024, 32, 1]),
        Box(name: "transposed", dims: [301, 205], source: [1, 301], target: [205, 1]),
        Box(
            name: "transposed the other way", dims: [301, 205], source: [205, 1], target: [1, 301]),
        Box(name: "narrow transposed", dims: [5000, 3], source: [3, 1], target: [1, 5000]),
        Box(name: "wide transposed", dims: [3, 5000], source: [5000, 1], target: [1, 3]),
        Box(
            name: "NHWC to NCHW", dims: [4, 14, 14, 33], source: [6468, 462, 33, 1],
            target: [6468, 14, 1, 196]),
        Box(name: "reversed", dims: [50, 70], source: [-70, -1], target: [70, 1]),
        Box(name: "reversed and transposed", dims: [50, 70], source: [-1, -50], target: [70, 1]),
        Box(name: "one axis reversed", dims: [50, 70], source: [70, -1], target: [70, 1]),
        Box(name: "every third", dims: [40, 20], source: [60, 3], target: [20, 1]),
        Box(name: "spread", dims: [40, 20], source: [20, 1], target: [80, 4]),
        Box(name: "broadcast", dims: [40, 20, 7], source: [1, 0, 0], target: [140, 7, 1]),
        Box(name: "ones", dims: [1, 9, 1, 4], source: [5, 4, 77, 1], target: [3, 1, 8, 9]),
        Box(
            name: "axes 3 1 2 0", dims: [9, 20, 11, 13], source: [2860, 143, 13, 1],
            target: [1, 99, 9, 1980]),
    ]

    private func offsets(_ dims: [Int], _ strides: [Int]) -> [Int] {
        var all = [0]
        for (count, stride) in zip(dims, strides) {
            all = all.flatMap { base in (0..<count).map { base + $0 * stride } }
        }
        return all
    }

    @Test(arguments: boxes, [1, 2, 4, 8, 3, 16])
    func everyElementArrives(_ box: Box, size: Int) {
        let from = offsets(box.dims, box.source), to = offsets(box.dims, box.target)
        // Negative strides reach below the first element.
        let low = from.min() ?? 0
        let source = (0..<((from.max() ?? 0) - low + 1) * size).map {
            UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7)
        }
        var expected = [UInt8](repeating: 0xEE, count: ((to.max() ?? 0) + 1) * size)
        var target = expected
        for (from, to) in zip(from, to) {
            for b in 0..<size { expected[to * size + b] = source[(from - low) * size + b] }
        }
        source.withUnsafeBytes { source in
            target.withUnsafeMutableBytes { target in
                lk_copy(
                    Int32(box.dims.count), box.dims.map(Int64.init), Int32(size),
                    source.baseAddress! - low * size, box.source.map(Int64.init),
                    target.baseAddress!, box.target.map(Int64.init))
            }
        }
        #expect(target == expected)
    }

    @Test func fillRepeatsTheBytes() {
        let value: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        for size in [1, 2, 4, 8] {
            for count in [0, 1, 7, 100_003] {
                var target = [UInt8](repeating: 0xEE, count: count * size + 1)
                lk_fill(&target, Int32(size), value, Int64(count))
                #expect((0..<count * size).allSatisfy { target[$0] == value[$0 % size] })
                #expect(target[count * size] == 0xEE)
            }
        }
    }

    @Test(arguments: [1, 5]) func iotaCountsTheMiddleAxis(inner: Int) {
        let expected = (0..<2 * 300 * inner).map { $0 / inner % 300 }
        func count<T: BitwiseCopyable>(_ dtype: lk_dtype, _ zero: T) -> [T] {
            var out = [T](repeating: zero, count: expected.count)
            out.withUnsafeMutableBytes { lk_iota(dtype, $0.baseAddress, 2, 300, Int64(inner)) }
            return out
        }
        #expect(count(LK_FLOAT32, Float(9)) == expected.map { Float($0) })
        #expect(count(LK_FLOAT64, Double(9)) == expected.map { Double($0) })
        #expect(count(LK_INT64, Int64(9)) == expected.map { Int64($0) })
        #expect(count(LK_UINT8, UInt8(9)) == expected.map { UInt8(truncatingIfNeeded: $0) })
        #expect(count(LK_FLOAT16, UInt16(9)) == expected.map { Float16($0).bitPattern })
        #expect(count(LK_BOOL, UInt8(9)) == expected.map { $0 == 0 ? 0 : 1 })
    }

    @Test(arguments: [1, 2, 3, 4, 8, 24, 400, 4096]) func gatherTakesRowsAndGivesZerosOutside(
        bytes: Int
    ) {
        let rows = 50, indices: [Int32] = (0..<700).map { Int32($0 * 37 % 60 - 5) }
        let table = (0..<rows * bytes).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 1) }
        var out = [UInt8](repeating: 0xEE, count: indices.count * bytes)
        lk_gather_rows(table, Int64(rows), Int64(bytes), indices, Int64(indices.count), &out)
        for (i, row) in indices.enumerated() {
            let got = Array(out[(i * bytes)..<(i * bytes + bytes)])
            let inside = row >= 0 && Int(row) < rows
            #expect(
                got == (0..<bytes).map { inside ? table[Int(row) * bytes + $0] : 0 })
        }
    }
}
