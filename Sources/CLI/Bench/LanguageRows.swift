import Lamina

/// W4, W5 and W5b: language models.
enum LanguageRows {
    static let lstm = BenchRow("W4", .milliseconds, .losses(5), warmUp: 5, samples: 8) {
        let model = CharacterLSTM(vocabulary: 96)
        try model.build(input: [64, 64], dtype: .int32)
        var parameters = HashedParameters()
        model.embedding.weight.value = parameters.next([96, 128], bound: 1)
        model.lstm.inputWeight.value = parameters.weight([128, 1024]).transposed()
        model.lstm.hiddenWeight.value = parameters.weight([256, 1024]).transposed()
        model.lstm.inputBias?.value = parameters.next([1024], bound: 0.05)
        model.lstm.hiddenBias?.isTrainable = false
        parameters.set(model.output)
        return sequenceWork(model, Adam(learningRate: 1e-3), sequences: [64, 65])
    }

    static let gpt = BenchRow("W5", .milliseconds, .losses(4), warmUp: 4, samples: 5) {
        let adamW = Adam(
            learningRate: 3e-4, weightDecay: 0.1, isDecoupled: true,
            groups: [
                ParameterGroup("**.bias") { $0.weightDecay = 0 },
                ParameterGroup("**.norm*.weight") { $0.weightDecay = 0 },
            ])
        return sequenceWork(try network(), adamW, sequences: [8, 257])
    }

    static let generation = BenchRow("W5b", .tokens(240), .values, warmUp: 1, samples: 3) {
        let model = try network()
        let prompt = hashTokens(1000, [16]).reshaped([1, 16])
        // Kept in variables, the caches are written where they lie.
        let empty = model.caches(batch: 1)
        let caches = empty.tensors.map(Variable.init)
        let step = compile { (tokens: Tensor) in
            let step = model.decode(tokens, empty.replacingTensors(caches.map(\.value)))
            for (cache, next) in zip(caches, step.caches.tensors) { cache.value = next }
            return step.output.argMax(axis: -1).asType(.int32).reshaped([1, 1])
        }
        return { _ in
            for (cache, start) in zip(caches, empty.tensors) { cache.value = start }
            var (tokens, next) = ([Tensor](), prompt)
            for _ in 0..<240 {
                next = step(next)
                tokens.append(next)
            }
            return [concatenated(tokens, axis: 1)]
        }
    }

    private static func network() throws -> GPT {
        let model = GPT(vocabulary: 96, context: 256, features: 384, heads: 6, layers: 6)
        try model.build(input: [1, 256], dtype: .int32)
        var parameters = HashedParameters()
        model.tokens.weight.value = parameters.next([96, 384], bound: 0.5)
        model.positions.weight.value = parameters.next([256, 384], bound: 0.5)
        for layer in model.layers.layers {
            let attention = layer.attention
            set(layer.norm1, &parameters)
            parameters.set(joined: [attention.query, attention.key, attention.value])
            parameters.set(attention.output)
            set(layer.norm2, &parameters)
            parameters.set(layer.feedForward.hidden)
            parameters.set(layer.feedForward.output)
        }
        if let norm = model.layers.norm { set(norm, &parameters) }
        parameters.set(model.head)
        return model
    }

    private static func set(
        _ norm: any Module<Tensor, Tensor>, _ parameters: inout HashedParameters
    ) {
        if let norm = norm as? LayerNorm { parameters.set(norm) }
    }

    /// Training on four batches of sequences, each token's target the one behind it.
    private static func sequenceWork(
        _ model: some Module<Tensor, Tensor>, _ optimizer: any Optimizer, sequences: Shape
    ) -> BenchRow.Work {
        let batches = (0..<4).map { hashTokens(1000 + UInt32($0), sequences) }
        let length = sequences[1] - 1
        let inputs = batches.map { $0.slice(0..<length, axis: 1) }
        let labels = batches.map { $0.slice(1..<length + 1, axis: 1) }
        eval(inputs + labels)
        return classTrainingWork(model, optimizer, inputs: inputs, labels: labels)
    }
}
