/// A step that turns tokens back into text: it rewrites their list, which is then joined.
///
/// The cases bear the names that `tokenizer.json` gives them.
indirect enum TokenDecoder: Sendable {
    case sequence([TokenDecoder])
    case wordPiece(prefix: String, cleansUp: Bool)
    case byteLevel
    case metaspace(Metaspace)
    case bytePair(suffix: String)
    case byteFallback
    case fuse
    case replace(TextPattern, [UInt32])
    case strip(UInt32, start: Int, stop: Int)

    /// What a file may ask for, for errors.
    static let names = [
        "Sequence", "WordPiece", "ByteLevel", "Metaspace", "BPEDecoder", "ByteFallback", "Fuse",
        "Replace", "Strip",
    ]

    func apply(_ tokens: [[UInt32]]) -> [[UInt32]] {
        switch self {
        case .sequence(let steps): return steps.reduce(tokens) { $1.apply($0) }
        case .wordPiece(let prefix, let cleansUp):
            let prefix = prefix.scalarValues
            return tokens.enumerated().map { index, token in
                var token = token
                if index > 0 {
                    if !prefix.isEmpty, token.starts(with: prefix) {
                        token.removeFirst(prefix.count)
                    } else {
                        token.insert(0x20, at: 0)
                    }
                }
                return cleansUp ? Self.cleaned(token) : token
            }
        case .byteLevel:
            var bytes: [UInt8] = []
            for token in tokens {
                let own = token.map(ByteAlphabet.byte(of:))
                // A token outside the alphabet, such as an added one, is plain text.
                bytes +=
                    own.contains(nil)
                    ? Array(AlignedText.string(token).utf8) : own.compactMap(\.self)
            }
            return [String(decoding: bytes, as: UTF8.self).scalarValues]
        case .metaspace(let metaspace):
            return tokens.enumerated().map { metaspace.decoded($1, isFirst: $0 == 0) }
        case .bytePair(let suffix):
            let suffix = TextPattern.literal(suffix.scalarValues)
            return tokens.enumerated().map { index, token in
                Self.replacing(suffix, by: index == tokens.count - 1 ? [] : [0x20], in: token)
            }
        case .byteFallback: return Self.joiningBytes(tokens)
        case .fuse: return [Array(tokens.joined())]
        case .replace(let pattern, let replacement):
            return tokens.map { Self.replacing(pattern, by: replacement, in: $0) }
        case .strip(let scalar, let start, let stop):
            return tokens.map { token in
                let first = token.prefix(start).prefix { $0 == scalar }.count
                let rest = token.dropFirst(first)
                let last = rest.suffix(stop).reversed().prefix { $0 == scalar }.count
                return Array(rest.dropLast(last))
            }
        }
    }

    /// English punctuation drawn to the word before it, as BERT's own tools do.
    private static let contractions: [(TextPattern, [UInt32])] = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
        (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ].map { (TextPattern.literal($0.0.scalarValues), $0.1.scalarValues) }

    private static func cleaned(_ token: [UInt32]) -> [UInt32] {
        contractions.reduce(token) { replacing($1.0, by: $1.1, in: $0) }
    }

    private static func replacing(
        _ pattern: TextPattern, by replacement: [UInt32], in token: [UInt32]
    ) -> [UInt32] {
        let text = AlignedText(AlignedText.string(token))
        return TextNormalizer.replace(pattern, replacement).apply(text).scalars
    }

    /// Runs of `<0xE2>` tokens as the text of their bytes; bytes that are no UTF-8 become U+FFFD.
    private static func joiningBytes(_ tokens: [[UInt32]]) -> [[UInt32]] {
        var (result, bytes) = ([[UInt32]](), [UInt8]())
        func flush() {
            guard !bytes.isEmpty else { return }
            if let text = String(validating: bytes, as: UTF8.self) {
                result.append(text.scalarValues)
            } else {
                result += bytes.map { _ in [0xFFFD] }
            }
            bytes = []
        }
        for token in tokens {
            if let byte = ByteToken.byte(of: token) {
                bytes.append(byte)
            } else {
                flush()
                result.append(token)
            }
        }
        flush()
        return result
    }
}

/// Tokens that stand for one byte, `<0x00>` to `<0xFF>`.
enum ByteToken {
    static let names: [String] = (0..<256).map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return "<0x\(digits.count == 1 ? "0" : "")\(digits)>"
    }

    static func byte(of token: [UInt32]) -> UInt8? {
        guard token.count == 6, token.starts(with: [0x3C, 0x30, 0x78]), token[5] == 0x3E else {
            return nil
        }
        return UInt8(AlignedText.string(token[3..<5]), radix: 16)
    }
}
