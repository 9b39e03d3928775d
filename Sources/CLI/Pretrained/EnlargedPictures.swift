import Lamina

/// `lamina predict --model waifu2x PICTURE…`: pictures at twice their size, in files.
struct EnlargedPictures: PretrainedNetwork {
    private let enlarger: Waifu2x

    init() throws { enlarger = try Waifu2x() }

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
