/// Up to eight integers stored in place: shapes and axis lists are made for every operation, and
/// an array each would double the cost of recording one.
package struct InlineInts: Sendable {
    /// The most elements a list holds, and so the highest rank of a tensor.
    package static let capacity = 8

    private var storage: InlineArray<8, Int>
    package private(set) var count: Int

    /// An empty list.
    package init() {
        storage = InlineArray(repeating: 0)
        count = 0
    }

    /// The elements of a sequence; more than ``capacity`` of them trap.
    package init(_ elements: some Sequence<Int>) {
        self.init()
        for element in elements { append(element) }
    }

    /// A quick hash of the elements, added to `start` and multiplied by `factor` one after the other.
    package func mixed(into start: UInt64, factor: UInt64) -> UInt64 {
        var mixed = start
        for index in 0..<count {
            mixed = (mixed &+ UInt64(truncatingIfNeeded: storage[index])) &* factor
        }
        return mixed
    }

    /// Adds an element at the end.
    package mutating func append(_ element: Int) {
        guard count < Self.capacity else {
            orTrap { () throws(OpError) in
                throw OpError(
                    op: "shape", problem: "a tensor has at most \(Self.capacity) axes",
                    operands: [:], fix: "merge axes with reshaped(_:) before adding more")
            }
            return
        }
        storage[count] = element
        count += 1
    }
}

extension InlineInts: RandomAccessCollection, MutableCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    package subscript(position: Int) -> Int {
        get {
            precondition(position >= 0 && position < count, "index out of range")
            return storage[position]
        }
        set {
            precondition(position >= 0 && position < count, "index out of range")
            storage[position] = newValue
        }
    }
}

extension InlineInts: Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
    package init(arrayLiteral elements: Int...) { self.init(elements) }

    package static func == (a: Self, b: Self) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where a.storage[i] != b.storage[i] { return false }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for i in 0..<count { hasher.combine(storage[i]) }
    }

    /// The elements between brackets, as in `[32, 784]`.
    package var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
