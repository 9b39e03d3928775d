import ArgumentParser
import Lamina
import LaminaGraph
import LaminaTensor

/// Which network is looked at, on what batch, and what it does there.
struct InspectionOptions: ParsableArguments {
    @Argument(help: "A network's name, a YAML file, or the folder of a run.")
    var model: String

    @Option(help: "Examples in the batch.")
    var batch = 128

    @Option(help: "An example's shape for a network by name, such as 28,28,1.")
    var input: String?

    @Option(help: "The number of classes of a network by name.")
    var classes = 10

    @Flag(help: "A step of training with Adam instead of a forward pass.")
    var train = false

    @Option(
        help: "The type of products: float32, bfloat16 by autocast, or int8 (without --train).")
    var precision = Precision.float32

    enum Precision: String, ExpressibleByArgument, CaseIterable { case float32, bfloat16, int8 }

    func validate() throws {
        guard precision != .int8 || !train else {
            throw ValidationError("--precision int8 is for inference; leave out --train")
        }
        guard batch > 0 else { throw ValidationError("--batch must be at least 1, got \(batch)") }
        guard classes > 0 else {
            throw ValidationError("--classes must be at least 1, got \(classes)")
        }
    }

    /// The network's program for random examples.
    func program() throws -> TracedProgram {
        if let named = NamedModel.named(model) {
            let shape = try exampleShape(named)
            let dtype: DType = named.takesText ? .int32 : .float32
            let model = try named.make(input: shape, dtype: dtype, classCount: classes)
            return try program(model, TensorSpec(shape, dtype), answers: .classes(classes))
        }
        if NetworkFile.isPath(model) {
            let file = try NetworkFile(contentsOf: model)
            guard let shape = try typedShape() else {
                throw WrongUsage("give an example's shape for \(model), as in --input 28,28,1")
            }
            return try program(
                file.network(input: Array(shape), classCount: classes), TensorSpec(shape),
                answers: .classes(classes))
        }
        guard model.contains("/") else {
            throw UnknownName(
                kind: "network", name: model, known: NamedModel.all.map(\.name))
        }
        guard input == nil else {
            throw WrongUsage("--input is for networks by name; \(model) knows its examples")
        }
        let folder = try RunFolder(existing: model)
        let plan = try TrainingPlan.stored(folder.config(), in: folder)
        let data = plan.data.train
        let model = plan.model
        return try program(
            model, TensorSpec(Shape(data.exampleShape), data.inputDType),
            answers: data.task == .numbers ? .numbers(data.answerSize) : .classes(data.answerSize))
    }

    private func exampleShape(_ named: NamedModel) throws -> Shape {
        try typedShape()
            ?? (named.takesPictures
                ? [28, 28, 1] : named.takesText ? [JaneAusten.standardWindow] : [784])
    }

    private func typedShape() throws -> Shape? {
        guard let input else { return nil }
        let sizes = input.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard let all = sizes as? [Int], all.allSatisfy({ $0 > 0 }) else {
            throw WrongUsage("--input is '\(input)'; give sizes with commas between, as 28,28,1")
        }
        return Shape(all)
    }

    /// What the network answers with.
    private enum Answers {
        case classes(Int)
        case numbers(Int)
    }

    private func program(
        _ model: some Module<Tensor, Tensor>, _ example: TensorSpec, answers: Answers
    ) throws -> TracedProgram {
        let shape = Shape([batch] + example.shape)
        try model.build(input: shape, dtype: example.dtype, seed: 0)
        let key = RandomKey(seed: 0)
        let isText = example.dtype.isInteger
        let (targets, measure): (Tensor, Loss)
        var x = Tensor.normal(shape: shape, key: key)
        switch answers {
        case .classes(let count):
            if isText { x = .randomIntegers(0..<count, shape: shape, key: key) }
            targets = isText ? x : Tensor.iota([batch]) % count
            measure = .crossEntropy
        case .numbers(let count):
            targets = .zeros([batch, count])
            measure = .meanSquaredError
        }
        let inputs = x
        if precision == .int8 {
            let small = model.dynamicallyQuantized()
            return TracedProgram([inputs]) { [small($0[0])] }
        }
        let dtype: DType? = precision == .bfloat16 ? .bfloat16 : nil
        guard train else {
            return TracedProgram([inputs]) { inputs in autocast(to: dtype) { [model(inputs[0])] } }
        }
        let adam = Adam(model, learningRate: 1e-3)
        return TracedProgram([inputs, targets]) { inputs in
            withTraining {
                let (loss, gradients) = valueAndGradient(at: model) { model in
                    autocast(to: dtype) { measure(model(inputs[0]), inputs[1]) }
                }
                adam.update(gradients)
                return [loss]
            }
        }
    }
}
