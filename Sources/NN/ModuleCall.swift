import LaminaTensor

/// A module's call around this point of the current task.
///
/// While a function is traced or observed it knows the paths of the modules below the outermost one.
/// Otherwise it only knows how the outermost one builds itself.
///
/// Sendable because one task uses it, while the call it was made for runs.
final class ModuleCall: @unchecked Sendable {
    @TaskLocal static var current: ModuleCall?

    /// Builds the outermost module from the input it was called with.
    let build: () -> Void
    private let path: String
    private let names: ModuleNames?
    private var occurrences: [ObjectIdentifier: Int] = [:]

    private init(path: String = "", names: ModuleNames? = nil, build: @escaping () -> Void) {
        (self.path, self.names, self.build) = (path, names, build)
    }

    static func run<M: Module>(_ module: M, _ input: M.Input) -> M.Output {
        run(module, input) { module.forward(input) }
    }

    /// Runs `body` as a call of the module: what it records has the module's path, and what it reads
    /// is built. `input` is an input of `forward`, like that of the call.
    static func run<M: Module, Output: TensorGroup>(
        _ module: M, _ input: M.Input, _ body: () -> Output
    ) -> Output {
        let outer = current
        let observer = ModuleObserver.current
        guard observer != nil || VariableScope.current?.isTracing == true else {
            if outer != nil { return body() }
            let call = ModuleCall { module.buildOrTrap(like: input) }
            return $current.withValue(call) { body() }
        }
        let call: ModuleCall
        if let outer, let names = outer.names {
            call = ModuleCall(
                path: outer.path(of: module, names), names: names, build: outer.build)
        } else {
            call = ModuleCall(names: ModuleNames(module)) { module.buildOrTrap(like: input) }
        }
        let output = $current.withValue(call) {
            Recording.$scope.withValue(call.path) { body() }
        }
        let seen = ModuleOutput(path: call.path, module: module, output: output)
        return observer?.observe(seen).map { output.replacingTensors($0) } ?? output
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

    init(_ module: any Module) { modules = ModuleWalk(module).modules }

    /// The path of a module that has a cell: the outermost one below `parent` of its type that holds
    /// this cell first.
    func path(of module: any Module, below parent: String) -> String? {
        guard let cell = ModuleWalk.firstCell(of: module) else { return nil }
        let type = ObjectIdentifier(Swift.type(of: module))
        let found = modules.filter { $0.firstCell == cell && $0.type == type }
        return (found.first { Self.isBelow($0.path, parent) } ?? found.first)?.path
    }

    /// The path of a module without cells: nothing tells it from its like, so it takes the names of
    /// the modules of its type that `parent` itself holds, in the order of the calls, and after those
    /// its type's name and the call's number.
    func path(ofNameless module: any Module, below parent: String, occurrence: Int) -> String {
        let type = ObjectIdentifier(Swift.type(of: module))
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
