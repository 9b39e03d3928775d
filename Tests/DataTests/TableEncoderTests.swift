import LaminaData
import Testing

@Suite struct TableEncoderTests {
    private func table(_ columns: (String, Table.Values)...) throws -> Table {
        try Table(name: "t", columns: columns.map { .init(name: $0.0, values: $0.1) })
    }

    /// Offset and scale by hand for 1, 2, 3, 10: mean 4, deviation √(50 / 4), quartiles 1.75, 2.5
    /// and 4.75.
    @Test(arguments: [
        (NumberEncoding.Scaling.none, 0.0, 1.0), (.standard, 4, 12.5.squareRoot()),
        (.minMax, 1, 9), (.robust, 2.5, 3),
    ])
    func scalesByTheTrainingRows(
        scaling: NumberEncoding.Scaling, offset: Double, scale: Double
    ) throws {
        let train = try table(("x", .integers([1, 2, nil, 3, 10])))
        let encoding = try NumberEncoding(
            fittedTo: train, column: "x", imputation: .constant(0), scaling: scaling)
        #expect(encoding.offset == offset && encoding.scale == scale)
        let later = try table(("x", .numbers([100, nil])))
        #expect(
            try encoding.encoded(later, column: "x") == [(100 - offset) / scale, -offset / scale])
    }

    @Test(arguments: [
        (NumberEncoding.Imputation.mean, 3.0), (.median, 2), (.mode, 2), (.constant(-1), -1),
    ])
    func fillsInWhatIsMissing(imputation: NumberEncoding.Imputation, expected: Double) throws {
        let train = try table(("x", .numbers([1, 2, 2, 2, 8, nil])))
        let encoding = try NumberEncoding(
            fittedTo: train, column: "x", imputation: imputation, scaling: .none)
        #expect(try encoding.encoded(train, column: "x").last == expected)
    }

    @Test func theLeastOfTheMostFrequentNumbersIsTheMode() throws {
        let train = try table(("x", .numbers([5, 3, 5, 3, 4, nil])))
        #expect(
            try NumberEncoding(fittedTo: train, column: "x", imputation: .mode).filling == 3)
    }

    @Test func aConstantColumnIsShiftedOnly() throws {
        let train = try table(("x", .integers([7, 7])))
        for scaling in NumberEncoding.Scaling.allCases where scaling != .none {
            let encoding = try NumberEncoding(fittedTo: train, column: "x", scaling: scaling)
            #expect(try encoding.encoded(train, column: "x") == [0, 0])
        }
    }

    @Test func categoriesBecomeOneHotOrdinalsOrBuckets() throws {
        let train = try table(("c", .texts(["b", "a", nil, "b"])))
        let hot = try CategoryEncoding(fittedTo: train, column: "c", imputation: .ownCategory)
        #expect(try hot.encoded(train, column: "c") == [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0])
        let ordinal = try CategoryEncoding(
            fittedTo: train, column: "c", as: .ordinal, imputation: .mode, order: ["b", "a"])
        #expect(try ordinal.encoded(train, column: "c") == [0, 1, 0, 0])
        let hashed = try CategoryEncoding(
            fittedTo: train, column: "c", as: .hash(buckets: 5), imputation: .mode)
        // The published FNV-1a of "a" is 0xaf63dc4c8601ec8c: 1 modulo 5.
        #expect(try Array(hashed.encoded(train, column: "c")[5..<10]) == [0, 1, 0, 0, 0])
    }

    @Test func unknownCategoriesAreRefusedOrIgnored() throws {
        let train = try table(("c", .texts(["red", "blue"])))
        let later = try table(("c", .texts(["red", "bleu"])))
        let strict = try CategoryEncoding(fittedTo: train, column: "c")
        let error = #expect(throws: DatasetError.self) { try strict.encoded(later, column: "c") }
        #expect(error?.record == 1)
        #expect(error?.problem.contains("line 2, column 'c' holds 'bleu'") == true)
        #expect(error?.problem.contains("'blue'") == true)
        let lenient = try CategoryEncoding(fittedTo: train, column: "c", unknown: .ignore)
        #expect(try lenient.encoded(later, column: "c") == [0, 1, 0, 0])
    }

    @Test func aTableBecomesADataSet() throws {
        let train = try table(
            ("x", .integers([0, 4])), ("c", .texts(["u", "v"])), ("y", .texts(["no", "yes"])))
        let encoder = try TableEncoder(
            fittedTo: train, columns: [.category("c"), .number("x", scaling: .minMax)],
            target: .classes("y"))
        #expect(encoder.inputNames == ["c=u", "c=v", "x"])
        let test = try table(
            ("y", .texts(["yes"])), ("x", .numbers([8])), ("c", .texts(["u"])))
        let data = try encoder.dataset(test)
        #expect(data.example(0) == [1, 0, 2])
        #expect(data.labels == [1] && data.classNames == ["no", "yes"])
        let regression = try TableEncoder(
            fittedTo: train, columns: [.category("c")], target: .numbers("x"))
        #expect(try regression.dataset(train).batch([1]).targets == [4])
        #expect(throws: DatasetError.self) {
            try TableEncoder(fittedTo: train, columns: [.number("x")]).dataset(train)
        }
    }

    @Test func numbersThatAreMissingOrInfiniteNameTheirPlace() throws {
        let train = try table(("x", .numbers([1, nil])))
        let error = #expect(throws: DatasetError.self) {
            try NumberEncoding(fittedTo: train, column: "x")
        }
        #expect(error?.problem == "line 2, column 'x' has no number")
        #expect(throws: DatasetError.self) {
            try NumberEncoding(fittedTo: table(("x", .numbers([1, .infinity]))), column: "x")
        }
    }
}
