import LaminaGraph
import LaminaTensor

/// A module with cells of its own that computes as another does: a target network, a running average,
/// a starting point to return to.
///
/// A struct's copy shares its cells, since they are references; this one does not:
///
/// ```swift
/// let target = network.copy()     // the same numbers now, and its own from here on
/// ```
///
/// Paths are the original's, so that checkpoints fit both.
public struct ModuleCopy<Original: Module>: Module, CustomReflectable {
    private let original: Original
    private let cells: [(path: String, cell: any Sendable)]
    private let redirects: [(Variable, Variable)]

    fileprivate init(_ original: Original) {
        self.original = original
        var (cells, redirects): ([(String, any Sendable)], [(Variable, Variable)]) = ([], [])
        for (path, cell) in ModuleWalk(original).cells {
            switch cell {
            case .parameter(let parameter):
                let (own, redirect) = Self.copied(parameter, path)
                cells.append((path, own))
                redirects.append(redirect)
            case .state(let state):
                let (own, redirect) = Self.copied(state.cell, path)
                cells.append((path, StateVariable(own)))
                redirects.append(redirect)
            case .variable(let variable):
                let own = Variable(variable.value)
                cells.append((path, own))
                redirects.append((variable, own))
            }
        }
        (self.cells, self.redirects) = (cells, redirects)
    }

    private static func copied(
        _ cell: Parameter, _ path: String
    ) -> (Parameter, (Variable, Variable)) {
        guard let from = cell.variable else {
            require(
                false, "copy: '\(path)' has no value yet; build the model first, build(input:)")
            preconditionFailure("require has stopped the program")
        }
        let own = Parameter(cell.value, isTrainable: cell.isTrainable)
        own.adopt(path: path)
        return (own, (from, own.variable ?? from))
    }

    /// The original's function of the copy's cells.
    public func forward(_ input: Original.Input) -> Original.Output {
        VariableScope.redirecting(redirects) { original(input) }
    }

    /// The cells under their paths, for the walk over parameters.
    public var customMirror: Mirror {
        Mirror(self, children: cells.map { (label: $0.path, value: $0.cell) })
    }
}

extension Module {
    /// A module with the same values in cells of its own; see ``ModuleCopy``. The model is built.
    public func copy() -> ModuleCopy<Self> { ModuleCopy(self) }
}
