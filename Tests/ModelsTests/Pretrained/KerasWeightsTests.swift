import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct KerasWeightsTests {
    private struct Network: Module {
        let convolution = Conv2D(outChannels: 3, kernelSize: 3)
        let norm = BatchNorm(eps: 1e-3)
        let output = Dense(4)

        func forward(_ x: Tensor) -> Tensor {
            output(norm(relu(convolution(x))).flattened(from: 1))
        }
    }

    /// A network of Keras 3, whose layers number their weights.
    @Test func aNetworkAnswersAsInKeras() throws {
        func path(_ name: String) -> String { PretrainedReference.path(name, in: "hdf5") }
        let answers = try Npz(contentsOf: path("keras-answers.npz")).arrays()
        let x = try #require(answers["x"]).tensor
        let network = Network()
        let layers = ["convolution": "conv2d", "norm": "batch_normalization", "output": "dense"]
        let places = ["weight": 0, "bias": 1, "runningMean": 2, "runningVar": 3]
        try PretrainedWeights(contentsOf: path("keras.weights.h5")).fill(network, like: x) { cell in
            let parts = cell.split(separator: ".").map(String.init)
            return .init("layers/\(layers[parts[0]] ?? "")/vars/\(places[parts[1]] ?? 9)")
        }
        #expect(largestDifference(network(x), try #require(answers["y"]).tensor) < 1e-5)
    }
}
