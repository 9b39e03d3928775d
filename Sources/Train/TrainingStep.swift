import LaminaData
import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor

/// One step of training as a compiled program: forward, loss, backward, update.
struct TrainingStep<Model: Module>: Sendable where Model.Input == Tensor, Model.Output == Tensor {
    /// What a step tells.
    struct Report {
        let loss: Double
        let correctCount: Int
        let gradientNorms: [(path: String, norm: Double)]

        var isFinite: Bool { loss.isFinite && gradientNorms.allSatisfy(\.norm.isFinite) }
    }

    private let model: Model
    private let loss: Loss
    private let paths: [String]
    /// Loss, number of right answers and gradient norms, in one vector.
    private let program: Fn<Tensor, Tensor, Tensor>

    init(
        model: Model, loss: Loss, optimizer: any Optimizer, options: TrainingOptions,
        scaling: LossScaling?, average: MovingAverage<Model>?, mixesClasses: Bool
    ) {
        (self.model, self.loss) = (model, loss)
        paths = model.parameters.filter(\.parameter.isTrainable).map(\.path)
        // What a step that is left out must not change.
        let guarded =
            options.skippedSteps > 0 || scaling != nil
            ? (model.variables + optimizer.variables + (average?.variables ?? [])).map(\.variable)
            : []
        program = compile { (x: Tensor, y: Tensor) -> Tensor in
            withTraining {
                let before = guarded.map(\.value)
                var first: (output: Tensor, loss: Tensor)?
                let dtype = options.precision.dtype
                // Symbols stay the numbers they are.
                let input = dtype.map { x.dtype.isInteger ? x : x.asType($0) } ?? x
                let objective = { (model: Model) -> Tensor in
                    let output = dtype == nil ? model(input) : model(input).asType(.float32)
                    let plain = loss(output, y)
                    // A second pass, at other parameters, is not what is reported.
                    if first == nil { first = (output, plain) }
                    let whole = options.regularizers.reduce(plain) { $0 + model.penalty($1) }
                    return scaling?.scaled(whole) ?? whole
                }
                var (value, gradients) =
                    options.sharpness.map {
                        SAM.valueAndGradient(at: model, rho: $0, computingIn: dtype, objective)
                    } ?? valueAndGradient(at: model, computingIn: dtype, objective)
                if let scaling {
                    (value, gradients) = (
                        scaling.unscaled(value), gradients.map(scaling.unscaled)
                    )
                }
                let (output, plain) = first ?? (x, value)
                // A step whose loss is no number leaves finite parameters behind, so that the layer
                // at fault can be found by running the model again.
                let isFinite = value.isFinite
                let sound = gradients.map { select(isFinite, $0, 0) }
                let norms = sound.norms()
                optimizer.update(options.clipping.map { $0(sound, of: model) } ?? sound)
                average?.update()
                if !guarded.isEmpty {
                    let isSound = value.isFinite .& norms.isFinite.all()
                    for (variable, old) in zip(guarded, before) {
                        variable.value = select(isSound, variable.value, old)
                    }
                    scaling?.adapt(toSoundStep: isSound)
                }
                let shown =
                    options.regularizers.isEmpty ? value : select(value.isFinite, plain, value)
                return concatenated([
                    shown.asType(.float32).reshaped([1]),
                    Self.correctCount(output, mixesClasses ? y.argMax(axis: -1) : y), norms,
                ])
            }
        }
    }

    func run(_ batch: Batch) -> Report {
        let numbers = program(batch.inputTensor, batch.targetTensor).array(as: Float.self)
        return Report(
            loss: Double(numbers[0]), correctCount: Int(numbers[1]),
            gradientNorms: zip(paths, numbers.dropFirst(2)).map { ($0, Double($1)) })
    }

    /// How many rows have their largest output at the label or character; 0 for targets that are numbers.
    private static func correctCount(_ output: Tensor, _ target: Tensor) -> Tensor {
        guard target.dtype.isInteger, output.rank == target.rank + 1 else { return .zeros([1]) }
        return output.argMax(axis: -1).isEqual(to: target).asType(.float32).sum().reshaped([1])
    }

    /// Finds where a number first stopped being finite.
    func diagnosis(
        _ batch: Batch, _ report: Report, source: any DataSource, state: TrainingState
    ) -> TrainingError {
        if let fault = strayLabel(batch, source) { return fault }
        let fault = badRecord(batch, source)
        return .notFinite(
            what: report.loss.isFinite ? "a gradient is not finite" : "the loss is not finite",
            step: state.step + 1, epoch: state.epoch + 1,
            place: fault ?? place(batch, report),
            remedy: fault == nil
                ? "lower the learning rate, clip the gradients, or normalise the inputs"
                : "clean the data: it holds NaN or infinite numbers")
    }

    /// A class for which the model has no output: its loss is no number.
    private func strayLabel(_ batch: Batch, _ source: any DataSource) -> TrainingError? {
        guard batch.targetTensor.dtype.isInteger else { return nil }
        let largest = batch.targetTensor.array(as: Int32.self).max() ?? 0
        let output = model(batch.inputTensor).shape
        guard let classes = output.last, largest >= classes else { return nil }
        return .outputDiffers(
            output: Array(output), dataset: source.name, classCount: source.classNames.count)
    }

    private func badRecord(_ batch: Batch, _ source: any DataSource) -> String? {
        // Each as the source has it: augmenting and mixing have spread the fault over others.
        for record in batch.indices {
            guard let example = try? source.read(record) else { continue }
            var numbers = [(example.inputs, "input")]
            if case .values(let targets) = example.target { numbers.append((targets, "target")) }
            for (numbers, name) in numbers {
                guard let fault = numbers.firstIndex(where: { !$0.isFinite }) else { continue }
                let column = numbers.count > 1 ? " in column \(fault)" : ""
                return
                    "record \(record) of \(source.name) holds the \(name) \(numbers[fault])\(column)"
            }
        }
        return nil
    }

    private func place(_ batch: Batch, _ report: Report) -> String {
        // With a finite loss the forward pass was sound, and the update has since spoilt the
        // parameters. Backward runs from the output, so the last parameter met it first.
        if report.loss.isFinite,
            let fault = report.gradientNorms.last(where: { !$0.norm.isFinite })
        {
            return "the gradient of \(fault.path)"
        }
        let first = FirstFault()
        observingModules { output in
            guard first.description == nil,
                output.tensors.contains(where: { !$0.isFinite.all().scalar(as: Bool.self) })
            else { return }
            first.description =
                "the output of \(output.path.isEmpty ? "the model" : output.path) (\(output.kind))"
        } _: {
            _ = model(batch.inputTensor)
        }
        return first.description ?? "the loss (\(loss.name)) of finite outputs"
    }
}

/// The first module found at fault. Sendable because observers run in the observing task alone.
private final class FirstFault: @unchecked Sendable { var description: String? }
