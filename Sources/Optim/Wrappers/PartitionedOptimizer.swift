import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Different optimisers for different parameters, chosen by path: each parameter goes to the first whose
/// pattern matches.
///
/// ```swift
/// let optimizer = PartitionedOptimizer([
///     ("**.weight", Muon(learningRate: 0.02)), ("**", Adam(learningRate: 3e-4)),
/// ])
/// ```
///
/// Its learning rate is a factor of the parts' own rates, 1 at first, so that one schedule drives them
/// all. Optax: `partition`.
public final class PartitionedOptimizer: Optimizer {
    /// The optimisers with the patterns of their parameters.
    public let parts: [(pattern: PathPattern, optimizer: any Optimizer)]
    /// The factor of the parts' own rates, 1 at first: not a rate itself.
    public let learningRate = Variable(Tensor(1))
    public let name = "partitioned"

    /// An optimiser that hands each parameter to the first part whose pattern matches. An update of a
    /// parameter that no pattern matches traps.
    public init(_ parts: [(PathPattern, any Optimizer)]) {
        self.parts = parts.map { (pattern: $0, optimizer: $1) }
    }

    public var settings: [(name: String, value: Double)] {
        parts.flatMap { pattern, optimizer in
            optimizer.settings.map { ("\(pattern):\($0.name)", $0.value) }
        }
    }

    public var variables: [(path: String, variable: Variable)] {
        [("optimizer.learningRate", learningRate)]
            + parts.enumerated().flatMap { number, part in
                part.optimizer.variables.map { path, variable in
                    ("optimizer.\(number)." + path.dropFirst("optimizer.".count), variable)
                }
            }
    }

    public func attach(to parameters: [(path: String, parameter: Parameter)]) {
        for (number, part) in parts.enumerated() {
            part.optimizer.attach(to: parameters.filter { place(of: $0.path) == number })
        }
    }

    public func update(_ gradients: Gradients) {
        let places = gradients.parameters.map { place(of: $0.path) }
        for (number, part) in parts.enumerated() {
            let own = places.indices.filter { places[$0] == number }
            let rate = part.optimizer.learningRate
            let scaled = rate.value * learningRate.value
            VariableScope.substituting([(rate, scaled)]) {
                part.optimizer.update(
                    Gradients(
                        own.map { gradients.parameters[$0] }, own.map { gradients.tensors[$0] }))
            }
        }
    }

    private func place(of path: String) -> Int {
        orTrap { () throws(OpError) in
            guard let place = parts.firstIndex(where: { $0.pattern.matches(path) }) else {
                throw OpError(
                    op: "PartitionedOptimizer", problem: "no pattern matches '\(path)'",
                    operands: [
                        "patterns": parts.map(\.pattern.description).joined(separator: ", ")
                    ],
                    fix: "end the list with a part for \"**\"")
            }
            return place
        }
    }
}
