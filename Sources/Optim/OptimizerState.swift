import LaminaGraph
import LaminaNN
import LaminaTensor
import Synchronization

/// The variables an optimiser keeps for each parameter, by name.
final class OptimizerState: Sendable {
    private struct Entry {
        /// Held, so that its identity stays taken.
        let parameter: Parameter
        let path: String
        let slots: [(name: String, variable: Variable)]
    }

    private struct Table {
        var entries: [Entry] = []
        var index: [ObjectIdentifier: Int] = [:]
    }

    private let table = Mutex(Table())

    /// The variables of a parameter, made by a function of its shape and type where there are none yet.
    func slots(
        of parameter: Parameter, _ path: String, make: (TensorSpec) -> [Slot]
    ) -> [Variable] {
        table.withLock { table in
            let key = ObjectIdentifier(parameter)
            if let known = table.index[key] { return table.entries[known].slots.map(\.variable) }
            let slots = make(Self.spec(of: parameter)).map { ($0.name, Variable($0.initial)) }
            table.index[key] = table.entries.count
            table.entries.append(Entry(parameter: parameter, path: path, slots: slots))
            return slots.map(\.1)
        }
    }

    /// The variables with their names in a checkpoint, by name and then by parameter.
    var variables: [(path: String, variable: Variable)] {
        let entries = table.withLock(\.entries)
        var names: [String] = []
        for slot in entries.flatMap(\.slots) where !names.contains(slot.name) {
            names.append(slot.name)
        }
        return names.flatMap { name in
            entries.flatMap { entry in
                entry.slots.filter { $0.name == name }.map {
                    ("optimizer.\(name).\(entry.path)", $0.variable)
                }
            }
        }
    }

    private static func spec(of parameter: Parameter) -> TensorSpec {
        orTrap { () throws(OpError) in
            guard let spec = parameter.variable?.spec else {
                throw OpError(
                    op: "Optimizer", problem: "parameter '\(parameter.path)' is not built",
                    operands: [:], fix: "call model.build(input:) first")
            }
            return spec
        }
    }
}

/// Gives several variables their next values. Outside a trace these are computed together first: the
/// values share work, and each variable alone would repeat it.
func assign(_ writes: [(Variable, Tensor)]) {
    if VariableScope.current?.isTracing != true { eval(writes.map(\.1)) }
    for (variable, value) in writes { variable.value = value }
}
