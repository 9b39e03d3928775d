import LaminaData
import Testing

@Suite struct DataSplitTests {
    /// `count` records whose one number is their index; class 0 is `rare` of them.
    static func numbered(_ count: Int, rare: Int) throws -> Dataset {
        try Dataset(
            name: "numbers", inputs: .floats((0..<count).map { Float($0) }), exampleShape: [1],
            targets: .labels(
                (0..<count).map { $0 % (count / rare) == 0 ? 0 : 1 }, classNames: ["rare", "often"])
        )
    }

    private func records(_ data: Dataset) -> [Int] {
        (0..<data.count).map { Int(data.example($0)[0]) }
    }

    @Test(arguments: [true, false], [0, 1, 99] as [UInt64])
    func partsAreDisjointAndTogetherAll(stratified: Bool, seed: UInt64) throws {
        let split = try Self.numbered(1000, rare: 50).split(
            validation: 0.15, test: 0.2, seed: seed, stratified: stratified)
        let parts = [split.train, split.validation, split.test].map(records)
        #expect(parts.map(\.count) == [650, 150, 200])
        #expect(Set(parts.joined()).count == 1000)
        for part in parts { #expect(part == part.sorted()) }
    }

    @Test func theSameSeedGivesTheSamePartsAndAnotherSeedOthers() throws {
        let data = try Self.numbered(100, rare: 10)
        let first = records(try data.split(validation: 0.3, seed: 5).validation)
        #expect(try records(data.split(validation: 0.3, seed: 5).validation) == first)
        #expect(try records(data.split(validation: 0.3, seed: 6).validation) != first)
    }

    @Test func stratifiedPartsHoldEveryClassInItsShare() throws {
        let split = try Self.numbered(1000, rare: 50).split(validation: 0.1, test: 0.3, seed: 1)
        for (part, rare) in [(split.train, 30), (split.validation, 5), (split.test, 15)] {
            #expect(part.labels.count { $0 == 0 } == rare)
        }
    }

    @Test func theChoiceIsRandomWithinAClass() throws {
        let split = try Self.numbered(1000, rare: 500).split(test: 0.5, seed: 1)
        let low = records(split.test).count { $0 < 500 }
        #expect((200...300).contains(low) && low != 250)
    }

    @Test func leftoverRecordsGoToTheLargestRemainders() throws {
        // 10 % of 10 x 7 records is 7: every class has 0.7 of a record to give, so seven give one.
        let labels = (0..<70).map { Int32($0 % 10) }
        let data = try Dataset(
            name: "x", inputs: .floats([Float](repeating: 0, count: 70)), exampleShape: [1],
            targets: .labels(labels, classNames: (0..<10).map(String.init)))
        #expect(try data.split(test: 0.1, seed: 3).test.labels.sorted() == Array(0..<7))
    }

    @Test func nothingAskedForMeansEverythingForTraining() throws {
        let split = try Self.numbered(10, rare: 5).split(seed: 0)
        #expect(split.train.count == 10 && split.validation.count == 0 && split.test.count == 0)
    }

    @Test(arguments: [(0.5, 0.5), (1, 0), (-0.1, 0), (0, .nan), (0, .infinity)])
    func impossibleFractionsAreRefused(validation: Double, test: Double) throws {
        let data = try Self.numbered(10, rare: 5)
        let fault = #expect(throws: DatasetError.self) {
            try data.split(validation: validation, test: test, seed: 0)
        }
        #expect(fault?.problem.contains("leave nothing for training") == true)
    }
}
