public import LaminaGraph

extension Dataset {
    /// A text for networks that predict each character from those before it.
    ///
    /// An example is `window` characters one after another, as their numbers in the alphabet, int32
    /// `[window]`; its targets are the characters that follow each of them, likewise. Examples do not
    /// overlap: every character but the first is predicted once, and what is left at the end, fewer than
    /// `window` characters, is not used.
    ///
    /// ```swift
    /// let text = Array("to be or not to be".unicodeScalars)
    /// let data = try Dataset(name: "hamlet", text: text, alphabet: Set(text).sorted(), window: 8)
    /// ```
    /// - Throws: ``DatasetError`` for a character that is not in the alphabet or twice in it, and for a
    ///   text that is shorter than a window and one character more.
    public init(
        name: String, text: some Collection<Unicode.Scalar>, alphabet: [Unicode.Scalar],
        window: Int
    ) throws(DatasetError) {
        var numbers: [Unicode.Scalar: Int32] = [:]
        for (number, character) in alphabet.enumerated() {
            guard numbers.updateValue(Int32(number), forKey: character) == nil else {
                throw DatasetError(
                    dataset: name,
                    problem: "\(character.debugDescription) is twice in the alphabet",
                    fix: "give every character one number")
            }
        }
        guard window > 0, text.count > window else {
            throw DatasetError(
                dataset: name,
                problem: "\(text.count) characters make no example of \(window) and the next one",
                fix: "choose a window from 1 to \(Swift.max(1, text.count - 1))")
        }
        var codes: [Int32] = []
        codes.reserveCapacity(text.count)
        for (place, character) in text.enumerated() {
            guard let number = numbers[character] else {
                throw DatasetError(
                    dataset: name, record: place / window,
                    problem: "\(character.debugDescription) is not in the alphabet",
                    fix: "take the alphabet from the whole text")
            }
            codes.append(number)
        }
        try self.init(
            name: name, inputs: .codes(codes), exampleShape: [window],
            targets: .nextCharacters(alphabet: alphabet.map { String(Character($0)) }))
    }

    /// What is to be learned about an example.
    public enum Task: Sendable, Equatable {
        /// Which class it belongs to.
        case classes
        /// Numbers: a regression.
        case numbers
        /// Which character follows each of its own.
        case nextCharacters
    }

    /// What is to be learned about an example.
    public var task: Task {
        switch targets {
        case .labels: .classes
        case .values: .numbers
        case .nextCharacters: .nextCharacters
        }
    }

    /// How many numbers a network answers with for each thing asked: one a class, one a character of the
    /// alphabet, or as many as are to be predicted.
    public var answerSize: Int {
        switch targets {
        case .labels(_, let classNames): classNames.count
        case .values(_, let shape): shape.reduce(1, *)
        case .nextCharacters(let alphabet): alphabet.count
        }
    }

    /// How many things are asked about an example: one, but for texts.
    package var questionsPerExample: Int { task == .nextCharacters ? exampleSize : 1 }

    /// The type of the numbers that an example is made of.
    public var inputDType: DType { if case .codes = inputs { .int32 } else { .float32 } }

    /// The codes of the records at `indices`, one record after another, each of them `ahead` places later
    /// than it is.
    func codes(of indices: [Int], ahead: Int = 0) -> [Int32] {
        guard case .codes(let codes) = inputs else { return [] }
        return indices.flatMap { index in
            let start = row(index) * exampleSize + ahead
            return codes[start..<start + exampleSize]
        }
    }
}
