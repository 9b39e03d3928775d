import LaminaFormats

/// The `model` of a `tokenizer.json`: a vocabulary and how words are cut with it.
struct SubwordModelFile {
    private let model: TokenizerComponent

    init(_ model: TokenizerComponent) { self.model = model }

    func read() throws(FileError) -> Tokenizer.Parts {
        let kind = try kind()
        switch kind {
        case "WordPiece": return try wordPiece()
        case "BPE": return try bytePair()
        case "Unigram": return try unigram()
        case "WordLevel": return try wordLevel()
        default:
            throw model.unsupported(
                "model", kind, supported: ["WordPiece", "BPE", "Unigram", "WordLevel"])
        }
    }

    /// Files older than the `type` member are told apart by what they hold.
    private func kind() throws(FileError) -> String {
        if let type = try model.member("type") { return try type.string() }
        if try model.member("merges") != nil { return "BPE" }
        if try model.member("continuing_subword_prefix") != nil { return "WordPiece" }
        if case .array = try model.required("vocab").value { return "Unigram" }
        return "WordLevel"
    }

    private func wordPiece() throws(FileError) -> Tokenizer.Parts {
        let vocabulary = try vocabulary()
        let unknown = try unknown(vocabulary, default: "[UNK]")
        let longest = try model.member("max_input_chars_per_word")?.integer(in: 0..<1 << 30) ?? 100
        let cutter = WordPieceModel(
            vocabulary: vocabulary.trie, unknown: unknown,
            prefix: try model.string("continuing_subword_prefix", default: "##"),
            longestWord: longest)
        return vocabulary.parts(.wordPiece(cutter))
    }

    private func wordLevel() throws(FileError) -> Tokenizer.Parts {
        let vocabulary = try vocabulary()
        let name = try model.string("unk_token", default: "<unk>")
        let unknown = vocabulary.trie.value(of: name.scalarValues)
        return vocabulary.parts(.wordLevel(vocabulary.trie, unknown: unknown))
    }

    private func bytePair() throws(FileError) -> Tokenizer.Parts {
        if let dropout = try model.member("dropout"), try dropout.number() != 0 {
            throw model.fault(
                "model: dropout is not supported", fix: "set model.dropout to null in the file")
        }
        let vocabulary = try vocabulary()
        var cutter = BytePairModel(vocabulary: vocabulary.trie, merges: [:])
        if try model.member("unk_token") != nil {
            cutter.unknown = try unknown(vocabulary, default: "")
        }
        cutter.fusesUnknown = try model.bool("fuse_unk", default: false)
        cutter.continuingPrefix =
            try model.member("continuing_subword_prefix")?.scalars() ?? []
        cutter.wordSuffix = try model.member("end_of_word_suffix")?.scalars() ?? []
        cutter.ignoresMerges = try model.bool("ignore_merges", default: false)
        cutter.byteTokens = try byteTokens(vocabulary)
        let merges = try model.required("merges").array()
        cutter.merges.reserveCapacity(merges.count)
        for (rank, merge) in merges.enumerated() {
            let (left, right) = try sides(of: merge)
            let tail = right.dropFirst(
                right.starts(with: cutter.continuingPrefix) ? cutter.continuingPrefix.count : 0)
            guard let a = vocabulary.trie.value(of: left), let b = vocabulary.trie.value(of: right),
                let joined = vocabulary.trie.value(of: left + tail)
            else {
                throw merge.fault(
                    "\(merge.place): '\(AlignedText.string(left))' and "
                        + "'\(AlignedText.string(right))', or what they make together, are not in "
                        + "the vocabulary",
                    fix: "get vocabulary and merges from the same model")
            }
            cutter.merges[BytePairModel.key(a, b)] = .init(rank: Int32(rank), joined: joined)
        }
        return vocabulary.parts(.bytePair(cutter))
    }

