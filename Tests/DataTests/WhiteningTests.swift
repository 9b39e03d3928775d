import LaminaData
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct WhiteningTests {
    /// 200 rows of four features that depend on each other.
    private let x: Tensor = {
        let free = Tensor.normal(shape: [200, 4], dtype: .float64, key: RandomKey(seed: 1))
        let mixing = Tensor.normal(shape: [4, 4], dtype: .float64, key: RandomKey(seed: 2))
        return matmul(free, mixing) + 3
    }()

    private func covariance(_ y: Tensor) -> [Double] {
        let centred = y - y.mean(axis: 0)
        return (matmul(centred.transposed(), centred) / Double(y.shape[0])).array(as: Double.self)
    }

    @Test(arguments: [Whitening.Form.pca, .zca])
    func featuresHaveVariance1AndNothingInCommon(_ form: Whitening.Form) {
        let whitening = Whitening(fittedTo: x, form: form, eps: 0)
        let y = whitening(x)
        #expect(y.mean(axis: 0).array(as: Double.self).allSatisfy { abs($0) < 1e-9 })
        for (place, value) in covariance(y).enumerated() {
            #expect(abs(value - (place % 5 == 0 ? 1 : 0)) < 1e-9)
        }
    }

    @Test func zcaIsSymmetricAndPCAFallsInVariance() {
        let zca = Whitening(fittedTo: x, eps: 0).matrix.array(as: Double.self)
        for row in 0..<4 {
            for column in 0..<4 {
                #expect(abs(zca[row * 4 + column] - zca[column * 4 + row]) < 1e-9)
            }
        }
        // A component's weights are as long as its standard deviation is small.
        let lengths = Whitening(fittedTo: x, form: .pca, eps: 0).matrix.square().sum(axis: 0)
            .array(as: Double.self)
        #expect(lengths == lengths.sorted())
    }

    @Test func twoFeaturesAreThoseWorkedOutByHand() {
        // Variance 4 along (1, 1) and 1 along (1, -1).
        let x = Tensor([[2, 2], [-2, -2], [1, -1], [-1, 1]])
        let pca = Whitening(fittedTo: x, form: .pca, eps: 0)
        let root = Float(2).squareRoot()
        let want = [root, 0, -root, 0, 0, root, 0, -root]
        for (a, b) in zip(pca(x).array(), want) { #expect(abs(abs(a) - abs(b)) < 1e-6) }
        let zca = Whitening(fittedTo: x, eps: 0)
        for (a, b) in zip(zca(x).array(), [1, 1, -1, -1, 1, -1, -1, 1] as [Float]) {
            #expect(abs(a - b) < 1e-6)
        }
    }

    @Test func aFeatureThatNeverChangesStaysFinite() {
        let flat = concatenated([x, .ones([200, 1], dtype: .float64)], axis: 1)
        #expect(Whitening(fittedTo: flat)(flat).isFinite.all().scalar(as: Bool.self))
    }

    @Test func dataSetsKeepTheirTargets() throws {
        let data = try Dataset(
            name: "rows", inputs: .floats(x.array(as: Float.self)), exampleShape: [2, 2],
            targets: .labels((0..<200).map { Int32($0 % 2) }, classNames: ["a", "b"]))
        let whitening = try Whitening(fittedTo: data, eps: 0)
        let part = try whitening(data.subset([5, 3]))
        #expect(part.exampleShape == [2, 2] && part.labels == [1, 1])
        let want = whitening(x).array(as: Float.self)
        for (a, b) in zip(part.example(0), want[20..<24]) { #expect(abs(a - b) < 1e-4) }
        let narrow = try Dataset(
            name: "narrow", inputs: .floats([1, 2]), exampleShape: [1],
            targets: .values([1, 2], shape: [1]))
        let error = #expect(throws: DatasetError.self) { try whitening(narrow) }
        #expect(error?.problem == "examples of 1 numbers, the whitening has 4")
        let broken = try Dataset(
            name: "broken", inputs: .floats([1, .nan]), exampleShape: [1],
            targets: .values([1, 2], shape: [1]))
        let fault = #expect(throws: DatasetError.self) { try Whitening(fittedTo: broken) }
        #expect(fault?.record == 1)
    }
}
