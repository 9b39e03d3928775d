import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// An optimiser made of an ``UpdateRule``: it holds the learning rate, the number of steps and the
/// rule's slots, all in variables, so that a compiled step reads and writes them in place.
///
/// The rule's settings can be read from it: `adam.beta1`.
@dynamicMemberLookup
public final class RuleOptimizer<Rule: UpdateRule>: Optimizer {
    /// The rule, with the settings of parameters in no group.
    public let rule: Rule
    public let learningRate: Variable

    private let groups: [(group: ParameterGroup<Rule>, rule: Rule)]
    private let firstLearningRate: Double
    /// Steps taken. A float32 counts to 2²⁴ and then stays, when corrections by it have long been 1.
    private let step: Variable?
    private let state = OptimizerState()

    /// An optimiser that makes its state for a built model, or at the first update. With a model, a
    /// group that matches none of its parameters traps.
    public init(
        _ rule: Rule, _ model: (any Module)? = nil, learningRate: Double,
        groups: [ParameterGroup<Rule>] = []
    ) {
        self.rule = rule
        self.learningRate = Variable(Tensor(learningRate))
        self.groups = groups.map { ($0, $0.rule(from: rule)) }
        firstLearningRate = learningRate
        let countsSteps = rule.countsSteps || self.groups.contains { $0.rule.countsSteps }
        step = countsSteps ? Variable(Tensor(0)) : nil
        guard let model else { return }
        checkGroups(model.parameters.map(\.path))
        attach(to: model)
    }

    /// A setting of the rule.
    public subscript<Value>(dynamicMember setting: KeyPath<Rule, Value>) -> Value {
        rule[keyPath: setting]
    }

    public var name: String { rule.name }

    public var settings: [(name: String, value: Double)] {
        [("learning-rate", firstLearningRate)] + rule.settings
    }

    public var variables: [(path: String, variable: Variable)] {
        [("optimizer.learningRate", learningRate)]
            + (step.map { [("optimizer.step", $0)] } ?? []) + state.variables
    }

    public func attach(to parameters: [(path: String, parameter: Parameter)]) {
        for (path, parameter) in parameters { _ = slots(of: parameter, path) }
    }

    public func update(_ gradients: Gradients) {
        let (rate, count) = (learningRate.value, step.map { $0.value + 1 })
        var scalars: [Int?: Rule.Scalars] = [:]
        var writes: [(Variable, Tensor)] = []
        if let step, let count { writes.append((step, count)) }
        for ((path, parameter), gradient) in zip(gradients.parameters, gradients.tensors) {
            let slots = slots(of: parameter, path)
            guard let variable = parameter.variable else { continue }
            let group = groupIndex(of: path)
            let rule = group.map { groups[$0].rule } ?? rule
            let shared =
                scalars[group]
                ?? rule.scalars(
                    rate: group.map { rate * groups[$0].group.learningRateScale } ?? rate,
                    step: count ?? Tensor(0))
            scalars[group] = shared
            let (value, kept) = rule.next(
                variable.value, gradient: gradient, slots: slots.map(\.value), scalars: shared)
            writes += zip(slots, kept)
            writes.append((variable, value))
        }
        assign(writes)
    }

    /// A misspelt pattern would leave its parameters with the settings of all others, unnoticed.
    private func checkGroups(_ paths: [String]) {
        orTrap { () throws(OpError) in
            for (group, _) in groups where !paths.contains(where: group.pattern.matches) {
                throw OpError(
                    op: name, problem: "no parameter matches the group '\(group.pattern)'",
                    operands: ["parameters": paths.joined(separator: ", ")],
                    fix: "use a pattern such as \"**.bias\" or \"encoder.**\"")
            }
        }
    }

    private func groupIndex(of path: String) -> Int? {
        groups.firstIndex { $0.group.pattern.matches(path) }
    }

    private func slots(of parameter: Parameter, _ path: String) -> [Variable] {
        let rule = groupIndex(of: path).map { groups[$0].rule } ?? rule
        return state.slots(of: parameter, path) { rule.slots(for: $0) }
    }
}
