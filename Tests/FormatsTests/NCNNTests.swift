import LaminaFormats
import LaminaGraph
import Testing

@Suite struct NCNNTests {
    static let text = """
        7767517
        3 3
        Input         data    0 1 data 0=4 1=4 2=3
        Convolution   conv    1 1 data mid 0=2 1=3 11=1 5=1 6=18 -23310=1,0.1
        InnerProduct  dense   1 1 mid out 0=1 2=3
        """

    /// Half-precision weights, their biases, then single-precision ones.
    static let weights: [UInt8] = {
        let half = (0..<18).flatMap { [UInt8(0), UInt8($0)] }
        let bias: [Float] = [0.5, -1]
        let single: [Float] = [1, 2, 3]
        return [0x47, 0x6B, 0x30, 0x01] + half + bias.withUnsafeBytes { [UInt8]($0) }
            + [0, 0, 0, 0] + single.withUnsafeBytes { [UInt8]($0) }
    }()

    private func read(_ text: String = text, _ weights: [UInt8] = weights) throws -> NCNN {
        try NCNN(
            param: ByteRegion([UInt8](text.utf8)), paramPath: "x.param",
            bin: ByteRegion(weights), binPath: "x.bin")
    }

    private func error(_ text: String = text, _ weights: [UInt8] = weights) -> String {
        do {
            _ = try read(text, weights)
            return "none"
        } catch { return "\(error)" }
    }

    @Test func layersHaveTheirParametersAndWeights() throws {
        let layers = try read().layers
        #expect(layers.map(\.kind) == ["Input", "Convolution", "InnerProduct"])
        #expect(layers[1].inputs == ["data"] && layers[1].outputs == ["mid"])
        #expect(layers[1].parameters[10] == [0.1] && layers[1].integer(1) == 3)
        #expect(layers[1].weight?.shape == [2, 3, 1, 3] && layers[1].weight?.dtype == .float16)
        #expect(layers[1].bias?.array(of: Float.self) == [0.5, -1])
        #expect(layers[2].weight?.array(of: Float.self) == [1, 2, 3])
        #expect(layers[2].weight?.shape == [1, 3] && layers[2].bias == nil)
        #expect(layers[0].weight == nil)
    }

    @Test func faultsNameLineOrLayer() {
        let good = Self.text
        #expect(
            error(good.replacing("0=1 2=3", with: "0=2 2=3"))
                .contains("layer 'dense': 3 weights do not make 2 outputs"))
        #expect(error("x" + good).contains("x.param, line 1: the first line is not 7767517"))
        #expect(error(good.replacing("3 3", with: "4 3")).contains("4 layers are announced, 3"))
        #expect(error(good.replacing("5=1", with: "5=x")).contains("line 4: '5=x' is no parameter"))
        #expect(error(good.replacing("5=1", with: "1=1")).contains("parameter 1 stands twice"))
        #expect(error(good.replacing("=1,0.1", with: "=3,0.1")).contains("another length"))
        #expect(error(good.replacing("1 1 mid out", with: "9 9 mid out")).contains("line 5"))
        #expect(error(good, Self.weights + [0]).contains("1 bytes are left"))
        var quantised = Self.weights
        quantised[0] = 0x38
        #expect(error(good, quantised).contains("quantised"))
    }

    @Test func everyTruncationIsRefused() {
        let good = Self.text
        for count in 0..<Self.weights.count {
            #expect(error(good, Array(Self.weights[..<count])) != "none")
        }
        let bytes = [UInt8](good.utf8)
        // The last digits of the last parameters may be cut off.
        for count in 0..<bytes.count - 3 {
            let text = String(decoding: bytes[..<count], as: UTF8.self)
            #expect(error(text) != "none", "\(count) bytes")
        }
    }

    @Test func hostileSizesTakeNoMemory() {
        for size in ["4000000000", "-1", "9223372036854775807", "1e300"] {
            let text = Self.text.replacing("0=2 1=3", with: "0=\(size) 1=\(size)")
            #expect(error(text) != "none")
            #expect(error(Self.text.replacing("6=18", with: "6=\(size)")) != "none")
        }
    }
}
