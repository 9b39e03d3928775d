import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct AugmentationTests {
    private static let picture = Image(
        height: 6, width: 8, channels: 3, values: (0..<144).map { Float($0 + 1) / 150 })

    private static let transforms: [any ImageTransform] = [
        RandomCrop(height: 5, width: 4, padding: 2), RandomResizedCrop(height: 4, width: 5),
        HorizontalFlip(), VerticalFlip(),
        RandomAffine(
            degrees: -20...20, horizontalShift: 0.2, verticalShift: 0.2, scale: 0.8...1.2,
            shear: -10...10),
        ColorJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1),
        RandomErasing(probability: 1), Cutout(size: 3), ImageNoise(),
        GaussianBlur(kernelSize: 3), RandAugment(), ElasticTransform(alpha: 6, sigma: 2),
    ]

    private func result(_ transform: any ImageTransform, seed: UInt64) -> Image {
        var random = SplitMix64(seed: seed, stream: 0)
        return transform.apply(AugmentationTests.picture, &random)
    }

    @Test(arguments: transforms.indices)
    func theSameSeedGivesTheSamePictureAndAnotherAnother(index: Int) {
        let transform = AugmentationTests.transforms[index]
        let results = (0..<20).map { result(transform, seed: $0) }
        #expect(results == (0..<20).map { result(transform, seed: $0) })
        #expect(results.contains { $0 != results[0] })
        for result in results {
            #expect(result.values.allSatisfy { $0 >= 0 && $0 <= 1 })
            #expect((result.height, result.width) == (results[0].height, results[0].width))
        }
    }

    @Test func aCropTakesEveryPlaceOfThePaddedPicture() {
        let picture = Image(height: 1, width: 2, channels: 1, values: [1, 2])
        var seen = Set<[Float]>()
        for seed in 0..<100 {
            var random = SplitMix64(seed: UInt64(seed), stream: 0)
            let crop = RandomCrop(height: 1, width: 2, padding: 1, fill: 9)
            seen.insert(crop.apply(picture, &random).values)
        }
        // Rows above and below are padding too.
        #expect(seen == [[9, 9], [9, 1], [1, 2], [2, 9]])
    }

    @Test func aPictureThatIsTooSmallStaysInTheMiddleOfItsCrop() {
        let picture = Image(height: 1, width: 1, channels: 1, values: [1])
        var random = SplitMix64(seed: 0, stream: 0)
        let crop = RandomCrop(height: 3, width: 3).apply(picture, &random)
        #expect(crop.values == [0, 0, 0, 0, 1, 0, 0, 0, 0])
    }

    @Test func erasedAreasLieWithinTheirBounds() {
        for seed in 0..<200 {
            let erased = result(RandomErasing(probability: 1, scale: 0.1...0.3), seed: UInt64(seed))
            let count = stride(from: 0, to: 144, by: 3).count { erased.values[$0] == 0 }
            // Sides are rounded, by at most a half of 1 to 6 pixels.
            #expect(count == 0 || 2...21 ~= count)
            let cut = result(Cutout(size: 3), seed: UInt64(seed))
            #expect(stride(from: 0, to: 144, by: 3).count { cut.values[$0] == 0 } <= 9)
        }
        #expect(result(RandomErasing(probability: 0), seed: 1) == AugmentationTests.picture)
    }

    @Test func anElasticPictureMovesSmoothlyAndAsFarAsItIsTold() {
        // A picture of its own columns shows where each pixel came from.
        let picture = Image(
            height: 40, width: 40, channels: 1, values: (0..<1600).map { Float($0 % 40) })
        #expect(result(ElasticTransform(alpha: 0), seed: 1) == AugmentationTests.picture)
        var squares: Float = 0
        for seed in 0..<100 {
            var random = SplitMix64(seed: UInt64(seed), stream: 0)
            let moved = ElasticTransform().apply(picture, &random).values
            let inner = (0..<1600).filter { 10..<30 ~= $0 % 40 && 10..<30 ~= $0 / 40 }
            for place in inner {
                let way = moved[place] - picture.values[place]
                squares += way * way
                // A neighbour came from beside it: the field's slope has a deviation of 0.24.
                #expect(abs(moved[place + 1] - moved[place] - 1) < 1.5)
            }
        }
        // 34 · √(1/3) / (4 · √(4π)), the deviation of an even number once smoothed over a plane.
        #expect(abs((squares / 100 / 400).squareRoot() - 1.38) < 0.2)
    }

    @Test func flipsComeWithTheirProbability() {
        let picture = AugmentationTests.picture
        let count = (0..<1000).count {
            result(HorizontalFlip(probability: 0.3), seed: UInt64($0)) == picture.mirrored
        }
        // A deviation of 14.5; five are allowed.
        #expect(abs(count - 300) < 73)
    }

    @Test(arguments: RandAugment.Change.allCases)
    func noStrengthChangesNothing(change: RandAugment.Change) {
        let picture = AugmentationTests.picture
        let same = change.apply(picture, strength: 0, fill: 0)
        switch change {
        case .autoContrast, .equalize, .posterize, .solarize: break
        default: for (a, b) in zip(same.values, picture.values) { #expect(abs(a - b) < 1e-6) }
        }
        let strong = change.apply(picture, strength: 1, fill: 0)
        #expect((strong == picture) == (change == .identity || change == .equalize))
    }

    private func pictures() throws -> Dataset {
        try Dataset(
            name: "pictures",
            inputs: .bytes(ByteRegion((0..<20 * 48).map { UInt8($0 * 37 % 256) })),
            exampleShape: [4, 4, 3],
            targets: .labels((0..<20).map { $0 % 2 }, classNames: ["a", "b"]))
    }

    private func loader(
        _ augmentation: ImageAugmentation, batch: Int, prefetch: Int, _ sampling: Sampling
    ) throws -> DataLoader {
        try DataLoader(
            pictures(), batchSize: batch, sampling: sampling, seed: 7,
            normalization: Normalization(mean: [0.5], standardDeviation: [0.25]),
            augmentation: augmentation, prefetch: prefetch)
    }

    @Test func anExampleGetsTheSameNumbersWhateverTheOrder() throws {
        let augmentation = ImageAugmentation([
            RandomCrop(height: 3, width: 3, padding: 1), ImageNoise(),
        ])
        func examples(_ loader: DataLoader) -> [Int: [Float]] {
            var result: [Int: [Float]] = [:]
            for batch in loader {
                #expect(Array(batch.inputShape.dropFirst()) == [3, 3, 3])
                for (place, index) in batch.indices.enumerated() {
                    result[index] = Array(batch.inputs[place * 27..<(place + 1) * 27])
                }
            }
            return result
        }
        let a = try loader(augmentation, batch: 3, prefetch: 0, .shuffled)
        let b = try loader(augmentation, batch: 8, prefetch: 4, .sequential)
        let first = examples(a)
        #expect(first.count == 20 && examples(b) == first)
        let second = examples(a)
        #expect(second.allSatisfy { first[$0] != $1 } && examples(b) == second)
    }

    @Test func pixelsAreChangedBeforeTheyAreNormalised() throws {
        let loader = try loader(
            ImageAugmentation([ColorJitter(brightness: 0), HorizontalFlip(probability: 1)]),
            batch: 1, prefetch: 0, .sequential)
        let batch = try #require(Array(loader).first)
        let mirrored = Image(
            height: 4, width: 4, channels: 3, values: try pictures().example(0)
        ).mirrored
        for (a, b) in zip(batch.inputs, mirrored.values) {
            #expect(abs(a - (b - 0.5) / 0.25) < 1e-5)
        }
    }

    @Test func onlyPicturesAreAugmented() throws {
        let error = #expect(throws: DatasetError.self) {
            try DataLoader(
                DataSplitTests.numbered(4, rare: 1), batchSize: 2, sampling: .shuffled,
                augmentation: ImageAugmentation([HorizontalFlip()]))
        }
        #expect(error?.problem == "examples of [1] are no pictures to be augmented")
    }

    @Test func aLoaderMixesEachBatchByOneOfItsWays() throws {
        func loader(_ mixing: [any BatchMixing], prefetch: Int = 0) throws -> DataLoader {
            try DataLoader(
                pictures(), batchSize: 4, sampling: .shuffled, seed: 7,
                normalization: Normalization(mean: [0.5], standardDeviation: [0.25]),
                mixing: mixing, prefetch: prefetch)
        }
        let (up, cut) = (MixUp(alpha: 1), CutMix())
        let plain = Array(try loader([]))
        #expect(try Array(loader([up, cut])) == Array(loader([up, cut], prefetch: 3)))
        var chosen: Set<String> = []
        for (batch, mixed) in zip(plain, try loader([up, cut])) {
            #expect(batch.indices == mixed.indices && mixed.targetShape == [4, 2])
            let ways = ["up": up, "cut": cut] as [String: any BatchMixing]
            let way = ways.first {
                $0.value.apply(batch, classCount: 2, seed: 7, epoch: 0) == mixed
            }
            chosen.insert(try #require(way?.key))
        }
        #expect(chosen == ["up", "cut"])
    }

    @Test func onlyPicturesAreCut() throws {
        let error = #expect(throws: DatasetError.self) {
            try DataLoader(
                DataSplitTests.numbered(4, rare: 1), batchSize: 2, sampling: .shuffled,
                mixing: [MixUp(), CutMix()])
        }
        #expect(error?.problem == "examples of [1] are no pictures to be cut")
    }

    @Test func mixUpMixesInputsAndTargetsAlike() throws {
        // Inputs that are their own targets must stay so.
        let batch = try Dataset(
            name: "x", inputs: .floats([0, 1, 2, 3, 4, 5]), exampleShape: [1],
            targets: .values([0, 1, 2, 3, 4, 5], shape: [1])
        ).batch(Array(0..<6))
        let mixed = (0..<20).map { MixUp(alpha: 1).apply(batch, classCount: 0, seed: 1, epoch: $0) }
        for mix in mixed {
            #expect(mix.inputs == mix.targets)
            #expect(abs(mix.inputs.reduce(0, +) - 15) < 1e-5)
        }
        #expect(MixUp(alpha: 1).apply(batch, classCount: 0, seed: 1, epoch: 3) == mixed[3])
        #expect(mixed[0] != mixed[1])
    }

    @Test func cutMixSharesTargetsByArea() throws {
        // Each picture is all 0 or all 1, its class the same.
        let batch = try Dataset(
            name: "x", inputs: .floats((0..<8 * 30).map { Float($0 / 30 % 2) }),
            exampleShape: [5, 6, 1],
            targets: .labels((0..<8).map { $0 % 2 }, classNames: ["dark", "light"])
        ).batch(Array(0..<8))
        var isMixed = false
        for epoch in 0..<30 {
            let mixed = CutMix().apply(batch, classCount: 2, seed: 2, epoch: epoch)
            #expect(mixed.targetShape == [8, 2])
            for place in 0..<8 {
                let light = mixed.inputs[place * 30..<(place + 1) * 30].reduce(0, +) / 30
                #expect(abs(mixed.targets[2 * place + 1] - light) < 1e-6)
                #expect(abs(mixed.targets[2 * place] - (1 - light)) < 1e-6)
                isMixed = isMixed || (0.1..<0.9).contains(light)
            }
        }
        #expect(isMixed)
    }
}
