import FoundationEssentials
import LaminaData
import LaminaFormats
import Testing

@Suite struct NormalizationTests {
    private func floats(_ values: [Float], shape: [Int]) throws -> Dataset {
        let count = values.count / shape.reduce(1, *)
        return try Dataset(
            name: "x", inputs: .floats(values), exampleShape: shape,
            targets: .labels([Int32](repeating: 0, count: count), classNames: ["only"]))
    }

    @Test func measuresMeanAndPopulationDeviation() throws {
        let norm = try Normalization(fittedTo: floats([1, 2, 3, 6], shape: [2]))
        #expect(norm.mean == [3])  // (1 + 2 + 3 + 6) / 4
        #expect(norm.standardDeviation == [(14.0 / 4).squareRoot()])  // 4 + 1 + 0 + 9
    }

    @Test func scopesDifferInWhatSharesAMean() throws {
        // Two examples of 2 pixels x 2 channels.
        let data = try floats([1, 10, 3, 30, 5, 50, 7, 70], shape: [2, 2])
        #expect(try Normalization(fittedTo: data, per: .channel).mean == [4, 40])
        #expect(try Normalization(fittedTo: data, per: .feature).mean == [3, 30, 5, 50])
    }

    @Test(arguments: Normalization.Scope.allCases)
    func bytesAndTheFloatsTheyStandForMeasureAlike(scope: Normalization.Scope) throws {
        let bytes = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 7 + $0 / 10) }
        let packed = try Dataset(
            name: "x", inputs: .bytes(ByteRegion(bytes)), exampleShape: [2, 3],
            targets: .labels([Int32](repeating: 0, count: 100), classNames: ["only"]))
        let plain = try floats(bytes.map { Float($0) / 255 }, shape: [2, 3])
        let (a, b) = try (
            Normalization(fittedTo: packed, per: scope), Normalization(fittedTo: plain, per: scope)
        )
        // The floats are rounded to 24 bits, which moves a mean by at most 2⁻²⁵.
        for (x, y) in zip(a.mean + a.standardDeviation, b.mean + b.standardDeviation) {
            #expect(abs(x - y) < 0x1p-24)
        }
        let rows = Array(0..<100)
        let (p, q) = (packed.batch(rows, normalization: a), plain.batch(rows, normalization: b))
        // Values up to 4, each from one rounded product and one rounded sum.
        for (x, y) in zip(p.inputs, q.inputs) { #expect(abs(x - y) < 4e-6) }
    }

    @Test(arguments: Normalization.Scope.allCases)
    func normalisedDataHasMeanZeroAndDeviationOne(scope: Normalization.Scope) throws {
        let data = try floats((0..<600).map { Float($0 * $0 % 97) }, shape: [2, 3])
        let norm = try Normalization(fittedTo: data, per: scope)
        let mapped = data.batch(Array(0..<100), normalization: norm).inputs
        let again = try Normalization(fittedTo: floats(mapped, shape: [2, 3]), per: scope)
        for mean in again.mean { #expect(abs(mean) < 1e-6) }
        for deviation in again.standardDeviation { #expect(abs(deviation - 1) < 1e-6) }
    }

    @Test func isFittedToTheTrainingPartOnly() throws {
        let data = try DataSplitTests.numbered(100, rare: 10)
        let split = try data.split(test: 0.5, seed: 2)
        let values = (0..<split.train.count).map { Double(split.train.example($0)[0]) }
        let norm = try Normalization(fittedTo: split.train)
        #expect(abs(norm.mean[0] - values.reduce(0, +) / 50) < 1e-12)
        #expect(try norm != Normalization(fittedTo: data))
    }

    @Test func aFeatureThatNeverChangesBecomesZero() throws {
        let data = try floats([5, 1, 5, 3], shape: [2])
        let norm = try Normalization(fittedTo: data, per: .feature)
        #expect(norm.standardDeviation == [1, 1])
        #expect(data.batch([0, 1], normalization: norm).inputs == [0, -1, 0, 1])
        let dark = try Dataset(
            name: "dark", inputs: .bytes(ByteRegion([7, 7])), exampleShape: [1],
            targets: .labels([0, 0], classNames: ["only"]))
        #expect(try Normalization(fittedTo: dark).standardDeviation == [1])
    }

    @Test(arguments: [Float.nan, .infinity]) func aNumberThatIsNotFiniteIsNamed(bad: Float) throws {
        let data = try floats([1, 2, 3, bad], shape: [2])
        let fault = #expect(throws: DatasetError.self) { try Normalization(fittedTo: data) }
        #expect(fault?.record == 1 && fault?.problem == "number 1 is \(bad)")
    }

    @Test func survivesTheWayThroughJSONExactly() throws {
        let norm = Normalization(mean: [0.1, -3e-17], standardDeviation: [1.0 / 3, 2])
        let json = try JSONEncoder().encode(norm)
        #expect(try JSONDecoder().decode(Normalization.self, from: json) == norm)
    }

    @Test(arguments: [
        #"{"mean":[0],"standardDeviation":[0]}"#, #"{"mean":[],"standardDeviation":[]}"#,
        #"{"mean":[0,1],"standardDeviation":[1]}"#, #"{"mean":[0]}"#,
    ])
    func editedNumbersThatMakeNoSenseAreRefused(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Normalization.self, from: Data(json.utf8))
        }
    }

    @Test func nothingToMeasureIsRefused() throws {
        let none = try floats([1], shape: [1]).subset([])
        #expect(throws: DatasetError.self) { try Normalization(fittedTo: none) }
    }
}
