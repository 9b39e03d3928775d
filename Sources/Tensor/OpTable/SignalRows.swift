import LaminaGraph

let signalRows: [OpRow] = fourierRows + shortTimeRows + frequencyRows

/// Complex numbers as pairs, in Python.
func pairs(_ expression: String) -> String {
    "(lambda z: np.stack([z.real, z.imag], -1))(\(expression))"
}

/// Types with complex numbers of their own precision.
let precise: [DType] = [.float32, .float64]

private let file = "Operations/Fourier.swift"
private let plane: [Operand] = [.normal([3, 5]), .normal([3, 5])]

private let fourierRows: [OpRow] = {
    let lines: [[Operand]] = [
        [.normal([0, 5]), .normal([0, 5])], [.normal([1]), .normal([1])],
        [.normal([17]), .normal([17])], [.normal([2, 53]), .normal([2, 53])],
    ]
    return [
        OpRow(
            "fft", in: file, plane, also: lines, dtypes: precise,
            golden: pairs("np.fft.fft(a + 1j * b)"),
            wrong: [
                WrongCall("axis 2 is out of range for rank 2") { fft($0[0], axis: 2).realPart },
                WrongCall("a line of 0 elements") { fft($0[0].slice(0..<0, axis: 1)).realPart },
            ]
        ) { fft(complex($0[0], $0[1])).parts },
        OpRow(
            "fft, padded", in: file, plane, dtypes: precise,
            golden: pairs("np.fft.fft(a + 1j * b, n=7, axis=0, norm='ortho')")
        ) { fft(complex($0[0], $0[1]), length: 7, axis: 0, norm: .orthonormal).parts },
        OpRow(
            "ifft", in: file, plane, also: lines, dtypes: precise,
            golden: pairs("np.fft.ifft(a + 1j * b)"),
            wrong: [WrongCall("a line of -1 elements") { ifft($0[0], length: -1).realPart }]
        ) { ifft(complex($0[0], $0[1])).parts },
        OpRow(
            "rfft", in: file, [.normal([3, 6])],
            also: [[.normal([0, 5])], [.normal([1])], [.normal([17])], [.normal([2, 53])]],
            dtypes: precise, golden: pairs("np.fft.rfft(a)"),
            wrong: [WrongCall("not complex64") { rfft(complex($0[0], $0[0])).realPart }]
        ) { rfft($0[0]).parts },
        OpRow(
            "rfft, odd", in: file, [.normal([5, 2])], dtypes: precise,
            golden: pairs("np.fft.rfft(a, axis=0, norm='forward')")
        ) { rfft($0[0], axis: 0, norm: .forward).parts },
        OpRow(
            "irfft", in: file, [.normal([3, 4]), .normal([3, 4])],
            also: [[.normal([0, 5]), .normal([0, 5])], [.normal([9]), .normal([9])]],
            dtypes: precise, golden: "np.fft.irfft(a + 1j * b)",
            wrong: [
                WrongCall("1 frequencies give 0 elements") {
                    irfft($0[0].slice(0..<1, axis: 1))
                }
            ]
        ) { irfft(complex($0[0], $0[1])) },
        OpRow(
            "irfft, odd", in: file, [.normal([3, 2]), .normal([3, 2])], dtypes: precise,
            golden: "np.fft.irfft(a + 1j * b, n=5, axis=0)"
        ) { irfft(complex($0[0], $0[1]), length: 5, axis: 0) },
        OpRow(
            "fft2", in: file, plane, also: [[.normal([2, 3, 4]), .normal([2, 3, 4])]],
            dtypes: precise, golden: pairs("np.fft.fft2(a + 1j * b)"),
            wrong: [WrongCall("axis 1 is listed twice") { fft2($0[0], axes: [1, 1]).realPart }]
        ) { fft2(complex($0[0], $0[1])).parts },
        OpRow(
            "ifft2", in: file, plane, dtypes: precise,
            golden: pairs("np.fft.ifft2(a + 1j * b)"),
            wrong: [
                WrongCall("axis -1 is out of range for rank 0") {
                    ifft2($0[0].sum(), axes: [-1]).realPart
                }
            ]
        ) { ifft2(complex($0[0], $0[1])).parts },
        OpRow(
            "rfft2", in: file, [.normal([3, 4])], also: [[.normal([2, 3, 5])]], dtypes: precise,
            golden: pairs("np.fft.rfft2(a)"),
            wrong: [
                WrongCall("axis 2 is out of range for rank 2") {
                    rfft2($0[0], axes: [0, 2]).realPart
                }
            ]
        ) { rfft2($0[0]).parts },
        OpRow(
            "irfft2", in: file, [.normal([3, 4]), .normal([3, 4])], dtypes: precise,
            golden: "np.fft.irfft2(a + 1j * b)",
            wrong: [WrongCall("axis 3 is out of range for rank 2") { irfft2($0[0], axes: [0, 3]) }]
        ) { irfft2(complex($0[0], $0[1])) },
        OpRow(
            "fftShift", in: file, [.normal([4, 5])], also: [[.normal([0, 3])], [.normal([1])]],
            golden: "np.fft.fftshift(a)",
            wrong: [WrongCall("axis 2 is out of range") { fftShift($0[0], axes: [2]) }]
        ) { fftShift($0[0]) },
        OpRow(
            "ifftShift", in: file, [.normal([4, 5])],
            also: [[.normal([0, 3])], [.normal([1, 1])]],
            golden: "np.fft.ifftshift(a, axes=1)",
            wrong: [WrongCall("axis 2 is out of range") { ifftShift($0[0], axes: [2]) }]
        ) { ifftShift($0[0], axes: [1]) },
    ]
}()

