import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// What the reference says of a picture.
private struct Answered: Decodable {
    struct Class: Decodable {
        let index: Int
        let label: String
        let logit: Double
        let probability: Double
    }
    let top10: [Class]
    /// MobileNetV2's.
    let name: String?
    let file: String?
    /// EfficientNet's.
    let crop: String?
}

private struct Reference: Decodable { let images: [Answered] }

/// Beside torchvision, whose weights were widened to float64, on its own crops of five photos.
@Suite(.needs(.mobilenetV2)) struct MobileNetV2Tests {
    private let classifier: PictureClassifier
    private let images: [Answered]
    private let arrays: [String: StoredArray]

    init() throws {
        classifier = try .mobileNetV2()
        images = try PretrainedReference.decoded("mobilenet-v2", as: Reference.self).images
        arrays = try PretrainedReference.arrays("mobilenet-v2")
    }

    private func input(_ name: String) throws -> Tensor {
        let crop = try #require(arrays["crop_\(name)"]).array(of: UInt8.self)
        return classifier.preprocessing.normalized(
            Bitmap(height: 224, width: 224, channels: 3, pixels: crop))
    }

    @Test func givesTheLogitsOfTorchvision() throws {
        let names = try images.map { try #require($0.name) }
        let logits = classifier.logits(stacked(try names.map { try input($0) }))
        let reference = stacked(try names.map { try #require(arrays["logits_\($0)"]).tensor })
        #expect(
            Parity(
                "MobileNetV2", "logits of 5 photos, 1000 each", against: "torchvision 0.29",
                value: largestDifference(logits, reference), limit: 1e-3
            ).holds)
        let best = logits.topK(5).indices.array(as: Int32.self).map { Int($0) }
        let differing = zip(images, 0...).filter { image, row in
            image.top10.prefix(5).map(\.index) != Array(best[row * 5..<row * 5 + 5])
        }
        #expect(
            Parity(
                "MobileNetV2", "photos whose 5 best classes differ, of 5",
                against: "torchvision 0.29", value: Double(differing.count), limit: 0
            ).holds)
    }

    @Test func namesTheClasses() throws {
        for image in images {
            for answer in image.top10 {
                #expect(classifier.classNames[answer.index] == answer.label)
            }
        }
        #expect(Set(classifier.classNames).count == 1000)
    }

    @Test(.needs(file: "tuxpaint-stamps/animals/mammals/bears/european-bear.png"))
    func seesABrownBearInAFile() throws {
        let path = "/tuxpaint-stamps/animals/mammals/bears/european-bear.png"
        let picture = try Bitmap(contentsOf: DataFolder.standard.path + path)
        let best = classifier.classify(picture, top: 1)
        #expect(best.map(\.name) == ["brown bear"])
        #expect(abs(best[0].probability - 0.98771) < 1e-4)
        // The very pixels that Pillow makes of it.
        let crop = try #require(arrays["crop_bear"]).array(of: UInt8.self)
        #expect(classifier.preprocessing.pixels(of: picture).pixels == crop)
    }

    @Test func otherWeightsAreRefusedWithTheNameThatLacks() throws {
        let weights = PretrainedWeights(path: "x.pth", arrays: [:])
        let error = #expect(throws: FileError.self) {
            try weights.fill(Dense(2), like: Tensor.zeros([1, 3])) {
                PretrainedWeights.Origin("fc." + $0)
            }
        }
        #expect("\(error as Any)".contains("no array 'fc.weight'"))
        let wrong = PretrainedWeights(
            path: "x.pth",
            arrays: [
                "weight": StoredArray(
                    dtype: .float32, shape: [3, 2], values: [1, 2, 3, 4, 5, 6] as [Float]),
                "bias": StoredArray(dtype: .float32, shape: [2], values: [1, 2] as [Float]),
            ])
        let misfit = #expect(throws: FileError.self) {
            try wrong.fill(Dense(2), like: Tensor.zeros([1, 4])) { PretrainedWeights.Origin($0) }
        }
        #expect("\(misfit as Any)".contains("do not fit the network"))
    }
}

/// Beside the network written out in PyTorch (data/reference/make_efficientnet.py), in float64.
@Suite(.needs(.efficientnetLite0)) struct EfficientNetLite0Tests {
    @Test func givesTheReferencesLogits() throws {
        let classifier = try PictureClassifier.efficientNetLite0()
        let images = try PretrainedReference.decoded(
            "efficientnet-lite0", as: Reference.self
        ).images
        let crops = try PretrainedReference.arrays("mobilenet-v2")
        let pictures = try images.map { image in
            let name = try #require(image.crop)
            return classifier.preprocessing.normalized(
                Bitmap(
                    height: 224, width: 224, channels: 3,
                    pixels: try #require(crops[name]).array(of: UInt8.self)))
        }
        let logits = classifier.logits(stacked(pictures)).array()
        let best = classifier.logits(stacked(pictures)).topK(5).indices.array(as: Int32.self)
        var largest = 0.0
        for (row, image) in images.enumerated() {
            for answer in image.top10 {
                let own = Double(logits[row * 1000 + answer.index])
                largest = max(largest, abs(own - answer.logit))
            }
            #expect(
                best[row * 5..<row * 5 + 5].map { Int($0) } == image.top10.prefix(5).map(\.index))
        }
        #expect(
            Parity(
                "EfficientNet-Lite0", "the 10 largest logits of 5 photos",
                against: "PyTorch 2.15", value: largest, limit: 1e-3
            ).holds)
    }
}
