import LaminaNN
import Testing

@Suite struct PathPatternTests {
    @Test(arguments: [
        ("**", "a.b.weight", true), ("**", "weight", true), ("**.bias", "bias", true),
        ("**.bias", "blocks.3.dense.bias", true), ("**.bias", "a.biased", false),
        ("conv*.weight", "conv1.weight", true), ("conv*.weight", "encoder.conv1.weight", false),
        ("encoder.**", "encoder.conv1.weight", true), ("encoder.**", "decoder.w", false),
        ("*.weight", "a.b.weight", false), ("a.**.c*d", "a.x.y.cxxd", true),
        ("**.a.**.b", "x.a.y.a.z.b", true), ("**.a.**.b", "x.b.y.a", false), ("", "a", false),
    ])
    func matches(pattern: String, path: String, want: Bool) {
        #expect(PathPattern(pattern).matches(path) == want)
    }
}
