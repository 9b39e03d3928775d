/// Reference of the random bits: Philox4x32-10, a cipher in counter mode.
///
/// Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
/// section 5.2; the constants are those of the authors' Random123.
extension Primitive {
    /// Words `4j` to `4j + 3` are block `j` under the key.
    static func randomBitsReference(key: [Double], _ count: Int) -> [Double] {
        let key = (UInt32(key[0]), UInt32(key[1]))
        let words = (0..<(count + 3) / 4).flatMap { philox(key: key, block: UInt64($0)) }
        return words.prefix(count).map(Double.init)
    }

    private static func philox(key: (UInt32, UInt32), block: UInt64) -> [UInt32] {
        var (k0, k1) = key
        var c = [UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), 0, 0]
        for _ in 0..<10 {
            let even = UInt64(c[0]) * 0xD251_1F53
            let odd = UInt64(c[2]) * 0xCD9E_8D57
            c = [
                UInt32(truncatingIfNeeded: odd >> 32) ^ c[1] ^ k0,
                UInt32(truncatingIfNeeded: odd),
                UInt32(truncatingIfNeeded: even >> 32) ^ c[3] ^ k1,
                UInt32(truncatingIfNeeded: even),
            ]
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return c
    }
}
