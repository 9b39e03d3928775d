import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Losses of classifiers.
    static let losses: [OnnxOperator] = [
        OnnxOperator("NegativeLogLikelihoodLoss", [12, 13, 22]) { call in
            try likelihood(call, call.tensor(0))
        },
        OnnxOperator(results: "SoftmaxCrossEntropyLoss", [12, 13]) { call in
            let logProbabilities = logSoftmax(try call.tensor(0), axis: 1)
            return [
                .tensor(try likelihood(call, logProbabilities)), .tensor(logProbabilities),
            ]
        },
    ]

    /// Minus the logarithm of the true class's probability, weighted by class.
    private static func likelihood(_ call: OnnxCall, _ x: Tensor) throws -> Tensor {
        let labels = try call.tensor(1).asType(.int64)
        try call.require(
            x.rank >= 2 && labels.shape == x.shape.removing(axis: 1),
            "labels \(labels.shape) do not fit \(x.shape)")
        let ignored = try call.int("ignore_index").map { labels.isEqual(to: $0) }
        let safe = ignored.map { LaminaTensor.select($0, 0, labels) } ?? labels
        let picked = x.takingAlong(axis: 1, safe.expandedDims(axis: 1)).squeezed(axis: 1)
        var weights =
            try call.optional(2)?.taking(safe) ?? Tensor.ones(labels.shape, dtype: x.dtype)
        if let ignored { weights = LaminaTensor.select(ignored, 0, weights) }
        let losses = -picked * weights
        switch try call.text("reduction", "mean") {
        case "none": return losses
        case "sum": return losses.sum().asType(x.dtype)
        default: return (losses.sum() / weights.sum()).asType(x.dtype)
        }
    }
}
