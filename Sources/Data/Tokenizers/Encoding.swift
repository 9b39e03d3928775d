extension Tokenizer {
    /// What a text has become: one entry a token in each array.
    ///
    /// PyTorch's counterpart is Hugging Face's `Encoding`; the arrays are its `ids`, `type_ids`,
    /// `attention_mask`, `special_tokens_mask` and `offsets`.
    public struct Encoding: Sendable, Equatable {
        /// The tokens' numbers in the vocabulary.
        public private(set) var ids: [Int32] = []
        /// Which text of a pair the token comes from, or what the template says: 0 or 1.
        public private(set) var typeIDs: [Int32] = []
        /// 1 for a token, 0 for padding.
        public private(set) var attentionMask: [Int32] = []
        /// 1 for a token that the template or the padding put there, 0 for one from the text.
        public private(set) var specialTokensMask: [Int32] = []
        /// Where the token lies in its text, in UTF-8 bytes; `0..<0` for template and padding.
        ///
        /// A token that holds a part of a character's bytes gets the whole character.
        public private(set) var offsets: [Range<Int>] = []

        /// Tokens, those of template and padding among them.
        public var count: Int { ids.count }

        init() {}

        mutating func append(
            _ id: Int32, offsets range: Range<Int> = 0..<0, typeID: Int32 = 0,
            isSpecial: Bool = false, attention: Int32 = 1
        ) {
            ids.append(id)
            typeIDs.append(typeID)
            attentionMask.append(attention)
            specialTokensMask.append(isSpecial ? 1 : 0)
            offsets.append(range)
        }

        mutating func append(_ other: Encoding, typeID: Int32) {
            ids += other.ids
            typeIDs += [Int32](repeating: typeID, count: other.count)
            attentionMask += other.attentionMask
            specialTokensMask += other.specialTokensMask
            offsets += other.offsets
        }

        /// Leaves at most `count` tokens, taken from the side that is kept.
        mutating func truncate(to count: Int, cutting side: Side) {
            guard self.count > count else { return }
            let kept = side == .right ? 0..<count : self.count - count..<self.count
            ids = Array(ids[kept])
            typeIDs = Array(typeIDs[kept])
            attentionMask = Array(attentionMask[kept])
            specialTokensMask = Array(specialTokensMask[kept])
            offsets = Array(offsets[kept])
        }

        mutating func pad(to count: Int, _ padding: Padding) {
            guard self.count < count else { return }
            var filler = Encoding()
            for _ in self.count..<count {
                filler.append(
                    padding.id, typeID: padding.typeID, isSpecial: true, attention: 0)
            }
            let (first, second) = padding.side == .right ? (self, filler) : (filler, self)
            self = first
            ids += second.ids
            typeIDs += second.typeIDs
            attentionMask += second.attentionMask
            specialTokensMask += second.specialTokensMask
            offsets += second.offsets
        }

        mutating func setOffsets(_ range: Range<Int>, at index: Int) { offsets[index] = range }
    }

    /// An end of a sequence of tokens.
    public enum Side: Sendable, Equatable { case left, right }

    /// How a text that is too long is cut.
    public struct Truncation: Sendable, Equatable {
        /// Which text of a pair gives way.
        public enum Strategy: Sendable, Equatable {
            /// The longer one, until both are equally long, then both.
            case longestFirst
            /// The first text alone, even where that is not enough.
            case onlyFirst
            /// The second text alone, even where that is not enough.
            case onlySecond
        }

        /// Most tokens of an encoding, those of the template counted in.
        public var maxCount: Int
        /// Which text gives way; a single one is the first of a pair.
        public var strategy: Strategy
        /// The side that is cut off.
        public var side: Side

        /// Hugging Face's defaults: the longer text gives way, at its end.
        public init(
            maxCount: Int, strategy: Strategy = .longestFirst, side: Side = .right
        ) {
            (self.maxCount, self.strategy, self.side) = (maxCount, strategy, side)
        }

        /// Cuts so that both texts and `added` tokens of the template fit; a strategy that spares
        /// the text that is too long leaves the encoding too long.
        func apply(_ first: inout Encoding, _ second: inout Encoding, added: Int) {
            let limit = max(0, maxCount - added)
            let excess = first.count + second.count - limit
            guard excess > 0 else { return }
            switch strategy {
            case .onlyFirst: first.truncate(to: max(0, first.count - excess), cutting: side)
            case .onlySecond: second.truncate(to: max(0, second.count - excess), cutting: side)
            case .longestFirst:
                var (short, long) = (
                    min(first.count, second.count), max(first.count, second.count)
                )
                long = short > limit ? short : max(short, limit - short)
                if short + long > limit { (short, long) = (limit / 2, limit / 2 + limit % 2) }
                let firstIsLonger = first.count > second.count
                first.truncate(to: firstIsLonger ? long : short, cutting: side)
                second.truncate(to: firstIsLonger ? short : long, cutting: side)
            }
        }
    }

    /// How the encodings of a batch are made equally long.
    public struct Padding: Sendable, Equatable {
        /// The id of the token that fills up.
        public var id: Int32
        /// The ``Tokenizer/Encoding/typeIDs`` entry of what fills up.
        public var typeID: Int32
        /// Tokens of every encoding; nil for those of the batch's longest.
        public var count: Int?
        /// The length is rounded up to a multiple of this; below 1 counts as 1.
        public var multiple: Int {
            didSet { multiple = max(1, multiple) }
        }
        /// The side that is filled.
        public var side: Side

        /// Behind the tokens and to the batch's longest unless told otherwise.
        public init(
            id: Int32, typeID: Int32 = 0, count: Int? = nil, multiple: Int = 1, side: Side = .right
        ) {
            (self.id, self.typeID, self.count) = (id, typeID, count)
            (self.multiple, self.side) = (max(1, multiple), side)
        }

        func apply(_ encodings: inout [Encoding]) {
            let longest = count ?? encodings.map(\.count).max() ?? 0
            let target = (longest + multiple - 1) / multiple * multiple
            for index in encodings.indices { encodings[index].pad(to: target, self) }
        }
    }
}
