import LaminaData
import Testing

@Suite struct XORTests {
    @Test func labelsAreTheExclusiveOr() throws {
        let split = try XOR.load(repeats: 8)
        #expect(split.train.count == 32 && split.validation.count == 8 && split.test.count == 8)
        for (index, label) in split.train.labels.enumerated() {
            let point = split.train.example(index)
            #expect(label == Int32(point[0]) ^ Int32(point[1]))
        }
        #expect(Set((0..<4).map { split.train.example($0) }).count == 4)
    }

    @Test func noiseComesFromTheSeedAndDiffersBetweenParts() throws {
        let (a, b) = (try XOR.load(noise: 0.1, seed: 1), try XOR.load(noise: 0.1, seed: 1))
        #expect(a.train.example(0) == b.train.example(0))
        #expect(a.train.example(0) != a.test.example(0))
        #expect(try XOR.load(noise: 0.1, seed: 2).train.example(0) != a.train.example(0))
        #expect(abs(a.train.example(0)[0]) < 0.6)
    }

    @Test(arguments: [(0, 0), (4, -1), (4, .nan)]) func nonsenseIsRefused(
        repeats: Int, noise: Double
    ) {
        #expect(throws: DatasetError.self) { try XOR.load(repeats: repeats, noise: noise) }
    }
}

@Suite struct TwoSpiralsTests {
    /// Worked out from the formula: t = 0, 1 and 96 give radii 6.5, 6.4375 and 0.5.
    @Test func ninetySevenPointsGiveTheOriginalSet() throws {
        let train = try TwoSpirals.load(pointsPerSpiral: 97).train
        #expect(train.count == 194)
        expect(train.example(0), [0, 6.5])
        expect(train.example(1), [0, -6.5])
        expect(train.example(2), [1.255894, 6.313805])
        expect(train.example(192), [0, 0.5])
        #expect(train.labels.prefix(4) == [0, 1, 0, 1])
    }

    @Test func noPointIsInTwoParts() throws {
        let split = try TwoSpirals.load(pointsPerSpiral: 50, seed: 3)
        #expect(split.train.count == 100 && split.validation.count == 50 && split.test.count == 98)
        let all = [split.train, split.validation, split.test].flatMap { part in
            (0..<part.count).map { part.example($0) }
        }
        #expect(Set(all).count == 248)
    }

    @Test func theSpiralsAreReflectionsOfEachOther() throws {
        let test = try TwoSpirals.load().test
        for pair in 0..<test.count / 2 {
            #expect(test.example(2 * pair) == test.example(2 * pair + 1).map { -$0 })
        }
    }

    @Test(arguments: [(1, 0), (97, -0.1), (97, .infinity)])
    func nonsenseIsRefused(points: Int, noise: Double) {
        #expect(throws: DatasetError.self) {
            try TwoSpirals.load(pointsPerSpiral: points, noise: noise)
        }
    }

    private func expect(_ point: [Float], _ expected: [Float]) {
        #expect(zip(point, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(point)")
    }
}
