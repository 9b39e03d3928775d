public import LaminaNN

/// Other settings for some of a model's parameters, chosen by their paths.
///
/// ```swift
/// let adam = Adam(
///     learningRate: 1e-3, weightDecay: 0.01, isDecoupled: true,
///     groups: [
///         ParameterGroup("**.bias") { $0.weightDecay = 0 },
///         ParameterGroup("encoder.**", learningRateScale: 0.1),
///     ])
/// ```
///
/// A parameter belongs to the first group whose pattern matches. The rate is a factor, so that one
/// schedule drives all groups. PyTorch: parameter groups.
public struct ParameterGroup<Rule: UpdateRule>: Sendable {
    /// Which parameters, by path.
    public let pattern: PathPattern
    /// A factor of the optimiser's learning rate; 0 holds the parameters still.
    public let learningRateScale: Double
    private let change: @Sendable (inout Rule) -> Void

    /// A group with a factor of the learning rate and a change of the rule's settings.
    public init(
        _ pattern: PathPattern, learningRateScale: Double = 1,
        _ change: @escaping @Sendable (inout Rule) -> Void = { _ in }
    ) {
        (self.pattern, self.learningRateScale) = (pattern, learningRateScale)
        self.change = change
    }

    func rule(from rule: Rule) -> Rule {
        var changed = rule
        change(&changed)
        return changed
    }
}
