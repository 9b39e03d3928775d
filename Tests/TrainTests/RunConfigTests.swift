import LaminaFormats
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct RunConfigTests {
    let config = RunConfig(
        model: "lenet5", dataset: "fashion-mnist", epochs: 10, batchSize: 128, optimizer: "adam",
        learningRate: 1e-3, seed: .max,
        settings: [
            "dropout": .number(0.5), "depth": .number(3), "note": .text("naïve \"run\" /tmp"),
            "shuffle": .flag(false), "limit": .number(.infinity),
        ])

    @Test func comesBackFromItsFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("config.json")
        try config.write(to: path)
        #expect(try RunConfig(path: path) == config)
    }

    @Test func hasOneSpellingWithSortedKeys() {
        let keys = config.json().split(separator: "\n").compactMap { line in
            line.hasPrefix("  \"") ? line.split(separator: "\"")[1] : nil
        }
        #expect(keys == keys.sorted())
        #expect(keys.count == 9)
        #expect(config.json().contains("/tmp"))
    }

    @Test func whatIsMissingOrWrongIsNamed() {
        let whole = config.json()
        for (old, new, expected) in [
            ("\"epochs\" : 10,", "", "key 'epochs' is missing"),
            ("\"epochs\" : 10", "\"epochs\" : \"ten\"", "key 'epochs' should be Int"),
            ("\"epochs\" : 10", "\"epochs\" : 1e40", "not JSON, or a number"),
            ("{", "", "not JSON"),
        ] {
            let broken = whole.replacing(old, with: new, maxReplacements: 1)
            let error = #expect(throws: FileError.self) {
                try RunConfig(json: broken, path: "run/config.json")
            }
            #expect(error?.path == "run/config.json")
            #expect(error?.problem.hasPrefix(expected) == true, "\(error?.problem ?? "")")
        }
    }

    @Test func aTypedSettingIsAFlagANumberOrText() {
        let typed = [
            "true": SettingValue.flag(true), "1e-3": .number(0.001), "adam": .text("adam"),
        ]
        for (text, value) in typed { #expect(SettingValue(parsing: text) == value) }
        #expect("\(SettingValue.number(3)) \(SettingValue.number(0.25))" == "3 0.25")
    }
}
