import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

/// A loss beside PyTorch's values: its inputs in the file, and the function of them.
struct LossCase: Sendable, CustomTestStringConvertible {
    let name: String
    let inputs: [String]
    let loss: @Sendable ([Tensor], LossReduction) -> Tensor

    init(
        _ name: String, _ inputs: [String],
        _ loss: @escaping @Sendable ([Tensor], LossReduction) -> Tensor
    ) {
        (self.name, self.inputs, self.loss) = (name, inputs, loss)
    }

    var testDescription: String { name }

    static let all: [LossCase] =
        regression + classes + probabilities + sequences + embeddings + regions

    private static let regression: [LossCase] = [
        LossCase("mse", ["x", "y"]) { meanSquaredError($0[0], $0[1], reduction: $1) },
        LossCase("mae", ["x", "y"]) { meanAbsoluteError($0[0], $0[1], reduction: $1) },
        LossCase("huber", ["x", "y"]) { huberLoss($0[0], $0[1], delta: 0.7, reduction: $1) },
        LossCase("log-cosh", ["x", "y"]) { logCoshLoss($0[0], $0[1], reduction: $1) },
        LossCase("quantile", ["x", "y"]) {
            quantileLoss($0[0], $0[1], quantile: 0.3, reduction: $1)
        },
    ]

    private static let classes: [LossCase] = [
        LossCase("cross-entropy", ["x", "labels"]) {
            crossEntropy($0[0], labels: $0[1], reduction: $1)
        },
        LossCase("cross-entropy-weights", ["x", "labels", "weights"]) {
            crossEntropy($0[0], labels: $0[1], weights: $0[2], reduction: $1)
        },
        LossCase("cross-entropy-smooth", ["x", "labels"]) {
            crossEntropy($0[0], labels: $0[1], labelSmoothing: 0.2, reduction: $1)
        },
        LossCase("cross-entropy-all", ["x", "labels", "weights"]) {
            crossEntropy(
                $0[0], labels: $0[1], weights: $0[2], labelSmoothing: 0.2, ignoreIndex: 2,
                reduction: $1)
        },
        LossCase("cross-entropy-soft", ["x", "targets"]) {
            crossEntropy($0[0], targets: $0[1], labelSmoothing: 0.1, reduction: $1)
        },
        LossCase("cross-entropy-soft-weights", ["x", "targets", "weights"]) {
            crossEntropy($0[0], targets: $0[1], weights: $0[2], reduction: $1)
        },
        LossCase("bce", ["x", "y"]) { binaryCrossEntropy($0[0], targets: $0[1], reduction: $1) },
        LossCase("bce-weight", ["x", "y", "w"]) {
            binaryCrossEntropy($0[0], targets: $0[1], positiveWeight: $0[2], reduction: $1)
        },
        LossCase("focal", ["x", "y"]) {
            focalLoss($0[0], targets: $0[1], gamma: 1.5, reduction: $1)
        },
        LossCase("hinge", ["x", "y"]) { hingeLoss($0[0], targets: $0[1], reduction: $1) },
        LossCase("squared-hinge", ["x", "y"]) {
            squaredHingeLoss($0[0], targets: $0[1], reduction: $1)
        },
        LossCase("multi-class-hinge", ["x", "labels"]) {
            multiClassHingeLoss($0[0], labels: $0[1], margin: 0.8, reduction: $1)
        },
        LossCase("multi-class-hinge-squared", ["x", "labels"]) {
            multiClassHingeLoss($0[0], labels: $0[1], isSquared: true, reduction: $1)
        },
    ]

    private static let probabilities: [LossCase] = [
        LossCase("kl", ["x", "y"]) {
            klDivergence(logProbabilities: $0[0], targets: $0[1], reduction: $1)
        },
        LossCase("js", ["x", "y"]) { jsDivergence($0[0], $0[1], reduction: $1) },
        LossCase("poisson", ["x", "y"]) { poissonNLLLoss($0[0], targets: $0[1], reduction: $1) },
        LossCase("poisson-rates", ["x", "y"]) {
            poissonNLLLoss($0[0], targets: $0[1], isLog: false, reduction: $1)
        },
        LossCase("poisson-full", ["x", "y"]) {
            poissonNLLLoss($0[0], targets: $0[1], isFull: true, reduction: $1)
        },
        LossCase("gaussian", ["x", "y", "v"]) {
            gaussianNLLLoss(
                $0[0], targets: $0[1], variances: $0[2], isFull: true, reduction: $1)
        },
        LossCase("gaussian-rows", ["x", "y", "v"]) {
            gaussianNLLLoss($0[0], targets: $0[1], variances: $0[2], reduction: $1)
        },
    ]

    private static let sequences: [LossCase] = ["ctc", "ctc-long"].map { name in
        LossCase(name, ["x", "labels", "inputs", "lengths"]) {
            ctcLoss(
                $0[0], labels: $0[1], inputLengths: $0[2], labelLengths: $0[3], reduction: $1)
        }
    }

