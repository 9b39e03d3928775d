/// What kind of character a Unicode scalar is, as the tokenizers' rules ask.
///
/// ASCII is decided without Unicode's tables, since most text is made of it.
enum ScalarClass {
    static func isWhitespace(_ value: UInt32) -> Bool {
        if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) }
        return properties(value)?.isWhitespace ?? false
    }

    /// General categories L*.
    static func isLetter(_ value: UInt32) -> Bool {
        if value < 0x80 { return (0x61...0x7A).contains(value | 0x20) }
        switch properties(value)?.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return true
        default: return false
        }
    }

    /// General categories N*.
    static func isNumber(_ value: UInt32) -> Bool {
        if value < 0x80 { return (0x30...0x39).contains(value) }
        switch properties(value)?.generalCategory {
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
    }

    /// General categories P*, and every ASCII sign that is neither letter, digit nor blank.
    static func isPunctuation(_ value: UInt32) -> Bool {
        if value < 0x80 {
            return value > 0x20 && value < 0x7F && !isLetter(value) && !isNumber(value)
        }
        switch properties(value)?.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// General category Mn: marks without a width of their own.
    static func isNonspacingMark(_ value: UInt32) -> Bool {
        value >= 0x300 && properties(value)?.generalCategory == .nonspacingMark
    }

    /// General categories M*.
    static func isMark(_ value: UInt32) -> Bool {
        guard value >= 0x300 else { return false }
        switch properties(value)?.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// General categories Cc, Cf and Co: what BERT's cleaning removes.
    static func isControl(_ value: UInt32) -> Bool {
        if value < 0x80 { return value < 0x20 || value == 0x7F }
        switch properties(value)?.generalCategory {
        case .control, .format, .privateUse: return true
        default: return false
        }
    }

    /// What a regular expression's `\w` matches: letters, marks, numbers and connectors.
    static func isWord(_ value: UInt32) -> Bool {
        if value < 0x80 { return isLetter(value) || isNumber(value) || value == 0x5F }
        guard let properties = properties(value) else { return false }
        return properties.isAlphabetic || isMark(value)
            || properties.generalCategory == .decimalNumber
            || properties.generalCategory == .connectorPunctuation
            || value == 0x200C || value == 0x200D
    }

    /// The blocks of Han ideographs that BERT separates by blanks.
    static func isChinese(_ value: UInt32) -> Bool {
        guard value >= 0x3400 else { return false }
        return switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
            0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// The lower case of one scalar, without regard to its neighbours.
    static func appendLowercase(_ value: UInt32, to result: inout [UInt32]) {
        if value < 0x80 {
            result.append((0x41...0x5A).contains(value) ? value | 0x20 : value)
        } else if let properties = properties(value), properties.changesWhenLowercased {
            for scalar in properties.lowercaseMapping.unicodeScalars { result.append(scalar.value) }
        } else {
            result.append(value)
        }
    }

    static func properties(_ value: UInt32) -> Unicode.Scalar.Properties? {
        Unicode.Scalar(value)?.properties
    }
}
