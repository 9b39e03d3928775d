/// An optimiser that a command or a configuration asks for by name.
public struct NamedOptimizer: Sendable {
    /// What the name leaves open.
    public struct Settings: Sendable {
        /// The step size.
        public var learningRate: Double
        /// How much of the last step is kept, where the rule has that; `nil` for its own default.
        public var momentum: Double?
        /// The pull of every parameter towards 0.
        public var weightDecay: Double

        /// The settings of a run.
        public init(learningRate: Double, momentum: Double? = nil, weightDecay: Double = 0) {
            (self.learningRate, self.momentum) = (learningRate, momentum)
            self.weightDecay = weightDecay
        }
    }

    /// The name, such as `adam`.
    public let name: String
    /// Whether the rule has a momentum of its own.
    public let hasMomentum: Bool
    /// The optimiser, which belongs to no model yet.
    public let make: @Sendable (Settings) -> any Optimizer

    private init(
        _ name: String, hasMomentum: Bool = false,
        _ make: @escaping @Sendable (Settings) -> any Optimizer
    ) {
        (self.name, self.hasMomentum, self.make) = (name, hasMomentum, make)
    }

    /// All optimisers with an update rule for every kind of parameter, by name.
    public static let all: [NamedOptimizer] = [
        NamedOptimizer("adadelta") {
            Adadelta(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("adafactor") {
            Adafactor(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("adagrad") {
            Adagrad(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("adam") {
            Adam(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("adamw") {
            Adam(
                learningRate: $0.learningRate, weightDecay: $0.weightDecay, isDecoupled: true)
        },
        NamedOptimizer("lamb") {
            LAMB(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("lars", hasMomentum: true) {
            LARS(
                learningRate: $0.learningRate, momentum: $0.momentum ?? 0.9,
                weightDecay: $0.weightDecay)
        },
        NamedOptimizer("lion") {
            Lion(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("nadam") {
            NAdam(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("radam") {
            RAdam(learningRate: $0.learningRate, weightDecay: $0.weightDecay)
        },
        NamedOptimizer("rmsprop", hasMomentum: true) {
            RMSprop(
                learningRate: $0.learningRate, momentum: $0.momentum ?? 0,
                weightDecay: $0.weightDecay)
        },
        NamedOptimizer("sgd", hasMomentum: true) {
            SGD(
                learningRate: $0.learningRate, momentum: $0.momentum ?? 0,
                weightDecay: $0.weightDecay)
        },
    ]
}
