import LaminaGraph
import LaminaTensor

/// A module's call around this point of the current task.
///
/// While a function is traced or observed it knows the paths of the modules below the outermost one.
/// Otherwise it only knows how the outermost one builds itself, and runs again when a fault has to be
/// explained: so an uncompiled call costs nothing more.
///
/// Sendable because one task uses it, while the call it was made for runs.
final class ModuleCall: FaultContext, @unchecked Sendable {
    /// Builds the outermost module from the input it was called with.
    let build: () -> Void
    private let path: String
    private let names: ModuleNames?
    /// What the module was called with.
    private let input: () -> [Tensor]
    /// Runs the outermost module once more under the names of its modules, and gives its fault.
    private let rehearse: () -> OpError?
    private var occurrences: [ObjectIdentifier: Int] = [:]

    /// The outermost module's call, whose inner ones have no names.
    private init<M: Module>(nameless module: M, _ input: M.Input) {
        (path, names) = ("", nil)
        build = { module.buildOrTrap(like: input) }
        self.input = { input.tensors }
        rehearse = { Self.rehearsal(of: module, input) }
    }

    private init(
        path: String = "", names: ModuleNames, input: @escaping () -> [Tensor],
        build: @escaping () -> Void
    ) {
        (self.path, self.names, self.input, self.build) = (path, names, input, build)
        rehearse = { nil }
    }

    static var current: ModuleCall? { Recording.call as? ModuleCall }

    static func run<M: Module>(_ module: M, _ input: M.Input) -> M.Output {
        run(module, input) { module.forward(input) }
    }

    /// Runs `body` as a call of the module: what it records has the module's path, and what it reads
    /// is built. `input` is an input of `forward`, like that of the call.
    static func run<M: Module, Output: TensorGroup>(
        _ module: M, _ input: M.Input, _ body: () -> Output
    ) -> Output {
        let observer = ModuleObserver.current
        guard observer != nil || VariableScope.current?.isTracing == true else {
            if Recording.call != nil { return body() }
            let call = ModuleCall(nameless: module, input)
            return Recording.$call.withValue(call) { body() }
        }
        let call: ModuleCall
        if let outer = current, let names = outer.names {
            call = ModuleCall(
                path: outer.path(of: module, names), names: names, input: { input.tensors },
                build: outer.build)
        } else {
            let names = ModuleNames(module, input: input.tensors)
            call = ModuleCall(names: names, input: { input.tensors }) {
                module.buildOrTrap(like: input)
            }
        }
        let output = Recording.$call.withValue(call) {
            Recording.$scope.withValue(call.path) { body() }
        }
        let seen = ModuleOutput(path: call.path, module: module, output: output)
        return observer?.observe(seen).map { output.replacingTensors($0) } ?? output
    }

    /// The fault with the module it happened in, and with those whose output that one was given.
    func explained(_ error: OpError) -> OpError {
        guard let names else {
            guard var known = rehearse(), known.problem == error.problem else { return error }
            known.callSite = error.callSite
            return known
        }
        var error = error
        if !path.isEmpty, !error.op.hasSuffix(" at \(path)") {
            error.notes.append(("in", names.place(of: path)))
        }
        let origins = names.origins(of: input(), below: path)
        if !origins.isEmpty { error.notes.append(("from", origins.joined(separator: "; "))) }
        return error
    }

    /// The fault of the module's call with this input, from a run in which writes are lost, random
    /// numbers are others, and nothing is computed but what `forward` itself reads.
    private static func rehearsal<M: Module>(of module: M, _ input: M.Input) -> OpError? {
        // What is computed from a point of differentiation keeps the nodes it reads.
        let input = input.replacingTensors(input.tensors.map { $0.marked() })
        do {
            try checked {
                VariableScope.losingWrites {
                    Generator.$current.withValue(Generator(seed: 0)) {
                        Recording.$call.withValue(nil) {
                            observingModules({ _ in }) { _ = module(input) }
                        }
                    }
                }
            }
            return nil
        } catch { return error as? OpError }
    }

    private func path(of module: any Module, _ names: ModuleNames) -> String {
        if let known = names.path(of: module, below: path) { return known }
        let key = ObjectIdentifier(type(of: module))
        defer { occurrences[key, default: 0] += 1 }
        return names.path(ofNameless: module, below: path, occurrence: occurrences[key, default: 0])
    }
}

/// The paths of the modules below one.
struct ModuleNames {
    private let modules: [ModuleWalk.Entry]
    /// What the outermost module was called with.
    private let input: Set<ObjectIdentifier>

    init(_ module: any Module, input: [Tensor]) {
        modules = ModuleWalk(module).modules
        self.input = Set(input.map { ObjectIdentifier($0.node) })
    }

    /// A module as messages name it, `Dense at hidden`; a path that no property has already names a
    /// type.
    func place(of path: String) -> String {
        modules.first { $0.path == path }.map { "\($0.type) at \(path)" } ?? path
    }

    /// Where each tensor came from: the module that made it, else the nearest ones whose outputs it
    /// was made of by functions, else the model's input.
    func origins(of tensors: [Tensor], below path: String) -> [String] {
        var found: [String] = []
        for tensor in tensors {
            for origin in origins(of: tensor.node, below: path) where !found.contains(origin) {
                found.append(origin)
            }
        }
        return found
    }

    private func origins(of node: Node, below path: String) -> [String] {
        var (found, seen, pending) = ([String](), Set<ObjectIdentifier>(), [node])
        while let next = pending.popLast() {
            guard seen.insert(ObjectIdentifier(next)).inserted else { continue }
            if input.contains(ObjectIdentifier(next)) {
                found.append("the model's input, \(next.spec)")
            } else if Self.isElsewhere(next.scope, path) {
                found.append("\(place(of: next.scope)), \(next.spec)")
            } else {
                pending.append(contentsOf: next.inputs.reversed())
            }
        }
        return found
    }

    /// Whether a scope is another module's than that of the path and of those around it.
    private static func isElsewhere(_ scope: String, _ path: String) -> Bool {
        !scope.isEmpty && scope != path && !isBelow(path, scope)
    }

    /// The path of a module that has a cell: the outermost one below `parent` of its type that holds
    /// this cell first.
    func path(of module: any Module, below parent: String) -> String? {
        guard let cell = ModuleWalk.firstCell(of: module) else { return nil }
        let type = Swift.type(of: module)
        let found = modules.filter { $0.firstCell == cell && $0.type == type }
        return (found.first { Self.isBelow($0.path, parent) } ?? found.first)?.path
    }

    /// The path of a module without cells: nothing tells it from its like, so it takes the names of
    /// the modules of its type that `parent` itself holds, in the order of the calls, and after those
    /// its type's name and the call's number.
    func path(ofNameless module: any Module, below parent: String, occurrence: Int) -> String {
        let type = Swift.type(of: module)
        let found = modules.filter {
            $0.type == type && $0.firstCell == nil && $0.parent == parent
        }
        if found.count == 1 { return found[0].path }
        if occurrence < found.count { return found[occurrence].path }
        let name = "\(Swift.type(of: module))#\(occurrence + 1)"
        return parent.isEmpty ? name : parent + "." + name
    }

    private static func isBelow(_ path: String, _ parent: String) -> Bool {
        parent.isEmpty ? !path.isEmpty : path.hasPrefix(parent + ".")
    }
}
