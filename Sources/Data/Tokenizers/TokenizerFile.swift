public import LaminaFormats

extension Tokenizer {
    /// Reads a Hugging Face `tokenizer.json`.
    ///
    /// - Throws: ``FileError`` that names the part which is damaged or not supported, with what is.
    public init(contentsOf path: String) throws(FileError) {
        let bytes = ByteRegion(try MappedFile(path: path)).withUnsafeBytes { [UInt8]($0) }
        try self.init(json: bytes, path: path)
    }

    /// Reads the text of a `tokenizer.json`; `path` is what errors call it.
    package init(json bytes: [UInt8], path: String) throws(FileError) {
        let root = TokenizerComponent(
            place: "the file", value: try JSONTree(bytes, path: path), path: path)
        var parts = try SubwordModelFile(root.required("model")).read()
        parts.normalizer = try root.member("normalizer")?.normalizer()
        parts.preTokenizer = try root.member("pre_tokenizer")?.preTokenizer()
        parts.decoder = try root.member("decoder")?.decoder()
        parts.postProcessor = try root.member("post_processor")?.postProcessor() ?? PostProcessor()
        let limit = parts.tokens.count + 65_536
        let added = try root.member("added_tokens")?.array().map {
            token throws(FileError) in try token.addedToken(idLimit: limit)
        }
        parts.added = AddedTokens(added ?? [], normalizer: parts.normalizer)
        self.init(
            parts, truncation: try root.member("truncation")?.truncation(),
            padding: try root.member("padding")?.padding())
    }
}

/// A value of `tokenizer.json` and what it is called in errors.
struct TokenizerComponent {
    let place: String
    let value: JSONTree
    let path: String

    func fault(_ problem: String, fix: String) -> FileError {
        FileError(path: path, problem: problem, fix: fix)
    }

    func expected(_ what: String) -> FileError {
        fault(
            "\(place) should be \(what)",
            fix: "save the tokenizer again with Hugging Face's `tokenizers`")
    }

    /// A member, or nil if it is absent or null.
    func member(_ name: String) throws(FileError) -> TokenizerComponent? {
        guard case .object(let members) = value else { throw expected("an object") }
        let key = name.scalarValues
        guard let found = members.last(where: { $0.key == key }) else { return nil }
        if case .null = found.value { return nil }
        return TokenizerComponent(
            place: place == "the file" ? name : "\(place).\(name)", value: found.value, path: path)
    }

    func required(_ name: String) throws(FileError) -> TokenizerComponent {
        guard let member = try member(name) else {
            throw fault(
                "\(place) has no '\(name)'",
                fix: "save the tokenizer again with Hugging Face's `tokenizers`")
        }
        return member
    }

    func array() throws(FileError) -> [TokenizerComponent] {
        guard case .array(let elements) = value else { throw expected("an array") }
        return elements.enumerated().map {
            TokenizerComponent(place: "\(place)[\($0)]", value: $1, path: path)
        }
    }

    func members() throws(FileError) -> [(key: [UInt32], value: JSONTree)] {
        guard case .object(let members) = value else { throw expected("an object") }
        return members
    }

    func scalars() throws(FileError) -> [UInt32] {
        guard case .string(let scalars) = value else { throw expected("a string") }
        return scalars
    }

    func string() throws(FileError) -> String { AlignedText.string(try scalars()) }

    func bool() throws(FileError) -> Bool {
        guard case .bool(let bool) = value else { throw expected("true or false") }
        return bool
    }

    func number() throws(FileError) -> Double {
        guard case .number(let number) = value else { throw expected("a number") }
        return number
    }

    func integer(in range: Range<Int>) throws(FileError) -> Int {
        guard case .number(let number) = value, let integer = Int(exactly: number),
            range.contains(integer)
        else {
            throw expected("a whole number from \(range.lowerBound) to \(range.upperBound - 1)")
        }
        return integer
    }

    func id() throws(FileError) -> Int32 { Int32(try integer(in: 0..<Int(Int32.max))) }

    func bool(_ name: String, default value: Bool) throws(FileError) -> Bool {
        try member(name)?.bool() ?? value
    }

    func string(_ name: String, default value: String) throws(FileError) -> String {
        try member(name)?.string() ?? value
    }

    /// The component's kind, or a refusal that says which there are.
    func unsupported(_ what: String, _ kind: String, supported: [String]) -> FileError {
        let near = NearestName.suggestion(for: kind, among: supported)
        return fault(
            "\(place): \(what) '\(kind)' is not supported\(near)",
            fix: "supported: \(supported.joined(separator: ", "))")
    }

    /// One of the names of an enumeration.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ what: String, _ type: Choice.Type
    ) throws(FileError) -> Choice {
        let name = try string()
        guard let choice = Choice(rawValue: name) else {
            throw unsupported(what, name, supported: type.allCases.map(\.rawValue))
        }
        return choice
    }

    /// `{"String": "..."}` or `{"Regex": "..."}`.
    func pattern() throws(FileError) -> TextPattern {
        if case .string(let literal) = value { return .literal(literal) }
        if let literal = try member("String") { return .literal(try literal.scalars()) }
        let expression = try required("Regex").string()
        do {
            return try TextPattern(expression: expression)
        } catch {
            throw fault(
                "\(place): the regular expression \(expression) cannot be read",
                fix: "write it as ICU does, without features of other engines")
        }
    }
}
