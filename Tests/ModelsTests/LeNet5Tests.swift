import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaTensor
import Testing

@Suite struct LeNet5Tests {
    @Test func hasThePublishedSizes() {
        let summary = LeNet5().summary(input: [1, 28, 28, 1])
        #expect(summary.parameters == 61_706)
        #expect(
            summary.rows.map(\.path) == [
                "conv1", "pool1", "conv2", "pool2", "dense1", "dense2", "output",
            ])
        #expect(
            summary.rows.map(\.output) == [
                [1, 28, 28, 6], [1, 14, 14, 6], [1, 10, 10, 16], [1, 5, 5, 16], [1, 120], [1, 84],
                [1, 10],
            ])
        // Positions times filter for the convolutions, weights for the dense layers.
        #expect(
            summary.rows.map(\.multiplyAdds) == [
                784 * 150, 0, 100 * 2400, 0, 48_000, 10_080, 840,
            ])
        #expect(summary.activationBytes == 4 * (4704 + 1176 + 1600 + 400 + 120 + 84 + 10))
    }

    @Test func aSummaryBuildsNothing() {
        let model = LeNet5()
        _ = model.summary(input: [1, 28, 28, 1])
        #expect(model.parameters.allSatisfy { !$0.parameter.isBuilt })
    }
}
