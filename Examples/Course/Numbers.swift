import LaminaPlot

/// A share as a percentage with one digit: `93.1 %`.
func percent(_ share: Double) -> String { fixed(100 * share, decimals: 1) + " %" }

/// Three significant digits.
func three(_ value: Double) -> String { readable(value, significant: 3) }
