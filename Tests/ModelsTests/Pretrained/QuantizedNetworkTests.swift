import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Testing

/// What int8 weights and activations cost in accuracy, on networks that have learned something.
@Suite struct QuantizedNetworkTests {
    @Test func leNetKeepsItsAccuracy() throws {
        let data = try FashionMNIST.load()
        let model = LeNet5()
        let trainer = Trainer(model, loss: .crossEntropy, optimizer: Adam(learningRate: 2e-3))
        try trainer.fit(data.train.subset(0..<6000), epochs: 2)
        let test = data.test.subset(0..<2000)
        let exact = try trainer.evaluate(test)
        let small = model.dynamicallyQuantized()
        let rounded = try Evaluator(model: small, loss: .crossEntropy).evaluate(test)
        let accuracies = (try #require(exact.accuracy), try #require(rounded.accuracy))
        #expect(accuracies.0 > 0.75)
        #expect(abs(accuracies.0 - accuracies.1) < 0.01)
        // Through a file, to the same bits.
        let folder = TemporaryFolder()
        let path = folder.file("small.safetensors")
        var file = SafeTensors()
        for (path, variable) in small.variables { file.entries[path] = .init(variable.value) }
        try file.write(to: path)
        let other = LeNet5()
        try other.build(input: [1, 28, 28, 1], seed: 5)
        let again = other.dynamicallyQuantized()
        try again.load(SafeTensors(contentsOf: path).entries.mapValues(\.tensor))
        let batch = test.batch(Array(0..<64)).inputTensor
        #expect(again(batch).array() == small(batch).array())
    }

    @Test(.needs(.mobilenetV2)) func mobileNetFindsTheSameClasses() throws {
        let classifier = try PictureClassifier.mobileNetV2()
        let arrays = try PretrainedReference.arrays("mobilenet-v2")
        let names = arrays.keys.filter { $0.hasPrefix("crop_") }.sorted()
        let pictures = try names.map { name in
            classifier.preprocessing.normalized(
                Bitmap(
                    height: 224, width: 224, channels: 3,
                    pixels: try #require(arrays[name]).array(of: UInt8.self)))
        }
        let network = try MobileNetV2.pretrained()
        let small = network.dynamicallyQuantized()
        let x = stacked(pictures)
        let (exact, rounded) = (network(x), small(x))
        let (a, b) = (exact.argMax(axis: -1), rounded.argMax(axis: -1))
        let differing = a.isNotEqual(to: b).asType(.int32).sum().scalar()
        let error = (rounded - exact).norm().scalar() / exact.norm().scalar()
        #expect(
            Parity(
                "MobileNetV2, int8", "photos whose best class differs, of \(names.count)",
                against: "the same in float32", value: Double(differing), limit: 0
            ).holds)
        #expect(
            Parity(
                "MobileNetV2, int8", "error of the logits, relative to their norm",
                against: "the same in float32", value: Double(error), limit: 0.2
            ).holds)
    }
}
