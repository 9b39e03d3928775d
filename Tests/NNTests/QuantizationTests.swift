import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct QuantizationTests {
    private struct Network: Module {
        let conv1 = Conv2D(outChannels: 16, kernelSize: 3, padding: .same)
        let depthwise = Conv2D(outChannels: 16, kernelSize: 3, groups: 16)
        let conv2 = Conv2D(outChannels: 32, kernelSize: 3, stride: 2)
        let output = Dense(10)

        func forward(_ x: Tensor) -> Tensor {
            output(relu(conv2(relu(depthwise(relu(conv1(x)))))).mean(axes: [1, 2]))
        }
    }

    private func network() throws -> Network {
        let network = Network()
        try network.build(input: [2, 12, 12, 16], seed: 1)
        return network
    }

    private let x = Tensor.normal(shape: [2, 12, 12, 16], key: RandomKey(seed: 2))

    @Test func staysNearTheFloatModel() throws {
        let network = try network()
        let quantized = network.dynamicallyQuantized()
        let (exact, rounded) = (network(x), quantized(x))
        // 127 steps for weights and activations of three layers: about one part in a hundred.
        #expect((rounded - exact).norm().scalar() < 0.02 * exact.norm().scalar())
        #expect(rounded.array() != exact.array())
        let compiled = compile { (x: Tensor) in quantized(x) }
        let difference = (compiled(x) - rounded).norm().scalar()
        #expect(difference <= 1e-5 * rounded.norm().scalar())
        #expect(compiled(x).array() == compiled(x).array())
    }

    /// `y = Σ round(127 x / max |x|) round(w / scale)` times both steps, by hand.
    @Test func aDenseLayerIsItsDefinition() throws {
        let dense = Dense(2, hasBias: false)
        try dense.build(input: [1, 3])
        dense.weight.value = Tensor([1, -0.5, 0.25, 2, -0.1, 0.3], shape: [3, 2])
        let quantized = dense.dynamicallyQuantized()
        #expect(quantized.variables.map(\.path) == ["weight", "weightScale"])
        let values = quantized.variables[0].variable.value.asType(.int32).array(as: Int32.self)
        // Columns (1, 0.25, -0.1) in steps of 1/127 and (-0.5, 2, 0.3) in steps of 2/127.
        #expect(values == [127, -32, 32, 127, -13, 19])
        let y = quantized(Tensor([1, 0.5, -2], shape: [1, 3])).array()
        // x in steps of 2/127: 64 (of 63.5, to even), 32 (of 31.75), -127.
        let (a, b) = (64 * 127 + 32 * 32 + 127 * 13, -64 * 32 + 32 * 127 - 127 * 19)
        let step: Float = 2.0 / 127
        #expect(abs(y[0] - Float(a) * step / 127) < 1e-5)
        #expect(abs(y[1] - Float(b) * step * 2 / 127) < 1e-5)
    }

    @Test func noExampleChangesAnother() throws {
        let quantized = try network().dynamicallyQuantized()
        let first = x.slice(0..<1)
        let loud = concatenated([first, x.slice(1..<2) * 1000], axis: 0)
        #expect(quantized(x).slice(0..<1).array() == quantized(loud).slice(0..<1).array())
    }

    @Test func zerosGiveTheBias() throws {
        let network = try network()
        network.output.bias?.value = Tensor.arange(to: 10, dtype: .float32)
        let quantized = network.dynamicallyQuantized()
        #expect(quantized(x * 0).array() == network(x * 0).array())
    }

    @Test func loadsWhatItSavedAndLeavesTheOriginalAlone() throws {
        let network = try network()
        let before = network.conv2.weight.value.array()
        let quantized = network.dynamicallyQuantized()
        let saved = Dictionary(
            uniqueKeysWithValues: quantized.variables.map { ($0.path, $0.variable.value) })
        #expect(
            saved["conv2.weight"]?.dtype == .int8 && saved["conv2.weightScale"]?.dtype == .float32)
        #expect(
            saved["depthwise.weight"]?.dtype == .float32 && saved["output.bias"]?.dtype == .float32)
        let other = Network()
        try other.build(input: [2, 12, 12, 16], seed: 9)
        let again = other.dynamicallyQuantized()
        try again.load(saved)
        #expect(again(x).array() == quantized(x).array())
        #expect(network.conv2.weight.value.array() == before)
        let floatBytes = network.variables.reduce(0) { $0 + $1.variable.spec.byteCount }
        #expect(quantized.weightByteCount < floatBytes / 3)
    }

    @Test func aPatternLeavesLayersOut() throws {
        let quantized = try network().dynamicallyQuantized(at: "conv*.**")
        #expect(
            quantized.variables.first { $0.path == "output.weight" }?.variable.spec.dtype
                == .float32)
        #expect(
            quantized.variables.first { $0.path == "conv1.weight" }?.variable.spec.dtype == .int8)
    }
}
