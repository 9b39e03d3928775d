import LaminaGraph

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
        if let lanes = LaneKeys.current { return lanes.next(from: self) }
        if VariableScope.current != nil {
            let bits = Tensor.record(.randomBits([4]), state.value)
            state.value = bits.slice(0..<2)
            return RandomKey(tensor: bits.slice(2..<4))
        }
        // Tasks that draw at once get different keys.
        return state.updateStored { old in
            let bits = Tensor.record(.randomBits([4]), old)
            return (bits.slice(0..<2), RandomKey(tensor: bits.slice(2..<4)))
        }
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
///
/// A key gives the same numbers whenever it is used, so use each key once: for a draw, or to make
/// others with ``split(into:)`` and ``folded(in:)-(Int)``.
///
/// ```swift
/// let keys = RandomKey(seed: 42).split(into: 2)
/// let (x, noise) = (
///     Tensor.normal(shape: [8], key: keys[0]), Tensor.uniform(shape: [8], key: keys[1])
/// )
/// ```
public struct RandomKey: Sendable {
    /// The bits, `uint32` `[2]`: an ordinary tensor, that a traced function may take and give.
    public let tensor: Tensor

    package init(tensor: Tensor) { self.tensor = tensor }

    /// The key with these bits.
    ///
    /// - Traps: when the tensor is not `uint32` `[2]`.
    public init(_ bits: Tensor) {
        tensor = operation { () throws(OpError) in
            guard bits.spec == TensorSpec([2], .uint32) else {
                throw OpError(
                    op: "RandomKey", problem: "a key is uint32 [2]",
                    operands: ["bits": "\(bits.spec)"],
                    fix: "use the tensor of another key, or RandomKey(seed:)")
            }
            return bits
        }
    }

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

    /// Keys that are independent of each other and of the numbers drawn from them.
    public func split(into count: Int = 2) -> [RandomKey] {
        let bits = Tensor.record(.randomBits([Swift.max(count, 0), 2]), tensor)
        return (0..<Swift.max(count, 0)).map {
            RandomKey(tensor: bits.slice($0..<$0 + 1).reshaped([2]))
        }
    }

    /// A key from this one and a number, such as a step or an index: the same two give the same key.
    public func folded(in number: Int) -> RandomKey {
        let bits = UInt64(bitPattern: Int64(number))
        return folded(
            words: Tensor([UInt32(truncatingIfNeeded: bits), UInt32(bits >> 32)], shape: [2]))
    }

    /// A key from this one and a number that a traced function computes.
    ///
    /// - Parameter number: an integer without axes.
    /// - Traps: when it is none.
    public func folded(in number: Tensor) -> RandomKey {
        let words = operation { () throws(OpError) in
            guard number.rank == 0, number.dtype.isInteger else {
                throw OpError(
                    op: "folded", problem: "needs an integer without axes",
                    operands: ["number": "\(number.spec)"],
                    fix: "reshape it to [] and convert it with asType(.int64)")
            }
            let wide = number.asType(.int64).asType(.uint64)
            let shift = Tensor.constant(32, .uint64)
            return concatenated([
                wide.asType(.uint32).reshaped([1]),
                Tensor.binary(.shiftRight, wide, shift).asType(.uint32).reshaped([1]),
            ])
        }
        return folded(words: words)
    }

    /// Hashed before and after: with a plain sum of key and number, seed 0 with 1 would be seed 1
    /// with 0.
    private func folded(words: Tensor) -> RandomKey {
        let hashed = Tensor.record(.randomBits([2]), tensor)
        return RandomKey(
            tensor: .record(.randomBits([2]), Tensor.binary(.xor, hashed, words)))
    }
}

extension RandomKey {
    /// The key given, or the next of the current generator.
    static func given(_ key: RandomKey?) -> RandomKey { key ?? Generator.current.nextKey() }

    /// Multiples of 2^-24 in `0..<1`, or in float64 of 2^-53.
    func unit(_ shape: Shape, _ dtype: DType) -> Tensor {
        guard dtype == .float64 else {
            return high(24, of: .record(.randomBits(shape), tensor), .float32) * 0x1p-24
        }
        let (first, second) = pair(shape)
        let whole = high(27, of: first, dtype) * 0x1p26 + high(26, of: second, dtype)
        return whole * 0x1p-53
    }

    /// Odd multiples of 2^-24 between 0 and 1, both excluded, or in float64 of 2^-53: so that
    /// logarithms are finite.
    func openUnit(_ shape: Shape, _ dtype: DType) -> Tensor {
        guard dtype == .float64 else {
            let bits = high(23, of: .record(.randomBits(shape), tensor), .float32)
            return (bits + 0.5) * 0x1p-23
        }
        let (first, second) = pair(shape)
        let whole = high(26, of: first, dtype) * 0x1p26 + high(26, of: second, dtype)
        return (whole + 0.5) * 0x1p-52
    }

    private func pair(_ shape: Shape) -> (Tensor, Tensor) {
        let bits = Tensor.record(.randomBits(Shape([2] + shape)), tensor)
        return (bits.slice(0..<1).reshaped(shape), bits.slice(1..<2).reshaped(shape))
    }

    /// The upper bits as a number.
    private func high(_ count: Int, of bits: Tensor, _ dtype: DType) -> Tensor {
        Tensor.binary(.shiftRight, bits, .constant(Double(32 - count), .uint32)).asType(dtype)
    }
}
