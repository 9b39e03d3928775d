import Lamina

/// W2 and W3: networks on pictures.
enum PictureRows {
    static let leNet = BenchRow(
        "W2", .milliseconds, .losses(10), warmUp: 10, samples: 20, inner: 5
    ) {
        let model = LeNet5()
        try model.build(input: [128, 28, 28, 1])
        var parameters = HashedParameters()
        for layer in [model.conv1, model.conv2] { parameters.set(layer) }
        for layer in [model.dense1, model.dense2, model.output] { parameters.set(layer) }
        return classTrainingWork(
            model, Adam(learningRate: 1e-3),
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [128, 28, 28, 1]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [128], count: 10) })
    }

    static let resNet18 = BenchRow("W3", .milliseconds, .losses(3), warmUp: 3, samples: 5) {
        let model = ResNet(.resNet18, classCount: 10, stem: .small)
        try model.build(input: [64, 32, 32, 3])
        setParameters(of: model, hasStatistics: false)
        return classTrainingWork(
            model, SGD(learningRate: 0.02, momentum: 0.9, weightDecay: 5e-4),
            inputs: (0..<4).map { hashTensor(1000 + UInt32($0), [64, 32, 32, 3]) },
            labels: (0..<4).map { hashClasses(2000 + UInt32($0), [64], count: 10) })
    }

    static let resNet50 = resNet50("W3b1", batch: 1, warmUp: 3, samples: 15)
    static let resNet50Batch8 = resNet50("W3b8", batch: 8, warmUp: 2, samples: 5)

    private static func resNet50(
        _ id: String, batch: Int, warmUp: Int, samples: Int
    ) -> BenchRow {
        BenchRow(id, .milliseconds, .probes, warmUp: warmUp, samples: samples) {
            let model = ResNet(.resNet50, classCount: 1000)
            try model.build(input: [batch, 224, 224, 3])
            setParameters(of: model, hasStatistics: true)
            let input = hashTensor(1000, [batch, 224, 224, 3])
            let forward = compile { (x: Tensor) in model(x) }
            return { _ in [forward(input)] }
        }
    }

    private static func setParameters(of model: ResNet, hasStatistics: Bool) {
        var parameters = HashedParameters()
        func set(_ convolution: Conv2D, _ norm: BatchNorm) {
            parameters.set(convolution)
            parameters.set(norm, hasStatistics: hasStatistics)
        }
        set(model.conv1, model.bn1)
        for block in model.layers.joined() {
            set(block.conv1, block.bn1)
            set(block.conv2, block.bn2)
            if let last = block.conv3, let norm = block.bn3 { set(last, norm) }
            if let shortcut = block.shortcut?.layers, let convolution = shortcut[0] as? Conv2D,
                let norm = shortcut[1] as? BatchNorm
            {
                set(convolution, norm)
            }
        }
        parameters.set(model.fc)
    }
}
