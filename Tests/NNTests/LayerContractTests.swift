import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

@Suite struct LayerContractTests {
    @Test(arguments: LayerRow.all) func hasTheDocumentedShapesAndKeys(_ row: LayerRow) throws {
        let layer = try row.built()
        #expect(layer(row.sample()).shape == row.output)
        #expect(layer.parameters.map(\.path) == row.parameters)
        #expect(layer.parameters.map(\.parameter.path) == row.parameters)
        let summary = layer.summary(input: row.input, dtype: row.sample().dtype)
        // A layer made of others is not a row of its own.
        if summary.rows.last?.path == "" { #expect(summary.rows.last?.output == row.output) }
        #expect(summary.parameters == layer.parameterCount)
    }

    @Test(arguments: LayerRow.all) func anotherWithItsVariablesIsTheSame(_ row: LayerRow) throws {
        let (layer, other) = (try row.built(), row.make())
        try other.build(like: row.sample(), seed: 99)
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

    /// Statistics, angles and scores are computed wider, but what comes out is what went in.
    @Test(arguments: LayerRow.all) func halfTypesStayWhatTheyAre(_ row: LayerRow) throws {
        guard row.symbols == nil else { return }
        let (half, whole) = (try row.built(dtype: .bfloat16), try row.built())
        for ((_, source), (_, target)) in zip(half.variables, whole.variables) {
            target.value = source.value.asType(.float32)
        }
        let x = row.sample(dtype: .bfloat16)
        let (y, wanted) = (half(x), whole(x.asType(.float32)))
        #expect(y.dtype == .bfloat16)
        // Steps may go either way at a number that was rounded; nothing else may be far off. Bfloat16
        // has 8 bits, and errors of a few roundings in a row are allowed.
        if row.name != "step" { #expect(largestError(y, wanted) < 0.05) }
    }

    /// Along a random direction of all parameters and the input, in float64 with h = 1e-6: truncation
    /// and rounding stay below 1e-8.
    @Test(arguments: LayerRow.all) func gradientAgreesWithDifferences(_ row: LayerRow) throws {
        try checkGradient(try row.built(dtype: .float64), row)
    }

    private func checkGradient(_ layer: some Module<Tensor, Tensor>, _ row: LayerRow) throws {
        let x = row.sample(dtype: .float64)
        let inputs = row.symbols == nil ? [x] : []
        let probe = Tensor.normal(shape: row.output, key: RandomKey(seed: 13)).asType(.float64)
        let at = layer.parameterValues
        let points = at.tensors + inputs
        let directions = points.enumerated().map { number, point in
            Tensor.normal(shape: point.shape, key: RandomKey(seed: 14, path: "\(number)"))
                .asType(.float64)
        }
        func value(_ points: [Tensor]) -> Tensor {
            let parameters = ParameterTensors(
                at.parameters, Array(points.prefix(at.tensors.count)))
            let input = inputs.isEmpty ? x : points[points.count - 1]
            return withParameters(layer, parameters) { ($0(input) * probe).sum() }
        }
        func moved(_ step: Double) -> [Tensor] { zip(points, directions).map { $0 + step * $1 } }
        let h = 1e-6
        let difference = ((value(moved(h)) - value(moved(-h))) / (2 * h)).scalar(as: Double.self)
        let (_, toParameters) = valueAndGradient(at: layer) { ($0(x) * probe).sum() }
        let toInput = inputs.map { x in
            gradient { (x: Tensor) in (layer(x) * probe).sum() }(x)
        }
        let along = zip(toParameters.tensors + toInput, directions).reduce(0.0) { sum, pair in
            sum + (pair.0 * pair.1).sum().scalar(as: Double.self)
        }
        #expect(abs(along - difference) < 1e-6 * (1 + abs(difference)))
    }

    @Test(arguments: LayerRow.all) func aTrainingStepMakesItsLossSmaller(_ row: LayerRow) throws {
        guard !row.parameters.isEmpty else { return }
        try train(try row.built(), row)
    }

    /// With dropout, noise and the batch's statistics, compiled: numbers, and no warnings of state.
    @Test(arguments: LayerRow.all) func trainingModeGivesFiniteGradients(_ row: LayerRow) throws {
        try checkTraining(try row.built(), row)
    }

    private func checkTraining(_ layer: some Module<Tensor, Tensor>, _ row: LayerRow) throws {
        let step = compile { (x: Tensor) in
            let (loss, gradients) = valueAndGradient(at: layer) { $0(x).square().mean() }
            return [loss] + gradients.tensors
        }
        Generator.$current.withValue(Generator(seed: 7)) {
            withTraining {
                #expect(layer(row.sample()).shape == row.output)
                for result in step(row.sample()) {
                    #expect(result.isFinite.all().array(as: Bool.self) == [true])
                }
            }
        }
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
