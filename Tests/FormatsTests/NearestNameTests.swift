import LaminaFormats
import Testing

@Suite struct NearestNameTests {
    static let names = ["fashion-mnist", "mnist-5k", "xor", "two-spirals"]

    @Test(arguments: [
        ("fasion-mnist", "fashion-mnist"), ("Fashion_MNIST", "fashion-mnist"),
        ("mnist5k", "mnist-5k"), ("xro", "xor"), ("xo", "xor"), ("two spiral", "two-spirals"),
        ("fashion", "fashion-mnist"), ("cifar-10", nil), ("", nil),
    ])
    func suggestsTheNameThatWasMeant(typed: String, meant: String?) {
        #expect(NearestName.of(typed, among: Self.names) == meant)
    }

    @Test func aBeginningOfTwoNamesSuggestsNeither() {
        #expect(NearestName.of("le", among: ["lenet5", "leaky-relu"]) == nil)
    }

    @Test func suggestionIsEmptyWhereNothingIsNear() {
        #expect(NearestName.suggestion(for: "xo", among: Self.names) == "; did you mean 'xor'?")
        #expect(NearestName.suggestion(for: "cifar", among: Self.names) == "")
    }

    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2),
        ("bleu", "blue", 1), ("ca", "abc", 3),
    ])
    func distanceCountsEditsAndSwaps(a: String, b: String, distance: Int) {
        #expect(NearestName.distance(Array(a), Array(b)) == distance)
        #expect(NearestName.distance(Array(b), Array(a)) == distance)
    }
}
