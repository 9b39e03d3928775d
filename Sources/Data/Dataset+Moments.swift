import LaminaFormats

extension Dataset {
    /// Mean and population variance of the numbers at each place modulo `period` of the examples.
    ///
    /// - Throws: the first number that is not finite.
    func moments(period: Int) throws(DatasetError) -> (mean: [Double], variance: [Double]) {
        let n = Double(count * exampleSize / period)
        switch inputs {
        case .bytes(let region):
            let sums = region.withUnsafeBytes { byteSums($0, period: period) }
            return (
                sums.map { Double($0.sum) / (255 * n) },
                sums.map {
                    // n·Σx² - (Σx)², exact for up to 2⁴⁸ numbers.
                    let (sum, squares) = (UInt128($0.sum), UInt128($0.squares))
                    return Double(UInt128(n) * squares - sum * sum) / (255 * 255 * n * n)
                }
            )
        case .codes:
            throw DatasetError(
                dataset: name, problem: "its numbers stand for symbols and have no mean",
                fix: "pass no normalization")
        case .floats, .stored:
            var mean = [Double](repeating: 0, count: period)
            try forEachNumber { (place, x, record) throws(DatasetError) in
                guard x.isFinite else {
                    throw DatasetError(
                        dataset: name, record: record, problem: "number \(place) is \(x)",
                        fix: "fill in or drop what is missing before training")
                }
                mean[place % period] += Double(x)
            }
            for place in 0..<period { mean[place] /= n }
            var variance = [Double](repeating: 0, count: period)
            forEachNumber { place, x, _ in
                let distance = Double(x) - mean[place % period]
                variance[place % period] += distance * distance
            }
            return (mean, variance.map { $0 / n })
        }
    }

    private func byteSums(
        _ bytes: UnsafeRawBufferPointer, period: Int
    ) -> [(sum: UInt64, squares: UInt64)] {
        var sums = [(sum: UInt64, squares: UInt64)](repeating: (0, 0), count: period)
        let size = exampleSize
        for index in 0..<count {
            let example = UnsafeRawBufferPointer(
                rebasing: bytes[row(index) * size..<(row(index) + 1) * size])
            if period == 1 {
                // 32 bits hold the sums of 66,000 bytes, and vectorise; longer examples go in
                // parts.
                for start in stride(from: 0, to: size, by: 65536) {
                    var (sum, squares): (UInt32, UInt32) = (0, 0)
                    for byte in example[start..<min(start + 65536, size)] {
                        sum &+= UInt32(byte)
                        squares &+= UInt32(byte) &* UInt32(byte)
                    }
                    sums[0].sum += UInt64(sum)
                    sums[0].squares += UInt64(squares)
                }
            } else {
                for start in stride(from: 0, to: size, by: period) {
                    for place in 0..<period {
                        let byte = UInt64(example[start + place])
                        sums[place].sum += byte
                        sums[place].squares += byte * byte
                    }
                }
            }
        }
        return sums
    }

    private func forEachNumber<Failure: Error>(
        _ body: (_ place: Int, _ x: Float, _ record: Int) throws(Failure) -> Void
    ) throws(Failure) {
        for index in 0..<count {
            let numbers = example(index)
            for place in numbers.indices { try body(place, numbers[place], index) }
        }
    }
}
