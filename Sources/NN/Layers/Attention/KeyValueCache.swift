import LaminaGraph
public import LaminaTensor

/// The keys and values of the words that a decoder has seen, so that each new word costs one step.
///
/// A value like any tensor: decoding takes one and gives the next, inside `compile` too, where one
/// plan serves all positions. A compiled function that keeps its tensors in variables writes the new words
/// where the others lie; one that takes and gives caches copies them.
public struct KeyValueCache: TensorGroup {
    /// `[batch, capacity, keyHeads, size]`; behind the words seen, zeros.
    public let keys: Tensor
    /// `[batch, capacity, keyHeads, size]`; behind the words seen, zeros.
    public let values: Tensor
    /// How many words have been seen, int32 `[1]`.
    public let length: Tensor

    init(keys: Tensor, values: Tensor, length: Tensor) {
        (self.keys, self.values, self.length) = (keys, values, length)
    }

    /// How many words it has room for.
    public var capacity: Int { keys.shape[1] }

    public var tensors: [Tensor] { [keys, values, length] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> KeyValueCache {
        KeyValueCache(
            keys: tensors.removeFirst(), values: tensors.removeFirst(),
            length: tensors.removeFirst())
    }

    /// The cache after some more words.
    func appending(keys: Tensor, values: Tensor) -> KeyValueCache {
        KeyValueCache(
            keys: self.keys.dynamicUpdate(
                keys.asType(self.keys.dtype), at: length.reshaped([]), axis: 1),
            values: self.values.dynamicUpdate(
                values.asType(self.values.dtype), at: length.reshaped([]), axis: 1),
            length: length + keys.shape[1])
    }
}

/// What one step of decoding gives.
public struct Decoded: TensorGroup {
    /// The outputs for the new words, `[batch, new, features]`.
    public let output: Tensor
    /// The caches to go on with, one for each layer.
    public let caches: [KeyValueCache]

    /// An output and the caches that go with it.
    public init(output: Tensor, caches: [KeyValueCache]) {
        (self.output, self.caches) = (output, caches)
    }

    public var tensors: [Tensor] { [output] + caches.tensors }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Decoded {
        Decoded(
            output: tensors.removeFirst(), caches: caches.replacingTensors(&tensors))
    }
}
