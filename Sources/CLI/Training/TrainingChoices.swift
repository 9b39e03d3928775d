import Glibc
import Lamina

// What names stand for in `--set schedule=`, `sampling=`, `augment=` and `mix=`.

/// How the learning rate goes over a whole run.
enum ScheduleChoice: String, CaseIterable {
    case constant, linear, cosine
    case cosineRestarts = "cosine-restarts"
    case step, exponential
    case oneCycle = "one-cycle"
    case plateau

    /// A factor of the rate over so many steps; nil for none that the step's number decides.
    func schedule(steps: Int, end: Double) -> Schedule? {
        switch self {
        case .constant, .plateau: nil
        case .linear: .polynomial(steps: steps, end: end)
        case .cosine: .cosine(steps: steps, end: end)
        case .cosineRestarts: .cosineRestarts(steps: max(1, steps / 7), growth: 2, end: end)
        case .step: .step(every: max(1, (steps + 2) / 3))
        case .exponential: .exponential(factor: pow(max(end, 0.01), 1 / Double(steps)))
        case .oneCycle: .oneCycle(steps: steps)
        }
    }
}

/// The order of an epoch's examples.
enum SamplingChoice: String, CaseIterable {
    case shuffled, sequential, stratified
    /// Each class as often as the others.
    case balanced

    func sampling(_ data: Dataset) throws -> Sampling {
        switch self {
        case .shuffled: return .shuffled
        case .sequential: return .sequential
        case .stratified: return .stratified
        case .balanced:
            guard data.task == .classes else {
                throw WrongUsage(
                    "sampling=balanced is for data with classes; \(data.name) has none")
            }
            var counts = [Double](repeating: 0, count: data.classNames.count)
            for label in data.labels { counts[Int(label)] += 1 }
            return .weighted(data.labels.map { 1 / counts[Int($0)] })
        }
    }
}

/// Random changes of pictures.
enum AugmentationChoice: String, CaseIterable {
    case flip
    case verticalFlip = "vertical-flip"
    case crop, affine, elastic, erase, noise, blur
    case randAugment = "rand-augment"

    static let names = allCases.map(\.rawValue)

    func transform(height: Int, width: Int) -> any ImageTransform {
        switch self {
        case .flip: HorizontalFlip()
        case .verticalFlip: VerticalFlip()
        case .crop: RandomCrop(height: height, width: width, padding: max(1, height / 14))
        case .affine:
            RandomAffine(degrees: -10...10, horizontalShift: 0.05, verticalShift: 0.05)
        case .elastic: ElasticTransform()
        case .erase: RandomErasing(scale: 0.02...0.2)
        case .noise: ImageNoise(standardDeviation: 0.05)
        case .blur: GaussianBlur(kernelSize: 3)
        case .randAugment: RandAugment()
        }
    }
}

/// Ways to mix the examples of a batch.
enum MixingChoice: String, CaseIterable {
    case mixUp = "mixup"
    case cutMix = "cutmix"

    static let names = allCases.map(\.rawValue)

    /// With an alpha, or else the one of its paper.
    func mixing(alpha: Double?) -> any BatchMixing {
        switch self {
        case .mixUp: alpha.map { MixUp(alpha: $0) } ?? MixUp()
        case .cutMix: alpha.map { CutMix(alpha: $0) } ?? CutMix()
        }
    }
}

extension TrainingSettings {
    /// What a trainer does besides its steps.
    func options(for data: Dataset) throws -> TrainingOptions {
        var options = TrainingOptions()
        let decay = number("average", default: 0)
        options.averageDecay = decay > 0 ? decay : nil
        if values["clip-norm"] != nil, values["clip-value"] != nil {
            throw WrongUsage("clip-norm and clip-value exclude one another")
        }
        if values["clip-norm"] != nil { options.clipping = .norm(number("clip-norm", default: 1)) }
        if values["clip-value"] != nil {
            options.clipping = .value(number("clip-value", default: 1))
        }
        let (l1, l2) = (number("l1", default: 0), number("l2", default: 0))
        if l1 > 0 || l2 > 0 { options.regularizers = [.elasticNet(l1: l1, l2: l2)] }
        let sharpness = number("sharpness", default: 0)
        options.sharpness = sharpness > 0 ? sharpness : nil
        options.skippedSteps = integer("max-skipped", default: 0)
        options.sampling =
            try SamplingChoice(rawValue: text("sampling", default: "shuffled"))?.sampling(data)
            ?? .shuffled
        options.precision =
            TrainingOptions.Precision(rawValue: text("precision", default: "float32")) ?? .float32
        let scale = number("loss-scale", default: 0)
        options.lossScale = scale > 0 ? .fixed(scale) : nil
        options.augmentation = try augmentation(for: data)
        options.mixing = try mixing(for: data)
        return options
    }

    private func augmentation(for data: Dataset) throws -> ImageAugmentation? {
        let names = text("augment", default: "").split(separator: ",")
        guard !names.isEmpty else { return nil }
        let shape = data.exampleShape
        guard shape.count == 3 else {
            throw WrongUsage("augment is for pictures; the examples of \(data.name) are \(shape)")
        }
        return ImageAugmentation(
            names.compactMap {
                AugmentationChoice(rawValue: String($0))?
                    .transform(height: shape[0], width: shape[1])
            })
    }

    private func mixing(for data: Dataset) throws -> [any BatchMixing] {
        let names = text("mix", default: "").split(separator: ",")
        guard !names.isEmpty || values["mix-alpha"] == nil else {
            throw WrongUsage("mix-alpha is of mix; add --set mix=mixup")
        }
        let alpha = values["mix-alpha"] == nil ? nil : number("mix-alpha", default: 1)
        let mixing = names.compactMap { MixingChoice(rawValue: String($0))?.mixing(alpha: alpha) }
        if let problem = mixing.lazy.compactMap({ $0.fault(forExamplesOf: data.exampleShape) })
            .first
        {
            throw WrongUsage("mix: \(problem)")
        }
        let loss = try loss(for: data.task)
        if !mixing.isEmpty, loss.targets != .probabilities {
            throw WrongUsage("mix is for losses of probabilities, not for \(loss.name)")
        }
        return mixing
    }

    /// What sets the learning rate, over so many steps in all.
    func scheduleCallbacks(rate: Double, steps: Int) -> [TrainerCallback] {
        let choice = ScheduleChoice(rawValue: text("schedule", default: "")) ?? .constant
        if choice == .plateau { return [.plateau(Plateau(rate: rate, patience: 3))] }
        let warmUp = integer("warm-up", default: 0)
        let left = max(1, steps - warmUp)
        let main = choice.schedule(steps: left, end: number("schedule-end", default: 0))
        guard warmUp > 0 else { return main.map { [.schedule($0 * rate)] } ?? [] }
        let whole = Schedule.warmUp(steps: warmUp).then(main ?? .constant(1), after: warmUp)
        return [.schedule(whole * rate)]
    }
}
