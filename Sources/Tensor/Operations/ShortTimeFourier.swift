import LaminaGraph

/// The spectra of overlapping parts of a signal: `y[f, t] = Σ window[j] x[t hop + j] e^(-2πi f j / n)`,
/// `n` being `size`. PyTorch: `stft`, with `return_complex`.
///
/// - Shape: `[…, length]` to `[…, size / 2 + 1, frames]`, or all `size` frequencies where `isOneSided`
///   is off; `1 + length / hop` frames, or `1 + (length - size) / hop` where `isCentered` is off.
/// - Parameters:
///   - size: the length of a part, PyTorch's `n_fft`.
///   - hop: the step from part to part, `size / 4` unless given.
///   - window: weights of a part, at most `size` of them, which are then centred; ones unless given.
///   - isCentered: the signal is reflected at both ends, so that part `t` has its middle at `t hop`.
///   - isOneSided: the frequencies from `size / 2 + 1` on, mirror images for real signals, are left
///     out. A complex signal needs all.
/// - Dtypes: as for ``fft(_:length:axis:norm:)``.
///
/// ```swift
/// let spectrum = stft(signal, size: 512, window: hannWindow(512))
/// let again = istft(spectrum, size: 512, window: hannWindow(512))
/// ```
public func stft(
    _ x: Tensor, size: Int, hop: Int? = nil, window: Tensor? = nil, isCentered: Bool = true,
    isOneSided: Bool = true
) -> Tensor {
    operation { () throws(OpError) in
        let frames = try Frames("stft", x, size, hop, window)
        guard x.rank > 0, !(isOneSided && x.dtype.isComplex) else {
            throw frames.error(
                "one-sided spectra are for real signals, not \(x.spec)",
                "pass isOneSided: false for a complex signal")
        }
        var signal = x.dtype.isDifferentiable ? x : x.asType(.float32)
        if isCentered {
            let half = size / 2
            guard signal.shape[x.rank - 1] > half else {
                throw frames.error(
                    "\(signal.shape[x.rank - 1]) elements cannot be reflected by \(half)",
                    "pass isCentered: false, or a size below twice the length")
            }
            signal = signal.reflected(by: half)
        }
        guard signal.shape[x.rank - 1] >= size else {
            throw frames.error(
                "\(signal.shape[x.rank - 1]) elements do not fill a part of \(size)",
                "use a smaller size, or pad the signal")
        }
        let parts = frames.cut(signal) * frames.window
        let spectra = isOneSided ? rfft(parts) : fft(parts)
        return spectra.transposed(swappingLast: x.rank + 1)
    }
}

/// The signal whose ``stft(_:size:hop:window:isCentered:isOneSided:)`` is nearest to the given one:
/// parts are weighted, added and divided by the sum of the squared windows. PyTorch: `istft`.
///
/// With the same arguments it gives the signal back, up to rounding, wherever windows overlap.
/// - Shape: `[…, size / 2 + 1, frames]`, or `[…, size, frames]`, to `[…, length]`.
/// - Parameter length: of the signal; unless given, what the frames cover: `hop (frames - 1)`, or
///   `size` more where `isCentered` is off.
/// - Dtypes: real for one-sided spectra, else complex.
/// - Source: D. Griffin and J. Lim (1984), "Signal estimation from modified short-time Fourier
///   transform", eq. 6.
public func istft(
    _ x: Tensor, size: Int, hop: Int? = nil, window: Tensor? = nil, isCentered: Bool = true,
    isOneSided: Bool = true, length: Int? = nil
) -> Tensor {
    operation { () throws(OpError) in
        let frames = try Frames("istft", x, size, hop, window)
        let frequencies = isOneSided ? size / 2 + 1 : size
        guard x.rank >= 2, x.shape[x.rank - 2] == frequencies, x.shape[x.rank - 1] > 0 else {
            throw frames.error(
                "needs \(frequencies) frequencies and at least one frame along the last two axes",
                "pass the size and isOneSided that stft had")
        }
        let spectra = x.transposed(swappingLast: x.rank)
        let parts = isOneSided ? irfft(spectra, length: size) : ifft(spectra)
        let count = x.shape[x.rank - 1]
        let squares = (frames.window * frames.window).broadcast(to: [count, size])
        let weight = frames.joined(squares)
        let sum = frames.joined(parts * frames.window)
        let start = isCentered ? size / 2 : 0
        let end = length.map { start + $0 } ?? weight.shape[0] - start
        guard end >= start, end <= weight.shape[0] else {
            throw frames.error(
                "\(end - start) elements do not come from \(count) frames, which cover "
                    + "\(weight.shape[0] - start)", "pass a smaller length")
        }
        // Where no window reaches there is nothing to divide.
        let isCovered = weight .> 1e-11
        let safe = select(isCovered, weight, 1)
        return (sum / safe).slice(start..<end, axis: x.rank - 2)
    }
}

