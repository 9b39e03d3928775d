import Lamina

/// W1, W1b, W6b and S1: multilayer perceptrons.
enum MLPRows {
    static let train = BenchRow(
        "W1", .milliseconds, .losses(10), warmUp: 50, samples: 20, inner: 25
    ) {
        classTrainingWork(
            try network([784, 512, 256, 10]), Adam(learningRate: 1e-3),
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [128, 784]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [128], count: 10) })
    }

    static let infer = BenchRow(
        "W1b", .microseconds(), .probes, warmUp: 200, samples: 30, inner: 200
    ) {
        let model = try network([784, 512, 256, 10])
        let inputs = (0..<4).map { hashTensor(1000 + UInt32($0), [1, 784]) }
        let forward = compile { (x: Tensor) in model(x) }
        return { call in [forward(inputs[call % 4])] }
    }

    static let tiny = BenchRow(
        "W6b", .microseconds(), .losses(10), warmUp: 200, samples: 20, inner: 200
    ) {
        classTrainingWork(
            try network([16, 32, 2]), SGD(learningRate: 0.1),
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [8, 16]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [8], count: 2) })
    }

    /// S1: from nothing to the first logit of one example of ones.
    static func startUp() throws -> Float {
        let model = MLP(hidden: [512, 256], outFeatures: 10, initializer: .constant(0.01))
        try model.build(input: [1, 784])
        return model(.ones([1, 784])).array()[0]
    }

    private static func network(_ sizes: [Int]) throws -> MLP {
        let model = MLP(hidden: Array(sizes[1..<sizes.count - 1]), outFeatures: sizes.last ?? 1)
        try model.build(input: [1, sizes[0]])
        var parameters = HashedParameters()
        for layer in model.hidden + [model.output] { parameters.set(layer) }
        return model
    }
}
