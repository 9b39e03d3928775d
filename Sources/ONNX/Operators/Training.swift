import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    private static let trainingDomain = "ai.onnx.preview.training"

    /// Optimisers' steps: the rate, the number of the step, then all tensors, all gradients and all of
    /// each state.
    static let training: [OnnxOperator] = [
        OnnxOperator(results: "Adagrad", [1], domain: trainingDomain) { call in
            let norm = try call.float("norm_coefficient", 0)
            let eps = try call.float("epsilon", 1e-6)
            let decay = try call.float("decay_factor", 0)
            return try steps(call, states: 1) { rate, step, x, gradient, states in
                let slope = norm * x + gradient
                let sum = states[0] + slope * slope
                let own = rate / (1 + step.asType(rate.dtype) * decay)
                return [x - own * slope / (sqrt(sum) + eps), sum]
            }
        },
        OnnxOperator(results: "Adam", [1], domain: trainingDomain) { call in
            let norm = try call.float("norm_coefficient", 0)
            let after = try call.float("norm_coefficient_post", 0)
            let (alpha, beta) = (try call.float("alpha", 0.9), try call.float("beta", 0.999))
            let eps = try call.float("epsilon", 1e-6)
            return try steps(call, states: 2) { rate, step, x, gradient, states in
                let slope = norm * x + gradient
                let first = alpha * states[0] + (1 - alpha) * slope
                let second = beta * states[1] + (1 - beta) * (slope * slope)
                let t = step.asType(.float64)
                let corrected =
                    rate.asType(.float64) * sqrt(1 - pow(beta, t)) / (1 - pow(alpha, t))
                let own = LaminaTensor.select(
                    step .> 0, corrected.asType(rate.dtype), rate)
                let new = x - own * (first / (sqrt(second) + eps))
                return [(1 - after) * new, first, second]
            }
        },
        OnnxOperator(results: "Gradient", [1], domain: trainingDomain) { call in
            let names = try call.required(call.texts("xs"), "xs")
            let name = try call.required(call.text("y"), "y")
            let points = try (0..<names.count).map { try call.tensor($0) }
            guard let y = call.scope.value(name)?.tensor else {
                throw OnnxFault("'\(name)' is no tensor", fix: "name a value that comes before")
            }
            return gradients(of: y.sum(), at: points, op: "Gradient").map { .tensor($0) }
        },
        OnnxOperator(results: "Momentum", [1], domain: trainingDomain) { call in
            let norm = try call.required(call.float("norm_coefficient"), "norm_coefficient")
            let alpha = try call.required(call.float("alpha"), "alpha")
            let beta = try call.required(call.float("beta"), "beta")
            let isNesterov = try call.text("mode", "standard") == "nesterov"
            return try steps(call, states: 1) { rate, step, x, gradient, states in
                let slope = norm * x + gradient
                let share = LaminaTensor.select(step .> 0, beta, Tensor.ones([], dtype: x.dtype))
                let speed = alpha * states[0] + share * slope
                return [x - rate * (isNesterov ? slope + alpha * speed : speed), speed]
            }
        },
    ]

    private static func steps(
        _ call: OnnxCall, states: Int,
        _ step: (Tensor, Tensor, Tensor, Tensor, [Tensor]) -> [Tensor]
    ) throws -> [OnnxValue] {
        let all = try call.tensors()
        let count = (all.count - 2) / (states + 2)
        try call.require(
            count > 0 && all.count == 2 + count * (states + 2), "there are \(all.count) inputs")
        let results = (0..<count).map { index in
            step(
                all[0].reshaped([]), all[1].reshaped([]), all[2 + index], all[2 + count + index],
                (0..<states).map { all[2 + (2 + $0) * count + index] })
        }
        return (0...states).flatMap { state in
            results.indices.map { .tensor(results[$0][state].asType(all[2 + $0].dtype)) }
        }
    }
}
