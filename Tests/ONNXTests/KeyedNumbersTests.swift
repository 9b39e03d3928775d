import LaminaGraph
import LaminaONNX
import LaminaTensor
import Testing

/// As ONNX Runtime 1.31 gives them.
@Suite struct KeyedNumbersTests {
    private func result(
        _ type: String, _ attributes: [String: OnnxAttribute], _ pairs: [OnnxKey: Float]
    ) throws -> OnnxValue {
        var network = model(
            graph(
                [node(type, ["x"], ["y"], attributes, domain: "ai.onnx.ml")],
                inputs: [value("x", [])], outputs: [value("y", [])]))
        network.opsets["ai.onnx.ml"] = 1
        return try #require(try OnnxModule(network).run(["x": .map(pairs)])["y"])
    }

    private func numbers(_ value: OnnxValue) -> [Float]? { value.tensor?.array() }

    @Test func aVocabularyOrdersTheValues() throws {
        let named = try result(
            "DictVectorizer", ["string_vocabulary": .strings(["c", "a", "zz"])],
            [.string("a"): 2.5, .string("c"): 1.5, .string("q"): 9])
        #expect(numbers(named) == [1.5, 2.5, 0] && named.shape == [1, 3])
        let numbered = try result(
            "DictVectorizer", ["int64_vocabulary": .ints([3, 1, 7])], [.int(1): 2.5, .int(3): 1.5])
        #expect(numbers(numbered) == [1.5, 2.5, 0])
    }

    @Test func valuesStandInTheOrderOfTheirKeysOrWhereTheKeysSay() throws {
        let pairs: [OnnxKey: Float] = [.int(5): 2.5, .int(2): 1.5]
        let dense = try result("CastMap", [:], pairs)
        #expect(numbers(dense) == [1.5, 2.5] && dense.shape == [1, 2])
        let sparse = try result(
            "CastMap", ["map_form": .string("SPARSE"), "max_map": .int(7)], pairs)
        #expect(numbers(sparse) == [0, 0, 1.5, 0, 0, 2.5, 0])
        let short = try result(
            "CastMap", ["map_form": .string("SPARSE"), "max_map": .int(4)], pairs)
        #expect(numbers(short) == [0, 0, 1.5, 0])
    }

    @Test func valuesAreCast() throws {
        let pairs: [OnnxKey: Float] = [.int(5): 2.7, .int(2): -1.5]
        let whole = try result("CastMap", ["cast_to": .string("TO_INT64")], pairs)
        #expect(whole.tensor?.array(as: Int64.self) == [-1, 2])
        guard
            case .strings(let texts, _) = try result(
                "CastMap", ["cast_to": .string("TO_STRING")], pairs)
        else {
            Issue.record("no text")
            return
        }
        #expect(texts == ["-1.500000", "2.700000"])
    }

    @Test func whatDoesNotFitIsAnError() {
        #expect(throws: (any Error).self) {
            try result("CastMap", [:], [.string("a"): 1])
        }
        #expect(throws: (any Error).self) {
            try result("CastMap", ["map_form": .string("SPARSE"), "max_map": .int(-1)], [:])
        }
        #expect(throws: (any Error).self) { try result("DictVectorizer", [:], [:]) }
    }
}
