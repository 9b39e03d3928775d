public import LaminaFormats

extension Tokenizer {
    /// BERT's tokenizer from its `vocab.txt`, one piece a line, ids from 0.
    ///
    /// - Throws: ``FileError`` if `[UNK]`, `[CLS]` or `[SEP]` is missing.
    public static func wordPiece(
        vocabulary path: String, lowercases: Bool = true
    ) throws(FileError) -> Tokenizer {
        var vocabulary = TokenVocabulary()
        for (index, line) in try lines(of: path).enumerated() {
            // A repeated piece keeps its later id, as in the original reader.
            vocabulary.append(line.scalarValues, id: Int32(index))
        }
        func id(_ name: String) throws(FileError) -> Int32 {
            guard let id = vocabulary.trie.value(of: name.scalarValues) else {
                throw FileError(
                    path: path, problem: "the vocabulary has no \(name)",
                    fix: "give the vocab.txt of a BERT model")
            }
            return id
        }
        let (unknown, cls, sep) = (try id("[UNK]"), try id("[CLS]"), try id("[SEP]"))
        var parts = vocabulary.parts(
            .wordPiece(
                WordPieceModel(
                    vocabulary: vocabulary.trie, unknown: unknown, prefix: "##", longestWord: 100)))
        parts.normalizer = .bert(
            BertNormalizer(stripsAccents: lowercases, lowercases: lowercases))
        parts.preTokenizer = .bert
        parts.decoder = .wordPiece(prefix: "##", cleansUp: true)
        parts.postProcessor = .around(cls, sep, separators: 1, secondType: 1)
        let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
            vocabulary.trie.value(of: name.scalarValues).map {
                AddedTokens.Token(id: $0, content: name)
            }
        }
        parts.added = AddedTokens(special, normalizer: parts.normalizer)
        return Tokenizer(parts)
    }

    /// GPT-2's tokenizer from its `vocab.json` and `merges.txt`.
    ///
    /// - Throws: ``FileError`` if a merge makes a token that the vocabulary has not.
    public static func byteLevelBPE(
        vocabulary path: String, merges mergesPath: String
    ) throws(FileError) -> Tokenizer {
        let bytes = ByteRegion(try MappedFile(path: path)).withUnsafeBytes { [UInt8]($0) }
        // The first line may tell the version; lines have no other comments, `#` can be a token.
        var lines = try lines(of: mergesPath)
        if lines.first?.hasPrefix("#version") == true { lines.removeFirst() }
        let model = JSONTree.object([
            ("type".scalarValues, .string("BPE".scalarValues)),
            ("vocab".scalarValues, try JSONTree(bytes, path: path)),
            (
                "merges".scalarValues,
                .array(lines.filter { !$0.isEmpty }.map { .string($0.scalarValues) })
            ),
        ])
        var parts = try SubwordModelFile(
            TokenizerComponent(place: "model", value: model, path: path)
        ).read()
        parts.preTokenizer = .byteLevel(addsPrefixSpace: false, usesExpression: true)
        parts.decoder = .byteLevel
        parts.postProcessor = PostProcessor(trimsOffsets: true)
        if let end = parts.vocabulary.value(of: "<|endoftext|>".scalarValues) {
            parts.added = AddedTokens(
                [AddedTokens.Token(id: end, content: "<|endoftext|>")], normalizer: nil)
        }
        return Tokenizer(parts)
    }

    /// The character level: every Unicode scalar of `alphabet` is a token, in order of first
    /// appearance behind the unknown token, whose id is 0.
    ///
    /// ```swift
    /// let tokenizer = Tokenizer.characters(of: "hello")
    /// let ids = tokenizer.encode("hole").ids  // [1, 4, 3, 2]
    /// ```
    public static func characters(
        of alphabet: String, unknownToken: String = "<unk>"
    ) -> Tokenizer {
        var vocabulary = TokenVocabulary()
        vocabulary.append(unknownToken.scalarValues, id: 0)
        for scalar in alphabet.scalarValues where vocabulary.trie.value(of: [scalar]) == nil {
            vocabulary.append([scalar], id: Int32(vocabulary.tokens.count))
        }
        var parts = vocabulary.parts(.wordLevel(vocabulary.trie, unknown: 0))
        parts.preTokenizer = .scalars
        parts.decoder = .fuse
        return Tokenizer(parts)
    }

    /// The lines of a UTF-8 text, ended by LF or CR LF.
    private static func lines(of path: String) throws(FileError) -> [String] {
        let bytes = ByteRegion(try MappedFile(path: path)).withUnsafeBytes { [UInt8]($0) }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var result: [String] = []
        for (index, line) in lines.enumerated() {
            let text = line.last == 0x0D ? line.dropLast() : line
            guard let string = String(validating: text, as: UTF8.self) else {
                throw FileError(
                    path: path, at: .line(index + 1), problem: "the line is not valid UTF-8",
                    fix: "save the file as UTF-8")
            }
            result.append(string)
        }
        return result
    }
}
