import LaminaGraph
public import LaminaTensor

/// Why tensors do not fit a model; nothing was loaded.
public struct LoadError: Error, Equatable, CustomStringConvertible {
    /// Paths of the model for which there is no tensor.
    public let missing: [String]
    /// Names of tensors that belong to no path.
    public let unexpected: [String]
    /// Tensors of another shape or type than the model's, in words.
    public let unfit: [String]

    public var description: String {
        func list(_ title: String, _ names: [String]) -> String {
            guard !names.isEmpty else { return "" }
            let rest = names.count > 6 ? ", and \(names.count - 6) more" : ""
            return "\n  \(title) \(names.prefix(6).joined(separator: ", "))\(rest)"
        }
        return "load: the tensors are another model's" + list("missing   ", missing)
            + list("unexpected", unexpected) + list("unfit     ", unfit)
            + "\n  fix  map names with renaming:, or allow missing and unexpected ones"
    }
}

/// What became of the tensors that a model was given.
public struct LoadReport: Sendable, Equatable {
    /// The model's paths that have new values, sorted.
    public let loaded: [String]
    /// Its paths that kept theirs.
    public let missing: [String]
    /// Names that belong to none.
    public let unexpected: [String]
    /// Loaded paths whose tensor had another type.
    public let cast: [String]
}

extension Module {
    /// Gives a built model's parameters and state the values of named tensors, as of a file, all or
    /// none. PyTorch: `load_state_dict`.
    ///
    /// ```swift
    /// let file = try SafeTensors(contentsOf: "backbone.safetensors")
    /// let report = try model.load(file.entries.mapValues(\.tensor), allowsMissing: true) { name in
    ///     name.hasPrefix("head.") ? nil : "backbone." + name
    /// }
    /// ```
    /// - Parameters:
    ///   - allowsMissing: whether paths without a tensor keep their values.
    ///   - allowsUnexpected: whether tensors without a path are passed over.
    ///   - casts: whether a floating-point tensor of another precision is converted to the model's.
    ///   - renaming: a tensor's name to its path in the model; nil leaves it out.
    /// - Throws: ``LoadError`` with everything that does not fit.
    @discardableResult
    public func load(
        _ tensors: [String: Tensor], allowsMissing: Bool = false, allowsUnexpected: Bool = false,
        casts: Bool = true, renaming: (String) -> String? = { $0 }
    ) throws(LoadError) -> LoadReport {
        let wanted = Dictionary(variables.map { ($0.path, $0.variable) }) { first, _ in first }
        var given: [String: Tensor] = [:]
        var (unexpected, unfit, cast): ([String], [String], [String]) = ([], [], [])
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            guard let path = renaming(name) else { continue }
            guard let spec = wanted[path]?.spec else {
                unexpected.append(name)
                continue
            }
            let isSame = tensor.dtype == spec.dtype
            let canCast = casts && tensor.dtype.isFloatingPoint && spec.dtype.isFloatingPoint
            if given[path] != nil {
                unfit.append("\(name): a second tensor for '\(path)'")
            } else if tensor.shape != spec.shape || !(isSame || canCast) {
                unfit.append("\(name): tensor \(tensor.spec), model \(spec)")
            } else {
                if !isSame { cast.append(path) }
                given[path] = isSame ? tensor : tensor.asType(spec.dtype)
            }
        }
        let missing = wanted.keys.filter { given[$0] == nil }.sorted()
        guard unfit.isEmpty, allowsMissing || missing.isEmpty,
            allowsUnexpected || unexpected.isEmpty
        else {
            throw LoadError(
                missing: allowsMissing ? [] : missing,
                unexpected: allowsUnexpected ? [] : unexpected, unfit: unfit)
        }
        for (path, tensor) in given { wanted[path]?.value = tensor }
        return LoadReport(
            loaded: given.keys.sorted(), missing: missing, unexpected: unexpected, cast: cast)
    }
}
