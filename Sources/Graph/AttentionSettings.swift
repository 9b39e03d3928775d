/// What an attention computes besides its operands' values.
package struct AttentionSettings {
    package enum Mask: Int { case none, bool, added }
    package var mask = Mask.none
    package var isCausal = false
    package var scale = 1.0
    package var dropout = 0.0

    package init() {}

    /// Those of a composite with these attributes.
    package init(_ attributes: InlineInts) {
        mask = Mask(rawValue: attributes[0]) ?? .none
        isCausal = attributes[1] != 0
        scale = attributes.number(at: 2)
        dropout = attributes.number(at: 3)
    }

    /// As the attributes of a composite.
    package var attributes: InlineInts {
        [mask.rawValue, isCausal ? 1 : 0, scale.attribute, dropout.attribute]
    }
}
