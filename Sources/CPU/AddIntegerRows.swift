import CLaminaKernels

/// `out = 0`, then `out[indices[i], :] += updates[i, :]` in order of `i`, with wrap-around; an index
/// outside the table is skipped. The native kernel adds floating-point rows only.
func addIntegerRows(
    _ dtype: lk_dtype, _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>, count: Int,
    rows: Int, width: Int
) {
    guard let updates = memory[0], let out = memory[2],
        let indices = memory[1]?.assumingMemoryBound(to: Int32.self)
    else { return }
    // Wrap-around sums of signed and unsigned numbers have the same bits.
    func add<T: FixedWidthInteger>(_ type: T.Type) {
        let table = out.assumingMemoryBound(to: T.self)
        let updates = updates.assumingMemoryBound(to: T.self)
        table.update(repeating: 0, count: rows * width)
        for i in 0..<count where indices[i] >= 0 && Int(indices[i]) < rows {
            let row = table + Int(indices[i]) * width
            for j in 0..<width { row[j] &+= updates[i * width + j] }
        }
    }
    switch dtype {
    case LK_INT8, LK_UINT8: add(UInt8.self)
    case LK_INT16, LK_UINT16: add(UInt16.self)
    case LK_INT32, LK_UINT32: add(UInt32.self)
    default: add(UInt64.self)
    }
}
