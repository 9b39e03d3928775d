import LaminaGraph

extension Module {
    /// Holds the parameters whose paths match at their values: no gradient is taken for them.
    /// PyTorch: `requires_grad_(False)`; Keras: `trainable = False`.
    ///
    /// ```swift
    /// network.freeze("backbone.**")
    /// network.unfreeze("backbone.block4.**")
    /// ```
    /// A compiled step keeps the parameters it was traced with: freeze before it is made.
    ///
    /// - Traps: when no parameter matches, for a misspelt pattern would go unnoticed.
    public func freeze(_ pattern: PathPattern) { setTrainable(false, pattern, "freeze") }

    /// Trains the parameters whose paths match again.
    public func unfreeze(_ pattern: PathPattern) { setTrainable(true, pattern, "unfreeze") }

    private func setTrainable(_ isTrainable: Bool, _ pattern: PathPattern, _ op: String) {
        let found = parameters.filter { pattern.matches($0.path) }
        require(
            !found.isEmpty,
            "\(op): no parameter matches '\(pattern)'; there are "
                + parameters.map(\.path).joined(separator: ", "))
        for (_, parameter) in found { parameter.isTrainable = isTrainable }
    }
}
