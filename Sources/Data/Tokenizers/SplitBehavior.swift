/// What becomes of the matches at which a text is split.
enum SplitBehavior: String, Sendable, CaseIterable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    /// Isolated, but matches that touch stay together.
    case contiguous = "Contiguous"

    func cut(_ range: Range<Int>, at matches: [Range<Int>]) -> [Range<Int>] {
        switch self {
        case .removed: return Self.gaps(in: range, between: matches)
        case .isolated:
            return Self.parts(of: range, matches).map(\.range)
        case .contiguous:
            var result: [(range: Range<Int>, isMatch: Bool)] = []
            for part in Self.parts(of: range, matches) {
                if part.isMatch, let last = result.last, last.isMatch {
                    result[result.count - 1].range =
                        last.range.lowerBound..<part.range.upperBound
                } else {
                    result.append(part)
                }
            }
            return result.map(\.range)
        case .mergedWithPrevious:
            var result: [Range<Int>] = []
            var previousIsMatch = false
            for part in Self.parts(of: range, matches) {
                if part.isMatch, !previousIsMatch, let last = result.last {
                    result[result.count - 1] = last.lowerBound..<part.range.upperBound
                } else {
                    result.append(part.range)
                }
                previousIsMatch = part.isMatch
            }
            return result
        case .mergedWithNext:
            var result: [Range<Int>] = []
            var nextIsMatch = false
            for part in Self.parts(of: range, matches).reversed() {
                if part.isMatch, !nextIsMatch, let last = result.last {
                    result[result.count - 1] = part.range.lowerBound..<last.upperBound
                } else {
                    result.append(part.range)
                }
                nextIsMatch = part.isMatch
            }
            return result.reversed()
        }
    }

    /// What lies before, between and behind the matches.
    static func gaps(in range: Range<Int>, between matches: [Range<Int>]) -> [Range<Int>] {
        parts(of: range, matches).filter { !$0.isMatch }.map(\.range)
    }

    private static func parts(
        of range: Range<Int>, _ matches: [Range<Int>]
    ) -> [(range: Range<Int>, isMatch: Bool)] {
        var result: [(range: Range<Int>, isMatch: Bool)] = []
        var place = range.lowerBound
        for match in matches {
            if match.lowerBound > place { result.append((place..<match.lowerBound, false)) }
            result.append((match, true))
            place = match.upperBound
        }
        if place < range.upperBound { result.append((place..<range.upperBound, false)) }
        return result
    }
}