/// The parts of a signal, `size` elements each, `hop` apart.
private struct Frames {
    let op: String
    let x: Tensor
    let size: Int
    let hop: Int
    private(set) var window: Tensor

    init(
        _ op: String, _ x: Tensor, _ size: Int, _ hop: Int?, _ window: Tensor?
    ) throws(OpError) {
        (self.op, self.x, self.size, self.hop) = (op, x, size, hop ?? Swift.max(1, size / 4))
        let dtype = x.dtype.isFloatingPoint || x.dtype.isComplex ? x.dtype.realType : .float32
        self.window = Tensor.ones([Swift.max(size, 0)], dtype: dtype)
        guard size > 0, self.hop > 0 else {
            throw error("size \(size) and hop \(self.hop) start at 1", "use positive numbers")
        }
        guard let window else { return }
        guard window.rank == 1, window.shape[0] <= size, !window.dtype.isComplex else {
            throw error(
                "the window is \(window.spec), and a part has \(size) elements",
                "give a real vector of at most \(size) weights")
        }
        let low = (size - window.shape[0]) / 2
        self.window = window.asType(dtype)
            .padded(low: [low], high: [size - window.shape[0] - low])
    }

    func error(_ problem: String, _ fix: String) -> OpError {
        OpError(op: op, problem: problem, operands: ["x": "\(x.spec)"], fix: fix)
    }

    /// Steps of `hop` elements that one part touches.
    private var steps: Int { (size + hop - 1) / hop }

    /// `[…, length]` to `[…, count, size]`: the signal as rows of `hop` elements, and part `t` is row
    /// `t` and those that follow.
    func cut(_ signal: Tensor) -> Tensor {
        let (axis, length) = (signal.rank - 1, signal.shape[signal.rank - 1])
        let count = (length - size) / hop + 1
        let needed = (count + steps - 1) * hop
        var high = signal.shape.map { _ in 0 }
        high[axis] = Swift.max(0, needed - length)
        let filled = signal.padded(low: high.map { _ in 0 }, high: high)
            .slice(0..<needed, axis: axis)
        let rows = filled.reshaped(Shape(signal.shape.dropLast() + [count + steps - 1, hop]))
        let parts = (0..<steps).map { rows.slice($0..<$0 + count, axis: axis) }
        return concatenated(parts, axis: axis + 1).slice(0..<size, axis: axis + 1)
    }

    /// The transpose of ``cut(_:)``: parts added where they overlap.
    func joined(_ parts: Tensor) -> Tensor {
        let (axis, count) = (parts.rank - 2, parts.shape[parts.rank - 2])
        let none = parts.shape.map { _ in 0 }
        var high = none
        high[axis + 1] = steps * hop - size
        let whole = parts.padded(low: none, high: high)
        let layers = (0..<steps).map { step in
            var (low, high) = (none, none)
            (low[axis], high[axis]) = (step, steps - 1 - step)
            return whole.slice(step * hop..<(step + 1) * hop, axis: axis + 1)
                .padded(low: low, high: high)
        }
        let length = (count - 1) * hop + size
        return layers.dropFirst().reduce(layers[0]) { $0 + $1 }
            .reshaped(Shape(parts.shape.dropLast(2) + [(count + steps - 1) * hop]))
            .slice(0..<length, axis: axis)
    }
}

extension Tensor {
    /// Mirrored at both ends of the last axis; the elements at the ends are not repeated.
    fileprivate func reflected(by count: Int) -> Tensor {
        guard count > 0 else { return self }
        let (axis, length) = (rank - 1, shape[rank - 1])
        let turned = Tensor((0..<count).reversed().map { Int32($0) }, shape: [count])
        func mirrored(_ range: Range<Int>) -> Tensor {
            slice(range, axis: axis).transposed([axis] + (0..<axis)).gatheredRows(turned)
                .transposed(Array(1..<rank) + [0])
        }
        let (before, after) = (mirrored(1..<count + 1), mirrored(length - 1 - count..<length - 1))
        return concatenated([before, self, after], axis: axis)
    }

    fileprivate func transposed(swappingLast rank: Int) -> Tensor {
        transposed(Array(0..<rank - 2) + [rank - 1, rank - 2])
    }
}
