/// Which old pixels of an axis a new one is made of, and how much of each: a triangle as wide as two of
/// the larger pixels (bilinear, with antialiasing where a picture shrinks).
///
/// - Source: Pillow 11, src/libImaging/Resample.c, whose order of operations is kept.
struct ResizeTap {
    /// The first of the old pixels.
    let first: Int
    /// Adding up to 1.
    let weights: [Double]

    /// The taps of each new pixel.
    static func all(from old: Int, to new: Int) -> [ResizeTap] {
        let scale = Double(old) / Double(new)
        let reach = max(scale, 1)
        return (0..<new).map { place in
            let centre = (Double(place) + 0.5) * scale
            let first = max(Int(centre - reach + 0.5), 0)
            let end = min(Int(centre + reach + 0.5), old)
            let weights = (first..<end).map {
                max(0, 1 - abs((Double($0) - centre + 0.5) * (1 / reach)))
            }
            let sum = weights.reduce(0, +)
            return ResizeTap(first: first, weights: weights.map { $0 / sum })
        }
    }
}