    private static let embeddings: [LossCase] = [
        LossCase("contrastive", ["x", "y"]) {
            contrastiveLoss(
                $0[0], $0[1], isSame: Tensor([1, 0, 0, 1, 0]), margin: 3, reduction: $1)
        },
        LossCase("triplet", ["x", "y", "z"]) {
            tripletLoss(anchor: $0[0], positive: $0[1], negative: $0[2], reduction: $1)
        },
        LossCase("triplet-swap", ["x", "y", "z"]) {
            tripletLoss(
                anchor: $0[0], positive: $0[1], negative: $0[2], margin: 0.5, p: 1.5,
                isSwapped: true, reduction: $1)
        },
        LossCase("info-nce", ["x", "y"]) {
            infoNCELoss(queries: $0[0], keys: $0[1], temperature: 0.2, reduction: $1)
        },
        LossCase("info-nce-symmetric", ["x", "y"]) {
            infoNCELoss(
                queries: $0[0], keys: $0[1], temperature: 0.2, isSymmetric: true, reduction: $1)
        },
        LossCase("cosine", ["x", "y"]) {
            cosineLoss(
                $0[0], $0[1], targets: Tensor([1, -1, -1, 1, -1]), margin: 0.1, reduction: $1)
        },
    ]

    private static let regions: [LossCase] = [
        LossCase("dice", ["x", "y"]) { diceLoss($0[0], targets: $0[1], reduction: $1) },
        LossCase("tversky", ["x", "y"]) { tverskyLoss($0[0], targets: $0[1], reduction: $1) },
        LossCase("iou", ["x", "y"]) { iouLoss($0[0], targets: $0[1], reduction: $1) },
    ]

    /// Losses and penalties with one number as their result.
    static let scalars: [LossCase] = [
        LossCase("gradient-penalty", ["x", "w", "u"]) { input, _ in
            gradientPenalty(at: input[0]) { matmul(tanh(matmul($0, input[1])), input[2]) }
        },
        LossCase("l1", ["x"]) { input, _ in Regularizer.l1(0.3)(input[0]) },
        LossCase("l2", ["x"]) { input, _ in Regularizer.l2(0.3)(input[0]) },
        LossCase("elastic-net", ["x"]) { input, _ in
            Regularizer.elasticNet(l1: 0.3, l2: 0.2)(input[0])
        },
        LossCase("group", ["x"]) { input, _ in Regularizer.group(0.3)(input[0]) },
        LossCase("orthogonality", ["x"]) { input, _ in Regularizer.orthogonality(0.3)(input[0]) },
        LossCase("sparsity", ["x"]) { input, _ in sparsityPenalty(input[0], rho: 0.1) },
    ]
}

@Suite struct LossReferenceTests {
    /// Float64 beside float64 differs by rounding alone; the longest sums have 60 steps and terms that
    /// cancel. Float32 keeps seven digits, of which cancellation takes two.
    @Test(arguments: LossCase.all, [(DType.float64, 1e-11), (.float32, 2e-5)])
    func agreesWithPyTorch(_ item: LossCase, _ precision: (DType, Double)) throws {
        let file = try ReferenceFile("losses")
        let (dtype, tolerance) = precision
        let inputs = try item.inputs.map { try input(item.name, $0, dtype, file) }
        for (reduction, key) in [(LossReduction.none, "none"), (.sum, "sum"), (.mean, "mean")] {
            let found = item.loss(inputs, reduction)
            #expect(found.dtype == dtype)
            #expect(
                errorBesideLargest(found, try file["\(item.name)/\(key)"]) < tolerance, "\(key)")
        }
        try checkGradients(item, inputs, tolerance, file)
    }

    @Test(arguments: LossCase.scalars) func penaltiesAgreeWithPyTorch(_ item: LossCase) throws {
        let file = try ReferenceFile("losses")
        let inputs = try item.inputs.map { try input(item.name, $0, .float64, file) }
        let found = item.loss(inputs, .mean)
        #expect(errorBesideLargest(found, try file["\(item.name)/mean"]) < 1e-11)
        try checkGradients(item, inputs, 1e-11, file)
    }

    private func input(
        _ name: String, _ key: String, _ dtype: DType, _ file: ReferenceFile
    ) throws -> Tensor {
        let tensor = try file["\(name)/input/\(key)"]
        return tensor.dtype.isFloatingPoint ? tensor.asType(dtype) : tensor
    }

    private func checkGradients(
        _ item: LossCase, _ inputs: [Tensor], _ tolerance: Double, _ file: ReferenceFile
    ) throws {
        let places = inputs.indices.filter { inputs[$0].dtype.isFloatingPoint }
        let slopes = compile { (points: [Tensor]) -> [Tensor] in
            gradient { (points: [Tensor]) in
                var all = inputs
                for (place, point) in zip(places, points) { all[place] = point }
                return item.loss(all, .mean)
            }(points)
        }(places.map { inputs[$0] })
        for (place, slope) in zip(places, slopes) {
            let key = "\(item.name)/grad/\(item.inputs[place])"
            guard file.contains(key) else { continue }
            #expect(errorBesideLargest(slope, try file[key]) < tolerance, "\(key)")
        }
    }
}
