public import LaminaData
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Runs a model over a data set in inference mode and sums up its answers.
public struct Evaluator<Model: Module>: Sendable
where Model.Input == Tensor, Model.Output == Tensor {
    private let loss: Loss
    private let normalization: Normalization?
    /// Loss and outputs; for classes the outputs are probabilities, for texts the number of characters
    /// that were right and the sum of their surprise in nats.
    private let program: Fn<Tensor, Tensor, (Tensor, Tensor)>

    /// - Parameter normalization: applied to every input; the one the model was trained with.
    public init(model: Model, loss: Loss, normalization: Normalization? = nil) {
        (self.loss, self.normalization) = (loss, normalization)
        program = compile { (x: Tensor, y: Tensor) -> (Tensor, Tensor) in
            let output = model(x)
            guard y.dtype.isInteger else { return (loss(output, y), output) }
            guard y.rank > 1 else { return (loss(output, y), softmax(output)) }
            let right = output.argMax(axis: -1).isEqual(to: y).asType(.float32).sum()
            let nats = crossEntropy(output, labels: y, reduction: .sum)
            return (loss(output, y), stacked([right, nats.asType(.float32)], axis: 0))
        }
    }

    /// The answers to all examples, in the data set's order.
    ///
    /// - Throws: ``TrainingError/outputDiffers(output:dataset:classCount:)`` for a model of other
    ///   classes, and what the loader throws.
    public func evaluate(_ dataset: any DataSource, batchSize: Int = 128) throws -> Evaluation {
        let nextBatch = try loader(dataset, batchSize).rest()
        let task = dataset.task
        let classCount = task == .classes ? dataset.classNames.count : 0
        var confusion = ConfusionMatrix(classCount: classCount)
        var answers: [Evaluation.Answer] = []
        answers.reserveCapacity(classCount > 0 ? dataset.count : 0)
        var (probabilities, estimates): ([Float], [Evaluation.Estimate]) = ([], [])
        var text = TextScores()
        var lossSum = 0.0
        while let batch = try nextBatch() {
            let (value, output) = program(batch.inputTensor, batch.targetTensor)
            lossSum += Double(value.scalar()) * Double(batch.count)
            switch task {
            case .numbers:
                estimates += Self.estimates(output, batch)
                continue
            case .nextCharacters:
                let sums = output.array(as: Double.self)
                text.add(
                    count: batch.count * dataset.exampleShape.reduce(1, *),
                    correctCount: Int(sums[0]),
                    nats: sums[1])
                continue
            case .classes: break
            }
            guard Array(output.shape) == [batch.count, classCount] else {
                throw TrainingError.outputDiffers(
                    output: Array(output.shape), dataset: dataset.name, classCount: classCount)
            }
            let numbers = output.array()
            probabilities += numbers
            for (place, index) in batch.indices.enumerated() {
                let row = numbers[place * classCount..<(place + 1) * classCount]
                let best = row.indices.max { row[$0] < row[$1] } ?? row.startIndex
                let answer = Evaluation.Answer(
                    index: index, truth: Int(batch.labels[place]),
                    prediction: best - row.startIndex, confidence: Double(row[best]),
                    truthProbability: Double(row[row.startIndex + Int(batch.labels[place])]))
                confusion.add(truth: answer.truth, prediction: answer.prediction)
                answers.append(answer)
            }
        }
        return Evaluation(
            loss: lossSum / Double(max(dataset.count, 1)),
            confusion: task == .classes ? confusion : nil, answers: answers,
            probabilities: probabilities, estimates: estimates,
            text: task == .nextCharacters ? text : nil)
    }

    private func loader(_ source: any DataSource, _ batchSize: Int) throws -> EpochLoader {
        if let dataset = source as? Dataset {
            return .memory(
                try DataLoader(
                    dataset, batchSize: batchSize, shuffle: false, normalization: normalization))
        }
        return .reading(
            try SourceLoader(
                source, batchSize: batchSize, shuffle: false, normalization: normalization))
    }

    /// The numbers of a regression, where the model gives as many as there are targets.
    private static func estimates(_ output: Tensor, _ batch: Batch) -> [Evaluation.Estimate] {
        let (numbers, targets) = (output.array(as: Double.self), batch.targets)
        guard numbers.count == targets.count, batch.count > 0 else { return [] }
        let size = targets.count / batch.count
        return targets.indices.map {
            Evaluation.Estimate(
                index: batch.indices[$0 / size], truth: Double(targets[$0]),
                prediction: numbers[$0])
        }
    }
}
