import Lamina

/// W1, W1b and S1: the network 784-512-256-10.
enum MLPRows {
    static let train = BenchRow(
        "W1", .milliseconds, checkedSteps: 10, warmUp: 50, samples: 20, inner: 25
    ) {
        let model = try network(batch: 128)
        return trainingWork(
            model,
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [128, 784]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [128], count: 10) })
    }

    static let infer = BenchRow("W1b", .microseconds, warmUp: 200, samples: 30, inner: 200) {
        let model = try network(batch: 1)
        let inputs = (0..<4).map { hashTensor(1000 + UInt32($0), [1, 784]) }
        let forward = compile { (x: Tensor) in model(x) }
        return { call in BenchResult(tensor: forward(inputs[call % 4])) }
    }

    /// S1: from nothing to the first logit of one example of ones.
    static func startUp() throws -> Float {
        let model = MLP(hidden: [512, 256], outFeatures: 10, initializer: .constant(0.01))
        try model.build(input: [1, 784])
        return model(.ones([1, 784])).array()[0]
    }

    private static func network(batch: Int) throws -> MLP {
        let model = MLP(hidden: [512, 256], outFeatures: 10)
        try model.build(input: [batch, 784])
        setHashedParameters(model)
        return model
    }
}

/// Gives parameter k the values of hash tensor k (bench/SPEC.md, section 2): weights within
/// √(3 / inputs), biases within 0.05.
func setHashedParameters(_ model: some Module) {
    for (number, (_, parameter)) in model.parameters.enumerated() {
        let shape = parameter.value.shape
        let inputs = shape.dropLast().reduce(1, *)
        let bound = shape.rank > 1 ? (3 / Double(inputs)).squareRoot() : 0.05
        parameter.value = hashTensor(UInt32(number), shape, bound: bound)
    }
}

/// One step of Adam on the mean cross-entropy, on batch k mod 4.
func trainingWork(
    _ model: some Module<Tensor, Tensor>, inputs: [Tensor], labels: [Tensor]
) -> BenchRow.Work {
    let adam = Adam(model, learningRate: 1e-3)
    let step = compile { (x: Tensor, y: Tensor) in
        let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
        adam.update(gradients)
        return loss
    }
    return { call in BenchResult(tensor: step(inputs[call % 4], labels[call % 4])) }
}
