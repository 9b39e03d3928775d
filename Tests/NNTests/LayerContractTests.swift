import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

/// One row for each layer; every row gets every test.
struct LayerRow: Sendable, CustomTestStringConvertible {
    let name: String
    let input: Shape
    let output: Shape
    let parameters: [String]
    let make: @Sendable () -> any Module<Tensor, Tensor>

    var testDescription: String { name }

    static let all: [LayerRow] = [
        LayerRow(name: "Dense", input: [3, 4], output: [3, 5], parameters: ["weight", "bias"]) {
            Dense(5)
        },
        LayerRow(
            name: "Conv2D", input: [2, 6, 5, 3], output: [2, 4, 3, 4],
            parameters: ["weight", "bias"]
        ) { Conv2D(outChannels: 4, kernelSize: 3) },
        LayerRow(
            name: "Conv2D with stride and groups", input: [2, 7, 6, 4], output: [2, 4, 3, 6],
            parameters: ["weight"]
        ) {
            Conv2D(
                outChannels: 6, kernelSize: 3, stride: 2, padding: .same, groups: 2, hasBias: false)
        },
        LayerRow(name: "MaxPool2D", input: [2, 6, 4, 3], output: [2, 3, 2, 3], parameters: []) {
            MaxPool2D(size: 2)
        },
        LayerRow(
            name: "AveragePool2D", input: [2, 5, 5, 3], output: [2, 3, 3, 3], parameters: []
        ) { AveragePool2D(size: 2, padding: .same) },
        LayerRow(name: "Flatten", input: [2, 3, 4], output: [2, 12], parameters: []) { Flatten() },
        LayerRow(name: "Dropout", input: [4, 5], output: [4, 5], parameters: []) { Dropout(0.5) },
        LayerRow(name: "relu", input: [4, 5], output: [4, 5], parameters: []) { Activation.relu },
        LayerRow(name: "sigmoid", input: [4, 5], output: [4, 5], parameters: []) {
            Activation.sigmoid
        },
        LayerRow(name: "tanh", input: [4, 5], output: [4, 5], parameters: []) { Activation.tanh },
        LayerRow(name: "softmax", input: [4, 5], output: [4, 5], parameters: []) {
            Activation.softmax
        },
        LayerRow(
            name: "Sequential", input: [2, 4], output: [2, 3],
            parameters: ["layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias"]
        ) {
            Sequential {
                Dense(4)
                Activation.tanh
                Dense(3)
            }
        },
    ]

    func built(dtype: DType = .float32) throws -> any Module<Tensor, Tensor> {
        let layer = make()
        try layer.build(input: input, dtype: dtype, seed: 11)
        return layer
    }

    func sample(dtype: DType = .float32) -> Tensor {
        .normal(shape: input, key: RandomKey(seed: 12)).asType(dtype)
    }
}

@Suite struct LayerContractTests {
    @Test(arguments: LayerRow.all) func hasTheDocumentedShapesAndKeys(_ row: LayerRow) throws {
        let layer = try row.built()
        #expect(layer(row.sample()).shape == row.output)
        #expect(layer.parameters.map(\.path) == row.parameters)
        #expect(layer.parameters.map(\.parameter.path) == row.parameters)
        #expect(layer.summary(input: row.input).rows.last?.output == row.output)
    }

    @Test(arguments: LayerRow.all) func anotherWithItsVariablesIsTheSame(_ row: LayerRow) throws {
        let (layer, other) = (try row.built(), row.make())
        try other.build(input: row.input, seed: 99)
        for ((path, source), (otherPath, target)) in zip(layer.variables, other.variables) {
            #expect(path == otherPath)
            target.value = source.value
        }
        #expect(layer(row.sample()).array() == other(row.sample()).array())
    }

    @Test(arguments: LayerRow.all) func inferenceRepeatsItself(_ row: LayerRow) throws {
        let layer = try row.built()
        #expect(layer(row.sample()).array() == layer(row.sample()).array())
    }

    @Test(arguments: LayerRow.all) func compiledGivesTheSame(_ row: LayerRow) throws {
        let layer = try row.built()
        let function = compile { (x: Tensor) in layer(x) }
        // Another plan may fuse otherwise; a few units in the last place of sums of 30 terms.
        #expect(largestError(function(row.sample()), layer(row.sample())) < 1e-6)
    }

    /// Along a random direction of all parameters and the input, in float64 with h = 1e-6: truncation
    /// and rounding stay below 1e-8.
    @Test(arguments: LayerRow.all) func gradientAgreesWithDifferences(_ row: LayerRow) throws {
        try checkGradient(try row.built(dtype: .float64), row)
    }

    private func checkGradient(_ layer: some Module<Tensor, Tensor>, _ row: LayerRow) throws {
        let x = row.sample(dtype: .float64)
        let probe = Tensor.normal(shape: row.output, key: RandomKey(seed: 13)).asType(.float64)
        let at = layer.parameterValues
        let points = at.tensors + [x]
        let directions = points.enumerated().map { number, point in
            Tensor.normal(shape: point.shape, key: RandomKey(seed: 14, path: "\(number)"))
                .asType(.float64)
        }
        func value(_ points: [Tensor]) -> Tensor {
            let parameters = ParameterTensors(at.parameters, Array(points.dropLast()))
            return withParameters(layer, parameters) {
                ($0(points[points.count - 1]) * probe).sum()
            }
        }
        func moved(_ step: Double) -> [Tensor] { zip(points, directions).map { $0 + step * $1 } }
        let h = 1e-6
        let difference = ((value(moved(h)) - value(moved(-h))) / (2 * h)).scalar(as: Double.self)
        let (_, toParameters) = valueAndGradient(at: layer) { ($0(x) * probe).sum() }
        let toInput = gradient { (x: Tensor) in (layer(x) * probe).sum() }(x)
        let along = zip(toParameters.tensors + [toInput], directions).reduce(0.0) { sum, pair in
            sum + (pair.0 * pair.1).sum().scalar(as: Double.self)
        }
        #expect(abs(along - difference) < 1e-6 * (1 + abs(difference)))
    }

    @Test(arguments: LayerRow.all) func aTrainingStepMakesItsLossSmaller(_ row: LayerRow) throws {
        guard !row.parameters.isEmpty else { return }
        try train(try row.built(), row)
    }

    private func train(_ layer: some Module<Tensor, Tensor>, _ row: LayerRow) throws {
        let target = Tensor.normal(shape: row.output, key: RandomKey(seed: 15))
        let sgd = SGD(layer, learningRate: 0.01)
        let step = compile { (x: Tensor) in
            let (loss, gradients) = valueAndGradient(at: layer) { meanSquaredError($0(x), target) }
            sgd.update(gradients)
            return loss
        }
        let first = step(row.sample()).scalar()
        #expect(step(row.sample()).scalar() < first)
    }
}
