import CLaminaKernels
import Testing

@Suite struct DynamicSliceTests {
    private func box(_ dims: [Int], _ sizes: [Int], lanes: Int = 1) -> lk_box {
        var box = lk_box()
        (box.rank, box.size, box.lanes) = (Int32(dims.count), 4, Int64(lanes))
        withUnsafeMutableBytes(of: &box.dims) { bytes in
            for (d, n) in dims.enumerated() {
                bytes.storeBytes(of: Int64(n), toByteOffset: 8 * d, as: Int64.self)
            }
        }
        withUnsafeMutableBytes(of: &box.sizes) { bytes in
            for (d, n) in sizes.enumerated() {
                bytes.storeBytes(of: Int64(n), toByteOffset: 8 * d, as: Int64.self)
            }
        }
        return box
    }

    @Test func startsAreMovedInside() {
        let source = (0..<12).map { Int32($0) }  // [3, 4]
        var place = box([3, 4], [2, 2])
        func slice(_ starts: [Int32]) -> [Int32] {
            var out = [Int32](repeating: -1, count: 4)
            lk_dynamic_slice(&place, source, starts, &out)
            return out
        }
        #expect(slice([1, 1]) == [5, 6, 9, 10])
        #expect(slice([0, 0]) == [0, 1, 4, 5])
        #expect(slice([9, -3]) == [4, 5, 8, 9])
        #expect(slice([.min, .max]) == [2, 3, 6, 7])
    }

    @Test func eachLaneHasItsOwnStart() {
        let source = (0..<10).map { Int32($0) }  // [2, 5]
        var place = box([5], [2], lanes: 2)
        var out = [Int32](repeating: -1, count: 4)
        lk_dynamic_slice(&place, source, [3, 0], &out)
        #expect(out == [3, 4, 5, 6])
        var target = source
        lk_dynamic_update(&place, [70, 71, 80, 81] as [Int32], [1, 9], &target)
        #expect(target == [0, 70, 71, 3, 4, 5, 6, 7, 80, 81])
    }

    @Test func aScalarHasNoStart() {
        var place = box([], [])
        var out: Int32 = 0
        lk_dynamic_slice(&place, [42] as [Int32], [], &out)
        #expect(out == 42)
    }
}
