import LaminaGraph
public import LaminaTensor

/// What reflection finds below a module, in the order of declaration.
///
/// Properties are followed through modules, other structs and classes, superclasses, tuples, enums'
/// payloads, optionals, arrays (`layers.0`) and dictionaries (keys sorted). A cell that is reached
/// twice counts once, under its first path.
package struct ModuleWalk {
    /// A trained cell, one that its layer keeps up to date, or a plain one.
    package enum Cell {
        case parameter(Parameter)
        case state(StateVariable)
        case variable(Variable)

        var id: ObjectIdentifier {
            switch self {
            case .parameter(let parameter): ObjectIdentifier(parameter)
            case .state(let state): ObjectIdentifier(state)
            case .variable(let variable): ObjectIdentifier(variable)
            }
        }
    }

    /// A module below, or the walked one itself under the path "".
    struct Entry {
        let path: String
        /// The path of the module that holds it; none for the walked one.
        let parent: String?
        let type: any Module.Type
        /// What tells it from others of its type; none if it has no cells.
        var firstCell: ObjectIdentifier?
    }

    private(set) var cells: [(path: String, cell: Cell)] = []
    private(set) var modules: [Entry] = []
    private var seen: Set<ObjectIdentifier> = []
    /// Cells in the order in which they were met, shared ones each time.
    private var met: [ObjectIdentifier] = []
    /// The paths of the modules around the current value.
    private var enclosing: [String] = []
    private let stopsAtFirstCell: Bool

    package init(_ module: any Module) { self.init(module, stopsAtFirstCell: false) }

    private init(_ module: any Module, stopsAtFirstCell: Bool) {
        self.stopsAtFirstCell = stopsAtFirstCell
        visit(module, "")
    }

    /// The cell that identifies a module, for structs have no identity of their own.
    static func firstCell(of module: any Module) -> ObjectIdentifier? {
        ModuleWalk(module, stopsAtFirstCell: true).cells.first?.cell.id
    }

    /// The cells that a build gives their first values, in order.
    var drawnCells: [(path: String, cell: Parameter)] {
        cells.compactMap { path, cell in
            switch cell {
            case .parameter(let parameter): (path, parameter)
            case .state(let state): (path, state.cell)
            case .variable: nil
            }
        }
    }

    /// The path of the innermost module that holds the cell with this path.
    func owner(of path: String) -> String {
        modules.map(\.path).filter { $0.isEmpty || path.hasPrefix($0 + ".") }
            .max { $0.count < $1.count } ?? ""
    }

    private mutating func visit(_ value: Any, _ path: String) {
        if stopsAtFirstCell, !cells.isEmpty { return }
        switch value {
        case let parameter as Parameter: add(.parameter(parameter), path)
        case let state as StateVariable: add(.state(state), path)
        case let variable as Variable: add(.variable(variable), path)
        case is Tensor, is String, is any Numeric, is Bool: return
        case let module as any Module:
            let (index, firstCell) = (modules.count, met.count)
            // The cast has unwrapped an optional.
            let type = Swift.type(of: module)
            let parent = enclosing.last
            modules.append(Entry(path: path, parent: parent, type: type, firstCell: nil))
            enclosing.append(path)
            visitChildren(module, path)
            enclosing.removeLast()
            // Known only now: its children come after it in order.
            if firstCell < met.count { modules[index].firstCell = met[firstCell] }
        default: visitChildren(value, path)
        }
    }

    private mutating func visitChildren(_ value: Any, _ path: String) {
        var mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .class {
            guard seen.insert(ObjectIdentifier(value as AnyObject)).inserted else { return }
        }
        var levels = [mirror]
        while let superclass = mirror.superclassMirror {
            levels.append(superclass)
            mirror = superclass
        }
        for level in levels.reversed() { visitChildren(of: level, path) }
    }

    private mutating func visitChildren(of mirror: Mirror, _ path: String) {
        switch mirror.displayStyle {
        case .optional:
            for child in mirror.children { visit(child.value, path) }
        case .collection, .set:
            for (index, child) in mirror.children.enumerated() {
                // Long lists of numbers hold no cells.
                if Self.isLeaf(child.value) { return }
                visit(child.value, Self.joined(path, "\(index)"))
            }
        case .dictionary:
            let pairs = mirror.children.compactMap { child -> (key: String, value: Any)? in
                let pair = Array(Mirror(reflecting: child.value).children)
                return pair.count == 2 ? ("\(pair[0].value)", pair[1].value) : nil
            }
            for pair in pairs.sorted(by: { $0.key < $1.key }) {
                visit(pair.value, Self.joined(path, pair.key))
            }
        default:
            for (index, child) in mirror.children.enumerated() {
                let label = Self.label(child.label, index)
                visit(child.value, Self.joined(path, label))
            }
        }
    }

    private mutating func add(_ cell: Cell, _ path: String) {
        met.append(cell.id)
        if seen.insert(cell.id).inserted { cells.append((path, cell)) }
    }

    private static func isLeaf(_ value: Any) -> Bool {
        value is any Numeric || value is String || value is Tensor || value is Bool
    }

    private static func joined(_ path: String, _ label: String) -> String {
        path.isEmpty ? label : path + "." + label
    }

    /// A property's name; a tuple's `.0` without its point, a lazy property's without its prefix.
    private static func label(_ label: String?, _ index: Int) -> String {
        guard let label else { return "\(index)" }
        let lazyPrefix = "$__lazy_storage_$_"
        if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
        return label.hasPrefix(".") ? String(label.dropFirst()) : label
    }
}

extension Module {
    /// The parameters below the module with their paths, in order of declaration, built or not.
    public var parameters: [(path: String, parameter: Parameter)] {
        ModuleWalk(self).cells.compactMap { path, cell in
            if case .parameter(let parameter) = cell { (path, parameter) } else { nil }
        }
    }

    /// Every cell that belongs to the model's state, trained or not, with its path: what a checkpoint
    /// holds. A parameter that is not built is left out.
    public var variables: [(path: String, variable: Variable)] {
        ModuleWalk(self).cells.compactMap { path, cell in
            switch cell {
            case .parameter(let parameter): parameter.variable.map { (path, $0) }
            case .state(let state): state.cell.variable.map { (path, $0) }
            case .variable(let variable): (path, variable)
            }
        }
    }

    /// The number of trained numbers in built parameters.
    public var parameterCount: Int {
        parameters.reduce(0) { $0 + ($1.parameter.variable?.spec.shape.elementCount ?? 0) }
    }
}
