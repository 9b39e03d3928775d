public import LaminaGraph
import Dispatch
import Synchronization

/// A cell that holds a tensor and can be given another: the only mutable thing in the system.
///
/// Outside `compile`, writing computes the new value at once. Inside, a read becomes an input of
/// the traced program and a write one of its outputs, updated in place where nobody else holds the
/// old value. Shape and type stay what they were at the start.
///
/// Sendable because `buffer` is only touched between `lock()` and `unlock()`.
public final class Variable: @unchecked Sendable {
    package let id: UInt64
    /// Shape and type, which never change.
    public let spec: TensorSpec
    private var buffer: Buffer
    /// How often it was written.
    private var version: UInt64 = 0
    private let gate = DispatchSemaphore(value: 1)

    private static let nextID = Atomic<UInt64>(0)

    /// A cell with a first value, computed now.
    public init(_ initial: Tensor) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).newValue
        spec = initial.spec
        buffer = initial.evaluated
    }

    /// The current value. A tensor of another shape or type stops the program, and inside
    /// ``checked(_:)`` is thrown and leaves the old value.
    public var value: Tensor {
        get { VariableScope.current?.read(self) ?? stored }
        set {
            // After a fault inside `checked` the old value stays.
            if FaultScope.hasFault { return }
            do { try check(newValue.spec) } catch {
                guard let scope = FaultScope.current else { trap(error) }
                return scope.keep(error)
            }
            if VariableScope.current?.write(newValue, to: self) != true { stored = newValue }
        }
    }

    private func check(_ new: TensorSpec) throws(OpError) {
        guard new == spec else {
            throw OpError(
                op: "Variable", problem: "a variable keeps its shape and type",
                operands: ["old": "\(spec)", "new": "\(new)"],
                fix: "reshape or convert the new value, or make another variable")
        }
    }

    /// The value outside any trace.
    package var stored: Tensor {
        get {
            lock()
            defer { unlock() }
            return Tensor(buffer: buffer, spec: spec)
        }
        set {
            // After a fault inside `checked` the old value stays.
            guard let value = newValue.evaluatedUnlessFaulty else { return }
            lock()
            defer { unlock() }
            lockedBuffer = value
        }
    }

    /// Gives the stored value another one that follows from it; nobody reads or writes it between. The function
    /// may not touch variables. Returns what the function gives besides.
    func updateStored<R>(_ function: (Tensor) -> (new: Tensor, R)) -> R {
        lock()
        defer { unlock() }
        let (new, result) = function(Tensor(buffer: buffer, spec: spec))
        if !FaultScope.hasFault, let value = new.evaluatedUnlessFaulty { lockedBuffer = value }
        return result
    }

    package func lock() { gate.wait() }
    package func unlock() { gate.signal() }

    /// The memory; only while locked.
    package var lockedBuffer: Buffer {
        get { buffer }
        set {
            buffer = newValue
            version &+= 1
        }
    }

    /// A number that rises with every write; only while locked.
    package var lockedVersion: UInt64 { version }

    /// Whether this cell alone refers to its memory, which may then be overwritten; only while
    /// locked.
    package func isLockedBufferUnique() -> Bool {
        buffer.isOwn && isKnownUniquelyReferenced(&buffer)
    }

    /// The values of several variables at one moment: no plan that writes any of them runs between.
    package static func snapshot(_ variables: [Variable]) -> [Tensor] {
        let ordered = variables.sorted { $0.id < $1.id }
        for variable in ordered { variable.lock() }
        defer { for variable in ordered { variable.unlock() } }
        return variables.map { Tensor(buffer: $0.buffer, spec: $0.spec) }
    }
}
