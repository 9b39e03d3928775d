import LaminaData
import LaminaGraph
import LaminaNN
import LaminaPlot
import LaminaTensor

/// The loss on a plane through a model's parameters, along two random directions whose filters are as
/// large as the model's own.
///
/// - Source: Li et al. (2018), arXiv:1712.09913, section 4: filter normalisation; directions leave
///   biases and normalisations alone.
struct LossLandscape {
    /// From -1 to 1 along each direction.
    let positions: [Double]
    /// `[positions, positions]` row by row, the second direction's positions being the rows.
    let losses: [Double]

    /// The loss where the model stands.
    var center: Double { losses[losses.count / 2] }

    init(
        _ model: some Module<Tensor, Tensor>, loss: Loss, batch: Batch, points: Int
    ) {
        let half = points / 2
        let places = (-half...half).map { Double($0) / Double(half) }
        let own = model.parameterValues
        let directions = (0..<2).map { number in
            Self.direction(own, key: RandomKey(seed: 7).folded(in: number))
        }
        let (x, y) = (batch.inputTensor, batch.targetTensor)
        let program = compile { (a: Tensor, b: Tensor) -> Tensor in
            let values = model.parameterValues
            let moved = zip(values.tensors, zip(directions[0], directions[1])).map { value, steps in
                value + a.asType(value.dtype) * steps.0 + b.asType(value.dtype) * steps.1
            }
            return withParameters(model, values.replacingTensors(moved)) { loss($0(x), y) }
        }
        positions = places
        losses = places.flatMap { second in
            places.map { first in
                program(Tensor(first), Tensor(second)).scalar(as: Double.self)
            }
        }
    }

    /// One tensor for each parameter: random, each filter, a slice along the last axis, as long as the
    /// parameter's; zeros for vectors.
    private static func direction(_ values: ParameterTensors, key: RandomKey) -> [Tensor] {
        values.tensors.enumerated().map { number, value in
            guard value.rank > 1 else { return .zeros(value.shape, dtype: value.dtype) }
            let random = Tensor.normal(shape: value.shape, key: key.folded(in: number))
                .asType(value.dtype)
            let axes = Array(0..<value.rank - 1)
            func size(_ x: Tensor) -> Tensor { sqrt(x.square().sum(axes: axes, keepDims: true)) }
            return random * size(value) / (size(random) + 1e-10)
        }
    }
}
