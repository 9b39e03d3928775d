public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A network that doubles a picture's height and width: six convolutions without padding, then a
/// transposed one. Its name in waifu2x is `upconv_7`.
///
/// - Shape: `[batch, height + 14, width + 14, 3]` to `[batch, 2 height, 2 width, 3]`: seven pixels are
///   lost on each side.
/// - Source: nagadomi's waifu2x, lib/srcnn.lua, `upconv_7`; Dong et al. (2014), arXiv:1501.00092.
public struct UpConv7: Module {
    /// The convolutions, each followed by a leaky ReLU of slope 0.1.
    public let convolutions: [Conv2D]
    /// The doubling.
    public let enlargement = ConvTransposed2D(
        outChannels: 3, kernelSize: 4, stride: 2, padding: .symmetric(3))

    /// The sizes of waifu2x, without its weights: 16, 32, 64, 128, 128 and 256 filters of 3 by 3.
    public init() {
        convolutions = [16, 32, 64, 128, 128, 256].map { Conv2D(outChannels: $0, kernelSize: 3) }
    }

    public func forward(_ x: Tensor) -> Tensor {
        enlargement(convolutions.reduce(x) { leakyRelu($1($0), slope: 0.1) })
    }
}

/// Pictures at twice their size, with details that enlarging alone does not give; and less noise
/// where that is asked for.
///
/// ```swift
/// let enlarger = try Waifu2x(noise: .light)         // `lamina data get waifu2x`
/// let picture = try Bitmap(contentsOf: "small.jpg")
/// let large = enlarger.enlarge(picture)             // twice as high and wide
/// try large.write(to: "large.png")
/// ```
public struct Waifu2x: Sendable {
    /// How much of a JPEG's noise is taken away.
    public enum Noise: String, Sendable, CaseIterable {
        /// None: pictures are only enlarged.
        case none
        /// waifu2x's level 0.
        case light
        /// waifu2x's level 3, its highest.
        case strong

        fileprivate var fileName: String {
            switch self {
            case .none: "scale2.0x_model"
            case .light: "noise0_scale2.0x_model"
            case .strong: "noise3_scale2.0x_model"
            }
        }
    }

    /// The network.
    public let network: UpConv7
    /// Pixels that the network takes from each side of its input.
    static let border = 7
    /// Height and width of the parts that large pictures are cut into, in pixels, so that memory is
    /// bounded; what comes out is the same.
    static let tile = 128

    /// The network trained on photographs.
    ///
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(noise: Noise = .none, from folder: DataFolder = .standard) throws(FileError) {
        let name = "models-upconv_7_photo/\(noise.fileName)"
        let bin = try folder.find(name + ".bin", of: WeightsName.waifu2x)
        try self.init(param: folder.find(name + ".param", of: WeightsName.waifu2x), bin: bin)
    }

    /// The network of two ncnn files with the layers of ``UpConv7``.
    public init(param: String, bin: String) throws(FileError) {
        network = UpConv7()
        var arrays: [String: StoredArray] = [:]
        let layers = try NCNN(param: param, bin: bin).layers.filter { $0.weight != nil }
        for (index, layer) in layers.enumerated() {
            arrays["\(index).weight"] = layer.weight
            arrays["\(index).bias"] = layer.bias
        }
        try PretrainedWeights(path: bin, arrays: arrays).fill(
            network, like: .zeros([1, 16, 16, 3])
        ) { path in
            let parts = path.split(separator: ".").map(String.init)
            guard parts[0] == "convolutions" else {
                return .init("6.\(parts[1])", parts[1] == "weight" ? .sizesFirst : .same)
            }
            return .init("\(parts[1]).\(parts[2])", parts[2] == "weight" ? .outputFirst : .same)
        }
    }

    /// The picture at twice its size, opaque and in colour.
    public func enlarge(_ picture: Bitmap) -> Bitmap {
        let opaque = picture.flattened().coloured
        let (height, width) = (opaque.height, opaque.width)
        var result = [UInt8](repeating: 0, count: 4 * height * width * 3)
        for top in stride(from: 0, to: height, by: Self.tile) {
            for left in stride(from: 0, to: width, by: Self.tile) {
                let rows = min(Self.tile, height - top)
                let columns = min(Self.tile, width - left)
                let part = enlarged(Self.part(opaque, top, left, rows, columns)).array()
                for row in 0..<2 * rows {
                    let from = row * 2 * columns * 3
                    let to = ((2 * top + row) * 2 * width + 2 * left) * 3
                    for place in 0..<2 * columns * 3 {
                        let value = (part[from + place] * 255).rounded()
                        result[to + place] = UInt8(min(max(value, 0), 255))
                    }
                }
            }
        }
        return Bitmap(height: 2 * height, width: 2 * width, channels: 3, pixels: result)
    }

    /// The network's own numbers, about 0 to 1, for a part with its border:
    /// `[height + 14, width + 14, 3]` to `[2 height, 2 width, 3]`.
    public func enlarged(_ part: Tensor) -> Tensor {
        network(part.expandedDims(axis: 0)).squeezed(axis: 0)
    }

    /// A picture with its border, as numbers: `[height + 14, width + 14, 3]`.
    package static func bordered(_ picture: Bitmap) -> Tensor {
        part(picture, 0, 0, picture.height, picture.width)
    }

    /// A part of a picture with its border, in which the picture's own edge is repeated, as numbers
    /// from 0 to 1: `[rows + 14, columns + 14, 3]`.
    static func part(
        _ picture: Bitmap, _ top: Int, _ left: Int, _ rows: Int, _ columns: Int
    ) -> Tensor {
        var values: [Float] = []
        values.reserveCapacity((rows + 2 * border) * (columns + 2 * border) * 3)
        for row in top - border..<top + rows + border {
            let row = min(max(row, 0), picture.height - 1)
            for column in left - border..<left + columns + border {
                let column = min(max(column, 0), picture.width - 1)
                let start = (row * picture.width + column) * 3
                for channel in 0..<3 { values.append(Float(picture.pixels[start + channel]) / 255) }
            }
        }
        return Tensor(values, shape: [rows + 2 * border, columns + 2 * border, 3])
    }
}
