import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Random numbers. Another library's are not the same, nor does a seed make them so.
    static let random: [OnnxOperator] = [
        OnnxOperator("RandomUniform", [1, 22]) { call in
            try uniform(call, call.size(call.required(call.ints("shape"), "shape")), .float32)
        },
        OnnxOperator("RandomUniformLike", [1, 22]) { call in
            try uniform(call, call.shape(0), call.tensor(0).dtype)
        },
        OnnxOperator("RandomNormal", [1, 22]) { call in
            try normal(call, call.size(call.required(call.ints("shape"), "shape")), .float32)
        },
        OnnxOperator("RandomNormalLike", [1, 22]) { call in
            try normal(call, call.shape(0), call.tensor(0).dtype)
        },
        OnnxOperator("Bernoulli", [15, 22]) { call in
            let x = try call.tensor(0)
            return Tensor.bernoulli(probability: x, key: try key(call))
                .asType(try call.dtype("dtype") ?? x.dtype)
        },
        OnnxOperator("Multinomial", [7, 22]) { call in
            let x = try call.tensor(0)
            let count = try call.int("sample_size", 1)
            try call.require(x.rank == 2 && count > 0, "\(count) samples of \(x.shape)")
            return Tensor.categorical(logits: x, samples: count, key: try key(call))
                .asType(try call.dtype("dtype") ?? .int32)
        },
    ]

    /// The same draws at each call where the node has a seed.
    private static func key(_ call: OnnxCall) throws -> RandomKey? {
        try call.float("seed").map { RandomKey(seed: $0.bitPattern) }
    }

    private static func uniform(_ call: OnnxCall, _ shape: Shape, _ dtype: DType) throws -> Tensor {
        let (low, high) = (try call.float("low", 0), try call.float("high", 1))
        try call.require(low < high, "the range is \(low) to \(high)")
        let type = try call.dtype("dtype") ?? dtype
        return Tensor.uniform(
            low..<high, shape: shape, dtype: type.isFloatingPoint ? type : .float32,
            key: try key(call))
    }

    private static func normal(_ call: OnnxCall, _ shape: Shape, _ dtype: DType) throws -> Tensor {
        let (mean, scale) = (try call.float("mean", 0), try call.float("scale", 1))
        try call.require(scale >= 0, "the scale is \(scale)")
        let type = try call.dtype("dtype") ?? dtype
        return Tensor.normal(
            mean: mean, standardDeviation: scale, shape: shape,
            dtype: type.isFloatingPoint ? type : .float32, key: try key(call))
    }
}
