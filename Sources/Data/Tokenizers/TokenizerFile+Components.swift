import LaminaFormats

extension TokenizerComponent {
    func normalizer() throws(FileError) -> TextNormalizer {
        let kind = try required("type").string()
        if let form = UnicodeForm(rawValue: kind) { return .form(form) }
        switch kind {
        case "Sequence":
            return .sequence(
                try required("normalizers").array().map { step throws(FileError) in
                    try step.normalizer()
                })
        case "Lowercase": return .lowercase
        case "StripAccents": return .stripAccents
        case "Strip":
            return .strip(
                left: try bool("strip_left", default: true),
                right: try bool("strip_right", default: true))
        case "Replace":
            return .replace(
                try required("pattern").pattern(), try required("content").scalars())
        case "Prepend": return .prepend(try required("prepend").scalars())
        case "BertNormalizer":
            let lowercases = try bool("lowercase", default: true)
            return .bert(
                BertNormalizer(
                    cleansText: try bool("clean_text", default: true),
                    separatesChinese: try bool("handle_chinese_chars", default: true),
                    stripsAccents: try bool("strip_accents", default: lowercases),
                    lowercases: lowercases))
        default:
            throw unsupported("normalizer", kind, supported: TextNormalizer.names)
        }
    }

    func preTokenizer() throws(FileError) -> PreTokenizer {
        let kind = try required("type").string()
        switch kind {
        case "Sequence":
            return .sequence(
                try required("pretokenizers").array().map { step throws(FileError) in
                    try step.preTokenizer()
                })
        case "BertPreTokenizer": return .bert
        case "ByteLevel":
            return .byteLevel(
                addsPrefixSpace: try bool("add_prefix_space", default: true),
                usesExpression: try bool("use_regex", default: true))
        case "Whitespace": return .whitespace
        case "WhitespaceSplit": return .whitespaceSplit
        case "Punctuation":
            return .punctuation(try member("behavior")?.behavior() ?? .isolated)
        case "Digits": return .digits(individually: try bool("individual_digits", default: false))
        case "Metaspace": return .metaspace(try metaspace())
        case "Split":
            return .split(
                try required("pattern").pattern(), try required("behavior").behavior(),
                inverted: try bool("invert", default: false))
        case "CharDelimiterSplit":
            return .split(
                .literal([try required("delimiter").scalar()]), .removed, inverted: false)
        default:
            throw unsupported("pre-tokenizer", kind, supported: PreTokenizer.names)
        }
    }

    func decoder() throws(FileError) -> TokenDecoder {
        let kind = try required("type").string()
        switch kind {
        case "Sequence":
            return .sequence(
                try required("decoders").array().map { step throws(FileError) in
                    try step.decoder()
                })
        case "WordPiece":
            return .wordPiece(
                prefix: try string("prefix", default: "##"),
                cleansUp: try bool("cleanup", default: true))
        case "ByteLevel": return .byteLevel
        case "Metaspace": return .metaspace(try metaspace())
        case "BPEDecoder": return .bytePair(suffix: try string("suffix", default: "</w>"))
        case "ByteFallback": return .byteFallback
        case "Fuse": return .fuse
        case "Replace":
            return .replace(
                try required("pattern").pattern(), try required("content").scalars())
        case "Strip":
            return .strip(
                try required("content").scalar(),
                start: try required("start").integer(in: 0..<65_536),
                stop: try required("stop").integer(in: 0..<65_536))
        default:
            throw unsupported("decoder", kind, supported: TokenDecoder.names)
        }
    }

    func postProcessor() throws(FileError) -> PostProcessor {
        let kind = try required("type").string()
        switch kind {
        case "TemplateProcessing": return try template()
        case "BertProcessing", "RobertaProcessing":
            let (cls, sep) = (try required("cls").pairedID(), try required("sep").pairedID())
            guard kind == "RobertaProcessing" else {
                return .around(cls, sep, separators: 1, secondType: 1)
            }
            var result = PostProcessor.around(cls, sep, separators: 2, secondType: 0)
            result.trimsOffsets = try bool("trim_offsets", default: true)
            result.addsPrefixSpace = try bool("add_prefix_space", default: true)
            return result
        case "ByteLevel":
            return PostProcessor(
                trimsOffsets: try bool("trim_offsets", default: true),
                addsPrefixSpace: try bool("add_prefix_space", default: true))
        case "Sequence": return try sequenceOfPostProcessors()
        default:
            throw unsupported("post-processor", kind, supported: PostProcessor.names)
        }
    }

