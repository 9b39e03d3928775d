import Glibc
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside ncnn, waifu2x's own runtime, and the network written out in PyTorch.
@Suite(.needs(.waifu2x)) struct Waifu2xTests {
    private let arrays: [String: StoredArray]
    private let own: [String: StoredArray]
    private let picture: Bitmap

    init() throws {
        arrays = try PretrainedReference.arrays("waifu2x")
        own = try PretrainedReference.arrays("waifu2x-ncnn")
        let pixels = try #require(arrays["input"]).array(of: UInt8.self)
        picture = Bitmap(height: 128, width: 128, channels: 3, pixels: pixels)
    }

    /// In decibels, for numbers up to `peak`.
    private func ratio(_ a: [Double], _ b: [Double], peak: Double) -> Double {
        let error = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)
        return 10 * log10(peak * peak / max(error, 1e-12))
    }

    @Test(arguments: [
        (Waifu2x.Noise.none, "scale2_0x_model"), (.strong, "noise3_scale2_0x_model"),
    ])
    func drawsWhatItsOwnRuntimeDraws(noise: Waifu2x.Noise, name: String) throws {
        let large = try Waifu2x(noise: noise).enlarge(picture)
        #expect(large.height == 256 && large.width == 256)
        let expected = try #require(own[name]).array(of: UInt8.self)
        let value = ratio(large.pixels.map(Double.init), expected.map(Double.init), peak: 255)
        #expect(parity("upconv_7_photo", noise, value).holds)
    }

    @Test(arguments: [
        (Waifu2x.Noise.none, "cunet_scale2_0x_model"), (.strong, "cunet_noise3_scale2_0x_model"),
    ])
    func theLargerNetworkDrawsWhatItsOwnRuntimeDraws(noise: Waifu2x.Noise, name: String) throws {
        let large = try Waifu2x(.cunet, noise: noise).enlarge(picture)
        #expect(large.height == 256 && large.width == 256)
        let middle = large.cropped(top: 64, left: 64, height: 128, width: 128)
        let expected = try #require(own[name]).array(of: UInt8.self)
        let value = ratio(middle.pixels.map(Double.init), expected.map(Double.init), peak: 255)
        #expect(parity("cunet", noise, value).holds)
    }

    private func parity(_ network: String, _ noise: Waifu2x.Noise, _ value: Double) -> Parity {
        Parity(
            "waifu2x, \(network)", "PSNR in dB of a picture of 256 x 256, noise \(noise)",
            against: "ncnn 1.0.20261020", value: value, limit: 45, isLargerBetter: true)
    }

    @Test func aPictureOfOddSidesIsEnlargedByBoth() throws {
        let odd = picture.cropped(top: 0, left: 0, height: 21, width: 13)
        let even = picture.cropped(top: 0, left: 0, height: 22, width: 14)
        for kind in Waifu2x.Network.allCases {
            let enlarger = try Waifu2x(kind)
            let (small, large) = (enlarger.enlarge(odd), enlarger.enlarge(even))
            #expect(small.height == 42 && small.width == 26)
            // Far from where the edge is repeated both see the same, but for means over the whole.
            let (a, b) = (small.pixels[0..<12], large.pixels[0..<12])
            #expect(zip(a, b).allSatisfy { abs(Int($0) - Int($1)) < 10 })
        }
    }

    @Test func theNetworksNumbersAreThoseOfPyTorch() throws {
        let enlarger = try Waifu2x()
        let whole = enlarger.enlarged(enlarger.bordered(picture))
        let middle = whole[64..<128, 64..<128]
        let expected = try #require(arrays["scale2_0x_model"]).tensor
        #expect(largestDifference(middle, expected) < 1e-5)
    }

    @Test func aPictureOfSeveralTilesIsOneWhole() throws {
        let enlarger = try Waifu2x()
        let wide = Bitmap(
            height: 40, width: 300, channels: 3,
            pixels: (0..<40 * 300 * 3).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 5) })
        let tiled = enlarger.enlarge(wide)
        let whole = enlarger.enlarged(enlarger.bordered(wide)).array()
        let differing = zip(tiled.pixels, whole).filter { byte, number in
            abs(Float(byte) - min(max(number * 255, 0), 255)) > 0.51
        }
        #expect(differing.isEmpty)
    }
}
