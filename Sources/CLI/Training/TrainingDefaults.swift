import Lamina

/// What a run does where nothing is said.
struct TrainingDefaults {
    let epochs: Int
    let batchSize: Int
    let learningRate: Double

    init(_ data: DataSetName) {
        switch data {
        case .fashionMNIST: (epochs, batchSize, learningRate) = (10, 128, 1e-3)
        case .mnist5K: (epochs, batchSize, learningRate) = (20, 64, 1e-3)
        case .breastCancer, .wine, .diabetes:
            (epochs, batchSize, learningRate) = (100, 32, 1e-3)
        case .janeAusten: (epochs, batchSize, learningRate) = (1, 32, 2e-3)
        case .xor: (epochs, batchSize, learningRate) = (100, 16, 1e-2)
        case .twoSpirals: (epochs, batchSize, learningRate) = (400, 32, 3e-3)
        }
    }
}
