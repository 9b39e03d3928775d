import Lamina

/// `lamina predict --model waifu2x PICTURE…`: pictures at twice their size, in files.
struct EnlargedPictures: PretrainedNetwork {
    private let enlarger: Waifu2x

    /// - Parameter network: `upconv_7_photo`, which it is unless another is named, or `cunet`.
    init(network: String?) throws {
        let kind = try network.map { name in
            guard let kind = Waifu2x.Network(rawValue: name) else {
                throw UnknownName(
                    kind: "network of waifu2x", name: name,
                    known: Waifu2x.Network.allCases.map(\.rawValue))
            }
            return kind
        }
        enlarger = try Waifu2x(kind ?? .upConv7)
    }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        guard options.output == nil || inputs.count == 1 else {
            throw WrongUsage("--output names one file, but there are \(inputs.count) pictures")
        }
        let pictures = try inputs.map { try Bitmap(contentsOf: $0) }
        return try zip(inputs, pictures).map { input, picture in
            let target = options.output ?? Self.name(besides: input)
            let large = enlarger.enlarge(picture)
            try large.write(to: target)
            return PretrainedAnswer(
                text: "\(large.width) x \(large.height) pixels in \(target)",
                members: [
                    ("output", JSONValue(target)), ("width", JSONValue(large.width)),
                    ("height", JSONValue(large.height)),
                ])
        }
    }

    /// `folder/bear.jpg` to `folder/bear-2x.png`.
    private static func name(besides path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
            return path + "-2x.png"
        }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex))) + "-2x.png"
    }
}