    /// At most one step may put tokens in; the others may trim offsets.
    private func sequenceOfPostProcessors() throws(FileError) -> PostProcessor {
        var result = PostProcessor()
        var hasTemplate = false
        for step in try required("processors").array() {
            let own = try step.postProcessor()
            if own.addedCount(isPair: true) > 0 || own.addedCount(isPair: false) > 0 {
                guard !hasTemplate else {
                    throw fault(
                        "\(step.place): a second step that adds tokens is not supported",
                        fix: "write the tokens of both steps into one TemplateProcessing")
                }
                hasTemplate = true
                (result.single, result.pair) = (own.single, own.pair)
            }
            if own.trimsOffsets {
                (result.trimsOffsets, result.addsPrefixSpace) = (true, own.addsPrefixSpace)
            }
        }
        return result
    }

    private func template() throws(FileError) -> PostProcessor {
        var ids: [[UInt32]: [Int32]] = [:]
        for (key, value) in try member("special_tokens")?.members() ?? [] {
            let token = TokenizerComponent(
                place: "\(place).special_tokens.\(AlignedText.string(key))", value: value,
                path: path)
            ids[key] = try token.required("ids").array().map { id throws(FileError) in
                try id.id()
            }
        }
        func items(_ name: String) throws(FileError) -> [PostProcessor.Item] {
            try required(name).array().map { item throws(FileError) in
                if let special = try item.member("SpecialToken") {
                    let name = try special.required("id").scalars()
                    guard let ids = ids[name] else {
                        throw fault(
                            "\(item.place): no special token '\(AlignedText.string(name))'",
                            fix: "list it under special_tokens")
                    }
                    return .special(ids: ids, typeID: try special.required("type_id").id())
                }
                let sequence = try item.required("Sequence")
                let typeID = try sequence.required("type_id").id()
                switch try sequence.required("id").string() {
                case "A": return .first(typeID: typeID)
                case "B": return .second(typeID: typeID)
                default: throw item.expected("sequence A or B")
                }
            }
        }
        return PostProcessor(single: try items("single"), pair: try items("pair"))
    }

    /// The id of `["[SEP]", 102]`.
    private func pairedID() throws(FileError) -> Int32 {
        let pair = try array()
        guard pair.count == 2 else { throw expected("a token and its id") }
        return try pair[1].id()
    }

    private func behavior() throws(FileError) -> SplitBehavior {
        try choice("behavior", SplitBehavior.self)
    }

    private func scalar() throws(FileError) -> UInt32 {
        let scalars = try scalars()
        guard scalars.count == 1 else { throw expected("one character") }
        return scalars[0]
    }

    private func metaspace() throws(FileError) -> Metaspace {
        var result = Metaspace()
        result.replacement = try member("replacement")?.scalar() ?? result.replacement
        result.splits = try bool("split", default: true)
        if let scheme = try member("prepend_scheme") {
            result.prepending = try scheme.choice("prepend scheme", Metaspace.Prepending.self)
        } else if try !bool("add_prefix_space", default: true) {
            result.prepending = .never
        }
        return result
    }

    func addedToken(idLimit: Int) throws(FileError) -> AddedTokens.Token {
        let isSpecial = try bool("special", default: false)
        return AddedTokens.Token(
            id: Int32(try required("id").integer(in: 0..<idLimit)),
            content: try required("content").string(),
            isWholeWord: try bool("single_word", default: false),
            stripsLeft: try bool("lstrip", default: false),
            stripsRight: try bool("rstrip", default: false),
            isNormalized: try bool("normalized", default: !isSpecial), isSpecial: isSpecial)
    }

    func truncation() throws(FileError) -> Tokenizer.Truncation {
        let strategies: [String: Tokenizer.Truncation.Strategy] = [
            "LongestFirst": .longestFirst, "OnlyFirst": .onlyFirst, "OnlySecond": .onlySecond,
        ]
        let name = try string("strategy", default: "LongestFirst")
        guard let strategy = strategies[name] else {
            throw unsupported("truncation", name, supported: strategies.keys.sorted())
        }
        return Tokenizer.Truncation(
            maxCount: try required("max_length").integer(in: 0..<1 << 40), strategy: strategy,
            side: try side())
    }

    func padding() throws(FileError) -> Tokenizer.Padding {
        var result = Tokenizer.Padding(id: try required("pad_id").id(), side: try side())
        result.typeID = try member("pad_type_id")?.id() ?? 0
        // An untrusted file must not make every text fill the memory.
        let limit = 1..<1 << 20
        result.multiple = try member("pad_to_multiple_of")?.integer(in: limit) ?? 1
        if let strategy = try member("strategy"), case .object = strategy.value {
            result.count = try strategy.required("Fixed").integer(in: limit)
        }
        return result
    }

    private func side() throws(FileError) -> Tokenizer.Side {
        switch try string("direction", default: "Right") {
        case "Right": return .right
        case "Left": return .left
        case let name: throw unsupported("direction", name, supported: ["Left", "Right"])
        }
    }
}
