import LaminaGraph
import LaminaNN
import LaminaTensor
import Synchronization

/// The variables an optimiser keeps for each parameter: zeros of its shape, by name.
final class OptimizerState: Sendable {
    private struct Entry {
        /// Held, so that its identity stays taken.
        let parameter: Parameter
        let path: String
        let slots: [Variable]
    }

    private struct Table {
        var entries: [Entry] = []
        var index: [ObjectIdentifier: Int] = [:]
    }

    private let names: [String]
    private let table = Mutex(Table())

    /// One variable for each of the names, such as `m` and `v`.
    init(_ names: [String]) { self.names = names }

    func attach(to model: some Module) {
        for (path, parameter, _) in model.trainableVariables(op: "Optimizer") {
            _ = slots(of: parameter, path)
        }
    }

    /// The variables of a parameter, in the order of the names.
    func slots(of parameter: Parameter, _ path: String) -> [Variable] {
        table.withLock { table in
            let key = ObjectIdentifier(parameter)
            if let known = table.index[key] { return table.entries[known].slots }
            let slots = names.map { _ in Variable(Self.zeros(for: parameter)) }
            table.index[key] = table.entries.count
            table.entries.append(Entry(parameter: parameter, path: path, slots: slots))
            return slots
        }
    }

    /// The variables with their names in a checkpoint, by name and then by parameter.
    var variables: [(path: String, variable: Variable)] {
        let entries = table.withLock(\.entries)
        return names.indices.flatMap { number in
            entries.map { ("optimizer.\(names[number]).\($0.path)", $0.slots[number]) }
        }
    }

    private static func zeros(for parameter: Parameter) -> Tensor {
        orTrap { () throws(OpError) in
            guard let spec = parameter.variable?.spec else {
                throw OpError(
                    op: "Optimizer", problem: "parameter '\(parameter.path)' is not built",
                    operands: [:], fix: "call model.build(input:) first")
            }
            return .zeros(spec.shape, dtype: spec.dtype)
        }
    }
}

/// Gives several variables their next values. Outside a trace these are computed together first: the
/// values share work, and each variable alone would repeat it.
func assign(_ writes: [(Variable, Tensor)]) {
    if VariableScope.current?.isTracing != true { eval(writes.map(\.1)) }
    for (variable, value) in writes { variable.value = value }
}
