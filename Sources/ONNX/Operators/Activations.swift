import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Activations of neurons.
    static let activations: [OnnxOperator] = [
        unary("Relu", [1, 6, 13, 14], relu),
        unary("Sigmoid", [1, 6, 13], sigmoid),
        unary("Softplus", [1, 22], softplus),
        unary("Softsign", [1, 22], softsign),
        unary("HardSwish", [14, 22], hardSwish),
        unary("Mish", [18, 22], mish),
        parametric("LeakyRelu", [1, 6, 16]) { call in
            let slope = try call.float("alpha", 0.01)
            return { LaminaTensor.select($0 .>= 0, $0, slope * $0) }
        },
        parametric("Elu", [1, 6, 22]) { call in
            let alpha = try call.float("alpha", 1)
            return { elu($0, alpha: alpha) }
        },
        parametric("Celu", [12, 28]) { call in
            let alpha = try call.float("alpha", 1)
            return { celu($0, alpha: alpha) }
        },
        parametric("Selu", [1, 6, 22]) { call in
            let alpha = try call.float("alpha", 1.67326319217681884765625)
            let gamma = try call.float("gamma", 1.05070102214813232421875)
            return { gamma * elu($0, alpha: alpha) }
        },
        parametric("HardSigmoid", [1, 6, 22]) { call in
            let (alpha, beta) = (try call.float("alpha", 0.2), try call.float("beta", 0.5))
            return { clamp(alpha * $0 + beta, 0.0...1.0) }
        },
        parametric("ThresholdedRelu", [10, 22]) { call in
            let alpha = try call.float("alpha", 1)
            return { LaminaTensor.select($0 .> alpha, $0, 0) }
        },
        parametric("Shrink", [9]) { call in
            let (bias, lambda) = (try call.float("bias", 0), try call.float("lambd", 0.5))
            return { x in
                let small = LaminaTensor.select(x .< -lambda, x + bias, 0)
                return LaminaTensor.select(x .> lambda, x - bias, small).asType(x.dtype)
            }
        },
        parametric("Gelu", [20]) { call in
            let form: GELUForm = try call.text("approximate", "none") == "tanh" ? .tanh : .exact
            return { gelu($0, form) }
        },
        parametric("Swish", [24]) { call in
            let alpha = try call.float("alpha", 1)
            return { $0 * sigmoid(alpha * $0) }
        },
        OnnxOperator("SwiGLU", [28]) { call in
            let (gate, alpha) = (try call.tensor(0), try call.float("alpha", 1))
            return gate * sigmoid(alpha * gate) * (try call.tensor(1))
        },
        OnnxOperator("PRelu", [1, 6, 7, 9, 16]) { call in
            let x = try call.tensor(0)
            var slope = try call.tensor(1)
            // Up to opset 6 the slopes are one for each channel.
            if call.opset < 7, slope.rank == 1, x.rank > 2 {
                slope = slope.reshaped(Shape([-1] + Array(repeating: 1, count: x.rank - 2)))
            }
            return Tensor.elementwise(x, slope) { LaminaTensor.select($0 .< 0, $1 * $0, $0) }
        },
        OnnxOperator("Softmax", [1, 11, 13]) { call in
            try overAxis(call) { softmax($0, axis: $1) }
        },
        OnnxOperator("LogSoftmax", [1, 11, 13]) { call in
            try overAxis(call) { logSoftmax($0, axis: $1) }
        },
        OnnxOperator("Hardmax", [1, 11, 13]) { call in
            try overAxis(call) { x, axis in
                x.argMax(axis: axis).oneHot(classes: x.shape[axis], axis: axis, dtype: x.dtype)
            }
        },
    ]

    /// An element-wise function that attributes choose.
    private static func parametric(
        _ name: String, _ versions: [Int],
        _ choose: @escaping @Sendable (OnnxCall) throws -> (Tensor) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let x = try call.tensor(0)
            return x.elementwise(try choose(call)).asType(x.dtype)
        }
    }

    /// Along `axis`; up to opset 12 along it and all axes behind it, taken as one.
    private static func overAxis(
        _ call: OnnxCall, _ function: (Tensor, Int) -> Tensor
    ) throws -> Tensor {
        let x = try call.tensor(0)
        let isOld = call.opset < 13
        let given = try call.int("axis", isOld ? 1 : -1)
        if isOld {
            let axis = given == x.rank ? x.rank : try call.axis(given, rank: x.rank)
            let rows = x.shape[..<axis].reduce(1, *)
            let columns = x.shape[axis...].reduce(1, *)
            return function(x.reshaped([rows, columns]), 1).reshaped(x.shape)
        }
        return function(x, try call.axis(given, rank: x.rank))
    }
}
