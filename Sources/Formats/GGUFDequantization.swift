extension GGUFEncoding {
    /// The numbers of quantised blocks; plain elements have none.
    ///
    /// - Precision: in `Float`, in the order of ggml's own functions, so that the results are equal
    ///   to the last bit.
    /// - Source: ggml-org/ggml, ggml-quants.c, `dequantize_row_*`.
    func dequantized(_ bytes: ByteRegion) -> [Float] {
        let blocks = bytes.count / blockByteCount
        return [Float](unsafeUninitializedCapacity: blocks * blockSize) { output, count in
            bytes.withUnsafeBytes { bytes in
                for block in 0..<blocks {
                    let start = block * blockByteCount
                    let source = QuantizedBlock(
                        bytes: UnsafeRawBufferPointer(
                            rebasing: bytes[start..<start + blockByteCount]))
                    let first = block * blockSize
                    dequantize(
                        source,
                        UnsafeMutableBufferPointer(rebasing: output[first..<first + blockSize]))
                }
            }
            count = blocks * blockSize
        }
    }

    private func dequantize(_ block: QuantizedBlock, _ y: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .q4_0: block.fourBits(y, numbers: 2, offset: nil)
        case .q4_1: block.fourBits(y, numbers: 4, offset: 2)
        case .q5_0: block.fiveBits(y, high: 2, offset: nil)
        case .q5_1: block.fiveBits(y, high: 4, offset: 2)
        case .q8_0:
            let d = block.half(0)
            for i in 0..<32 { y[i] = Float(block.signed(2 + i)) * d }
        case .q2_K: block.q2K(y)
        case .q3_K: block.q3K(y)
        case .q4_K: block.q4K(y)
        case .q5_K: block.q5K(y)
        case .q6_K: block.q6K(y)
        // Plain elements are not in blocks; `GGUF.Entry.array` gives them as they are.
        case .f32, .f16, .bf16, .f64, .i8, .i16, .i32, .i64: y.update(repeating: .nan)
        }
    }
}

/// The bytes of one block. `d` is a block's factor, `m` its least number, as in ggml.
private struct QuantizedBlock {
    let bytes: UnsafeRawBufferPointer

    func half(_ place: Int) -> Float {
        Float(bytes.loadUnaligned(fromByteOffset: place, as: Float16.self))
    }

    func signed(_ place: Int) -> Int8 { Int8(bitPattern: bytes[place]) }

    /// 32 numbers of 4 bits, the low halves of 16 bytes first: `d·(q - 8)`, or `d·q + m`.
    func fourBits(_ y: UnsafeMutableBufferPointer<Float>, numbers: Int, offset: Int?) {
        let d = half(0)
        let m = offset.map(half)
        for i in 0..<16 {
            let pair = bytes[numbers + i]
            for (place, q) in [(i, pair & 15), (i + 16, pair >> 4)] {
                y[place] = if let m { Float(q) * d + m } else { Float(Int(q) - 8) * d }
            }
        }
    }

    /// The same with a fifth bit of each number in a word of 32 bits at `high`.
    func fiveBits(_ y: UnsafeMutableBufferPointer<Float>, high: Int, offset: Int?) {
        let d = half(0)
        let m = offset.map(half)
        let fifth = bytes.loadUnaligned(fromByteOffset: high, as: UInt32.self)
        for i in 0..<16 {
            let pair = bytes[high + 4 + i]
            for (place, low) in [(i, pair & 15), (i + 16, pair >> 4)] {
                let q = Int(low) | Int(fifth >> UInt32(place) & 1) << 4
                y[place] = if let m { Float(q) * d + m } else { Float(q - 16) * d }
            }
        }
    }

