import LaminaGraph
import Synchronization

/// One operation on one or two operands of given specs, with its program.
final class SingleOperation: Sendable {
    let program: any Program
    private let primitive: Primitive
    private let a: TensorSpec
    private let b: TensorSpec?

    init(_ primitive: Primitive, _ a: TensorSpec, _ b: TensorSpec?, program: any Program) {
        (self.primitive, self.a, self.b, self.program) = (primitive, a, b, program)
    }

    fileprivate func isOf(_ primitive: Primitive, _ a: TensorSpec, _ b: TensorSpec?) -> Bool {
        guard self.a == a, self.b == b, self.primitive == primitive else { return false }
        // 0 is not -0 where it is written into a result.
        guard case (.pad(_, _, let x), .pad(_, _, let y)) = (self.primitive, primitive) else {
            return true
        }
        return x.bitPattern == y.bitPattern
    }

    /// Where the table keeps such an operation.
    fileprivate var place: Int { Self.place(primitive, a, b) }

    fileprivate static func place(
        _ primitive: Primitive, _ a: TensorSpec, _ b: TensorSpec?
    ) -> Int {
        // Few bits of everything: an operation found in its place is compared whole.
        var mixed = b.map(mix) ?? 0
        mixed = mixed &* factor &+ mix(a)
        let kind =
            switch primitive {
            case .binary(let op): UInt64(op.rawValue)
            case .unary(let op): 0x40 + UInt64(op.rawValue)
            case .compare(let op): 0x80 + UInt64(op.rawValue)
            default: UInt64(truncatingIfNeeded: primitive.hashValue)
            }
        mixed = (mixed ^ kind) &* factor
        return Int(mixed >> (64 - RecentOperations.bits))
    }

    private static func mix(_ spec: TensorSpec) -> UInt64 {
        spec.shape.mixed(into: UInt64(spec.dtype.rawValue), factor: factor)
    }

    /// The golden ratio in 64 bits (Knuth, The Art of Computer Programming 3, section 6.4).
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
}

/// The operations of uncompiled code that were computed last: a table with one place for each hash, in
/// which the newer one takes the place of the older.
final class RecentOperations: Sendable {
    fileprivate static let bits: UInt64 = 9

    private struct State {
        var table = [SingleOperation?](repeating: nil, count: 1 << RecentOperations.bits)
        var hits = 0
    }

    private let state = Mutex(State())

    /// How often an operation was found.
    var hits: Int { state.withLock { $0.hits } }

    func find(_ primitive: Primitive, _ a: TensorSpec, _ b: TensorSpec?) -> SingleOperation? {
        let place = SingleOperation.place(primitive, a, b)
        return state.withLock { state in
            guard let known = state.table[place], known.isOf(primitive, a, b) else { return nil }
            state.hits += 1
            return known
        }
    }

    func keep(_ operation: SingleOperation) {
        let place = operation.place
        state.withLock { $0.table[place] = operation }
    }
}
