import LaminaGraph

/// Shuffles a stream that is too long to be held: keeps `capacity` elements, hands out a random one
/// of them and puts the next of the stream in its place (TensorFlow's `Dataset.shuffle`).
///
/// An element comes at most `capacity - 1` places early, and as late as chance has it. To continue later,
/// store ``State`` and give it to a buffer over the same stream from its start: what was handed out
/// is drawn again and dropped, so the rest follows bit for bit.
///
/// ```swift
/// var lines = try TextLines(contentsOf: "corpus.txt")
/// var shuffled = ShuffleBuffer(capacity: 10_000, seed: 1) { () throws(FileError) in
///     try lines.next()
/// }
/// while let line = try shuffled.next() { print(line.text) }
/// ```
public struct ShuffleBuffer<Element, Failure: Error> {
    /// Where a buffer stands; all that must be saved to continue.
    public struct State: Sendable, Equatable, Codable {
        /// Decides the order.
        public var seed: UInt64
        /// How many elements have been handed out.
        public var position: Int

        /// The start of the stream unless told otherwise.
        public init(seed: UInt64, position: Int = 0) {
            (self.seed, self.position) = (seed, position)
        }
    }

    /// Elements held at a time: the more, the better mixed, and the more memory.
    public let capacity: Int
    private let source: () throws(Failure) -> Element?
    private var held: [Element] = []
    private var generator: SplitMix64
    private var isSourceEmpty = false
    private var current: State
    /// Elements that were handed out before and still are to be dropped.
    private var repeated: Int

    /// Traps if `capacity` is below 1. With 1, the order is the stream's own.
    ///
    /// - Parameter source: gives the next element at each call; nil at the end.
    public init(capacity: Int, state: State, source: @escaping () throws(Failure) -> Element?) {
        require(capacity > 0, "ShuffleBuffer: a capacity of \(capacity); at least 1 is needed")
        (self.capacity, self.source) = (capacity, source)
        generator = SplitMix64(seed: state.seed, stream: 0)
        current = State(seed: state.seed)
        repeated = max(0, state.position)
    }

    /// From the start of the stream.
    public init(capacity: Int, seed: UInt64, source: @escaping () throws(Failure) -> Element?) {
        self.init(capacity: capacity, state: State(seed: seed), source: source)
    }

    /// Behind the last element handed out.
    public var state: State { State(seed: current.seed, position: current.position + repeated) }

    /// The next element; nil at the end.
    ///
    /// - Throws: what the stream throws; nothing is lost by it, the next call goes on.
    public mutating func next() throws(Failure) -> Element? {
        while repeated > 0 {
            guard try draw() != nil else {
                repeated = 0
                return nil
            }
            repeated -= 1
        }
        return try draw()
    }

    private mutating func draw() throws(Failure) -> Element? {
        while held.count < capacity, !isSourceEmpty {
            if let element = try source() { held.append(element) } else { isSourceEmpty = true }
        }
        guard !held.isEmpty else { return nil }
        let place = Int(generator.below(UInt64(held.count)))
        held.swapAt(place, held.count - 1)
        current.position += 1
        return held.removeLast()
    }
}
