import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Normalisations and dropout.
    static let normalizations: [OnnxOperator] = [
        OnnxOperator(results: "BatchNormalization", [1, 6, 7, 9, 14, 15], batchNormalization),
        OnnxOperator("InstanceNormalization", [1, 6, 22]) { call in
            let x = try call.tensor(0)
            try call.require(x.rank > 2, "the input \(x.shape) has no positions")
            return instanceNorm(
                x.channelsLast, weight: try call.tensor(1), bias: try call.tensor(2),
                eps: try call.float("epsilon", 1e-5)
            ).channelsFirst
        },
        OnnxOperator(results: "LayerNormalization", [17], layerNormalization),
        OnnxOperator("RMSNormalization", [23]) { call in
            let x = try call.tensor(0)
            let (wide, axes) = try spread(call, x)
            let size = wide.square().mean(axes: axes, keepDims: true)
            let unit = wide * rsqrt(size + (try call.float("epsilon", 1e-5)))
            return (unit.asType(x.dtype) * (try call.tensor(1))).asType(try call.tensor(1).dtype)
        },
        OnnxOperator("GroupNormalization", [18, 21], groupNormalization),
        OnnxOperator("LRN", [1, 13]) { call in
            let x = try call.tensor(0)
            let size = try call.required(call.int("size"), "size")
            try call.require(
                x.rank > 1 && (1...1 << 16).contains(size), "size \(size) for \(x.shape)")
            // Lamina's window has its odd element at the other end, so it is summed here.
            let (low, high) = ((size - 1) / 2, size - 1 - (size - 1) / 2)
            let source = x.channelsLast
            let last = source.rank - 1
            var (before, after) = (source.shape.map { _ in 0 }, source.shape.map { _ in 0 })
            (before[last], after[last]) = (low, high)
            let squares = source.square().padded(low: before, high: after)
            let channels = source.shape[last]
            let sum = (1..<size).reduce(squares.slice(0..<channels, axis: last)) {
                $0 + squares.slice($1..<$1 + channels, axis: last)
            }
            let (alpha, beta) = (try call.float("alpha", 1e-4), try call.float("beta", 0.75))
            let scale = (try call.float("bias", 1)) + (alpha / Double(size)) * sum
            return (source / pow(scale, beta)).channelsFirst
        },
        OnnxOperator("LpNormalization", [1, 22]) { call in
            let x = try call.tensor(0)
            let axis = try call.axis(call.int("axis", -1), rank: x.rank)
            let isFirst = try call.int("p", 2) == 1
            let size =
                isFirst
                ? abs(x).sum(axis: axis, keepDims: true)
                : sqrt(x.square().sum(axis: axis, keepDims: true))
            return LaminaTensor.select(size.isEqual(to: 0), 0, x / size).asType(x.dtype)
        },
        OnnxOperator("MeanVarianceNormalization", [9, 13]) { call in
            let x = try call.tensor(0)
            let axes = try call.axes(call.ints("axes") ?? [0, 2, 3], rank: x.rank)
            let distance = x - x.mean(axes: axes, keepDims: true)
            let deviation = sqrt(distance.square().mean(axes: axes, keepDims: true))
            return distance / (deviation + 1e-9)
        },
        OnnxOperator(results: "Dropout", [1, 6, 7, 10, 12, 13, 22], settings: [1], dropout),
    ]

    /// The mean and variance of training are the running ones that come in, renewed.
    private static func batchNormalization(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.tensor(0)
        let (scale, bias) = (try call.tensor(1), try call.tensor(2))
        let (mean, variance) = (try call.tensor(3), try call.tensor(4))
        let eps = try call.float("epsilon", 1e-5)
        let channels = x.rank > 1 ? x.shape[1] : 1
        try call.require(
            [scale, bias, mean, variance].allSatisfy { $0.shape == [channels] },
            "\(x.shape) has \(channels) channels, and the scale \(scale.shape)")
        let source = x.rank > 1 ? x.channelsLast : x.reshaped([-1, 1])
        func back(_ y: Tensor) -> Tensor {
            x.rank > 1 ? y.asType(x.dtype).channelsFirst : y.asType(x.dtype).reshaped(x.shape)
        }
        guard try call.opset >= 14 && call.flag("training_mode") else {
            let y = batchNorm(
                source, mean: mean, variance: variance, weight: scale, bias: bias, eps: eps)
            return [.tensor(back(y))]
        }
        let found = batchNorm(source, weight: scale, bias: bias, eps: eps)
        let momentum = try call.float("momentum", 0.9)
        let newMean = mean * momentum + found.mean.asType(mean.dtype) * (1 - momentum)
        let newVariance =
            variance * momentum + found.variance.asType(variance.dtype) * (1 - momentum)
        return [
            .tensor(back(found.output)), .tensor(newMean.asType(mean.dtype)),
            .tensor(newVariance.asType(variance.dtype)),
        ]
    }

    /// The input in the type that is summed in, and the axes from `axis` on.
    private static func spread(_ call: OnnxCall, _ x: Tensor) throws -> (Tensor, [Int]) {
        let axis = try call.axis(call.int("axis", -1), rank: x.rank)
        let wide = x.dtype.byteCount < 4 ? x.asType(.float32) : x
        return (wide, Array(axis..<x.rank))
    }

    private static func layerNormalization(_ call: OnnxCall) throws -> [OnnxValue] {
        let (x, scale) = (try call.tensor(0), try call.tensor(1))
        let eps = try call.float("epsilon", 1e-5)
        let (wide, axes) = try spread(call, x)
        if call.outputCount == 1, scale.shape == Shape(x.shape.suffix(axes.count)) {
            return [
                .tensor(
                    layerNorm(
                        x, weight: scale, bias: try call.optional(2), axisCount: axes.count,
                        eps: eps))
            ]
        }
        let mean = wide.mean(axes: axes, keepDims: true)
        let distance = wide - mean
        let inverse = rsqrt(distance.square().mean(axes: axes, keepDims: true) + eps)
        var y = (distance * inverse).asType(x.dtype) * scale
        if let bias = try call.optional(2) { y = y + bias }
        return [.tensor(y.asType(x.dtype)), .tensor(mean), .tensor(inverse)]
    }

    /// The scale is one for each channel, or up to opset 20 one for each group.
    private static func groupNormalization(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        let groups = try call.required(call.int("num_groups"), "num_groups")
        try call.require(
            x.rank > 2 && groups > 0 && x.shape[1] % groups == 0, "\(groups) groups of \(x.shape)")
        let each = x.shape[1] / groups
        func weight(_ index: Int) throws -> Tensor {
            let tensor = try call.tensor(index)
            guard call.opset < 21, each > 1, tensor.shape == [groups] else { return tensor }
            return tensor.repeated(each, axis: 0)
        }
        return groupNorm(
            x.channelsLast, groups: groups, weight: try weight(1), bias: try weight(2),
            eps: try call.float("epsilon", 1e-5)
        ).asType(x.dtype).channelsFirst
    }

    /// Nothing in inference; in training elements are dropped at random and the others enlarged.
    private static func dropout(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.tensor(0)
        let isAsked =
            call.has(2) ? try call.known(2).scalar(as: Bool.self) : TrainingMode.isOn
        let isTraining = call.opset >= 12 && isAsked
        let rate =
            call.opset < 12
            ? try call.float("ratio", 0.5) : call.has(1) ? try call.number(1) : 0.5
        try call.require((0...1).contains(rate), "the ratio is \(rate)")
        guard isTraining, rate > 0 else {
            return [.tensor(x), .tensor(Tensor.ones(x.shape, dtype: .bool))]
        }
        let key = try call.int("seed").map { RandomKey(seed: UInt64(bitPattern: Int64($0))) }
        let mask = Tensor.bernoulli(probability: 1 - rate, shape: x.shape, key: key).asType(.bool)
        let scale = rate < 1 ? 1 / (1 - rate) : 0
        return [.tensor((LaminaTensor.select(mask, x, 0) * scale).asType(x.dtype)), .tensor(mask)]
    }
}