    /// `"a b"`, or `["a", "b"]` in files of 2024 and later.
    private func sides(
        of merge: TokenizerComponent
    ) throws(FileError) -> ([UInt32], [UInt32]) {
        if case .array(let sides) = merge.value, sides.count == 2,
            case .string(let left) = sides[0], case .string(let right) = sides[1]
        {
            return (left, right)
        }
        guard case .string(let text) = merge.value, let blank = text.firstIndex(of: 0x20) else {
            throw merge.expected("two tokens")
        }
        return (Array(text[..<blank]), Array(text[(blank + 1)...]))
    }

    private func unigram() throws(FileError) -> Tokenizer.Parts {
        let entries = try model.required("vocab").array()
        var vocabulary = TokenVocabulary()
        var scores: [Double] = []
        for entry in entries {
            guard case .array(let pair) = entry.value, pair.count == 2,
                case .string(let piece) = pair[0], case .number(let score) = pair[1]
            else { throw entry.expected("a piece and its score") }
            // A repeated piece keeps its later score.
            vocabulary.append(piece, id: Int32(scores.count))
            scores.append(score)
        }
        let unknown = try model.member("unk_id").map { id throws(FileError) in
            Int32(try id.integer(in: 0..<max(1, entries.count)))
        }
        let cutter = UnigramModel(
            vocabulary: vocabulary.trie, scores: scores, unknown: unknown,
            byteTokens: try byteTokens(vocabulary))
        return vocabulary.parts(.unigram(cutter))
    }

    private func byteTokens(_ vocabulary: TokenVocabulary) throws(FileError) -> [Int32]? {
        guard try model.bool("byte_fallback", default: false) else { return nil }
        let ids = ByteToken.names.compactMap { vocabulary.trie.value(of: $0.scalarValues) }
        guard ids.count == 256 else {
            throw model.fault(
                "model: byte_fallback needs the tokens <0x00> to <0xFF>, but \(256 - ids.count) "
                    + "are not in the vocabulary",
                fix: "add them, or set model.byte_fallback to false in the file")
        }
        return ids
    }

    private func unknown(
        _ vocabulary: TokenVocabulary, default name: String
    ) throws(FileError) -> Int32 {
        let name = try model.string("unk_token", default: name)
        guard let id = vocabulary.trie.value(of: name.scalarValues) else {
            throw model.fault(
                "model: the unknown token '\(name)' is not in the vocabulary",
                fix: "name one that is in model.unk_token")
        }
        return id
    }

    private func vocabulary() throws(FileError) -> TokenVocabulary {
        let members = try model.required("vocab").members()
        // Vocabularies have holes, but ids out of all proportion would fill the memory.
        let limit = 4 * members.count + 65_536
        var result = TokenVocabulary()
        for (token, value) in members {
            guard case .number(let number) = value, let id = Int32(exactly: number), id >= 0,
                id < limit
            else {
                throw model.fault(
                    "model.vocab: the id of '\(AlignedText.string(token))' should be a whole "
                        + "number from 0 to \(limit - 1)",
                    fix: "save the tokenizer again with Hugging Face's `tokenizers`")
            }
            guard result.append(token, id: id) else {
                throw model.fault(
                    "model.vocab: '\(AlignedText.string(token))' or its id \(id) is there twice",
                    fix: "remove one of them")
            }
        }
        return result
    }
}

/// Tokens by id and by text.
struct TokenVocabulary {
    private(set) var trie = ScalarTrie()
    private(set) var tokens: [String?] = []

    /// - Returns: false if the token or the id was there already.
    @discardableResult
    mutating func append(_ token: [UInt32], id: Int32) -> Bool {
        let place = Int(id)
        if place >= tokens.count {
            tokens += [String?](repeating: nil, count: place + 1 - tokens.count)
        }
        let isNew = tokens[place] == nil
        tokens[place] = AlignedText.string(token)
        return trie.insert(token, value: id) == nil && isNew
    }

    func parts(_ model: SubwordModel) -> Tokenizer.Parts {
        Tokenizer.Parts(model: model, tokens: tokens, vocabulary: trie)
    }
}