    /// 16 scales and least numbers of 4 bits at 0, numbers of 2 bits at 16, factors at 80 and 82.
    func q2K(_ y: UnsafeMutableBufferPointer<Float>) {
        let (d, dmin) = (half(80), half(82))
        for part in 0..<16 {
            let scale = bytes[part]
            let (dl, ml) = (d * Float(scale & 15), dmin * Float(scale >> 4))
            // A half of 128 numbers has 32 bytes, read four times, two bits further each time.
            let (start, shift) = (16 + part / 8 * 32 + part % 2 * 16, part % 8 / 2 * 2)
            for i in 0..<16 {
                y[part * 16 + i] = dl * Float(bytes[start + i] >> UInt8(shift) & 3) - ml
            }
        }
    }

    /// Third bits at 0, numbers of 2 bits at 32, 16 scales of 6 bits at 96, the factor at 108.
    func q3K(_ y: UnsafeMutableBufferPointer<Float>) {
        let d = half(108)
        for part in 0..<16 {
            let low = part < 8 ? bytes[96 + part] & 15 : bytes[88 + part] >> 4
            let high = bytes[104 + part % 4] >> UInt8(part / 4 * 2) & 3
            let dl = d * Float(Int(low | high << 4) - 32)
            let (start, shift) = (part % 2 * 16, part % 8 / 2 * 2)
            for i in 0..<16 {
                let two = Int(bytes[32 + part / 8 * 32 + start + i] >> UInt8(shift) & 3)
                let third = bytes[start + i] >> UInt8(part / 2) & 1
                y[part * 16 + i] = dl * Float(third == 1 ? two : two - 4)
            }
        }
    }

    /// The factor and the least number of the part `j` of 8, 6 bits each in the 12 bytes at 4.
    private func sixBits(_ j: Int) -> (scale: UInt8, least: UInt8) {
        if j < 4 { return (bytes[4 + j] & 63, bytes[8 + j] & 63) }
        let (a, b) = (bytes[8 + j], (bytes[j] >> 6, bytes[4 + j] >> 6))
        return (a & 15 | b.0 << 4, a >> 4 | b.1 << 4)
    }

    /// Factors at 0 and 2, scales at 4, numbers of 4 bits at 16.
    func q4K(_ y: UnsafeMutableBufferPointer<Float>) {
        let (d, dmin) = (half(0), half(2))
        for part in 0..<8 {
            let (scale, least) = sixBits(part)
            let (dl, ml) = (d * Float(scale), dmin * Float(least))
            for i in 0..<32 {
                let pair = bytes[16 + part / 2 * 32 + i]
                y[part * 32 + i] = dl * Float(part % 2 == 0 ? pair & 15 : pair >> 4) - ml
            }
        }
    }

    /// Factors at 0 and 2, scales at 4, fifth bits at 16, numbers of 4 bits at 48.
    func q5K(_ y: UnsafeMutableBufferPointer<Float>) {
        let (d, dmin) = (half(0), half(2))
        for part in 0..<8 {
            let (scale, least) = sixBits(part)
            let (dl, ml) = (d * Float(scale), dmin * Float(least))
            for i in 0..<32 {
                let pair = bytes[48 + part / 2 * 32 + i]
                let low = part % 2 == 0 ? pair & 15 : pair >> 4
                let fifth = bytes[16 + i] >> UInt8(part) & 1
                y[part * 32 + i] = dl * Float(low | fifth << 4) - ml
            }
        }
    }

    /// Low four bits at 0, high two at 128, 16 signed scales at 192, the factor at 208.
    func q6K(_ y: UnsafeMutableBufferPointer<Float>) {
        let d = half(208)
        for part in 0..<16 {
            let dl = d * Float(signed(192 + part))
            // A half of 128 numbers is four runs of 32: two in low nibbles, two in high ones.
            let (halfStart, run, inRun) = (part / 8, part % 8 / 2, part % 2 * 16)
            for i in 0..<16 {
                let pair = bytes[halfStart * 64 + run % 2 * 32 + inRun + i]
                let low = run < 2 ? pair & 15 : pair >> 4
                let high = bytes[128 + halfStart * 32 + inRun + i] >> UInt8(run * 2) & 3
                y[part * 16 + i] = dl * Float(Int(low | high << 4) - 32)
            }
        }
    }
}
