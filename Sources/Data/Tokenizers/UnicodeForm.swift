import Foundation

/// Unicode's four normal forms, on text that remembers where it came from.
///
/// - Source: Unicode Standard Annex #15. Decompositions and pairs come from Foundation, scalar by
///   scalar, so that the origin of every scalar stays known; ordering and composing are done here.
enum UnicodeForm: String, Sendable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    private var isComposed: Bool { self == .nfc || self == .nfkc }
    private var isCompatible: Bool { self == .nfkc || self == .nfkd }

    /// Below this, no scalar changes in the form or combines with its neighbour.
    private var firstUnstable: UInt32 {
        switch self {
        case .nfc: 0x300
        case .nfd: 0xC0
        case .nfkc, .nfkd: 0xA0
        }
    }

    func apply(_ text: AlignedText) -> AlignedText {
        guard text.scalars.contains(where: { $0 >= firstUnstable }) else { return text }
        var known: [UInt32: [UInt32]] = [:]
        let decomposed = ordered(
            text.mapped { value, result in
                guard value >= 0xA0 else { return result.append(value) }
                if let parts = known[value] { return result += parts }
                let parts = decomposition(value)
                known[value] = parts
                result += parts
            })
        return isComposed ? composed(decomposed) : decomposed
    }

    private func decomposition(_ value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value) else { return [value] }
        let text = String(Character(scalar))
        let form =
            isCompatible
            ? text.decomposedStringWithCompatibilityMapping
            : text.decomposedStringWithCanonicalMapping
        return form.scalarValues
    }

    private func combiningClass(_ value: UInt32) -> UInt8 {
        guard value >= 0x300 else { return 0 }
        return ScalarClass.properties(value)?.canonicalCombiningClass.rawValue ?? 0
    }

    /// Marks behind a base sorted by their combining class, equal ones left in order.
    private func ordered(_ text: AlignedText) -> AlignedText {
        let classes = text.scalars.map(combiningClass)
        var order = Array(0..<text.count)
        var (index, moved) = (0, false)
        while index < order.count {
            guard classes[index] != 0 else {
                index += 1
                continue
            }
            let first = index
            while index < order.count, classes[index] != 0 { index += 1 }
            let run = order[first..<index]
            let sorted = run.sorted { (classes[$0], $0) < (classes[$1], $1) }
            moved = moved || !run.elementsEqual(sorted)
            order.replaceSubrange(first..<index, with: sorted)
        }
        guard moved else { return text }
        var result = AlignedText()
        result.reserve(text.count)
        for index in order { result.append(text.scalars[index], text.origin(index)) }
        return result
    }

    private func composed(_ text: AlignedText) -> AlignedText {
        var scalars: [UInt32] = []
        var origins: [Range<Int>] = []
        var pairs: [UInt64: UInt32?] = [:]
        var starter: Int?
        var lastClass: UInt8 = 0
        for index in 0..<text.count {
            let (value, origin) = (text.scalars[index], text.origin(index))
            let ownClass = combiningClass(value)
            // A mark of the same or a higher class in between keeps the two apart.
            let isBlocked = starter.map { scalars.count - 1 > $0 && lastClass >= ownClass } ?? true
            if let place = starter, !isBlocked, value >= 0x300,
                let whole = composition(scalars[place], value, &pairs)
            {
                scalars[place] = whole
                let (a, b) = (origins[place], origin)
                origins[place] =
                    min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound)
                continue
            }
            if ownClass == 0 { starter = scalars.count }
            lastClass = ownClass
            scalars.append(value)
            origins.append(origin)
        }
        var result = AlignedText()
        result.reserve(scalars.count)
        for (value, origin) in zip(scalars, origins) { result.append(value, origin) }
        return result
    }

    private func composition(
        _ first: UInt32, _ second: UInt32, _ pairs: inout [UInt64: UInt32?]
    ) -> UInt32? {
        let key = UInt64(first) << 32 | UInt64(second)
        if let known = pairs[key] { return known }
        let whole = AlignedText.string([first, second]).precomposedStringWithCanonicalMapping
            .scalarValues
        let result = whole.count == 1 ? whole[0] : nil
        pairs[key] = .some(result)
        return result
    }
}
