import Lamina

/// W2: a training step of LeNet-5 on 128 pictures.
enum LeNetRow {
    static let train = BenchRow(
        "W2", .milliseconds, checkedSteps: 10, warmUp: 10, samples: 20, inner: 5
    ) {
        let model = LeNet5()
        try model.build(input: [128, 28, 28, 1])
        setHashedParameters(model)
        return trainingWork(
            model,
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [128, 28, 28, 1]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [128], count: 10) })
    }
}