private let shortTimeRows: [OpRow] = {
    let file = "Operations/ShortTimeFourier.swift"
    return [
        OpRow(
            "stft", in: file, [.normal([2, 9]), .uniform(0.2..<1, [4])],
            also: [
                [.normal([17]), .uniform(0.2..<1, [3])],
                [.normal([0, 9]), .uniform(0.2..<1, [4])],
            ],
            dtypes: precise,
            golden: """
                torch.view_as_real(torch.stft(t(a), 4, hop_length=3, window=t(b), \
                return_complex=True)).numpy()
                """,
            wrong: [
                WrongCall("a part has 2 elements") { stft($0[0], size: 2, window: $0[1]).realPart },
                WrongCall("9 elements cannot be reflected by 10") {
                    stft($0[0], size: 20).realPart
                },
                WrongCall("9 elements do not fill a part of 10") {
                    stft($0[0], size: 10, isCentered: false).realPart
                },
            ]
        ) { stft($0[0], size: 4, hop: 3, window: $0[1]).parts },
        OpRow(
            "stft, both sides", in: file, [.normal([8]), .normal([8])], dtypes: precise,
            golden: """
                torch.view_as_real(torch.stft(torch.complex(t(a), t(b)), 5, hop_length=2, \
                window=torch.ones(5, dtype=torch.float64), center=False, onesided=False, \
                return_complex=True)).numpy()
                """
        ) {
            stft(complex($0[0], $0[1]), size: 5, hop: 2, isCentered: false, isOneSided: false).parts
        },
        OpRow(
            "istft", in: file, [.normal([3, 5]), .normal([3, 5]), .uniform(0.2..<1, [4])],
            dtypes: precise,
            golden: """
                torch.istft(torch.complex(t(a), t(b)), 4, hop_length=3, window=t(c)).numpy()
                """,
            wrong: [
                WrongCall("needs 5 frequencies") { istft($0[0], size: 8) },
                WrongCall("16 elements do not come from 5 frames, which cover 6") {
                    istft($0[0], size: 4, hop: 1, length: 16)
                },
            ]
        ) { istft(complex($0[0], $0[1]), size: 4, hop: 3, window: $0[2]) },
    ]
}()

private let frequencyRows: [OpRow] = {
    let windows = "Operations/SignalWindows.swift"
    let without: [Check: String] = .derivatives("has no operand")
    return [
        OpRow(
            "fftFrequencies", in: file, [], golden: "np.fft.fftfreq(7, 0.1)",
            wrong: [WrongCall("0 samples") { _ in fftFrequencies(0) }], without: without
        ) { _ in fftFrequencies(7, spacing: 0.1) },
        OpRow(
            "rfftFrequencies", in: file, [], golden: "np.fft.rfftfreq(7, 0.1)",
            wrong: [WrongCall("0 samples") { _ in rfftFrequencies(0) }], without: without
        ) { _ in rfftFrequencies(7, spacing: 0.1) },
        OpRow(
            "hannWindow", in: windows, [],
            golden: "torch.hann_window(9, dtype=torch.float64).numpy()",
            wrong: [WrongCall("a window of 0 weights") { _ in hannWindow(0) }], without: without
        ) { _ in hannWindow(9) },
        OpRow(
            "hannWindow, symmetric", in: windows, [], golden: "np.hanning(8)", without: without
        ) { _ in hannWindow(8, isPeriodic: false) },
        OpRow(
            "hammingWindow", in: windows, [],
            golden: "torch.hamming_window(8, dtype=torch.float64).numpy()",
            wrong: [WrongCall("weights in int32") { _ in hammingWindow(3, dtype: .int32) }],
            without: without
        ) { _ in hammingWindow(8) },
        OpRow(
            "blackmanWindow", in: windows, [],
            golden: "torch.blackman_window(8, dtype=torch.float64).numpy()",
            wrong: [WrongCall("a window of -1 weights") { _ in blackmanWindow(-1) }],
            without: without
        ) { _ in blackmanWindow(8) },
        OpRow(
            "kaiserWindow", in: windows, [], golden: "np.kaiser(7, 14)",
            wrong: [WrongCall("a window of 0 weights") { _ in kaiserWindow(0) }], without: without
        ) { _ in kaiserWindow(7, beta: 14, isPeriodic: false) },
    ]
}()
