import Lamina

/// Learns to tell two spirals apart, which no straight line can.
@main enum Quickstart {
    static func main() throws {
        let data = try TwoSpirals.load()
        let trainer = Trainer(
            MLP(hidden: [64, 64], outFeatures: 2), loss: .crossEntropy,
            optimizer: Adam(learningRate: 3e-3), seed: 1)

        let report = TrainerCallback(afterEpoch: { epoch in
            let result = epoch.result
            if result.number % 50 == 0 {
                print("epoch \(result.number): loss \(result.trainLoss)")
            }
            return .proceed
        })
        let time = try ContinuousClock().measure {
            try trainer.fit(
                data.train, validation: data.validation, epochs: 300, batchSize: 32,
                callbacks: [report])
        }
        print("steps per second: \(Int(Double(trainer.state.step) / (time / .seconds(1))))")
        print("test accuracy: \(try trainer.evaluate(data.test).accuracy ?? 0)")
    }
}
