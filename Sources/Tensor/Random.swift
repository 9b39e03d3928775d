public import LaminaGraph

/// A source of random numbers that are a function of its state alone: the same seed gives the same
/// bits on any thread count.
///
/// Each draw takes a key from the state by Philox4x32-10 (Salmon et al. 2011) and moves the state
/// on. The state is a ``Variable``, so draws inside `compile` go on from call to call.
public final class Generator: Sendable {
    /// The key of the next draw, two `uint32`.
    package let state: Variable

    /// A generator that starts from a seed.
    public init(seed: UInt64) { state = Variable(RandomKey(seed: seed).tensor) }

    /// The generator of the current task.
    @TaskLocal public static var current = Generator(seed: 0)

    /// A key for one draw.
    package func nextKey() -> RandomKey {
        let bits = Tensor.record(.randomBits([4]), state.value)
        state.value = bits.slice(0..<2)
        return RandomKey(tensor: bits.slice(2..<4))
    }
}

/// Random numbers with the current task's generator.
public enum Random {
    /// Starts the current generator anew from a seed.
    public static func seed(_ seed: UInt64) {
        Generator.current.state.value = RandomKey(seed: seed).tensor
    }
}

/// What a draw depends on, besides its shape: 64 bits.
public struct RandomKey: Sendable {
    package let tensor: Tensor

    package init(tensor: Tensor) { self.tensor = tensor }

    /// The key with these 64 bits.
    public init(seed: UInt64) {
        tensor = Tensor([UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)], shape: [2])
    }

    /// A key from a seed and a name, by the FNV-1a hash: the order of draws does not matter.
    public init(seed: UInt64, path: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let folded = Tensor.record(
            .randomBits([2]), RandomKey(seed: seed ^ hash).tensor)
        self.init(tensor: folded)
    }
}

extension Tensor {
    /// Numbers spread evenly over `range`, its end excluded; 24 random bits each.
    public static func uniform(
        _ range: Range<Double> = 0..<1, shape: Shape, key: RandomKey? = nil
    ) -> Tensor {
        let key = key ?? Generator.current.nextKey()
        let bits = record(.randomBits(shape), key.tensor)
        let shift = constant(8, .uint32).broadcast(to: shape)
        let unit = binary(.shiftRight, bits, shift).asType(.float32) * 0x1p-24
        let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
        return low == 0 && width == 1 ? unit : unit * width + low
    }

    /// Normally distributed numbers, by Box and Muller's transform (1958).
    public static func normal(
        mean: Double = 0, standardDeviation: Double = 1, shape: Shape, key: RandomKey? = nil
    ) -> Tensor {
        let key = key ?? Generator.current.nextKey()
        let count = shape.elementCount
        let pairs = uniform(shape: [2, count], key: key)
        // 1 - u lies in (0, 1], so that the logarithm is finite.
        let radius = sqrt(-2 * log(1 - pairs.slice(0..<1)))
        let angle = (2 * Double.pi) * pairs.slice(1..<2)
        let unit = (radius * cos(angle)).reshaped(shape)
        return unit * standardDeviation + mean
    }

    /// 1 with this probability, else 0, as bool.
    public static func bernoulli(
        probability: Double, shape: Shape, key: RandomKey? = nil
    ) -> Tensor {
        uniform(shape: shape, key: key) .< probability
    }
}
