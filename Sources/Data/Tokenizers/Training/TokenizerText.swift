/// A trained vocabulary as the text of a `tokenizer.json`.
struct TokenizerText {
    let kind: TokenizerTrainer.Kind
    let special: [String]
    let tokens: [[UInt32]]
    let merges: [(left: Int32, right: Int32)]

    var bytes: [UInt8] {
        let added = special.enumerated().map { id, token in
            "{\"id\":\(id),\"content\":\(Self.quoted(token.scalarValues)),\"single_word\":false,"
                + "\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}"
        }
        let vocabulary = tokens.enumerated().map { "\(Self.quoted($1)):\($0)" }
            .joined(separator: ",")
        let head =
            "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":["
            + added.joined(separator: ",") + "],"
        switch kind {
        case .byteLevel:
            let level =
                "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
                + "\"use_regex\":true}"
            let pairs = merges.map {
                "[\(Self.quoted(tokens[Int($0.left)])),\(Self.quoted(tokens[Int($0.right)]))]"
            }
            let model =
                "{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":null,"
                + "\"continuing_subword_prefix\":null,\"end_of_word_suffix\":null,"
                + "\"fuse_unk\":false,\"byte_fallback\":false,\"ignore_merges\":false,"
                + "\"vocab\":{\(vocabulary)},\"merges\":[\(pairs.joined(separator: ","))]}}"
            return Array(
                (head + "\"normalizer\":null,\"pre_tokenizer\":\(level),\"post_processor\":null,"
                    + "\"decoder\":\(level),\"model\":" + model).utf8)
        case .wordPiece:
            let normalizer =
                "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,"
                + "\"strip_accents\":null,\"lowercase\":true}"
            let model =
                "{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\","
                + "\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":100,"
                + "\"vocab\":{\(vocabulary)}}}"
            return Array(
                (head + "\"normalizer\":\(normalizer),"
                    + "\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"post_processor\":"
                    + frame + ",\"decoder\":{\"type\":\"WordPiece\",\"prefix\":\"##\","
                    + "\"cleanup\":true},\"model\":" + model).utf8)
        }
    }

    /// `[CLS]` and `[SEP]` around a text, where both are special tokens.
    private var frame: String {
        guard let first = special.firstIndex(of: "[CLS]"),
            let last = special.firstIndex(of: "[SEP]")
        else { return "null" }
        return
            "{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",\(last)],\"cls\":[\"[CLS]\",\(first)]}"
    }

    private static func quoted(_ scalars: [UInt32]) -> String {
        var result = "\""
        for value in scalars {
            switch value {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0..<0x20:
                let digits = String(value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            }
        }
        return result + "\""
    }
}
