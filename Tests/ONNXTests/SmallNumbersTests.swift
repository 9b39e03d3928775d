import LaminaGraph
import LaminaNN
import LaminaONNX
import LaminaTensor
import Testing

/// Numbers of less than eight bits and of other floating points.
@Suite struct SmallNumbersTests {
    /// What a cast to a type and back to float32 gives.
    private func cast(_ numbers: [Float], _ type: OnnxElementType, saturate: Bool = true) throws
        -> [Float]
    {
        let module = try OnnxModule(
            model(
                graph(
                    [
                        node(
                            "Cast", ["x"], ["s"],
                            ["to": .int(type.rawValue), "saturate": .int(saturate ? 1 : 0)]),
                        node("Cast", ["s"], ["y"], ["to": .int(1)]),
                    ],
                    inputs: [value("x", [.unknown])], outputs: [value("y", [.unknown])]), opset: 25)
        )
        return module([Tensor(numbers)])[0].array()
    }

    @Test func float8RoundsToTheNearestAndTiesToEven() throws {
        // Around 16 the steps of float8e4m3fn are 2, so 17 is a tie between 16 and 18.
        #expect(
            try cast([17, 19, 0.001953125, 500, -500], .float8e4m3fn) == [
                16, 20, 0.001953125, 448, -448,
            ])
    }

    @Test func withoutSaturationTooLargeIsNaNOrInfinity() throws {
        #expect(try cast([1e6], .float8e4m3fn, saturate: false)[0].isNaN)
        #expect(try cast([1e6], .float8e5m2, saturate: false) == [.infinity])
    }

    @Test func fourBitIntegersKeepTheirLowestBits() throws {
        #expect(try cast([7, 8, -8, -9, 15], .int4) == [7, -8, -8, 7, -1])
        #expect(try cast([15, 16, 3], .uint4) == [15, 0, 3])
    }

    @Test func float4HasEightSizes() throws {
        #expect(
            try cast([0, 0.5, 1, 1.5, 2, 3, 4, 6, 100, 5], .float4e2m1)
                == [0, 0.5, 1, 1.5, 2, 3, 4, 6, 6, 4])
    }
}
