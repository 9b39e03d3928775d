import LaminaData
import LaminaTestSupport
import Testing

/// Numbers are read through a table, the only way to them from outside.
@Suite struct DecimalNumberTests {
    private func parse(_ text: String) -> Double? {
        let folder = TemporaryFolder()
        let path = folder.file("x", holding: [UInt8]("\(text);\n".utf8))
        return try? CSV(separator: ";").numbers(contentsOf: path, columns: .at([0])).values.first
    }

    @Test(arguments: [
        "0", "-0", "+1", "007", "1.", ".5", "3.14159", "1e3", "1E+3", "-2.5e-3", "1e22", "1e-22",
        "1e23", "9007199254740993", "123456789012345678901234567890", "4.9e-324", "1e-400",
        "1.7976931348623157e308", "0.1", "2.2250738585072011e-308", "0.30000000000000004",
    ])
    func equalsTheStandardLibrary(text: String) throws {
        let expected = try #require(Double(text))
        let value = try #require(parse(text))
        #expect(value == expected && value.sign == expected.sign)
    }

    @Test func blanksAroundANumberAreIgnored() {
        #expect(parse(" \t7 ") == 7)
    }

    @Test(arguments: [
        "x", "1x", "--1", "+-1", ".", "e5", "1e", "1e+", "1 2", "0x10", "inf", "infinity", "1e400",
        "1_000", "1,5", "٣",
    ])
    func refusesWhatIsNoDecimalNumber(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func randomNumbersEqualTheStandardLibrary() {
        var random = SplitMix64(seed: 1, stream: 0)
        for _ in 0..<500 {
            let value = (random.uniform() - 0.5) * 1e6
            #expect(parse("\(value)") == value)
        }
    }
}
