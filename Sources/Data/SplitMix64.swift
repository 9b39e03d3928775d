import Glibc

/// A small random generator, the same on every machine and in every version: the order of data and
/// the points of made-up sets come from it.
///
/// Two words name a stream of numbers, for example a seed and an epoch; streams of different words
/// have nothing to do with each other. Swift's own `shuffled(using:)` is not used on top of it,
/// since its algorithm may change with the compiler and would change every result with it.
///
/// - Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", figure
///   17.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The start of the stream that the two words name.
    public init(seed: UInt64, stream: UInt64) {
        state = seed
        // The stream meets the seed after mixing: (1, 0) and (0, 1) must differ.
        state = next() ^ stream
        state = next()
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// A number in `0..<bound`, each with the same probability.
    ///
    /// - Source: Lemire (2019), arXiv:1805.10941, algorithm 5.
    public mutating func below(_ bound: UInt64) -> UInt64 {
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return product.high
    }

    /// `0..<count` in random order (Fisher & Yates, from the end).
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for i in order.indices.dropFirst().reversed() {
            order.swapAt(i, Int(below(UInt64(i + 1))))
        }
        return order
    }

    /// A number in `0..<1`, a multiple of 2⁻⁵³.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number with mean 0 and standard deviation 1 (Box & Muller 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }
}
